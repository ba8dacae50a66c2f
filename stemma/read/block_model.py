"""How likely each line of a page is body: a sum of small decision trees over what is measured of the lines.

The trees and the words in the names of elements (``data/block_model.json``) are made by
``train/make_block_model.py``; gradient boosting (Friedman 2001) over lines of pages whose bodies people copied out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.read.block_features import NAMES
from stemma.read.page_nodes import Floats

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockModel:
    """The trees, all nodes in one row: a leaf is its own child."""

    roots: NDArray[np.int64]
    features: NDArray[np.int64]
    limits: Floats
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    values: Floats
    depth: int
    names: Mapping[str, float]
    """What a word in the tag, class or id of an element says for the body (log-odds)."""
    sureness: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    """A page's raw confidence and what it means: the F1 to expect, both rising."""

    def score(self, rows: Floats) -> Floats:
        """The log-odds of each of ``rows`` being body."""
        scores = [self._score(rows[n : n + _AT_ONCE]) for n in range(0, len(rows), _AT_ONCE)]
        return np.concatenate(scores) if scores else np.zeros(0)

    def expect_f1(self, raw: float) -> float:
        """The F1 to expect of a page whose labelling is ``raw`` sure, as pages never trained on had it."""
        before, meant = self.sureness
        return float(np.interp(raw, before, meant)) if before else raw

    def _score(self, rows: Floats) -> Floats:
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        numbers = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            lower = rows[numbers, self.features[at]] <= self.limits[at]
            at = np.where(lower, self.left[at], self.right[at])
        scores: Floats = self.values[at].sum(axis=1)
        return scores


def unpack_model(table: Mapping[str, Any]) -> BlockModel:
    """The model of ``table``, which is the content of ``block_model.json``."""
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int, float]] = []
    deepest = 0
    for tree in table["trees"]:
        roots.append(len(nodes))
        deepest = max(deepest, _add_node(tree, nodes))
    columns = list(zip(*nodes, strict=True))
    raw, meant = table.get("sureness") or ((), ())
    return BlockModel(
        roots=np.array(roots, dtype=np.int64),
        features=np.array(columns[0], dtype=np.int64),
        limits=np.array(columns[1], dtype=np.float64),
        left=np.array(columns[2], dtype=np.int64),
        right=np.array(columns[3], dtype=np.int64),
        values=np.array(columns[4], dtype=np.float64),
        depth=deepest,
        names=table["names"],
        sureness=(tuple(raw), tuple(meant)),
    )


def _add_node(tree: Any, nodes: list[tuple[int, float, int, int, float]]) -> int:
    """Append ``tree`` to ``nodes`` (a number is a leaf, a list is feature, limit, lower, higher); its depth."""
    here = len(nodes)
    if not isinstance(tree, list):
        nodes.append((0, 0.0, here, here, float(tree)))
        return 0
    nodes.append((0, 0.0, 0, 0, 0.0))
    feature, limit, lower, higher = tree
    left = len(nodes)
    depth = _add_node(lower, nodes)
    right = len(nodes)
    depth = max(depth, _add_node(higher, nodes))
    nodes[here] = (NAMES.index(feature) if isinstance(feature, str) else feature, float(limit), left, right, 0.0)
    return depth + 1


@cache
def load_model() -> BlockModel:
    """The model that ships with the package."""
    text = files("stemma.read").joinpath("data", "block_model.json").read_text(encoding="utf-8")
    return unpack_model(json.loads(text))
