"""Captures to articles: files, archives, folders and standard input, each page told from its furniture."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture, Link
from stemma.read.doubles import Again, is_one_page
from stemma.read.overrides import choose_dates, find_overrides, load_overrides, set_dates
from stemma.read.page_address import identify_address as identify_page
from stemma.read.page_limit import PAGE_LIMIT
from stemma.read.received import Received

__all__ = [
    "PAGE_LIMIT",
    "Again",
    "Received",
    "choose_dates",
    "find_overrides",
    "identify_page",
    "is_one_page",
    "iter_articles",
    "iter_received",
    "load_articles",
    "load_overrides",
    "read_one_story",
    "read_paths",
    "refine_collection",
    "refine_story",
    "set_dates",
]


def read_paths(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Callable[[Iterable[Link]], Iterator[Capture | Rejected]] | None = None,
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """Read every file that ``paths`` name: the articles in order of source, and what could not be used.

    As ``iter_articles``, all at once; a page found again is one more of its article's ``captures``.
    """
    from stemma.read.reading import read_inputs

    return read_inputs(
        paths,
        stdin=stdin,
        progress=progress,
        jobs=jobs,
        page_limit=page_limit,
        fetch=fetch,
        apart=apart,
        fast=fast,
    )


def iter_articles(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Callable[[Iterable[Link]], Iterator[Capture | Rejected]] | None = None,
    before: Iterable[Article] = (),
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> Iterator[Article | Again | Rejected]:
    """Read what ``paths`` name, one article after the other, in memory that does not grow with the input.

    A path is a file, a folder (walked), an address, or ``-`` for ``stdin``; what can be read, ``docs/inputs.md`` says.
    Inputs come in order of source, pages in their order in the input, whatever ``jobs`` is: how many processes read
    (None: one a core; few pages are read in this one). A page may take ``page_limit`` seconds of a processor (None:
    any). A page that was told before, found once more, is ``Again``. ``fetch`` gets the addresses that inputs name;
    without it each input that names some is a ``Rejected``. ``progress`` is called with (done, all) after each input.
    ``before`` are articles of an earlier run: the captures that these name are passed over. ``apart`` are files that
    are no input though a folder holds them: what is being written. ``fast``: pages of which the fast path is sure are
    decided by it alone (``docs/extraction.md``). Never raises for what it reads: each bad item is a ``Rejected`` of
    stage ``read``.
    """
    from stemma.read.reading import iter_inputs

    return iter_inputs(
        paths,
        stdin=stdin,
        progress=progress,
        jobs=jobs,
        page_limit=page_limit,
        fetch=fetch,
        before=before,
        apart=apart,
        fast=fast,
    )


def iter_received(
    paths: Sequence[str | Path],
    *,
    known: Callable[[str], str | None] | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
    page_limit: float | None = PAGE_LIMIT,
    fetch: Callable[[Iterable[Link]], Iterator[Capture | Rejected]] | None = None,
    apart: Sequence[Path] = (),
    fast: bool = False,
) -> Iterator[Received]:
    """As ``iter_articles``, each outcome with the capture that it came of: for who keeps what was received.

    A page is ``Again`` by its bytes alone, within this run or where ``known`` (identity of a capture, which is the id
    of its article, to the article that it is known as) says so; such a page is not read. Pages of one address with
    other bytes are all told, and who is told decides which are revisions.
    """
    from stemma.read.reading import iter_received

    return iter_received(
        paths,
        known=known,
        stdin=stdin,
        progress=progress,
        jobs=jobs,
        page_limit=page_limit,
        fetch=fetch,
        apart=apart,
        fast=fast,
    )


def load_articles(stream: BinaryIO, name: str) -> tuple[Article, ...]:
    """The articles in an output of ``stemma read``, which is open for reading and writing.

    A last line that was cut off is cut away. Raises UsageError where it holds something else; ``name`` is the file's.
    """
    from stemma.read.own_article import load_lines

    return load_lines(stream, name)


def refine_collection(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles, of all stories, with what recurs over pages of one outlet made furniture.

    The order of ``articles`` is kept and does not matter to the result; a page alone of its outlet is not touched.
    """
    from stemma.read.recurring import move_recurring

    return move_recurring(articles)


def read_one_story(paths: Sequence[str | Path]) -> tuple[Article, ...]:
    """The articles under ``paths`` as those of one story, refined by each other: what the pipeline goes on with."""
    return refine_story(refine_collection(read_paths(paths)[0]))


def refine_story(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The same articles, their bodies told from furniture once more with what the others of the story say.

    The order of ``articles`` is kept and does not matter to the result.
    """
    from stemma.read.story_refinement import refine_articles

    return refine_articles(articles)
