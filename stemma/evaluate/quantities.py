"""Figures against labelled sentences of our own making."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.annotate.quantities import find_quantities
from stemma.evaluate.annotation_rivals import find_quantulum
from stemma.evaluate.intervals import Sums, name_part, score_items
from stemma.evaluate.samples import read_json_lines
from stemma.model.annotation import Quantity


def read_sentences(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each sentence of a JSON Lines file with its labels: start, end, op, quantity, high, unit, of."""
    for entry in read_json_lines(path):
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


def evaluate_quantities(path: Path, *, rivals: bool = False) -> dict[str, float | Mapping[str, float]]:
    """Precision, recall and F1 of figures, whole: span, operator, value, unit and counted thing must all be right.

    ``span_f1`` asks only for a figure that overlaps, ``value_f1`` besides for one end of its value; ``clean`` is the
    share of the sentences without a figure in which none was found. With ``rivals`` the latter three of quantulum3,
    which tells neither hedges nor what is counted, as a part, where it is installed.
    """
    rival = find_quantulum() if rivals else None
    ours, theirs = [], []
    for text, labels in read_sentences(path):
        ours.append(count_quantities(labels, find_quantities(text)))
        if rival:
            theirs.append(count_quantities(labels, rival(text)))
    figures, ends = score_items(ours, score_quantities)
    beside = name_part("quantulum3", *score_items(theirs, score_plainly)) if rival else {}
    return {**figures, **ends, **beside}


def count_quantities(labels: Sequence[Mapping[str, Any]], found: Sequence[Quantity]) -> dict[str, float]:
    """Of one sentence: figures labelled and found, how many are right, met, and met with their value."""
    met = [[q for q in found if q.start < label["end"] and label["start"] < q.end] for label in labels]
    return {
        "gold": float(len(labels)),
        "found": float(len(found)),
        "right": float(sum(any(is_right(label, q) for q in found) for label in labels)),
        "span": float(sum(bool(hits) for hits in met)),
        "value": float(sum(any(_same_value(label, q) for q in hits) for label, hits in zip(labels, met, strict=True))),
        "empty": float(not labels),
        "clean": float(not labels and not found),
    }


def _same_value(label: Mapping[str, Any], found: Quantity) -> bool:
    wanted = [value for value in (label["quantity"], label["high"]) if value is not None]
    got = [value for value in (found.quantity, found.high) if value is not None]
    return any(_near(a, b) for a in wanted for b in got)


def score_plainly(sums: Sums) -> dict[str, float]:
    """What can be asked of a tool that gives spans and values alone."""
    counts = defaultdict(float, sums)
    total = counts["gold"] + counts["found"]
    return {
        "span_f1": 2 * counts["span"] / total if total else 0.0,
        "value_f1": 2 * counts["value"] / total if total else 0.0,
        "clean": counts["clean"] / counts["empty"] if counts["empty"] else 1.0,
    }


def score_quantities(sums: Sums) -> dict[str, float]:
    """The figures of so many counts."""
    counts = defaultdict(float, sums)
    total = counts["gold"] + counts["found"]
    return {
        "precision": counts["right"] / counts["found"] if counts["found"] else 0.0,
        "recall": counts["right"] / counts["gold"] if counts["gold"] else 0.0,
        "f1": 2 * counts["right"] / total if total else 0.0,
        **score_plainly(sums),
    }
