"""Altered quotations: one speaker's words that do not stand alike inside the marks of two articles.

The gold marks which version of a quotation each claim gives (``corpus/README.md``); versions that are cut from one
another, with or without a mark of omission, are not altered, nor is what stands outside the marks.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from stemma.evaluate.comparison import Comparison, Extent

_MARKED = re.compile(r"[“\"«„]([^“”\"«»„\n]{2,900})[”\"»“]")
_WORD = re.compile(r"\w+")
_OMITTED = re.compile(r"\[[^\]]*\]|…|\.\.\.")


class Counts(NamedTuple):
    """Quotations told as altered and those that are, with how many of each the other side bears out."""

    told: int
    told_right: int
    asked: int
    asked_found: int


def count_altered(dossier: Mapping[str, Any], gold: Mapping[str, Any]) -> Counts:
    """Of one story: the dossier's quotations with an altered variant, and the gold's findings that hold one.

    A told one is right where two of its variants, of different articles, lie on claims of one such finding.
    """
    laid = Comparison(dossier, gold)
    altered = {index for index in range(len(gold["findings"])) if _is_altered(laid, index)}
    stems = {article["id"]: stem for stem, article in laid.by_stem.items()}
    told_right, found = 0, set()
    told = [q for q in dossier["quotations"] if any(v["altered"] for v in q["variants"])]
    for quotation in told:
        held: dict[int, set[str]] = {}
        for variant in quotation["variants"]:
            stem = stems.get(variant["article"])
            for claim, (own, extent) in zip(laid.claims, laid.extents, strict=True):
                if extent and own == stem and _overlap((variant["start"], variant["end"]), extent):
                    held.setdefault(claim.finding, set()).add(own)
        right = {index for index, articles in held.items() if len(articles) > 1} & altered
        told_right += bool(right)
        found |= right
    return Counts(len(told), told_right, len(altered), len(found))


def score_altered(counts: Sequence[Counts]) -> dict[str, float]:
    """``quotations_precision`` and ``quotations_recall``, pooled over the stories: one has but a quotation or two."""
    told, told_right, asked, found = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0, 0)
    return {
        "quotations_precision": told_right / told if told else 1.0,
        "quotations_recall": found / asked if asked else 1.0,
    }


def has_versions(gold: Mapping[str, Any]) -> bool:
    """Whether the gold tells which version of a fact its claims give."""
    return any("version" in claim for finding in gold["findings"] for claim in finding["claims"])


def _is_altered(laid: Comparison, finding: int) -> bool:
    given = laid.gold["findings"][finding]
    if given.get("kind") != "quotation":
        return False
    marked = []
    for claim, (stem, extent) in zip(laid.claims, laid.extents, strict=True):
        if claim.finding == finding and extent:
            words = _words_in_marks(laid.by_stem[stem]["text"], extent)
            if words:
                marked.append((stem, claim.json.get("version"), words))
    return any(
        stem != stem_ and version != version_ and not _is_cut(words, words_)
        for (stem, version, words), (stem_, version_, words_) in combinations(marked, 2)
    )


def _words_in_marks(text: str, extent: Extent) -> str:
    """What of a claim stands in quotation marks, of three words and more."""
    shared = [
        text[max(m.start(1), extent[0]) : min(m.end(1), extent[1])]
        for m in _MARKED.finditer(text)
        if _overlap(m.span(1), extent)
    ]
    longest = max(shared, key=len, default="")
    return longest if len(_WORD.findall(longest)) > 2 else ""


def _is_cut(one: str, other: str) -> bool:
    """Whether each stretch of one, between its omissions, stands in the other."""
    for cut, whole in ((one, other), (other, one)):
        parts = [" ".join(_WORD.findall(part.casefold())) for part in _OMITTED.split(cut)]
        plain = f" {' '.join(_WORD.findall(whole.casefold()))} "
        if all(f" {part} " in plain for part in parts if part):
            return True
    return False


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]
