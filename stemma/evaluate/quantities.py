"""Figures against labelled sentences of our own making."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stemma.annotate.quantities import find_quantities
from stemma.model.annotation import Quantity


def read_sentences(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each sentence of a JSON Lines file with its labels: start, end, op, quantity, high, unit, of."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                entry = json.loads(line)
                yield entry["text"], entry["quantities"]


def is_right(label: Mapping[str, Any], found: Quantity) -> bool:
    """Whether a found figure has the labelled place, operator, value, unit and counted thing."""
    if (label["start"], label["end"], label["op"], label["unit"], label["of"]) != (
        found.start,
        found.end,
        found.op,
        found.unit,
        found.of,
    ):
        return False
    values = ((label["quantity"], found.quantity), (label["high"], found.high))
    return all((a is None and b is None) or (a is not None and b is not None and _near(a, b)) for a, b in values)


def _near(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-4 * max(abs(first), abs(second), 1e-9)


def evaluate_quantities(path: Path) -> dict[str, float]:
    """Precision, recall and F1 of figures, whole: span, operator, value, unit and counted thing must all be right.

    ``span_f1`` asks only for a figure that overlaps; ``clean`` is the share of the sentences without a figure in which
    none was found.
    """
    counts: Counter[str] = Counter()
    for text, labels in read_sentences(path):
        found = find_quantities(text)
        counts["gold"] += len(labels)
        counts["found"] += len(found)
        counts["right"] += sum(any(is_right(label, quantity) for quantity in found) for label in labels)
        counts["span"] += sum(any(q.start < label["end"] and label["start"] < q.end for q in found) for label in labels)
        if not labels:
            counts["empty"] += 1
            counts["clean"] += not found
    precision = counts["right"] / counts["found"] if counts["found"] else 0.0
    recall = counts["right"] / counts["gold"] if counts["gold"] else 0.0
    total = counts["gold"] + counts["found"]
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * counts["right"] / total if total else 0.0,
        "span_f1": 2 * counts["span"] / total if total else 0.0,
        "clean": counts["clean"] / counts["empty"] if counts["empty"] else 1.0,
    }
