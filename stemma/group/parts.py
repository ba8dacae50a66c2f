"""Articles given as one story that tell of several events: seen, and left to the user to judge."""

from collections.abc import Sequence

import numpy as np

from stemma.group.stories import measure_likeness
from stemma.model.article import Article

TOUCH = 0.08
"""Likeness below which no article of one part may stand to any of another.

Single linkage at this value parted none of 201 stories of four articles and more (invented and labelled real ones),
and 186 of 200 pairs of two of them thrown together.
"""


def find_parts(articles: Sequence[Article]) -> tuple[tuple[Article, ...], ...]:
    """The parts of ``articles`` that have nothing to do with each other; empty where they may be one event.

    A part has two articles at least: one that is like no other may be a quite different view of the same.
    """
    if len(articles) < 4:
        return ()
    ordered = sorted(articles, key=lambda a: (a.published or "9999", a.source, a.id))
    near = measure_likeness(ordered) >= TOUCH
    part = np.full(len(ordered), -1)
    parts: list[tuple[Article, ...]] = []
    for start in range(len(ordered)):
        if part[start] >= 0:
            continue
        reached = np.zeros(len(ordered), dtype=bool)
        reached[start] = True
        while (wider := reached | near[reached].any(axis=0)).sum() > reached.sum():
            reached = wider
        part[reached] = len(parts)
        parts.append(tuple(a for a, held in zip(ordered, reached, strict=True) if held))
    large = tuple(p for p in parts if len(p) > 1)
    return large if len(large) > 1 else ()
