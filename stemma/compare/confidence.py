"""How sure a finding is, as a chance that was calibrated on invented stories.

Of a finding of several articles: what share of its pairs of claims, from different articles, truly answer one
question. Of a finding of one article: that no other article tells it. Two logistic regressions for each kind of
likeness (``train/make_confidence.py`` fits them and prints the reliability tables of ``docs/confidence.md``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log2

from stemma.compare.contrasts import Contrast
from stemma.compare.likeness import Likeness
from stemma.model.annotation import Claim
from stemma.model.dossier import Relation

WITHHELD = 0.35
"""Below this chance no difference is told; the claims are shown side by side."""
AGREED = 0.7
"""Below this chance no agreement is told: two values that clash show by themselves what they are of, and what is merely
alike does not. Of invented findings below it half held a claim that did not belong, above it one in seven."""
SURE = 0.8
"""From this chance on a relation is told without "seem to"."""
LIKELY = 0.79
"""The greatest chance that is not sure."""
CLEARLY_ONE = 0.9
"""From this chance on two claims whose values exclude each other are taken for sure to answer one question."""
BY_HAND = 1.0
"""What a person put together is taken for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a group of claims, in likeness: of its pairs of different articles, and of its nearest rival."""

    mean: float
    least: float
    rival: float
    """The greatest likeness of one of its claims to a claim of another article that is not in the group."""
    articles: int
    phrases: float
    """The share of its claims that are phrases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    base: float
    mean: float
    least: float
    rival: float
    articles: float
    phrases: float
    alone_base: float
    alone_rival: float


_WITH_VECTORS = _Weights(
    base=-0.94, mean=4.75, least=0.34, rival=-1.22, articles=-0.32, phrases=-0.39, alone_base=1.46, alone_rival=-3.99
)
_WITHOUT_VECTORS = _Weights(
    base=-1.11, mean=5.35, least=1.3, rival=-0.18, articles=0.09, phrases=-0.48, alone_base=0.38, alone_rival=-5.32
)


def is_withheld(confidence: float, relation: Relation) -> bool:
    """Whether it is too unsure that the claims of several articles belong together for ``relation`` to be told."""
    return relation != "single" and confidence < (AGREED if relation == "agree" else WITHHELD)


def limit_chance(whole: float, pair: float, contrast: Contrast) -> float:
    """The chance of a finding whose values are set against each other.

    ``whole`` is that of all its claims, ``pair`` that of the two claims that give the values. Nothing but ``pair``
    tells whether a difference is right: what is alike on the whole may hold one claim of another question, and it is
    that one which seems to differ. Below ``CLEARLY_ONE``, and where one claim denies the other, a difference was
    wrong too often to be told as sure (``docs/confidence.md``).
    """
    if contrast.relation != "differ":
        return min(whole, pair)
    if whole < WITHHELD:
        return whole
    return pair if pair >= CLEARLY_ONE and contrast.why != "denied" else min(pair, LIKELY)


def gather_evidence(
    members: Sequence[int], claims: Sequence[Claim], likeness: Likeness, rivals: Sequence[float]
) -> Evidence:
    """The evidence for the group of claims with these indexes; ``likeness`` and ``rivals`` are those of all claims."""
    block = likeness.compare(members, members) if len(members) > 1 else None
    pairs = [
        float(block[one, other])
        for one, i in enumerate(members)
        for other, j in enumerate(members[one + 1 :], one + 1)
        if block is not None and claims[i].article != claims[j].article
    ]
    return Evidence(
        mean=sum(pairs) / len(pairs) if pairs else 0.0,
        least=min(pairs, default=0.0),
        rival=max((rivals[i] for i in members), default=0.0),
        articles=len({claims[i].article for i in members}),
        phrases=sum(claims[i].within is not None for i in members) / len(members),
    )


def measure_confidence(evidence: Evidence, *, vectors: bool) -> float:
    """The chance, 0..1, to two decimals; ``vectors`` says what the likeness was made of."""
    weights = _WITH_VECTORS if vectors else _WITHOUT_VECTORS
    if evidence.articles < 2:
        score = weights.alone_base + weights.alone_rival * evidence.rival
    else:
        score = (
            weights.base
            + weights.mean * evidence.mean
            + weights.least * evidence.least
            + weights.rival * evidence.rival
            + weights.articles * log2(evidence.articles)
            + weights.phrases * evidence.phrases
        )
    return round(1 / (1 + exp(-score)), 2)
