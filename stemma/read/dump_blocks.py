"""What each stretch of a text dump's article is, by the shape of its lines: paragraph, heading, list, table, notice."""

import re
from collections.abc import Sequence

from stemma.model.span import Block, BlockKind, Span
from stemma.read.lines import ends_sentence
from stemma.text.words import fold_text, split_words

_BULLET = re.compile(r"^(?:[•·*▪■►▶–—‣◦+-]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_QUOTED = re.compile(r"^[“\"«„「『].{20,}[”\"»“」』][.!?]?$", re.DOTALL)
_CELLS = re.compile(r"\t+| {3,}|\s\|\s")
_CORRECTION = re.compile(
    r"^\W*(?:corrections?|corrected|clarifications?|errat(?:um|a)|korrektur|berichtigung|rectificatif|rectification"
    r"|corrección|fe de erratas?|rettifica|errata corrige|correção|исправлени[ея]|виправлення|訂正|更正|정정|تصحيح)"
    r"\W*[:：—–.(]"
    r"|^\W*(?:an earlier|a previous|the original|an? original) version of this (?:article|story|report|post)\b"
    r"|^\W*(?:this|the) (?:article|story|report|post) (?:has been|was) (?:amended|corrected|clarified)\b",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"^\W*(?:updated?|aktualisiert|aktualisierung|mise à jour|actualizaci[óo]n|actualizado|aggiornamento|aggiornato"
    r"|atualização|atualizado|обновлен[ои]е?|оновлено|更新|追記|업데이트|تحديث)\b.{0,30}[:：—–]"
    r"|^\W*(?:this|the) (?:article|story|report|post) (?:has been|was|is being) updated\b",
    re.IGNORECASE,
)
_HEADING_WORDS = 14
_HEADING_LETTERS = 90
_ITEM_WORDS = 14
_LEAST_ITEMS = 3
_NOTICE = 600
_NEAR = 8
_LONGEST = 4000


def classify_blocks(text: str, body: Sequence[Span], captions: Sequence[Span]) -> tuple[Block, ...]:
    """``body`` and ``captions`` in order, each with its kind; the items of a list, or rows of a table, are one."""
    spans = sorted([*((span, True) for span in body), *((span, False) for span in captions)])
    words = [text[start:end] for (start, end), _ in spans]
    kinds = [_classify_alone(word) if own else "caption" for word, (_, own) in zip(words, spans, strict=True)]
    _find_runs(words, kinds)
    for n, kind in enumerate(kinds):
        if kind == "paragraph" and _is_pulled(words, n):
            kinds[n] = "quotation"
        elif kind == "paragraph" and _is_heading(words, kinds, n):
            kinds[n] = "heading"
    return join_blocks(text, [Block(*span, kind) for (span, _), kind in zip(spans, kinds, strict=True)])


def find_notice(text: str) -> BlockKind | None:
    """``correction`` or ``update``, where ``text`` is the outlet's notice on its own text; None else."""
    if len(text) > _NOTICE:
        return None
    return "correction" if _CORRECTION.match(text) else "update" if _UPDATE.match(text) else None


def join_blocks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` where neighbours that are lists, tables or block quotes, with nothing between them, are one."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        together = before is not None and before.kind == block.kind and block.kind in ("list", "table", "quotation")
        if before is not None and together and not text[before.end : block.start].strip():
            joined[-1] = Block(before.start, block.end, block.kind)
        else:
            joined.append(block)
    return tuple(joined)


def _classify_alone(text: str) -> BlockKind:
    notice = find_notice(text)
    if notice:
        return notice
    if _BULLET.match(text):
        return "list"
    if text.startswith(">"):
        return "quotation"
    cells = [cell for cell in _CELLS.split(text[:_NOTICE]) if cell.strip()]
    return "table" if len(cells) >= 3 and all(len(cell) <= 60 for cell in cells) else "paragraph"


def _find_runs(words: Sequence[str], kinds: list[BlockKind]) -> None:
    """Make three or more short lines on end, none of which ends as a sentence does, a list; in place."""
    start = 0
    for n in range(len(words) + 1):
        if n < len(words) and kinds[n] in ("paragraph", "list") and _is_item(words[n]):
            continue
        # the first line of such a run is the heading of the others where it is not one of a kind with them
        if n - start > _LEAST_ITEMS or (n - start == _LEAST_ITEMS and any(k == "list" for k in kinds[start:n])):
            kinds[start:n] = ["list"] * (n - start)
        start = n + 1


def _is_item(text: str) -> bool:
    return len(split_words(text)) <= _ITEM_WORDS and len(text) <= _HEADING_LETTERS and not ends_sentence(text)


def _is_heading(words: Sequence[str], kinds: Sequence[BlockKind], n: int) -> bool:
    """A short line that is no sentence, over a paragraph, and not in the middle of one."""
    text = words[n]
    short = len(text) <= _HEADING_LETTERS and len(split_words(text)) <= _HEADING_WORDS
    if not short or n + 1 >= len(words) or text[:1].islower() or text[-1:] in ".,;…。、，；!！":
        return False
    above = n == 0 or kinds[n - 1] != "paragraph" or ends_sentence(words[n - 1])
    return above and kinds[n + 1] in ("paragraph", "list", "quotation") and len(words[n + 1]) > len(text)


def _is_pulled(words: Sequence[str], n: int) -> bool:
    """Whether a paragraph is a quotation alone, which another paragraph has too: pulled out of the text."""
    if not _QUOTED.match(words[n]):
        return False
    folded = fold_text(words[n])
    near = range(max(0, n - _NEAR), min(len(words), n + _NEAR + 1))
    return any(folded in fold_text(words[m][:_LONGEST]) for m in near if m != n)
