"""How much each line of a text dump looks like body: boosted trees over ``dump_features``.

The trees (``data/dump_trees.json``) are made by ``train/make_dump_trees.py`` with scikit-learn; here they are walked
with numpy alone. Gradient boosting: Friedman 2001.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.read.dump_features import COLUMNS, Column, Matrix

_ROWS = 2000
"""Lines that are walked down the trees at once, which bounds the memory."""
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Every node of every tree in one row of numbers; a leaf leads to itself."""

    base: float
    roots: Numbers
    column: Numbers
    limit: NDArray[np.float32]
    below: Numbers
    above: Numbers
    value: NDArray[np.float32]
    depth: int


def score_rows(rows: Matrix, forest: Forest | None = None) -> Column:
    """Log-odds of being body, one a row of ``measure_lines``."""
    forest = forest or load_forest()
    scores = np.empty(len(rows))
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        at = np.repeat(forest.roots[None, :], len(part), axis=0)
        numbers = np.arange(len(part))[:, None]
        for _ in range(forest.depth):
            goes_below = part[numbers, forest.column[at]] <= forest.limit[at]
            at = np.where(goes_below, forest.below[at], forest.above[at])
        scores[start : start + _ROWS] = forest.base + forest.value[at].sum(axis=1, dtype=np.float64)
    return scores


@cache
def load_forest() -> Forest:
    """The trees that the package ships."""
    return build_forest(_load_table())


@cache
def load_calibration() -> tuple[float, float]:
    """Base and slope that lead from the log-odds of the expected F1 to those of the F1 that such pages had."""
    base, slope = _load_table()["calibration"]
    return float(base), float(slope)


def _load_table() -> dict[str, Any]:
    text = files("stemma.read").joinpath("data", "dump_trees.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def build_forest(table: dict[str, Any]) -> Forest:
    """A forest from its table: ``base``, and ``trees``, each a list of nodes.

    A node is ``[column's name, limit, number of the node below, above]``, a leaf ``[value]``; the first is the root.
    """
    places = {name: n for n, name in enumerate(COLUMNS)}
    column: list[int] = []
    limit: list[float] = []
    below: list[int] = []
    above: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    depth = 0
    for tree in table["trees"]:
        first = len(column)
        roots.append(first)
        depth = max(depth, _measure_depth(tree))
        for n, node in enumerate(tree):
            leaf = len(node) == 1
            column.append(0 if leaf else places[node[0]])
            limit.append(0.0 if leaf else node[1])
            below.append(first + (n if leaf else node[2]))
            above.append(first + (n if leaf else node[3]))
            value.append(node[0] if leaf else 0.0)
    return Forest(
        base=float(table["base"]),
        roots=np.array(roots, dtype=np.int32),
        column=np.array(column, dtype=np.int32),
        limit=np.array(limit, dtype=np.float32),
        below=np.array(below, dtype=np.int32),
        above=np.array(above, dtype=np.int32),
        value=np.array(value, dtype=np.float32),
        depth=depth,
    )


def _measure_depth(tree: list[list[Any]]) -> int:
    depths = [0] * len(tree)
    for n, node in enumerate(tree):
        # a node stands before those it leads to
        if len(node) > 1:
            depths[node[2]] = depths[node[3]] = depths[n] + 1
    return max(depths)
