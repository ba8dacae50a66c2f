"""What speaks for a contrast in two claims of different articles: few features, all from what a claim carries."""

import re
from itertools import combinations
from math import log, log2

import numpy as np
from numpy.typing import NDArray

from stemma.model.annotation import Claim
from train.relation.leftovers import Word, split_claim
from train.relation.stories import Told

NAMES = (
    "common",
    "contained",
    "matched",
    "length",
    "denied_by_one",
    "quoted_by_one",
    "quoted_by_both",
    "figures_one",
    "figures_both",
    "names_one",
    "names_both",
    "mood",
    "hedged_by_one",
    "phrases",
    "articles",
    "confidence",
)
_MOST_CLAIMS = 24
_DENIAL = re.compile(
    r"\b(?:not|never|no|nobody|none|without|nor|neither|cannot|denie[sd]|deny)\b|n['’]t\b", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|over|under|fewer|less than|more than|several|many|few|"
    r"dozens|hundreds|thousands|most|part(?:ly)?|largely|mostly|possibly|probably|likely|apparently|reportedly|"
    r"allegedly|may|might|could|appears?|seems?|suspected|believed|expected|perhaps|at least)\b",
    re.IGNORECASE,
)


def list_pairs(told: Told) -> list[tuple[Claim, Claim]]:
    """The pairs of claims of different articles."""
    return [(a, b) for a, b in combinations(told.claims[:_MOST_CLAIMS], 2) if a.article != b.article]


def describe_pairs(told: Told) -> NDArray[np.float64]:
    """One row a pair of ``list_pairs``, shape (pairs, len(NAMES))."""
    rows = [(*_describe(a, b), log2(told.articles), told.confidence) for a, b in list_pairs(told)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _describe(one: Claim, other: Claim) -> tuple[float, ...]:
    first, second = _tell(one), _tell(other)
    both = len(first.keys() & second.keys())
    left = [first[k] for k in first.keys() - second.keys()], [second[k] for k in second.keys() - first.keys()]
    figures = [sum(one_or_other.key[0].isdigit() for one_or_other in words) for words in left]
    names = [_count_names(c, words) for c, words in zip((one, other), left, strict=True)]
    quoted = [c.quoted in {"direct", "mixed"} for c in (one, other)]
    return (
        both / max(1, len(first) + len(second) - both),
        both / max(1, min(len(first), len(second))),
        both,
        abs(log(len(one.quote) / len(other.quote))),
        bool(_DENIAL.search(one.quote)) != bool(_DENIAL.search(other.quote)),
        quoted[0] != quoted[1],
        all(quoted),
        max(figures),
        min(figures),
        max(names),
        min(names),
        one.modality != other.modality,
        bool(_HEDGE.search(one.quote)) != bool(_HEDGE.search(other.quote)),
        (one.within is not None) + (other.within is not None),
    )


def _tell(claim: Claim) -> dict[str, Word]:
    return {w.key: w for w in split_claim(claim) if not w.empty}


def _count_names(claim: Claim, words: list[Word]) -> int:
    spans = [(m.start - claim.start, m.end - claim.start) for m in claim.mentions]
    return sum(any(start <= w.start < end for start, end in spans) for w in words)
