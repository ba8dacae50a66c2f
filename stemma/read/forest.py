"""Boosted trees (gradient boosting, Friedman 2001) as flat arrays, walked with numpy alone.

Three models of lines are kept so: of HTML (``block_model``), of text dumps (``dump_trees``), of the fast path
(``quick``). Each has a file of its own form, which its module turns into a ``Forest``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Node = tuple[int, float, int, int, float]
"""Column, limit, number in its tree of the node below and of the one above, value; a leaf names itself twice."""

_AT_ONCE = 2000
"""Rows that walk down the trees at once, which bounds the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """The nodes of all trees, one tree behind the other; a leaf leads to itself."""

    column: NDArray[np.int32]
    """Of each node the column that it asks of; 0 for a leaf."""
    limit: NDArray[Any]
    """A row goes below where its column is at most this. As precise as the rows that the trees were made with."""
    children: NDArray[np.int32]
    """Of each node, in turn: where what is above the limit goes, where what is below it goes."""
    value: NDArray[Any]
    """What a leaf adds to the score; 0 for other nodes."""
    roots: NDArray[np.int32]
    depth: int
    base: float = 0.0
    """The score before any tree."""

    def score(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        """The log-odds of each of ``rows`` being body."""
        scores = np.empty(len(rows))
        for start in range(0, len(rows), _AT_ONCE):
            scores[start : start + _AT_ONCE] = self._score(rows[start : start + _AT_ONCE])
        return scores

    def _score(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        size, width = rows.shape
        flat = np.ascontiguousarray(rows, self.limit.dtype).ravel()
        begins = (np.arange(size, dtype=np.int32) * width)[:, None]
        at = np.repeat(self.roots[None, :], size, axis=0)
        for _ in range(self.depth):
            goes_below = flat.take(begins + self.column.take(at)) <= self.limit.take(at)
            at = self.children.take(2 * at + goes_below)
        scores: NDArray[np.float64] = self.base + self.value.take(at).sum(axis=1, dtype=np.float64)
        return scores


def make_forest(trees: Sequence[Sequence[Node]], *, precision: type, base: float) -> Forest:
    """A forest of ``trees``, each its nodes, the root first and each before those it leads to.

    ``precision``: numpy's type of limits and values.
    """
    nodes: list[Node] = []
    roots = []
    deepest = 0
    for tree in trees:
        first = len(nodes)
        roots.append(first)
        depths = [0] * len(tree)
        for n, (column, limit, below, above, value) in enumerate(tree):
            if below != n:
                depths[below] = depths[above] = depths[n] + 1
            nodes.append((column, limit, first + above, first + below, value))
        deepest = max(deepest, *depths)
    columns = list(zip(*nodes, strict=True))
    return Forest(
        column=np.array(columns[0], dtype=np.int32),
        limit=np.array(columns[1], dtype=precision),
        children=np.stack((columns[2], columns[3]), axis=1).astype(np.int32).ravel(),
        value=np.array(columns[4], dtype=precision),
        roots=np.array(roots, dtype=np.int32),
        depth=deepest,
        base=base,
    )
