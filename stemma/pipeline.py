"""The only module that knows the order of the five stages: read → group → annotate → compare → tell."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from stemma.annotate.parse import Parses
from stemma.annotate.story import annotate_story
from stemma.compare.findings import compare_story
from stemma.compare.judging import Judge, Judging
from stemma.compare.settling import settle_differences
from stemma.compare.vectors import name_encoder
from stemma.errors import NothingUsable
from stemma.group.grouping import group_collection
from stemma.group.languages.encoder import name_languages_encoder
from stemma.group.parts import find_parts
from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture, Link
from stemma.model.dossier import Dossier
from stemma.model.overrides import Override, Overrides
from stemma.model.settings import Settings
from stemma.model.story import Apart, Grouping
from stemma.read import (
    choose_dates,
    find_overrides,
    load_overrides,
    read_paths,
    refine_collection,
    refine_story,
    set_dates,
)
from stemma.tell.build import build_dossier
from stemma.tell.rephrasing import Writer, rephrase_dossier
from stemma.text.article_order import place_article

Fetch = Callable[[Iterable[Link]], Iterator[Capture | Rejected]]
"""Links to what they lead to; ``stemma.read.web.open_fetch`` opens one."""
Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many items are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of one run: a dossier for each story, what was rejected, seconds by stage."""

    dossiers: tuple[Dossier, ...]
    rejected: tuple[Rejected, ...]
    timings: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What came of reading and grouping alone."""

    articles: tuple[Article, ...]
    grouping: Grouping
    rejected: tuple[Rejected, ...]
    overrides: tuple[Override, ...]
    """What became of each correction by hand that bears on dates and stories."""
    timings: dict[str, float]


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aid:
    """Language models of the user's choice, where there are any."""

    writer: Writer | None = None
    judge: Judge | None = None
    progress: Progress

    def begin_judging(self) -> Judging:
        return Judging(self.judge, progress=lambda done, of: self.progress("judge", done, of))

    def tell_settings(self) -> dict[str, Any]:
        return {} if self.judge is None else {"judge": self.judge.name, "judge_prompt": self.judge.version}

    def rephrase(self, dossier: Dossier) -> Dossier:
        if self.writer is None:
            return dossier
        return rephrase_dossier(dossier, self.writer, progress=lambda done, of: self.progress("write", done, of))


def make_dossiers(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    overrides: Overrides | str | Path | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    writer: Writer | None = None,
    judge: Judge | None = None,
    fetch: Fetch | None = None,
    apart: Sequence[Path] = (),
) -> Run:
    """All five stages in memory, with the corrections by hand that ``overrides`` or its file holds.

    Without ``overrides``, those beside the input (``stemma.overrides.toml``) are taken; ``Overrides()`` takes none.
    ``writer`` and ``judge`` (``stemma.writer`` has one of each) get claims' text to see; what they fail at, notes tell.
    ``fetch`` gets the addresses that inputs name (``stemma.read.web``); without it, they are rejected items.
    ``apart`` are files that are not read, though a folder of ``paths`` holds them.
    Raises NothingUsable where every input was rejected, UsageError where a file of corrections cannot be read.
    """
    settings = settings or Settings()
    by_hand = _choose_overrides(paths, overrides)
    tell_progress = progress or _ignore
    aid = _Aid(writer=writer, judge=judge, progress=tell_progress)
    clock = _Clock()
    articles, rejected, dates, dated = _read_heap(
        paths, by_hand, clock, tell_progress, stdin=stdin, fetch=fetch, apart=apart
    )
    with clock.stage("group"):
        grouping = group_collection(
            articles,
            overrides=by_hand,
            one_story=settings.one_story,
            vectors=settings.vectors,
            progress=lambda done, of: tell_progress("group", done, of),
        )
    by_id = {article.id: article for article in articles}
    unfit = {
        a.article: Rejected(item=by_id[a.article].source, stage="group", reason=a.reason) for a in _list_unfit(grouping)
    }
    stories = [story for story in grouping.stories if story.articles[0] not in unfit]
    rejected = (*rejected, *unfit.values())
    dossiers = []
    everything = list(rejected)
    for number, story in enumerate(stories):
        tell_progress("stories", number, len(stories))
        members = [by_id[key] for key in story.articles]
        dossier, lost = _make_dossier(members, story.title, rejected, settings, by_hand, dates, clock, aid)
        everything += lost
        if dossier is not None:
            dossiers.append(dossier)
    tell_progress("stories", len(stories), len(stories))
    _require(dossiers, tuple(everything))
    by_article = _spread_overrides(grouping, dated)
    return Run(dossiers=_share_overrides(dossiers, by_article), rejected=tuple(everything), timings=clock.seconds)


