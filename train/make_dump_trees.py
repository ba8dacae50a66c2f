"""Makes ``stemma/read/data/dump_trees.json``: boosted trees that tell the body of a text dump from furniture.

    python train/make_dump_trees.py --data ../shared            # train, write, print what the unseen half says
    python train/make_dump_trees.py --data ../shared --dry-run  # the same, writes nothing

Needs scikit-learn (1.9 made the shipped trees), which the package itself does not. Data: the pages of
``clusters-html``, ``ext-scrapinghub``, ``ext-fundus-evaluation`` and ``ext-wcxb`` with a gold text, rendered as plain
text; half of the hosts, by a hash of their names (``stemma.evaluate.texts_pages.is_unseen``), is never trained on. Left
out: what is, or doubles, a page of the labelled stories, and the second of two pages with one body.

Each page is seen twice: with and without blank lines between its blocks, and once of the two as a page in a language
that no list of words knows, with the columns that ask for English silent.
No chance is involved: no subsampling, no early stopping, data in sorted order.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stemma.evaluate.texts_scores import measure_f1
from stemma.read import dump_choice, dump_trees
from stemma.read.dump_choice import choose_dump_lines, expect_f1
from stemma.read.dump_features import COLUMNS, Column, Matrix, measure_lines
from stemma.read.dump_trees import build_forest
from stemma.read.line_shapes import LineShape, measure_shapes
from stemma.read.lines import split_lines
from train.dump_samples import Dump, list_dumps

TREES, LEAVES, RATE = 220, 10, 0.08
FOLDS = 2
STEPS = 12
TARGET = Path(__file__).resolve().parents[1] / "stemma" / "read" / "data" / "dump_trees.json"


def mute_words(shapes: Sequence[LineShape]) -> list[LineShape]:
    """``shapes`` as they would be in a language that no list of words knows."""
    return [replace(shape, heading=None, address=None, reader=False, function_share=0.0) for shape in shapes]


def list_views(dumps: Sequence[Dump]) -> Iterator[tuple[Matrix, Column, Column]]:
    """Of each page two views: columns, labels and weights of its lines."""
    for dump in dumps:
        shapes = measure_shapes(dump.lines)
        plain, spaced = dump.lines, split_lines(dump.spaced)
        first, second = (plain, spaced) if _is_odd(dump.name) else (spaced, plain)
        yield measure_lines(first, shapes), dump.labels, dump.weights
        yield measure_lines(second, mute_words(shapes)), dump.labels, dump.weights


def _is_odd(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def fit_trees(dumps: Sequence[Dump]) -> dict[str, Any]:
    """The table of ``dump_trees.build_forest``, fitted to ``dumps``."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    views = list(list_views(dumps))
    model = HistGradientBoostingClassifier(
        max_iter=TREES, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=40, l2_regularization=2.0,
        max_bins=64, random_state=0, early_stopping=False,
    )  # fmt: skip
    rows, labels, weights = (np.concatenate(parts) for parts in zip(*views, strict=True))
    model.fit(rows, labels, sample_weight=weights)
    trees = [list_nodes(stage[0].nodes) for stage in model._predictors]
    return {"base": round(float(np.ravel(model._baseline_prediction)[0]), 4), "trees": trees}


def list_nodes(nodes: Any) -> list[list[Any]]:
    """A tree of scikit-learn as a list of nodes, each before those it leads to."""
    order, found = [0], []
    while order:
        n = order.pop()
        found.append(n)
        if not nodes[n]["is_leaf"]:
            order += [int(nodes[n]["right"]), int(nodes[n]["left"])]
    number = {n: at for at, n in enumerate(found)}
    return [
        [round(float(nodes[n]["value"]), 4)]
        if nodes[n]["is_leaf"]
        else [
            COLUMNS[nodes[n]["feature_idx"]],
            float(f"{nodes[n]['num_threshold']:.6g}"),
            number[int(nodes[n]["left"])],
            number[int(nodes[n]["right"])],
        ]
        for n in found
    ]


def measure_page(dump: Dump) -> tuple[float, float]:
    """Of one page as the shipped code reads it: its expected F1, and its F1 over runs of four words."""
    shapes = measure_shapes(dump.lines)
    chosen, _ = choose_dump_lines(dump.lines, shapes)
    scores = dump_trees.load_forest().score(measure_lines(dump.lines, shapes))
    body = "\n".join(line.text for line, kept in zip(dump.lines, chosen, strict=True) if kept)
    return expect_f1(scores, shapes, chosen), measure_f1(body, dump.gold)


def fit_calibration(dumps: Sequence[Dump]) -> tuple[float, float]:
    """Base and slope from expected F1 to F1, on pages scored by trees that saw no page of their hosts."""
    pairs: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        held = [dump for dump in dumps if _fold_of(dump.host) == fold]
        _use({**fit_trees([dump for dump in dumps if _fold_of(dump.host) != fold]), "calibration": [0, 1]})
        pairs += [measure_page(dump) for dump in held]
    print(f"body F1, {FOLDS} folds of hosts: {sum(f1 for _, f1 in pairs) / len(pairs):.3f}")
    expected, had = (np.clip(np.array(column), 0.001, 0.999) for column in zip(*pairs, strict=True))
    rows = np.stack([np.ones(len(pairs)), np.log(expected / (1 - expected))], axis=1)
    theta = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ theta))
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows
        theta = theta - np.linalg.solve(curve, rows.T @ (chance - had))
    return round(float(theta[0]), 3), round(float(theta[1]), 3)


def _fold_of(host: str) -> int:
    return int(hashlib.sha256(f"fold {host}".encode()).hexdigest(), 16) % FOLDS


def _use(table: dict[str, Any]) -> None:
    """Let the reading code score by ``table``."""
    forest, calibration = build_forest(table), tuple(table["calibration"])
    dump_trees.load_forest = lambda: forest  # type: ignore[assignment]
    dump_choice.load_calibration = lambda: calibration  # type: ignore[assignment,attr-defined]


def main() -> None:
    """Train, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds bench/data and clusters")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args()
    dumps = list_dumps(asked.data)
    seen = [dump for dump in dumps if not dump.unseen]
    lines = sum(len(dump.lines) for dump in seen)
    print(f"trained on {len(seen)} pages of {len({dump.host for dump in seen})} hosts, {lines} lines", flush=True)
    table = {**fit_trees(seen), "calibration": fit_calibration(seen)}
    if not asked.dry_run:
        text = json.dumps(table, separators=(",", ":")).replace("]],[[", "]],\n[[")
        TARGET.write_text(text + "\n", encoding="utf-8")
    _use(table)
    figures = [measure_page(dump)[1] for dump in dumps if dump.unseen]
    print(f"body F1, {len(figures)} pages of hosts never seen: {sum(figures) / len(figures):.3f}")


if __name__ == "__main__":
    main()
