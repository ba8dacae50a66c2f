"""Body or furniture, in a text dump: the trees' score of each line, and the likeliest labelling of all of them."""

from collections.abc import Sequence
from math import exp, log

import numpy as np

from stemma.read.body_choice import choose_body, spread_scores, trim_ends
from stemma.read.dump_features import Column, measure_lines
from stemma.read.dump_trees import load_calibration, load_forest
from stemma.read.line_shapes import LineShape
from stemma.read.lines import Line

_LIKENESS = 4.0
_USUAL_LIKENESS = 0.35
_MOST = 6.0
_CHANGE = 1.5
"""The price of going from body to furniture or back."""
_FEW = 5
_PROSE_WORDS = 12
_LONG = 30
_SENTENCE = 0.8
"""What a short whole sentence below a paragraph has for it."""


def choose_dump_lines(
    lines: Sequence[Line], shapes: Sequence[LineShape], likeness: Sequence[float | None] | None = None
) -> tuple[list[bool], float]:
    """Which lines are body, and what F1 to expect of that (0..1, calibrated on pages that the trees did not see).

    ``likeness``: the share of each line's words that the other articles of the story use, None where that says nothing.
    """
    if not lines:
        return [], 0.0
    scores = [float(score) for score in load_forest().score(measure_lines(lines, shapes))]
    for n, like in enumerate(likeness or ()):
        if like is not None and shapes[n].words > _FEW:
            scores[n] += _LIKENESS * (like - _USUAL_LIKENESS)
    scores = [score + _add_knowledge(lines, shapes, n) for n, score in enumerate(scores)]
    scores = spread_scores(lines, shapes, [max(-_MOST, min(_MOST, score)) for score in scores])
    # a long paragraph says more than a short line
    weighed = [score * (0.6 + min(shape.words, 200) / 20) for score, shape in zip(scores, shapes, strict=True)]
    chosen = choose_body(weighed, change=_CHANGE)
    trim_ends(chosen, shapes)
    return chosen, calibrate_sureness(expect_f1(np.array(scores), shapes, chosen))


def _add_knowledge(lines: Sequence[Line], shapes: Sequence[LineShape], n: int) -> float:
    """What the words of line ``n`` say for or against it, beyond what the trees, which saw few such, make of it."""
    line, shape = lines[n], shapes[n]
    against = 1.0 if shape.heading else 0.0
    if shape.address and shape.words < _LONG:
        against += 2.0
    if shape.credit or (shape.clock and shape.words < _PROSE_WORDS and not line.text.endswith(".")):
        against += 3.0
    before = shapes[n - 1] if n else None
    follows = before is not None and before.ends and before.words >= _PROSE_WORDS and not before.address
    if follows and not against and _is_sentence(line, shape):
        return _SENTENCE
    return -against


def _is_sentence(line: Line, shape: LineShape) -> bool:
    plain = shape.capital_share < 0.4 and not (shape.reader or shape.clock)
    return plain and shape.ends and line.text[-1] not in ":;…" and _FEW <= shape.words < _LONG


def expect_f1(scores: Column, shapes: Sequence[LineShape], chosen: Sequence[bool]) -> float:
    """The F1 over words to expect of ``chosen``, if the scores were true log-odds; 0..1."""
    words = np.array([1 + min(shape.words, 200) for shape in shapes], dtype=float)
    body = words / (1 + np.exp(-scores))
    kept = np.array(chosen, dtype=bool)
    return float(2 * body[kept].sum() / max(1e-9, words[kept].sum() + body.sum()))


def calibrate_sureness(expected: float) -> float:
    """The F1 that pages of this expectation had, to three places."""
    base, slope = load_calibration()
    held = min(0.999, max(0.001, expected))
    return round(1 / (1 + exp(-(base + slope * log(held / (1 - held))))), 3)
