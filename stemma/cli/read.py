"""``stemma read``: whatever holds articles in, one article a line out."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from stemma.cli.fetching import (
    DEFAULT_DELAY,
    DEFAULT_PAGES,
    AllowPrivate,
    CacheFolder,
    Delay,
    DryRun,
    FetchChoice,
    FetchState,
    IgnoreRobots,
    MaxPages,
    Offline,
    UseProxy,
    UserAgent,
    open_fetching,
    print_plan,
)
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import OptionalStore, read_into_store
from stemma.cli.streams import check_target, say
from stemma.cli.tell import DONE_WITH_REJECTS
from stemma.errors import NothingUsable, StemmaError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stemma.model.article import Article, Rejected
    from stemma.read import Again

DEFAULT_LIMIT = 20.0


def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files of the kinds below, folders, addresses, or - for stdin."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.jsonl", help="Write there, not to stdout."),
    ] = None,
    rejected_file: Annotated[
        Path | None,
        typer.Option("--rejected", metavar="FILE.jsonl", help="Write what could not be used there, not to stderr."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Add to -o FILE what it lacks, where an earlier run was stopped."),
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", min=1, help="Processes that read. Default: one a core.", show_default=False
        ),
    ] = None,
    fast: Annotated[
        bool,
        typer.Option("--fast", help="Twice as fast: HTML pages that are easy are decided without the best path."),
    ] = False,
    page_limit: Annotated[
        float,
        typer.Option("--page-limit", metavar="SECONDS", min=0.1, help="The most of a processor's time for one page."),
    ] = DEFAULT_LIMIT,
    settings_file: SettingsFile = None,
    user_agent: UserAgent = None,
    delay: Delay = DEFAULT_DELAY,
    max_pages: MaxPages = DEFAULT_PAGES,
    cache: CacheFolder = None,
    fetch_state: FetchState = None,
    offline: Offline = False,
    dry_run: DryRun = False,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    use_proxy: UseProxy = False,
    store: OptionalStore = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")] = False,
) -> None:
    """Read whatever holds articles, and print each as one line of JSON.

    \b
    Kinds, by media type, by the name's ending or by the first bytes:
      pages      .html .htm .txt .md .pdf .mhtml .eml   (.gz or .zst of each)
      archives   .warc .warc.gz .warc.zst .warc.lz4 .arc .wacz
      addresses  feeds (RSS, Atom, JSON Feed), .opml, sitemaps, .urls or .txt with one a
                 line, https://...: what they lead to is fetched
      data       .jsonl .json of news-please, Fundus, Media Cloud, CC-News, passim,
                 and of 'stemma read' itself
    A page that a browser saved with a folder NAME_files beside it is read alone.

    \b
    Examples:
      stemma read pages/ -o articles.jsonl
      stemma read feeds.opml --dry-run              what would be fetched
      stemma read crawl.warc.gz --fast --rejected rejected.jsonl > articles.jsonl
      stemma read crawl.warc.gz -o articles.jsonl --resume      go on where it was stopped
      curl -s ADDRESS | stemma read - | jq -r .title
      stemma tell articles.jsonl --one-story                    what was read is an input too

    \b
    A line has the fields of an article in a dossier ('stemma schema'): text, and body,
    captions and furniture as [start, end] in it; 'captures' says where it was found,
    in an archive with the record and its offset. A page found once more (the same
    bytes, or the same address and text) is a line {"again": ID, "capture": ...}.

    \b
    With --store, articles and the bytes they were read from go there instead, some
    hundred at a time; what it holds is not read again, and each line on stdout says
    what is kept by now: {"article": ID, "what": "new|revised|again|older", "source": ...}.

    \b
    Exit codes: 0 done; 1 nothing could be used, or it cannot be written; 2 wrong usage;
    3 done, but some items could not be used (they are named on stderr).
    """
    choice = FetchChoice(
        user_agent=user_agent,
        delay=delay,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
        cache=cache,
        state=fetch_state,
        max_pages=max_pages,
        offline=offline,
        use_proxy=use_proxy,
    )
    if dry_run:
        print_plan(paths, choice)
        return
    if store is not None:
        if output or rejected_file or resume:
            raise UsageError("--store: what is read goes into the store; leave -o, --rejected and --resume out")
        reading = {"jobs": jobs, "fast": fast, "page_limit": page_limit}
        read_into_store(store, paths, choice, reading, quiet=quiet)
        return
    check_target(output, inputs=paths)
    check_target(rejected_file, "--rejected", inputs=paths)
    if output is not None and rejected_file is not None and output.absolute() == rejected_file.absolute():
        raise UsageError(f"--rejected {rejected_file}: is where -o writes the articles; name another file")
    if resume and output is None:
        raise UsageError("--resume: name the file to go on with: -o FILE.jsonl")
    from stemma.read import iter_articles

    before = _load_before(output) if resume and output else ()
    known = [seen.source for article in before for seen in article.captures]
    counts = _Counts()
    with ExitStack() as stack:
        out = stack.enter_context(_open_target(output, resume=resume))
        refused = stack.enter_context(_open_target(rejected_file)) if rejected_file else None
        bar = stack.enter_context(_show_bar(quiet=quiet))
        fetch = stack.enter_context(open_fetching(choice, bar.fetched if bar else None, known))
        found = iter_articles(
            paths,
            stdin=sys.stdin.buffer if "-" in paths else None,
            progress=bar.step if bar else None,
            jobs=jobs,
            page_limit=page_limit,
            fetch=fetch,
            before=before,
            apart=[path for path in (output, rejected_file) if path],
            fast=fast,
        )
        _write_all(found, out=out, refused=refused, bar=bar, counts=counts, quiet=quiet)
    if not quiet and (counts.rejected or output):
        say(counts.tell(output, rejected_file))
    if not counts.articles and not before:
        told = bool(counts.rejected) and not quiet  # named above, or in their file
        raise NothingUsable("Nothing could be used.", counts.first, told=told)
    if counts.rejected:
        raise typer.Exit(DONE_WITH_REJECTS)


@dataclass(slots=True)
class _Counts:
    articles: int = 0
    again: int = 0
    rejected: int = 0
    first: tuple[Rejected, ...] = ()

    def tell(self, output: Path | None, rejected_file: Path | None) -> str:
        parts = [f"{self.articles:,} article{'s' if self.articles != 1 else ''}"]
        if output:
            parts[0] += f" in {output}"
        if self.again:
            parts.append(f"{self.again:,} found again")
        if self.rejected:
            where = f" (see {rejected_file})" if rejected_file else ""
            parts.append(f"{self.rejected:,} item{'s' if self.rejected != 1 else ''} could not be used{where}")
        return ", ".join(parts)


def _write_all(
    items: Iterator[Article | Again | Rejected],
    *,
    out: _Target,
    refused: _Target | None,
    bar: _Bar | None,
    counts: _Counts,
    quiet: bool,
) -> None:
    from stemma.model.article import Rejected
    from stemma.read import Again

    for found in items:
        if isinstance(found, Rejected):
            counts.rejected += 1
            if refused:
                refused.write(found)
            elif not quiet:
                (bar.say if bar else say)(f"{found.item}: {found.reason}")
            counts.first = counts.first or (found,)
        elif isinstance(found, Again):
            counts.again += 1
            out.write({"again": found.article, "capture": found.capture})
        else:
            counts.articles += 1
            out.write(found)
            if bar:
                bar.count(counts.articles)


class _Target:
    """A file, or stdout, that gets one JSON object a line."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def write(self, item: Any) -> None:
        """Raises StemmaError where the system refuses: a full disk."""
        from stemma.tell.dossier_json import dump_line

        self.guard(lambda: self._stream.write(dump_line(item) + "\n"))

    def guard(self, step: Callable[[], object]) -> None:
        """``step``, its failure told in one sentence."""
        try:
            step()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise StemmaError(f"{self._name}: cannot write: {error.strerror or error}") from None


