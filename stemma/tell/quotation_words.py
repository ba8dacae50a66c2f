"""One quotation in several articles: which words are in one and not in another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from stemma.model.dossier import Quotation, QuotationVariant
from stemma.tell.page_index import PageIndex
from stemma.tell.wording import clean_line
from stemma.text.words import fold_text

Change = Literal["same", "left_out", "put_in", "cut"]
_WORD = re.compile(r"\S+")
_LONGEST = 400
_QUOTES = "“”\"‘’'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words and what one article does with it; ``cut``: the quotation goes on before or after."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way in which a quotation is given."""

    pieces: tuple[Piece, ...]
    """Against the first wording; the first itself is one piece."""
    articles: tuple[tuple[int, str], ...]
    """Who gives it so: number and name."""
    changed: bool
    """Words are left out or put in between its first and its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedQuotation:
    """A quotation with its wordings, the fullest of the most widely given first."""

    speaker: str
    wordings: tuple[Wording, ...]
    changed: bool
    articles: int


def compare_quotations(index: PageIndex) -> tuple[ComparedQuotation, ...]:
    """The quotations that two articles or more give, those whose words differ first, then by how many give them."""
    found = [_compare(index, quotation) for quotation in index.dossier.quotations]
    return tuple(sorted(found, key=lambda one: (not one.changed, -one.articles)))


def _compare(index: PageIndex, quotation: Quotation) -> ComparedQuotation:
    groups: dict[str, tuple[str, list[QuotationVariant]]] = {}
    for variant in _drop_parts(quotation.variants):
        words = clean_line(variant.quote).strip(_QUOTES + " ")[:_LONGEST]
        groups.setdefault(fold_text(words) or words, (words, []))[1].append(variant)
    ordered = sorted(groups.values(), key=lambda item: (-len({v.article for v in item[1]}), -len(item[0]), item[0]))
    wordings: list[Wording] = []
    for place, (words, variants) in enumerate(ordered):
        pieces = (Piece(change="same", words=words),) if place == 0 else compare_words(ordered[0][0], words)
        numbers = sorted({(index.number(v.article), index.name(v.article)) for v in variants})
        changed = any(piece.change in {"left_out", "put_in"} for piece in pieces)
        wordings.append(Wording(pieces=pieces, articles=tuple(numbers), changed=changed))
    return ComparedQuotation(
        speaker=clean_line(quotation.speaker or "") or "Speaker not named",
        wordings=tuple(wordings),
        changed=any(wording.changed for wording in wordings),
        articles=len({variant.article for variant in quotation.variants}),
    )


def _drop_parts(variants: Sequence[QuotationVariant]) -> list[QuotationVariant]:
    """The variants without those whose words another of the same article holds."""
    return [
        one
        for one in variants
        if not any(
            other is not one
            and other.article == one.article
            and other.start <= one.start
            and one.end <= other.end
            and (other.end - other.start > one.end - one.start)
            for other in variants
        )
    ]


def compare_words(base: str, other: str) -> tuple[Piece, ...]:
    """``other`` against ``base``, word by word; marks and case are no difference.

    What ``base`` has before the first or after the last shared word is ``cut``: an article that stops early
    changes nothing. The words of ``same`` and ``put_in`` pieces, in order, are ``other``.
    """
    before, after = _WORD.findall(base), _WORD.findall(other)
    matcher = SequenceMatcher(None, list(map(fold_text, before)), list(map(fold_text, after)), autojunk=False)
    steps = matcher.get_opcodes()
    equal = [place for place, step in enumerate(steps) if step[0] == "equal"]
    if not equal:
        return (Piece(change="left_out", words=" ".join(before)), Piece(change="put_in", words=" ".join(after)))
    pieces: list[Piece] = []
    for place, (_, b0, b1, a0, a1) in enumerate(steps):
        inside = equal[0] < place < equal[-1]
        if place in equal:
            pieces.append(Piece(change="same", words=" ".join(after[a0:a1])))
            continue
        if b0 < b1:
            words = " ".join(before[b0:b1])
            pieces.append(Piece(change="left_out" if inside or a0 < a1 else "cut", words=words))
        if a0 < a1:
            pieces.append(Piece(change="put_in", words=" ".join(after[a0:a1])))
    return tuple(pieces)
