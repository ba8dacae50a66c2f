"""How much each line of a text dump looks like body: boosted trees over ``dump_features``.

The trees (``data/dump_trees.json``) are made by ``train/make_dump_trees.py`` with scikit-learn.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from stemma.read.dump_features import COLUMNS
from stemma.read.forest import Forest, Node, make_forest


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
    trees: list[list[Node]] = [
        [
            (0, 0.0, n, n, node[0]) if len(node) == 1 else (places[node[0]], node[1], node[2], node[3], 0.0)
            for n, node in enumerate(tree)
        ]
        for tree in table["trees"]
    ]
    return make_forest(trees, precision=np.float32, base=float(table["base"]))
