"""One quotation in several articles: which words are in one and not in another."""

import re
from collections import Counter
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
_QUOTED = re.compile(r"[“„«]([^“”„«»\n]+)[”»]|\"([^\"\n]+)\"")
_MARKS = '“”„«»"'
_LONGEST = 600
_GAP = " … "
_ALIKE = 0.5
"""The share of the shorter wording's words that must stand in the other, for a comparison word by word to help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words and what one article does with it; ``cut``: the first wording goes on before or after."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way in which a quotation is given."""

    pieces: tuple[Piece, ...]
    """Against the first wording; the first itself is one piece."""
    articles: tuple[tuple[int, str], ...]
    """Who gives it so: number and name."""
    standing: Literal["first", "cut", "changed", "other"]
    """``cut``: the same words, ended elsewhere; ``other``: too little in common to compare word by word."""


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
    held: dict[str, list[QuotationVariant]] = {}
    for variant in quotation.variants:
        held.setdefault(variant.article, []).append(variant)
    groups: dict[str, tuple[str, list[str]]] = {}
    for article, variants in held.items():
        words = gather_quoted(index.texts.get(article, ""), variants)
        groups.setdefault(fold_text(words) or words, (words, []))[1].append(article)
    ordered = sorted(groups.values(), key=lambda item: (-len(item[1]), -len(item[0]), item[0]))
    wordings: list[Wording] = []
    for place, (words, articles) in enumerate(ordered):
        whole = (Piece(change="same", words=words),)
        pieces = whole if place == 0 else compare_words(ordered[0][0], words)
        standing: Literal["first", "cut", "changed", "other"] = "first" if place == 0 else _judge(pieces)
        numbers = sorted((index.number(article), index.name(article)) for article in articles)
        wordings.append(
            Wording(pieces=whole if standing == "other" else pieces, articles=tuple(numbers), standing=standing)
        )
    return ComparedQuotation(
        speaker=clean_line(quotation.speaker or "") or "Speaker not named",
        wordings=tuple(wordings),
        changed=any(wording.standing == "changed" for wording in wordings),
        articles=len(held),
    )


def _judge(pieces: Sequence[Piece]) -> Literal["cut", "changed", "other"]:
    """How a wording stands to the first, by its pieces."""
    counts = Counter[str]()
    for piece in pieces:
        counts[piece.change] += len(piece.words.split())
    if not counts["left_out"] and not counts["put_in"]:
        return "cut"
    shorter = counts["same"] + min(counts["left_out"] + counts["cut"], counts["put_in"])
    return "changed" if counts["same"] >= _ALIKE * shorter else "other"


def gather_quoted(text: str, variants: Sequence[QuotationVariant]) -> str:
    """What an article gives of a quotation: all that stands between the marks which its ``variants`` touch.

    Without marks around them, the variants' own words. Stretches apart are joined by an ellipsis.
    """
    stretches: dict[tuple[int, int], str] = {}
    for variant in variants:
        line_start = text.rfind("\n", 0, max(0, variant.start)) + 1
        line_end = text.find("\n", max(0, variant.end))
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        found = False
        for match in _QUOTED.finditer(line):
            start, end = match.start() + line_start, match.end() + line_start
            if start < variant.end and variant.start < end:
                stretches[start, end] = match[1] or match[2]
                found = True
        if not found:
            stretches[variant.start, variant.end] = variant.quote.strip(_MARKS)
    kept = [
        words
        for (start, end), words in sorted(stretches.items())
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in stretches)
    ]
    return clean_line(_GAP.join(kept))[:_LONGEST]


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
        if place in equal:
            pieces.append(Piece(change="same", words=" ".join(after[a0:a1])))
            continue
        inside = equal[0] < place < equal[-1]
        if b0 < b1:
            change: Change = "left_out" if inside or a0 < a1 else "cut"
            pieces.append(Piece(change=change, words=" ".join(before[b0:b1])))
        if a0 < a1:
            pieces.append(Piece(change="put_in", words=" ".join(after[a0:a1])))
    return tuple(pieces)
