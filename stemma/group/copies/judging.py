"""Whether what two articles share makes the one a copy of the other, and of which kind.

Runs of the same words are measured first; where they leave no doubt, that decides. Else both texts are laid beside
each other as comparing does it (``stemma.text.taken_text``): speech, names alone and formulas filled in otherwise are
no copy.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from stemma.group.copies.runs import Runs
from stemma.text.shared_text import Stretch
from stemma.text.taken_text import find_taken
from stemma.text.word_places import Words

LEAST_OWN = 16
"""Words of their own that two articles of a heap must share: shorter ones are found by chance, tables above all."""
LONG = 30
"""Words of a run that is no chance and no formula."""
NEAR = 0.8
"""Share of the words of both from which one is a near copy of the other."""
_MUCH = 60
_MOST = 0.5
"""Words, and share of the shorter text, that standing phrases do not make up."""
_HARDLY_ALIKE = 0.3
LONGEST = 20_000
"""Words of a text beyond which runs alone decide: laying books beside each other has no bound."""

Judged = tuple[int, float, Literal["near", "partial"]]
"""Words that both have, their share of the shorter, and the kind."""


def judge_runs(runs: Runs, one: int, other: int, *, alike: float, spoken: bool) -> Judged | Literal["look"] | None:
    """What runs say of two texts with ``one`` and ``other`` words; ``look`` where the words must be looked at.

    ``alike``: 0..1, the share of their fingerprints that they have in common. ``spoken``: whether somebody may speak in
    either, so that what they share may be one speaker's words.
    """
    words = min(runs.one, runs.other)
    if runs.longest >= LONG:
        share = _share(words, one, other)
        if words >= NEAR * max(one, other):
            return words, share, "near"
        if not spoken or max(one, other) > LONGEST:
            return words, share, "partial"
        return "look"
    if max(one, other) > LONGEST:
        return None
    return None if words < LEAST_OWN // 2 and are_hardly_alike(alike) else "look"


def are_hardly_alike(alike: float) -> bool:
    """Whether fingerprints alone are no reason to look at the words; nothing else of ``alike`` bears on a verdict."""
    return alike < _HARDLY_ALIKE


def judge_words(one: Words, other: Words, *, common: bool, days: Sequence[date | None]) -> Judged | None:
    """What two texts have taken over.

    ``common``: whether all that their fingerprints share stands in many texts. ``days``: when each was published.
    """
    taken = list(find_taken((one, other), days))
    own = [stretch for stretch, kind in taken if kind != "quotation"]
    if _count(own) < LEAST_OWN:
        return None
    words = min(_count([stretch for stretch, _ in taken]), len(one.words), len(other.words))
    share = _share(words, len(one.words), len(other.words))
    longest = max((stretch.words for stretch in own if stretch.same), default=0)
    if common and longest < LONG and not (words >= _MUCH and share >= _MOST):
        return None
    return words, share, "near" if words >= NEAR * max(len(one.words), len(other.words)) else "partial"


def _share(words: int, one: int, other: int) -> float:
    return round(min(1.0, words / max(1, min(one, other))), 4)


def _count(stretches: Sequence[Stretch]) -> int:
    """How many words of the later text the stretches hold, each counted once."""
    told: set[int] = set()
    count = 0
    for stretch in sorted(stretches, key=lambda s: not s.same):
        fresh = [place for place in range(stretch.other_start, stretch.other_end) if place not in told]
        told.update(fresh)
        count += min(len(fresh), stretch.words)
    return count
