"""Spans: places in an article's text, in Unicode code points, end exclusive."""

from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "list", "table", "quotation", "caption", "correction", "update"]


class Span(NamedTuple):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int


class Furniture(NamedTuple):
    """A stretch of page text that is not the article's, and the reason why it was left out."""

    start: int
    end: int
    reason: str


class Block(NamedTuple):
    """A stretch of an article's own text, and what it is on the page. ``quotation``: a block quote, ``correction``
    and ``update``: the outlet's notices on its own text."""

    start: int
    end: int
    kind: BlockKind