def make_grouping(
    paths: Sequence[str | Path],
    *,
    overrides: Overrides | str | Path | None = None,
    explain: bool = False,
    vectors: bool = True,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
    fast: bool = False,
    fetch: Fetch | None = None,
    apart: Sequence[Path] = (),
) -> Grouped:
    """The first two stages: which articles under ``paths`` are one story.

    ``overrides``, ``stdin``, ``progress`` and ``fetch`` as in ``make_dossiers``; ``jobs``, ``fast`` and ``apart`` as in
    ``stemma.read.iter_articles``; ``explain`` and ``vectors`` as in
    ``stemma.group.grouping.group_collection``.
    Raises NothingUsable where every input was rejected, UsageError where a file of corrections cannot be read.
    """
    by_hand = _choose_overrides(paths, overrides)
    tell_progress = progress or _ignore
    clock = _Clock()
    articles, rejected, _, dated = _read_heap(
        paths, by_hand, clock, tell_progress, stdin=stdin, fetch=fetch, jobs=jobs, apart=apart, fast=fast
    )
    with clock.stage("group"):
        grouping = group_collection(
            articles,
            overrides=by_hand,
            explain=explain,
            vectors=vectors,
            progress=lambda done, of: tell_progress("group", done, of),
        )
    return Grouped(
        articles=articles,
        grouping=grouping,
        rejected=rejected,
        overrides=(*(override for override, _ in dated), *grouping.overrides),
        timings=clock.seconds,
    )


def tell_story(
    articles: Sequence[Article],
    title: str = "",
    *,
    settings: Settings | None = None,
    overrides: Overrides | None = None,
    rejected: Sequence[Rejected] = (),
    parses: Parses | None = None,
) -> tuple[Dossier | None, tuple[Rejected, ...]]:
    """One story's dossier, all stages after grouping; None where no article of it can be used.

    ``rejected`` are items that the dossier names besides its own; what it rejected itself comes back with it.
    ``parses``: where parses are kept from one run to the next.
    """
    by_hand = overrides or Overrides()
    dates, dated = choose_dates(articles, by_hand)
    aid = _Aid(progress=_ignore)
    chosen = settings or Settings()
    dossier, lost = _make_dossier(articles, title, rejected, chosen, by_hand, dates, _Clock(), aid, parses)
    if dossier is not None:
        (dossier,) = _share_overrides([dossier], [(o, None) for o, _ in dated])
    return dossier, lost


