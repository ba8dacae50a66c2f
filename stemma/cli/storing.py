"""What the verbs that work on a store share: which store, corrections of a file, and what came of it in words."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma.cli.fetching import FetchChoice, open_fetching
from stemma.cli.streams import say, show_progress
from stemma.cli.tell import DONE_WITH_REJECTS, say_unused
from stemma.errors import NothingUsable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stemma.collection import Collection
    from stemma.collection.reports import AnnotateReport, CompareReport, GroupReport, Kept, ReadReport
    from stemma.model.article import Rejected

    Progress = Callable[[str, int, int], None]

StoreAddress = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="STEMMA_STORE",
        metavar="URL",
        help="sqlite:///FILE, a file's path, or postgresql://HOST/NAME.",
    ),
]
OptionalStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Work on this store, sqlite:///FILE, a file's path, or postgresql://HOST/NAME (STEMMA_STORE is not asked "
        "here).",
        show_default=False,
    ),
]
OverridesFile = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        metavar="FILE.toml",
        help="Corrections by hand: each goes into the store's log once.",
        show_default=False,
    ),
]
Vectors = Annotated[
    bool,
    typer.Option(
        "--vectors/--no-vectors",
        help="With sentence vectors, or without: then no onnxruntime is needed.",
        show_default=False,
    ),
]
AtLeast = Annotated[
    int, typer.Option("--at-least", metavar="N", min=1, help="Stories of fewer articles are not compared.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, help="Processes that read. Default: one a core.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="What was done, as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")]
_NAMED = 20
"""Rejected items that are named; of more, how many."""


@contextmanager
def open_desk(
    url: str,
    *,
    vectors: bool = True,
    at_least: int = 2,
    overrides: Path | None = None,
    quiet: bool = False,
    create: bool = True,
) -> Iterator[tuple[Collection, Progress | None]]:
    """The collection at ``url`` and what shows progress, for as long as the block runs.

    Raises:
        UsageError: there is no such store, or the corrections cannot be read.
        StoreError: the store is broken, newer, or out of reach.
    """
    from stemma.collection import Collection
    from stemma.model.settings import Settings
    from stemma.read import load_overrides
    from stemma.store import open_store

    by_hand = load_overrides(overrides) if overrides is not None else None
    with ExitStack() as stack:
        store = open_store(url, create=create)
        desk = stack.enter_context(Collection(store, settings=Settings(vectors=vectors), at_least=at_least))
        if by_hand is not None:
            new = desk.import_overrides(by_hand)
            if not quiet:
                say(f"{_count(new, 'correction')} of {overrides} new in the log")
        yield desk, stack.enter_context(show_progress(quiet=quiet))


def read_into_store(
    url: str, paths: Sequence[str], choice: FetchChoice, reading: dict[str, Any], *, quiet: bool
) -> None:
    """``stemma read --store``: a line on stdout for what the store has acknowledged.

    Raises NothingUsable where the store holds nothing then, UsageError, StoreError.
    """
    given: list[str | Path] = list(paths)
    with open_desk(url, quiet=quiet) as (desk, progress), open_fetching(choice) as fetch:
        report = desk.read(
            given,
            fetch=fetch,
            progress=progress,
            acknowledge=print_kept,
            stdin=sys.stdin.buffer if "-" in given else None,
            **reading,
        )
        held = desk.store.count()["articles"]
    if not held:
        raise NothingUsable("Nothing could be used.", report.rejected)
    if not quiet:
        say_items(report.rejected)
        say(tell_read(report))
    if report.rejected:
        raise typer.Exit(DONE_WITH_REJECTS)


def group_store(url: str, *, overrides: Path | None, vectors: bool, as_json: bool, quiet: bool) -> None:
    """``stemma group --store``: the stories that changed, on stdout by id; all else on stderr.

    Raises UsageError, StoreError.
    """
    opened = open_desk(url, vectors=vectors, overrides=overrides, quiet=quiet, create=False)
    with opened as (desk, progress):
        report = desk.group(progress=progress)
        titles = [one for key in report.changed for one in [desk.store.get_story(key)] if one]
    if as_json:
        print_report(report)
    else:
        for one in titles:
            print(f"{one.story.id}\t{one.story.origins}\t{one.story.title}")
    if not quiet:
        say_unused(report.unused)
        say(tell_group(report))


def tell_read(report: ReadReport) -> str:
    """What came of reading, in one line."""
    new = len(report.new) - len(report.revised)
    parts = [_count(new, "new article")]
    if report.revised:
        parts.append(_count(len(report.revised), "new revision"))
    if report.again:
        parts.append(f"{report.again:,} there already")
    if report.older:
        parts.append(f"{_count(report.older, 'older version')} kept as captures alone")
    if report.rejected:
        parts.append(f"{_count(len(report.rejected), 'item')} could not be used")
    return f"read: {', '.join(parts)}"


def tell_group(report: GroupReport) -> str:
    """What came of grouping, in one line."""
    if not report.looked_at:
        return f"group: nothing came since; {_count(report.stories, 'story')} as they were"
    joined = f", {_count(len(report.joined), 'story')} became part of others" if report.joined else ""
    return (
        f"group: {_count(report.looked_at, 'article')} looked at, {_count(len(report.changed), 'story')} new or "
        f"changed{joined}, {_count(report.stories, 'story')} in all"
    )


def tell_annotate(report: AnnotateReport) -> str:
    """What came of parsing ahead, in one line."""
    return (
        f"annotate: {_count(report.stories, 'story')} ready to be compared, {_count(report.parsed, 'paragraph')} parsed"
        f"{_tell_alone(report.alone)}"
    )


def tell_compare(report: CompareReport) -> str:
    """What came of comparing, in one line."""
    failed = f", {_count(len(report.failed), 'story')} could not be told" if report.failed else ""
    return (
        f"compare: {_count(len(report.told), 'story')} told ({_count(report.parsed, 'paragraph')} parsed), "
        f"{report.kept:,} as told before{_tell_alone(report.alone)}{failed}"
    )


def say_items(rejected: Sequence[Rejected]) -> None:
    """Name what could not be used, a line each."""
    for one in rejected[:_NAMED]:
        say(f"{one.item}: {one.reason}")
    if len(rejected) > _NAMED:
        say(f"and {len(rejected) - _NAMED:,} more; the store holds all of them")


def print_report(report: Any) -> None:
    """A report as one line of JSON on stdout."""
    print(json.dumps(asdict(report), ensure_ascii=False))


def print_kept(kept: Sequence[Kept]) -> None:
    """What the store has acknowledged, a line each, at once."""
    for one in kept:
        print(json.dumps({"article": one.article, "what": one.what, "source": one.source}, ensure_ascii=True))
    print(end="", flush=True)


def _tell_alone(alone: int) -> str:
    return f", {alone:,} of too few articles" if alone else ""


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
