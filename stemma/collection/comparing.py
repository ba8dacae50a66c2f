"""The stages after grouping, over a store: a new edition for each story that is not what its newest was made from."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b

from stemma.annotate.model_name import name_model
from stemma.collection.bearing import needs_claims, select_overrides
from stemma.collection.correcting import follow_overrides
from stemma.collection.differences import find_changed, find_new, load_known, put_known
from stemma.collection.parsing import StoreParses
from stemma.collection.pending import drop_pending, list_pending, note_changes, put_pending
from stemma.collection.regrouped import Outcomes
from stemma.collection.reports import CompareReport
from stemma.collection.surroundings import BESIDE, Surroundings
from stemma.compare.vectors import name_encoder
from stemma.errors import StemmaError
from stemma.group.languages.encoder import has_encoder
from stemma.model.article import Article, Rejected
from stemma.model.dossier import Dossier
from stemma.model.overrides import Override, Overrides
from stemma.model.settings import Settings
from stemma.model.stored import Event, Query, StoredStory
from stemma.store import Store
from stemma.store.codec import dump
from stemma.store.paging import walk_pages
from stemma.store.protocol import Plain
from stemma.version import __version__

FAILED = "failed"
"""The kind of records that say, by story, of what it could not be told, and why: it is not tried again as it is."""
MOST = 200
"""Articles that one dossier tells at most: work grows with the square of their claims."""


def compare_stories(
    store: Store,
    stories: Iterable[str] | None,
    *,
    overrides: Overrides,
    settings: Settings,
    at_least: int,
    now: Callable[[], str],
    progress: Callable[[int, int], None],
    most: int = MOST,
) -> CompareReport:
    """Tell the stories that are not told as they are; each is kept before the next is begun.

    ``stories``: None for all that may have changed since they were last looked at, which the store remembers. Those
    that are named are looked at in any case, and need not be once more.
    """
    followed = follow_overrides(store, overrides)
    telling = _Telling(store=store, overrides=followed, settings=settings, now=now, most=most)
    if stories is None:
        note_changes(store, describe_making(settings, at_least, most))
        telling.spread(list_pending(store), progress)
        marks = list_pending(store)
        todo = list(marks)
    else:
        todo = [known for key in stories if (known := store.resolve_story(key))]
        telling.spread(todo, progress)
        marks = list_pending(store)
    report = _Report()
    for number, key in enumerate(todo):
        progress(number, len(todo))
        stored = store.get_story(key)
        if stored is None or is_passed_over(stored, at_least):
            report.alone += stored is not None
        else:
            telling.tell(stored, report)
        if key in marks:
            report.looked_at[key] = marks[key]
        if len(report.looked_at) >= _TOGETHER:
            report.drop_looked_at(store)
    report.drop_looked_at(store)
    progress(len(todo), len(todo))
    return report.close(telling.parses.made)


_TOGETHER = 200


@dataclass(slots=True)
class _Report:
    told: list[str] = field(default_factory=list)
    kept: int = 0
    alone: int = 0
    failed: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    looked_at: dict[str, Plain] = field(default_factory=dict)

    def drop_looked_at(self, store: Store) -> None:
        if self.looked_at:
            drop_pending(store, self.looked_at)
            self.looked_at = {}

    def close(self, parsed: int) -> CompareReport:
        return CompareReport(
            told=tuple(self.told),
            kept=self.kept,
            alone=self.alone,
            failed=tuple(self.failed),
            rejected=tuple(self.rejected),
            parsed=parsed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one story is told from, and its key."""

    key: str
    articles: tuple[Article, ...]
    overrides: Overrides
    regrouped: tuple[Override, ...]
    """What became of the corrections that set which articles are in it: grouping applied them."""
    left_out: tuple[Rejected, ...]


