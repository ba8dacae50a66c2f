"""The second stage over a store: the stories of its current articles, in work that does not grow with the store.

Up to ``LARGE`` articles all are grouped anew. Beyond, those are that came since or that a changed correction names,
those of the days around theirs, and all that are in one story with any of these: each story is then what grouping these
together makes of it, and older ones stay as they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from stemma.collection.correcting import follow_overrides
from stemma.collection.holding import hold
from stemma.collection.laid import keep_verdicts, load_verdicts
from stemma.collection.lineage import Lineage, trace_stories
from stemma.collection.parsing import STAGE
from stemma.collection.pending import put_pending
from stemma.collection.regrouped import Named, find_named, keep_outcomes, mark_corrections
from stemma.collection.reports import GroupReport, add_up
from stemma.collection.revisions import REPLACED, follow_revisions, is_silent
from stemma.collection.window import find_window
from stemma.group.copies.verdicts import Verdicts
from stemma.group.grouping import group_collection
from stemma.group.languages.encoder import has_encoder
from stemma.model.article import Article, Rejected
from stemma.model.overrides import Overrides
from stemma.model.stored import Event
from stemma.model.story import Grouping, Story
from stemma.read import choose_dates, refine_collection, set_dates
from stemma.store import Store
from stemma.version import __version__

LARGE = 2000
"""Articles up to which a store is grouped as a whole."""


def group_articles(
    store: Store,
    *,
    overrides: Overrides,
    vectors: bool,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
    large: int = LARGE,
) -> GroupReport:
    """Group what came, with what it may belong to, and keep what came of it; nothing, where nothing came."""
    with hold(store, "group"):
        reports, left = [], 0
        while True:
            reports.append(
                _group_now(store, overrides=overrides, vectors=vectors, now=now, progress=progress, large=large)
            )
            before, left = left, sum(1 for _ in store.iter_articles(grouped=False))
            if not left or left == before:  # a window takes in what came on some days; then that of the next
                return add_up(reports)


def _group_now(
    store: Store,
    *,
    overrides: Overrides,
    vectors: bool,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
    large: int,
) -> GroupReport:
    by_hand = mark_corrections(overrides)
    state = {"corrections": by_hand, "made_by": f"{__version__} {vectors and has_encoder()}"}
    before = store.get_record(STAGE, "group")
    size = store.count()
    came = [one.article for one in store.iter_articles(grouped=False)]
    if not came and before == state:
        return GroupReport(stories=size["stories"])
    named = find_named(store, before["corrections"], by_hand) if before else Named(articles=(), days=frozenset())
    whole = size["articles"] <= large or not size["stories"] or named is None
    replaced = store.list_records(REPLACED)
    if whole or named is None:
        articles = [one.article for one in store.iter_articles()]
        old = [one.story for one in store.iter_stories()]
    else:
        articles, old = find_window(store, came, replaced, now()[:10], named)
    followed = follow_overrides(store, overrides)
    verdicts = load_verdicts(store)
    grouping = _group(articles, followed, verdicts, vectors=vectors, progress=progress)
    newest = follow_revisions({key: str(record["by"]) for key, record in replaced.items()})
    lineage = trace_stories(old, grouping.stories, newest)
    edits = _find_edits(store, lineage, newest)
    at = now()
    with store.transaction():
        store.put_stories(lineage.changed, gone=lineage.gone)
        store.put_events(_tell_events(lineage, edits, at, _find_parted(lineage, old)))
        put_pending(store, [story.id for story in lineage.changed])
        unfit = _list_unfit(grouping, articles)
        if unfit:
            store.put_rejected(unfit, at=at)
        keep_outcomes(store, followed, grouping, articles, whole=whole)
        store.delete_records(REPLACED, replaced)
        store.put_records(STAGE, {"group": state})
        keep_verdicts(store, verdicts)
    return GroupReport(
        changed=tuple(story.id for story in lineage.changed if story.id in lineage.moved),
        gone=lineage.gone,
        joined=lineage.joined,
        stories=store.count()["stories"],
        looked_at=len(articles),
        unused=tuple(one for one in grouping.overrides if one.status == "unused"),
    )


def _group(
    articles: Sequence[Article],
    overrides: Overrides,
    verdicts: Verdicts,
    *,
    vectors: bool,
    progress: Callable[[int, int], None],
) -> Grouping:
    refined = refine_collection(sorted(articles, key=lambda one: one.id))
    dates, _ = choose_dates(refined, overrides)
    return group_collection(
        set_dates(refined, dates), overrides=overrides, vectors=vectors, verdicts=verdicts, progress=progress
    )


def _find_parted(lineage: Lineage, old: Iterable[Story]) -> dict[str, str]:
    """By story that is one of its own again: the one that it had become part of."""
    borne = {alias: story.id for story in old for alias in story.aliases}
    return {story.id: borne[story.id] for story in lineage.changed if story.id in borne}


def _find_edits(store: Store, lineage: Lineage, newest: Mapping[str, str]) -> dict[str, list[tuple[str, str, bool]]]:
    """By story: the articles in it that are new versions of some that its predecessors had; the old, and whether
    nothing on the page tells of the edit."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    pairs = [(old, newest[old]) for old in sorted(lineage.known & newest.keys())]
    held = store.get_articles({key for pair in pairs for key in pair})
    for old, new in pairs:
        story = lineage.home.get(new)
        if story is not None and old in held and new in held:
            silent = is_silent(held[old].article, held[new].article)
            found.setdefault(story, []).append((old, new, silent))
    return found


def _tell_events(
    lineage: Lineage, edits: Mapping[str, Sequence[tuple[str, str, bool]]], at: str, parted: Mapping[str, str]
) -> list[Event]:
    events = []
    for story in lineage.changed:
        edited = edits.get(story.id, ())
        new_versions = {new for _, new, _ in edited}
        had = lineage.before.get(story.id, frozenset())
        came = [one for one in story.articles if one not in had and one not in new_versions]
        left = lineage.left(story.id, but={old for old, _, _ in edited})
        if story.id not in lineage.parents and story.id in parted:
            returned = {"articles": list(story.articles), "parted": [parted[story.id]]}
            events.append(Event(story=story.id, kind="articles", at=at, detail=returned))
        elif story.id not in lineage.parents:
            events.append(Event(story=story.id, kind="story", at=at, detail={"articles": list(story.articles)}))
        elif came or left:
            detail: dict[str, list[str]] = {"articles": came} | ({"left": left} if left else {})
            events.append(Event(story=story.id, kind="articles", at=at, detail=detail))
        joined = [key for key in lineage.parents.get(story.id, ()) if key != lineage.heads.get(story.id)]
        if joined:
            events.append(Event(story=story.id, kind="joined", at=at, detail={"joined": joined}))
        for old, new, silent in edited:
            detail_of_edit = {"articles": [new], "replaced": [old], "silent": silent}
            events.append(Event(story=story.id, kind="edited", at=at, detail=detail_of_edit))
    return events


def _list_unfit(grouping: Grouping, articles: Iterable[Article]) -> list[Rejected]:
    """What is no article: a wall before one, a page with nothing to read."""
    sources = {article.id: article.source for article in articles}
    return [
        Rejected(item=sources[one.article], stage="group", reason=one.reason)
        for one in grouping.apart
        if one.why != "template"
    ]
