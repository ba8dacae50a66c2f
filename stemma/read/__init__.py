"""Captures to articles: files, folders and standard input, each page told from its furniture."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Article, Rejected
from stemma.read.overrides import choose_dates, find_overrides, load_overrides, set_dates

__all__ = [
    "choose_dates",
    "find_overrides",
    "load_overrides",
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
) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """Read every file that ``paths`` name: the articles in order of source, and what could not be used.

    A path is a file, a folder (walked), or ``-`` for ``stdin``. ``progress`` is called with (done, all)
    after each file. Never raises for what it reads: each bad item is a ``Rejected`` of stage ``read``.
    """
    from stemma.read.reading import read_inputs

    return read_inputs(paths, stdin=stdin, progress=progress)


def refine_collection(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same articles, of all stories, with what recurs over pages of one outlet made furniture.

    The order of ``articles`` is kept and does not matter to the result; a page alone of its outlet is not touched.
    """
    from stemma.read.recurring import move_recurring

    return move_recurring(articles)


def refine_story(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The same articles, their bodies told from furniture once more with what the others of the story say.

    The order of ``articles`` is kept and does not matter to the result.
    """
    from stemma.read.story_refinement import refine_articles

    return refine_articles(articles)
