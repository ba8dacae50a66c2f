"""How far a figure can be trusted: bootstrap intervals over its items (Efron 1979, percentile method).

A part of a task's figures that is named ``PART`` has its interval in two further parts, ``PART_low`` and
``PART_high``; the figures that stand in no part have theirs in ``low`` and ``high``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, floor
from random import Random

import numpy as np

Sums = Mapping[str, float]
"""What is counted of one item, or of several together."""

RESAMPLES = 2_000
SEED = 20_240
LEVEL = 0.95
LOW, HIGH = "mean_low", "mean_high"
"""The parts of a task's figures that hold the ends of the interval around each figure of ``mean``."""
WHOLE_LOW, WHOLE_HIGH = "low", "high"
"""The same around the figures that stand in no part."""


def bootstrap_means(scores: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The ends of the 95 % interval around each figure's mean over the stories, under ``LOW`` and ``HIGH``.

    Stories are drawn with replacement, as many as there are, 2,000 times with a fixed seed; the same draws
    serve every figure. The ends are the 2.5th and the 97.5th percentile of the means so drawn. Over a
    handful of stories such an interval is too narrow rather than too wide. Empty where there are fewer
    than two stories.
    """
    if len(scores) < 2:
        return {}
    chance = Random(SEED)
    draws = [[chance.randrange(len(scores)) for _ in scores] for _ in range(RESAMPLES)]
    low: dict[str, float] = {}
    high: dict[str, float] = {}
    for name in scores[0]:
        values = [one[name] for one in scores]
        means = sorted(sum(values[i] for i in draw) / len(draw) for draw in draws)
        low[name] = find_quantile(means, (1 - LEVEL) / 2)
        high[name] = find_quantile(means, (1 + LEVEL) / 2)
    return {LOW: low, HIGH: high}


def find_quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which ``part`` (0..1) of the ordered values lie, by linear interpolation."""
    place = part * (len(ordered) - 1)
    below, above = ordered[floor(place)], ordered[ceil(place)]
    return below + (above - below) * (place - floor(place))


def score_items(
    items: Sequence[Sums], score: Callable[[Sums], Mapping[str, float]]
) -> tuple[dict[str, float], dict[str, Mapping[str, float]]]:
    """The figures that ``score`` makes of what all items count together, and their 95 % intervals.

    Items (pages, articles, sentences) are drawn with replacement, as many as there are, 2,000 times with a fixed seed.
    Two systems on the same items meet the same draws. The intervals stand under ``WHOLE_LOW`` and ``WHOLE_HIGH``;
    empty where there are fewer than two items.
    """
    figures = dict(score(add_up(items)))
    if len(items) < 2:
        return figures, {}
    names = sorted({name for one in items for name in one})
    table = np.array([[float(one.get(name, 0.0)) for name in names] for one in items])
    chance = Random(SEED)
    places = range(len(items))
    drawn: list[Mapping[str, float]] = []
    for _ in range(RESAMPLES):
        times = np.bincount(chance.choices(places, k=len(items)), minlength=len(items))
        drawn.append(score(dict(zip(names, (times @ table).tolist(), strict=True))))
    ends: dict[str, Mapping[str, float]] = {}
    for end, part in ((WHOLE_LOW, (1 - LEVEL) / 2), (WHOLE_HIGH, (1 + LEVEL) / 2)):
        ends[end] = {name: find_quantile(sorted(one[name] for one in drawn), part) for name in figures}
    return figures, ends


def add_up(items: Iterable[Sums]) -> Sums:
    """What all items count together; nothing stands for a name that none has."""
    total: dict[str, float] = {}
    for one in items:
        for name, value in one.items():
            total[name] = total.get(name, 0.0) + value
    return total


def name_part(
    part: str, figures: Mapping[str, float], ends: Mapping[str, Mapping[str, float]]
) -> dict[str, Mapping[str, float]]:
    """Figures and intervals as a part of a task's figures: ``PART``, ``PART_low``, ``PART_high``."""
    return {part: figures, **{f"{part}_{end}": values for end, values in ends.items()}}


def find_interval(figures: Mapping[str, object], names: Sequence[str]) -> tuple[float, float] | None:
    """The interval around the figure that ``names`` lead to (a figure, or its part and it), where it has one."""
    *part, name = names
    ends = [figures.get("_".join([*part, end])) for end in (WHOLE_LOW, WHOLE_HIGH)]
    found = [one[name] for one in ends if isinstance(one, Mapping) and name in one]
    return (found[0], found[1]) if len(found) == 2 else None
