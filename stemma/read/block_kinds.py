"""What the stretches of an article's own text are on its page: paragraphs, headings, lists, tables and so on.

Every stretch of the body and every caption is one block: each item of a list and each cell of a table is a block of
its own, because each is a line of the page's text, and a citation should be able to name it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from lxml import etree

from stemma.model.span import Block, BlockKind, Span
from stemma.read.notices import find_notice
from stemma.read.page_text import EMBEDDED, PageText

_KINDS: Mapping[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    "table": "table",
    "blockquote": "quotation",
}
_BARRIERS = frozenset(("article", "main", "body", "html"))
_MOST = 0.5
"""The share of the body beyond which a list, a table or a quotation is how the page is laid out, and means nothing."""


def list_blocks(page: PageText, body: Sequence[Span], captions: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks of an article, in order: the stretches of ``body`` and ``captions``, each with its kind."""
    starts = [line.start for line in page.lines]
    holders = [_list_holders(page.elements[bisect_left(starts, span.start)]) for span in body]
    letters: dict[etree._Element, int] = {}
    for span, above in zip(body, holders, strict=True):
        for element, _ in above:
            letters[element] = letters.get(element, 0) + span.end - span.start
    whole = sum(end - start for start, end in body)
    blocks = [Block(span.start, span.end, "caption") for span in captions]
    for span, above in zip(body, holders, strict=True):
        line = page.lines[bisect_left(starts, span.start)]
        kind: BlockKind | None = find_notice(page.text[span.start : span.end])
        if kind is None and line.zone == EMBEDDED:
            kind = "quotation"
        if kind is None:
            kind = next((of for element, of in above if letters[element] <= _MOST * whole), None)
        blocks.append(Block(span.start, span.end, kind or "paragraph"))
    return tuple(sorted(blocks))


def _list_holders(element: etree._Element) -> list[tuple[etree._Element, BlockKind]]:
    """The elements from ``element`` up to the article's own that say what their text is, the nearest first."""
    found: list[tuple[etree._Element, BlockKind]] = []
    at: etree._Element | None = element
    while at is not None and at.tag not in _BARRIERS:
        kind = _KINDS.get(str(at.tag))
        if kind is not None:
            found.append((at, kind))
        at = at.getparent()
    return found
