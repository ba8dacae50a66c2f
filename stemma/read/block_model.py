"""How likely each line of a page is body: a sum of small decision trees over what is measured of the lines.

The trees and the words in the names of elements (``data/block_model.json``) are made by
``train/make_block_model.py`` from lines of pages whose bodies people copied out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from stemma.read.block_features import NAMES
from stemma.read.forest import Forest, Node, make_forest


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockModel:
    """The trees, and what else was learned."""

    forest: Forest
    names: Mapping[str, float]
    """What a word in the tag, class or id of an element says for the body (log-odds)."""
    sureness: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    """A page's raw confidence and what it means: the F1 to expect, both rising."""

    def expect_f1(self, raw: float) -> float:
        """The F1 to expect of a page whose labelling is ``raw`` sure, as pages never trained on had it."""
        before, meant = self.sureness
        return float(np.interp(raw, before, meant)) if before else raw


def unpack_model(table: Mapping[str, Any]) -> BlockModel:
    """The model of ``table``, which is the content of ``block_model.json``."""
    trees: list[list[Node]] = []
    for tree in table["trees"]:
        trees.append([])
        _add_node(tree, trees[-1])
    raw, meant = table.get("sureness") or ((), ())
    return BlockModel(
        forest=make_forest(trees, precision=np.float64, base=0.0),
        names=table["names"],
        sureness=(tuple(raw), tuple(meant)),
    )


def _add_node(tree: Any, nodes: list[Node]) -> int:
    """Append ``tree`` to ``nodes`` (a number is a leaf, a list is feature, limit, lower, higher); its place there."""
    here = len(nodes)
    if not isinstance(tree, list):
        nodes.append((0, 0.0, here, here, float(tree)))
        return here
    feature, limit, lower, higher = tree
    nodes.append((0, 0.0, here, here, 0.0))
    column = NAMES.index(feature) if isinstance(feature, str) else feature
    nodes[here] = (column, float(limit), _add_node(lower, nodes), _add_node(higher, nodes), 0.0)
    return here


@cache
def load_model() -> BlockModel:
    """The model that ships with the package."""
    text = files("stemma.read").joinpath("data", "block_model.json").read_text(encoding="utf-8")
    return unpack_model(json.loads(text))
