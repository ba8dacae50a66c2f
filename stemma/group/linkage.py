"""Average linkage over pairs: the two groups with the highest mean likeness are joined until none is high enough."""

import numpy as np

from stemma.group.pairs import Pairs


def link_pairs(size: int, pairs: Pairs, threshold: float) -> list[int]:
    """Each article's group, named by its first article; pairs not given count as unlike (0).

    Of equal means the pair of groups with the lowest first articles is joined. A first version: dense.
    """
    mean = np.full((size, size), 0.0)
    mean[pairs.rows, pairs.columns] = mean[pairs.columns, pairs.rows] = pairs.likeness
    return link_average(mean, threshold)


def link_average(likeness: np.ndarray[tuple[int, int], np.dtype[np.float64]], threshold: float) -> list[int]:
    """The same over a whole matrix of likeness. Returns each row's group, named by its first row."""
    mean = likeness.copy()
    size = len(mean)
    label = list(range(size))
    if size < 2:
        return label
    np.fill_diagonal(mean, -np.inf)
    members = np.ones(size)
    nearest = mean.argmax(axis=1)
    best = mean.max(axis=1)
    while True:
        row = int(best.argmax())
        if not best[row] >= threshold:
            return label
        keep, drop = sorted((row, int(nearest[row])))
        joined = (members[keep] * mean[keep] + members[drop] * mean[drop]) / (members[keep] + members[drop])
        mean[keep, :] = mean[:, keep] = joined
        mean[drop, :] = mean[:, drop] = -np.inf
        mean[keep, keep] = -np.inf
        members[keep] += members[drop]
        label = [keep if one == drop else one for one in label]
        # A mean is never above both its parts: only rows whose nearest was joined can change.
        stale = np.flatnonzero((nearest == keep) | (nearest == drop) | (np.arange(size) == keep))
        nearest[stale] = mean[stale].argmax(axis=1)
        best[stale] = mean[stale].max(axis=1)
        best[drop] = -np.inf