def make_dossier(
    paths: Sequence[str | Path],
    *,
    vectors: bool = True,
    overrides: Overrides | str | Path | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Dossier:
    """One dossier of all the articles under ``paths``, taken as one story; ``overrides`` as in ``make_dossiers``.

    Raises NothingUsable, UsageError.
    """
    settings = Settings(one_story=True, vectors=vectors)
    return make_dossiers(paths, settings=settings, overrides=overrides, stdin=stdin, progress=progress).dossiers[0]


def _read_heap(
    paths: Sequence[str | Path],
    by_hand: Overrides,
    clock: _Clock,
    progress: Progress,
    **reading: Any,
) -> tuple[tuple[Article, ...], tuple[Rejected, ...], Mapping[str, str], Sequence[tuple[Override, str | None]]]:
    """Articles with their dates as a hand set them, what was rejected, these dates, and what became of each.

    ``reading``: more for ``read_paths``. Raises NothingUsable.
    """
    with clock.stage("read"):
        articles, rejected = read_paths(paths, progress=lambda done, of: progress("read", done, of), **reading)
        articles = refine_collection(articles)
    _require(articles, rejected)
    dates, dated = choose_dates(articles, by_hand)
    return set_dates(articles, dates), rejected, dates, dated


def _choose_overrides(paths: Sequence[str | Path], given: Overrides | str | Path | None) -> Overrides:
    if isinstance(given, Overrides):
        return given
    return load_overrides(Path(given)) if given is not None else load_overrides(*find_overrides(paths))


def _list_unfit(grouping: Grouping) -> tuple[Apart, ...]:
    """What is no article: a dossier of it would tell of nothing. A daily form filled in is one, alone."""
    return tuple(one for one in grouping.apart if one.why != "template")


def _spread_overrides(
    grouping: Grouping, dated: Sequence[tuple[Override, str | None]]
) -> tuple[tuple[Override, frozenset[str] | None], ...]:
    """Dates set and stories changed by hand, each with the articles that it bears on; None where it fits none."""
    bears: dict[str, set[str]] = {}
    for membership in grouping.memberships:
        for what in membership.by_hand:
            bears.setdefault(what, set()).add(membership.article)
    found = [(o, None if article is None else frozenset({article})) for o, article in dated]
    found += [(o, frozenset(bears[o.what]) if o.status == "applied" else None) for o in grouping.overrides]
    return tuple(found)


def _share_overrides(
    dossiers: Sequence[Dossier], by_article: Sequence[tuple[Override, frozenset[str] | None]]
) -> tuple[Dossier, ...]:
    """The dossiers with what was set before they were made (with its articles) beside what each did with the rest.

    What is applied in one story is not unused for fitting no other; what fits none is told in each.
    """
    applied = {(o.kind, o.what) for d in dossiers for o in d.overrides if o.status == "applied"}
    shared = []
    for dossier in dossiers:
        own = {a.id for a in dossier.articles}
        told = [o for o, articles in by_article if articles is None or articles & own]
        told += [o for o in dossier.overrides if o.status == "applied" or (o.kind, o.what) not in applied]
        shared.append(replace(dossier, overrides=tuple(dict.fromkeys(told))))
    return tuple(shared)


def _make_dossier(
    story: Sequence[Article],
    title: str,
    rejected: Sequence[Rejected],
    settings: Settings,
    by_hand: Overrides,
    dates: Mapping[str, str],
    clock: _Clock,
    aid: _Aid,
    parses: Parses | None = None,
) -> tuple[Dossier | None, tuple[Rejected, ...]]:
    """One story's dossier, which names all that was rejected on its way; None where no article is left."""
    with clock.stage("read"):
        articles = set_dates(refine_story(tuple(story)), dates)
    with clock.stage("annotate"):
        annotated = annotate_story(articles, overrides=by_hand, parses=parses)
    if not annotated.articles:
        return None, annotated.rejected
    with clock.stage("compare"):
        comparison = compare_story(
            annotated.articles,
            annotated.entities,
            annotated.places,
            vectors=settings.vectors,
            overrides=by_hand,
            judging=aid.begin_judging(),
        )
        comparison = settle_differences(comparison, annotated.articles, annotated.places)
    with clock.stage("tell"):
        dossier = build_dossier(
            [a.article for a in annotated.articles],
            comparison,
            annotated.entities,
            annotated.places,
            rejected=(*rejected, *annotated.rejected),
            settings=asdict(settings)
            | name_encoder()
            | name_languages_encoder(articles, vectors=settings.vectors and not settings.one_story)
            | aid.tell_settings(),
            overrides=(*annotated.overrides, *comparison.overrides),
            parts=find_parts([a.article for a in annotated.articles]) if settings.one_story else (),
            title=title,
            story=min(story, key=place_article).id,
        )
        dossier = aid.rephrase(dossier)
    return dossier, annotated.rejected


def _require(usable: Sequence[object], rejected: Sequence[Rejected]) -> None:
    if usable:
        return
    lines = "; ".join(f"{r.item}: {r.reason}" for r in rejected[:5])
    more = f"; and {len(rejected) - 5} more" if len(rejected) > 5 else ""
    raise NothingUsable(f"Nothing could be used. {lines}{more}", tuple(rejected))


def _ignore(stage: str, done: int, total: int) -> None:
    return None
