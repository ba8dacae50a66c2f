"""Moving stretches of an article between body and furniture, with all that names them kept in step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.model.article import Article
from stemma.model.span import Block, Furniture, Span


def drop_spans(article: Article, reasons: Mapping[Span, str]) -> Article:
    """``article`` with those spans of its body that have one of ``reasons`` made furniture."""
    gone = [span for span in article.body if span in reasons]
    if not gone:
        return article
    furniture = sorted([*article.furniture, *(Furniture(*span, reasons[span]) for span in gone)])
    return replace(
        article,
        body=tuple(span for span in article.body if span not in reasons),
        furniture=_join_furniture(article.text, furniture),
        blocks=tuple(piece for block in article.blocks for piece in _cut_block(article.text, block, gone)),
    )


def restore_spans(article: Article, spans: Sequence[Span]) -> Article:
    """``article`` with ``spans``, which lie in its furniture, made paragraphs of its body."""
    if not spans:
        return article
    furniture = [
        Furniture(*piece, stretch.reason)
        for stretch in article.furniture
        for piece in _subtract(article.text, Span(stretch.start, stretch.end), spans)
    ]
    blocks = sorted([*article.blocks, *(Block(*span, "paragraph") for span in spans)]) if article.blocks else ()
    return replace(
        article, body=tuple(sorted([*article.body, *spans])), furniture=tuple(furniture), blocks=tuple(blocks)
    )


def relabel_furniture(article: Article, reasons: Mapping[Furniture, str]) -> Article:
    """``article`` with other reasons for some of its stretches of furniture."""
    told = [stretch._replace(reason=reasons.get(stretch, stretch.reason)) for stretch in article.furniture]
    return replace(article, furniture=_join_furniture(article.text, told)) if reasons else article


def _join_furniture(text: str, stretches: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """``stretches`` (in order) where neighbours of one reason, with nothing between them, are one."""
    joined: list[Furniture] = []
    for stretch in stretches:
        before = joined[-1] if joined else None
        if before and before.reason == stretch.reason and not text[before.end : stretch.start].strip():
            joined[-1] = Furniture(before.start, stretch.end, stretch.reason)
        else:
            joined.append(stretch)
    return tuple(joined)


def _cut_block(text: str, block: Block, gone: Sequence[Span]) -> list[Block]:
    return [Block(*piece, block.kind) for piece in _subtract(text, Span(block.start, block.end), gone)]


def _subtract(text: str, whole: Span, parts: Sequence[Span]) -> list[Span]:
    """What ``parts`` leave of ``whole``, white space at its ends left out."""
    pieces: list[Span] = []
    at = whole.start
    for start, end in sorted(parts):
        if start < whole.end and end > whole.start:
            pieces.append(Span(at, max(at, start)))
            at = max(at, end)
    pieces.append(Span(at, max(at, whole.end)))
    trimmed = []
    for start, end in pieces:
        piece = text[start:end]
        if piece.strip():
            left = len(piece) - len(piece.lstrip())
            trimmed.append(Span(start + left, start + len(piece.rstrip())))
    return trimmed
