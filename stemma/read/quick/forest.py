"""The learned score of a line: a sum of small decision trees, in plain numpy.

The trees (``stemma/read/data/quick_forest.npz``) are made by ``train/make_quick_forest.py``. All lines walk down
all trees at once, one level a step; a leaf leads to itself.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from stemma.read.quick.line_table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Trees as flat arrays over their nodes, all trees behind one another."""

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    """A line goes left where its feature is at most this."""
    children: NDArray[np.int32]
    """Of each node the left and the right child, in turn."""
    value: NDArray[np.float32]
    """What a leaf adds to the score; 0 for other nodes."""
    roots: NDArray[np.int32]
    depth: int
    base: float
    """The score before any tree."""

    def score(self, table: Table) -> NDArray[np.float64]:
        """The log-odds of each row of ``table`` being body."""
        size, width = table.shape
        flat = np.ascontiguousarray(table, np.float32).ravel()
        rows = (np.arange(size, dtype=np.int32) * width)[:, None]
        at = np.repeat(self.roots[None, :], size, axis=0)
        for _ in range(self.depth):
            goes_right = flat.take(rows + self.feature.take(at)) > self.threshold.take(at)
            at = self.children.take(2 * at + goes_right)
        scores: NDArray[np.float64] = self.base + self.value.take(at).sum(axis=1, dtype=np.float64)
        return scores


@cache
def load_forest() -> Forest:
    """The forest that ships with the package."""
    with as_file(files("stemma.read").joinpath("data", "quick_forest.npz")) as path, np.load(path) as arrays:
        return Forest(
            feature=arrays["feature"].astype(np.int32),
            threshold=arrays["threshold"].astype(np.float32),
            children=np.stack((arrays["left"], arrays["right"]), axis=1).astype(np.int32).ravel(),
            value=arrays["value"].astype(np.float32),
            roots=arrays["roots"].astype(np.int32),
            depth=int(arrays["depth"]),
            base=float(arrays["base"]),
        )
