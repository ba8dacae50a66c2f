"""An article's text as blocks of HTML, with the cited words marked; marks may nest and overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup, escape

from stemma.model.article import Article

Shown = Literal[
    "title", "deck", "body", "heading", "list", "table", "quotation", "correction", "update", "caption", "other",
    "furniture",
]  # fmt: skip
_LONG_GAP = 300
_SAID_NOWHERE = "not recognised as part of the article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Cited words to highlight: where they stand, and the claim that cites them."""

    start: int
    end: int
    id: str
    """The HTML id of the highlight."""
    back: str
    """The HTML id of the claim; empty: no link back."""
    number: int
    """The number under which the finding is shown; 0 for none."""
    tone: str
    """A CSS class: the finding's relation, or what else the words are."""
    copied: bool = False
    """Words that stand in another article too, rather than words that a finding cites."""
    title: str = ""
    """What is said of them where the pointer rests on them."""
    label: str = ""
    """What the link back says to who hears it; empty: which finding it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of an article, ready to show."""

    kind: Shown
    reason: str
    """Why a piece of furniture was left out; empty otherwise."""
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRun:
    """Neighbouring blocks, shown together: all furniture (folded), or all not."""

    folded: bool
    blocks: tuple[Block, ...]


def cut_article(article: Article, marks: Sequence[Mark]) -> tuple[BlockRun, ...]:
    """The whole text of ``article``, in order, as runs of shown and of folded blocks, with ``marks`` drawn."""
    drawn = sorted(
        (trimmed for mark in marks if (trimmed := _trim_mark(article.text, mark))),
        key=lambda mark: (mark.start, -mark.end, mark.number, mark.id),
    )
    runs: list[tuple[bool, list[Block]]] = []
    for kind, start, end, reason in _list_stretches(article):
        inside = [mark for mark in drawn if mark.start < end and mark.end > start]
        block = Block(kind=kind, reason=reason, html=mark_words(article.text, start, end, inside))
        folded = kind == "furniture"
        if runs and runs[-1][0] == folded:
            runs[-1][1].append(block)
        else:
            runs.append((folded, [block]))
    return tuple(BlockRun(folded=folded, blocks=tuple(blocks)) for folded, blocks in runs)


def _trim_mark(text: str, mark: Mark) -> Mark | None:
    """The mark without white space at its ends, which may stand between two blocks; None if nothing is left."""
    if not 0 <= mark.start < mark.end <= len(text):
        return None
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.start + len(words.rstrip())
    return replace(mark, start=start, end=end) if start < end else None


def _list_stretches(article: Article) -> list[tuple[Shown, int, int, str]]:
    """The article's text without a gap: its labelled spans, and what stands between them."""
    text, size = article.text, len(article.text)
    labelled: list[tuple[int, int, Shown, str]] = []
    if article.title_span:
        labelled.append((*article.title_span, "title", ""))
    if article.deck_span:
        labelled.append((*article.deck_span, "deck", ""))
    # a block says more than the span of the body that begins where it does: of those that begin together, the first
    labelled += [(b.start, b.end, "body" if b.kind == "paragraph" else b.kind, "") for b in article.blocks]
    labelled += [(*span, "body", "") for span in article.body]
    labelled += [(*span, "caption", "") for span in article.captions]
    labelled += [(piece.start, piece.end, "furniture", piece.reason) for piece in article.furniture]
    found: list[tuple[Shown, int, int, str]] = []
    position = 0

    def add_gap(end: int) -> None:
        gap = text[position:end]
        if gap.strip():
            long = len(gap) > _LONG_GAP
            found.append(("furniture" if long else "other", position, end, _SAID_NOWHERE if long else ""))

    for start, end, kind, reason in sorted(labelled, key=lambda item: item[0]):
        start, end = max(start, position, 0), min(end, size)
        if start >= end:
            continue
        add_gap(start)
        found.append((kind, start, end, reason))
        position = end
    add_gap(size)
    return found


def mark_words(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """``text[start:end]`` with ``marks`` highlighted, as far as they lie in it, and a link back where each ends.

    Marks that cross are split where they cross. A mark's id stands on its first piece only.
    """
    stops = sorted({start, end} | {p for mark in marks for p in (mark.start, mark.end) if start <= p <= end})
    pieces: list[Markup] = []
    open_marks: list[Mark] = []
    for number, stop in enumerate(stops):
        ended = [mark for mark in open_marks if mark.end == stop]
        reopened: list[Mark] = []
        while any(mark.end == stop for mark in open_marks):
            closed = open_marks.pop()
            pieces.append(_close_mark(closed))
            if closed.end != stop:
                reopened.append(closed)
        pieces += [_link_back(mark) for mark in ended if mark.back]
        if stop == end:
            break
        if number == 0:
            starting = [mark for mark in marks if mark.start <= start < mark.end]
        else:
            starting = [mark for mark in marks if mark.start == stop]
        for mark in sorted([*reopened, *starting], key=lambda mark: -mark.end):
            pieces.append(_open_mark(mark, with_id=mark.start == stop and mark not in reopened))
            open_marks.append(mark)
        pieces.append(escape(text[stop : stops[number + 1]]))
    pieces += [_close_mark(mark) for mark in reversed(open_marks)]
    return Markup("").join(pieces)


def _open_mark(mark: Mark, *, with_id: bool) -> Markup:
    given = {"id": mark.id if with_id else "", "class": mark.tone, "title": mark.title if with_id else ""}
    if mark.number and not mark.copied:
        given["data-f"] = str(mark.number)
    drawn = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)
    # Every value is escaped and every name is ours.
    return Markup(f"<span{drawn}>" if mark.copied else f"<mark{drawn}>")


def _close_mark(mark: Mark) -> Markup:
    return Markup("</span>" if mark.copied else "</mark>")


def _link_back(mark: Mark) -> Markup:
    return Markup('<a class="back" href="#{}" data-f="{}" aria-label="{}">{}</a>').format(
        mark.back, mark.number, mark.label or f"back to finding {mark.number}", mark.number
    )