@contextmanager
def _open_target(target: Path | None, *, resume: bool = False) -> Iterator[_Target]:
    if target is None:
        stdout = _Target(sys.stdout, "stdout")
        yield stdout
        stdout.guard(sys.stdout.flush)
        return
    try:
        file = target.open("a" if resume else "w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{target}: cannot write: {error.strerror or error}") from None
    opened = _Target(file, str(target))
    try:
        yield opened
        opened.guard(file.flush)
    finally:
        with suppress(OSError):  # told already, by the write or the flush that failed
            file.close()


def _load_before(output: Path) -> tuple[Article, ...]:
    """The articles that ``output`` holds; a last line that was cut off is cut away.

    Raises:
        UsageError: it holds something else.
    """
    from stemma.read import load_articles

    if not output.exists():
        return ()
    try:
        with output.open("rb+") as file:
            return load_articles(file, str(output))
    except OSError as error:
        raise UsageError(f"{output}: cannot be read: {error.strerror or error}") from None


class _Bar:
    """Progress on a terminal: inputs done, articles so far."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._task = bars.add_task("read", total=None, articles="")
        self._fetching: Any = None

    def step(self, done: int, total: int) -> None:
        self._bars.update(self._task, completed=done, total=total)

    def fetched(self, done: int, total: int) -> None:
        """Pages that came of the web, of those that are known of."""
        if self._fetching is None:
            self._fetching = self._bars.add_task("fetch", total=None, articles="")
        self._bars.update(self._fetching, completed=done, total=total)

    def count(self, articles: int) -> None:
        self._bars.update(self._task, articles=f"{articles:,} article{'s' if articles != 1 else ''}")

    def say(self, text: str) -> None:
        """A line above the bar."""
        self._bars.stop()
        say(text)
        self._bars.start()


@contextmanager
def _show_bar(*, quiet: bool) -> Iterator[_Bar | None]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[articles]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bar(bars)
