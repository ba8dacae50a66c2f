"""How far a mean over stories can be trusted: bootstrap intervals (Efron 1979, percentile method)."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from random import Random

RESAMPLES = 2_000
SEED = 20_240
LEVEL = 0.95
LOW, HIGH = "mean_low", "mean_high"
"""The parts of a task's figures that hold the ends of the interval around each figure of ``mean``."""


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
