"""Makes ``stemma/read/data/quick_forest.npz``: the small trees that score a page's lines in the fast path.

    pip install scikit-learn==1.9.1                                # in an environment of its own, beside Stemma
    python train/make_quick_forest.py --data ../shared             # train and write: about five minutes on one core
    python train/make_quick_forest.py --data ../shared --dry-run   # the same, writes nothing

Data, in ``bench/data`` of the folder given: ``ext-scrapinghub``, ``clusters-html`` (those with a gold text),
``ext-fundus-evaluation``, ``ext-wcxb`` (articles) with their gold texts, and ``ext-trafilatura``, whose pages have
snippets alone: there the best path's own body is the label, where it holds every snippet that it should and none that
it should not. Of all sets only the hosts that ``is_unseen`` leaves: the other half of the hosts is never trained on,
and ``fast_f1_unseen`` of ``stemma eval`` is measured on it. Nothing of ``clusters/*`` is read.

No chance is involved but the trees' own, with a fixed seed; pages in sorted order.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.evaluate.texts import BENCHMARKS, extract_best
from stemma.evaluate.texts_pages import Page
from stemma.evaluate.texts_scores import count_snippets
from stemma.read.quick.line_table import measure_lines
from stemma.read.quick.quick_lines import read_lines
from stemma.text.words import fold_text

SETS = {
    "text-scrapinghub": "ext-scrapinghub",
    "clusters-html": "clusters-html",
    "text-fundus": "ext-fundus-evaluation",
    "text-trafilatura": "ext-trafilatura",
    "text-wcxb": "ext-wcxb",
}
PAGE_WEIGHT = 60.0
"""Every page weighs the same, however long; within it a line weighs by its words."""
TAUGHT = 0.7
"""What a page labelled by the best path weighs beside one labelled by people."""
NEAR = 6
"""Lines around a short line in which the body must be for it to be body too."""
TREES = {
    "max_iter": 130,
    "learning_rate": 0.12,
    "max_leaf_nodes": 16,
    "max_depth": 6,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "early_stopping": False,
    "random_state": 0,
}
UNIT = 2.0**16
"""Leaves are whole multiples of 1 / UNIT, so that their sum is exact in any order."""
TARGET = Path(__file__).resolve().parents[1] / "stemma" / "read" / "data" / "quick_forest.npz"
Vector = NDArray[np.float64]


def list_labelled(bench: Path) -> Iterator[tuple[Any, Vector, Vector]]:
    """Features, labels and weights of the lines of every page that is trained on."""
    for name, folder in SETS.items():
        for page in BENCHMARKS[name].list_pages(bench / folder):
            lines = None if page.unseen else read_lines(page.markup)
            gold = None if page.unseen else find_gold(page)
            if lines is None or isinstance(lines, str) or not lines.texts or not gold:
                continue
            labels = label_lines(lines.texts, gold)
            if labels.any():
                weights = np.array([min(60, max(2, len(text.split()))) ** 0.7 for text in lines.texts])
                weights *= PAGE_WEIGHT / weights.sum() * (1.0 if page.body else TAUGHT)
                yield measure_lines(lines), labels, weights


def find_gold(page: Page) -> str | None:
    """The text of the article on ``page``: people's, else the best path's where that is right by all snippets."""
    if page.body:
        return "\n".join(part.strip("[]") for part in page.body)
    text = extract_best(page.markup)
    counts = count_snippets(page, text)
    return text if text and not counts["missed"] and not counts["wrong"] else None


def label_lines(texts: list[str], gold: str) -> Vector:
    """1 for each line that stands in ``gold``: half of its runs of four words do; a line of fewer words does whole,
    between lines that do, or as a line of its own beside one that does."""
    words = fold_text(gold).split()
    runs, flat = set(zip(*(words[n:] for n in range(4)), strict=False)), f" {' '.join(words)} "
    own_lines = {fold_text(line) for line in gold.split("\n")}
    labels = np.zeros(len(texts))
    short = []
    for n, text in enumerate(texts):
        folded = fold_text(text).split()
        if len(folded) <= 4:
            short.append((n, " ".join(folded)))
            continue
        own = list(zip(*(folded[m:] for m in range(4)), strict=False))
        labels[n] = sum(run in runs for run in own) >= 0.5 * len(own)
    for n, line in short:
        if line and f" {line} " in flat:
            before, after = labels[max(0, n - NEAR) : n].any(), labels[n + 1 : n + 1 + NEAR].any()
            labels[n] = (before and after) or (line in own_lines and (before or after))
    return labels


def write_forest(model: Any, target: Path) -> None:
    """The trees of ``model`` as flat arrays; thresholds rounded down so that single precision decides alike."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots, depth = [], 0
    for (tree,) in model._predictors:
        first = len(nodes)
        roots.append(first)
        for place, node in enumerate(tree.nodes):
            if node["is_leaf"]:
                nodes.append((0, 0.0, first + place, first + place, float(node["value"])))
            else:
                left, right = first + int(node["left"]), first + int(node["right"])
                nodes.append((int(node["feature_idx"]), float(node["num_threshold"]), left, right, 0.0))
        depth = max(depth, int(tree.nodes["depth"].max()))
    feature, threshold, left_of, right_of, value = (np.array(column) for column in zip(*nodes, strict=True))
    single = threshold.astype(np.float32)
    np.savez_compressed(
        target,
        feature=feature.astype(np.uint8),
        threshold=np.where(single > threshold, np.nextafter(single, np.float32(-np.inf)), single),
        left=left_of.astype(np.uint16),
        right=right_of.astype(np.uint16),
        value=(np.round(value * UNIT) / UNIT).astype(np.float32),
        roots=np.array(roots, np.uint16),
        depth=depth,
        base=float(model._baseline_prediction[0, 0]),
    )


def main() -> None:
    """Train, write, and say on what."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    features, labels, weights = zip(*list_labelled(options.data / "bench" / "data"), strict=True)
    rows = np.vstack(features)
    print(f"{len(features)} pages, {len(rows):,} lines, {rows.shape[1]} features")
    model = HistGradientBoostingClassifier(**TREES)
    model.fit(rows, np.concatenate(labels), sample_weight=np.concatenate(weights))
    if not options.dry_run:
        write_forest(model, TARGET)
        print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