class _Telling:
    """One run over the stories of a store."""

    def __init__(
        self,
        *,
        store: Store,
        overrides: Overrides,
        settings: Settings,
        now: Callable[[], str],
        most: int,
    ) -> None:
        self._store = store
        self._overrides = overrides
        self._by_claims = needs_claims(overrides)
        self._settings = settings
        self._made_by = _describe(settings)
        self._now = now
        self._most = most
        self._around = Surroundings(store)
        self._outcomes = Outcomes(store)
        self.parses = StoreParses(store)

    def spread(self, stories: Collection[str], progress: Callable[[int, int], None]) -> None:
        """Let the stories be looked at too whose outlets' weeks are told by other pages than before. ``progress`` may
        end it, as it may end telling: of a whole collection, after another version came, it takes its time."""
        for key in stories:
            progress(0, len(stories))
            stored = self._store.get_story(key)
            held = self._store.get_articles(stored.story.articles) if stored else {}
            for name, (week, sample) in self._around.find_changed(one.article for one in held.values()).items():
                with self._store.transaction():
                    put_pending(self._store, self._around.list_stories(week))
                    self._store.put_records(BESIDE, {name: {"articles": sample}})

    def tell(self, stored: StoredStory, report: _Report) -> None:
        """Tell one story, where it is not told as it is; what is wrong with it costs no other."""
        story = stored.story.id
        made = self._gather(stored, self._list_claims(story))
        if self._store.get_edition_key(story) == made.key:
            report.kept += 1
            return
        failure = self._store.get_record(FAILED, story)
        if failure is not None and failure["key"] == made.key:
            report.failed.append(story)
            report.rejected.append(Rejected(item=failure["item"], stage="compare", reason=failure["reason"]))
            return
        dossier, rejected, reason = self._make(stored, made)
        if dossier is not None and self._by_claims:
            again = self._gather(stored, {claim.id for finding in dossier.findings for claim in finding.claims})
            if again.key != made.key:  # corrections name claims that only this telling has brought to light
                made = again
                dossier, rejected, reason = self._make(stored, made)
        report.rejected += rejected
        if dossier is None:
            self._fail(stored, made.key, reason, report)
        else:
            self._keep(stored, made.key, dossier, rejected)
            report.told.append(story)

    def _list_claims(self, story: str) -> set[str]:
        """Ids of the claims of its newest edition, where corrections ask for them."""
        if not self._by_claims:
            return set()
        return {claim.id for claim in walk_pages(self._store.list_claims, Query(story=story, limit=500))}

    def _gather(self, stored: StoredStory, claims: set[str]) -> _Made:
        chosen, left_out = gather_articles(self._store, stored, self._most)
        refined = self._around.refine(chosen)
        overrides = select_overrides(self._overrides, refined, claims)
        regrouped = self._outcomes.find(stored.story.articles)
        made_from = [self._made_by, stored.story.title, refined, overrides, regrouped, left_out]
        return _Made(
            key=blake2b(dump(made_from).encode("ascii"), digest_size=16).hexdigest(),
            articles=refined,
            overrides=overrides,
            regrouped=regrouped,
            left_out=left_out,
        )

    def _make(self, stored: StoredStory, made: _Made) -> tuple[Dossier | None, tuple[Rejected, ...], str]:
        from stemma.pipeline import tell_story  # what it needs takes seconds to load: not where nothing is to be told

        try:
            dossier, rejected = tell_story(
                made.articles,
                stored.story.title,
                settings=self._settings,
                overrides=made.overrides,
                rejected=made.left_out,
                parses=self.parses,
            )
        except StemmaError:
            raise  # a part is missing, the store failed: that is of no one story
        except Exception as error:  # one story that brings a defect to light must not stop all others
            return None, made.left_out, f"A defect in Stemma: {type(error).__name__}: {str(error)[:200]}"
        if dossier is not None:
            dossier = replace(dossier, overrides=(*made.regrouped, *dossier.overrides))
        return dossier, (*made.left_out, *rejected), "No article of it is in a language that can be compared."

    def _keep(self, stored: StoredStory, key: str, dossier: Dossier, rejected: Sequence[Rejected]) -> None:
        store, story, at = self._store, stored.story.id, self._now()
        with store.transaction():
            known = load_known(store, (story, *stored.story.aliases))
            new = find_new(dossier, known)
            edition = store.put_edition(story, key=key, made=at, dossier=dossier)
            # Another process may have told the same a moment ago; then all is said.
            events = [Event(story=story, kind="edition", at=at, detail={"edition": edition})] if edition else []
            if new and edition:
                detail = {"edition": edition, "findings": list(new), "changed": list(find_changed(dossier, new, known))}
                events.append(Event(story=story, kind="difference", at=at, detail=detail))
            store.put_events(events)
            put_known(store, story, [*known, *new.values()])
            store.delete_records(FAILED, [story])
            if rejected:
                store.put_rejected(rejected, at=at)

    def _fail(self, stored: StoredStory, key: str, reason: str, report: _Report) -> None:
        """Remember that the story cannot be told as it is."""
        story, item = stored.story.id, f"story {stored.story.id} ({stored.story.title[:100]})"
        failure = Rejected(item=item, stage="compare", reason=reason)
        with self._store.transaction():
            self._store.put_records(FAILED, {story: {"key": key, "item": item, "reason": reason}})
            self._store.put_rejected([failure], at=self._now())
        report.failed.append(story)
        report.rejected.append(failure)


def is_passed_over(stored: StoredStory, at_least: int) -> bool:
    """Whether a story has too few articles to be told. One that was told before, and lost some since, is told anew:
    else its newest edition would go on telling of articles that are in it no more.
    """
    return len(stored.story.articles) < at_least and stored.edition is None


def choose_told(articles: Sequence[Article], most: int) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """The articles that a dossier tells, in their order, and those left out of a story that is larger.

    The first of each outlet comes before the second of any: so most who report it are heard.
    """
    if len(articles) <= most:
        return tuple(articles), ()
    heard: dict[str, int] = {}
    rounds = []
    for at, article in enumerate(articles):
        outlet = article.outlet or article.source
        heard[outlet] = heard.get(outlet, 0) + 1
        rounds.append((heard[outlet], at))
    kept = {at for _, at in sorted(rounds)[:most]}
    reason = (
        f"The story has {len(articles):,} articles, of which one dossier tells {most:,}: the first of each outlet, "
        "then the next."
    )
    left = [article for at, article in enumerate(articles) if at not in kept]
    return (
        tuple(article for at, article in enumerate(articles) if at in kept),
        tuple(Rejected(item=article.source, stage="compare", reason=reason) for article in left),
    )


def gather_articles(store: Store, stored: StoredStory, most: int) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """The articles that a story's dossier tells, and those left out.

    One that was replaced since and dropped (``Store.vacuum``) is neither: the next grouping takes it out of the story.
    """
    found = store.get_articles(stored.story.articles)
    held = [found[key].article for key in stored.story.articles if key in found]
    # Where else a page was found changes from day to day, and nothing in what is told rests on it.
    return choose_told([replace(article, captures=article.captures[:1]) for article in held], most)


def describe_making(settings: Settings, at_least: int, most: int) -> str:
    """All that every dossier is made with, and which stories are told: where it changes, all are looked at."""
    return dump([*_describe(settings), at_least, most])


def _describe(settings: Settings) -> list[object]:
    return [__version__, asdict(settings), name_encoder(), name_model(), settings.vectors and has_encoder()]
