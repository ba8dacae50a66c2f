"""Where our claims are cut, against where the gold cuts them: further figures of ``stories`` and ``corpus``.

They tell apart what the headline figure ``links`` mixes: bad cuts and bad grouping.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stemma.evaluate.comparison import Comparison, Extent, f_score, share
from stemma.evaluate.stories import score_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """How our spans fit the gold's, each figure 0..1 and better when higher."""

    boundary_f1: float
    """F1 of the starts and ends of claims; see ``score_boundaries``."""
    inside: float
    """Of our claims that touch a gold claim, the share that lies within exactly one."""
    links_gold_groups: float
    """What ``links`` would be with our spans and the gold's grouping of them."""

    def figures(self) -> dict[str, float]:
        """Name to figure, in the order of the fields."""
        return asdict(self)


def score_spans(dossier: Mapping[str, Any], gold: Mapping[str, Any]) -> SpanScores:
    """Score where a dossier (as its JSON) cuts its claims against a gold file (as its JSON).

    Raises:
        KeyError: either lacks a field of its contract.
    """
    laid = Comparison(dossier, gold)
    wanted = trim_extents(laid, gold_extents(laid))
    touching = {
        stem: [span for span in spans if any(shares(span, other) for other in wanted.get(stem, ()))]
        for stem, spans in trim_extents(laid, our_extents(laid)).items()
    }
    return SpanScores(
        boundary_f1=score_boundaries(touching, wanted),
        inside=score_inside(touching, wanted),
        links_gold_groups=score_gold_groups(laid),
    )


def score_boundaries(ours: Mapping[str, Sequence[Extent]], gold: Mapping[str, Sequence[Extent]]) -> float:
    """F1 of the places where claims start and where they end, over all articles.

    A place counts once, however many claims start (end) there; a start never matches an end. Spans come
    trimmed of white space and punctuation at both ends, so that these alone never make a difference; any
    other character does. Our claims that touch no gold claim are left out: ``density`` tells of them.
    """
    mine, theirs = list_boundaries(ours), list_boundaries(gold)
    return f_score(len(mine & theirs), len(mine - theirs), len(theirs - mine))


def list_boundaries(spans: Mapping[str, Sequence[Extent]]) -> set[tuple[str, str, int]]:
    """Each start and each end, with its article."""
    return {
        place
        for stem, found in spans.items()
        for start, end in found
        for place in ((stem, "<", start), (stem, ">", end))
    }


def score_inside(ours: Mapping[str, Sequence[Extent]], gold: Mapping[str, Sequence[Extent]]) -> float:
    """Share of our claims that lie within one gold claim and one only: neither over its edge nor in nested ones.

    1 where none of ours touches the gold.
    """
    holders = [
        sum(start <= span[0] and span[1] <= end for start, end in gold.get(stem, ()))
        for stem, spans in ours.items()
        for span in spans
    ]
    return share((count for count in holders if count == 1), len(holders))


def score_gold_groups(laid: Comparison) -> float:
    """``links`` with each of our claims put into the gold finding that most gold claims assigned to it have.

    Claims are assigned as for ``links``. A tie goes to the gold finding that stands first in its file. What
    this falls short of 1 is lost by the cuts: a gold claim that none of ours covers, or one of ours that
    holds claims of several findings. (No strict upper bound: the vote looks at claims, ``links`` at pairs.)
    """
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover:
            votes[cover.claim][claim.finding] += 1
    label = {number: min(found, key=lambda f: (-found[f], f)) for number, found in votes.items()}
    return score_pairs(laid, [label[cover.claim] if cover else None for cover in laid.covers])


def our_extents(laid: Comparison) -> dict[str, list[Extent]]:
    """Article stem to the spans of the dossier's claims."""
    return {stem: [(start, end) for start, end, _ in spans] for stem, spans in laid.spans.items()}


def gold_extents(laid: Comparison) -> dict[str, list[Extent]]:
    """Article stem to the spans of the gold claims that its text bears."""
    found: dict[str, list[Extent]] = defaultdict(list)
    for stem, wanted in laid.extents:
        if wanted:
            found[stem].append(wanted)
    return dict(found)


def trim_extents(laid: Comparison, extents: Mapping[str, Sequence[Extent]]) -> dict[str, list[Extent]]:
    """The spans in order of place, each once, without what is neither letter nor digit at their ends."""
    trimmed = {}
    for stem, spans in extents.items():
        text = laid.by_stem[stem]["text"]
        trimmed[stem] = sorted({trim_extent(text, *span) for span in spans})
    return trimmed


def trim_extent(text: str, start: int, end: int) -> Extent:
    """From the first letter or digit to after the last; as it is where it holds none."""
    places = [place for place in range(max(0, start), min(end, len(text))) if text[place].isalnum()]
    return (places[0], places[-1] + 1) if places else (start, end)


def shares(one: Extent, other: Extent) -> bool:
    """Whether two spans have a character in common."""
    return max(one[0], other[0]) < min(one[1], other[1])
