"""Spans: places in an article's text, in Unicode code points, end exclusive."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int


class Furniture(NamedTuple):
    """A stretch of page text that is not the article's, and the reason why it was left out."""

    start: int
    end: int
    reason: str
