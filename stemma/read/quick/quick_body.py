"""The body of a page by the fast path: scored lines, the likeliest labelling of them, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.read.body_choice import choose_body
from stemma.read.quick.line_table import measure_lines
from stemma.read.quick.quick_forest import load_forest
from stemma.read.quick.quick_lines import QuickLines, read_lines

SURE = 0.9
"""Confidence below which a page is left to the best path."""
_CHANGE = 0.5
"""The price of going from body to furniture or back."""
_MOST = 8.0
_LEAST = 200
"""Characters of a body that is not doubted."""
_LONGEST = 200
"""Words of a line that count at most."""
_DOUBT = 60
"""Words of a line that weigh in the confidence at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickBody:
    """A page's lines and which of them are its body."""

    lines: QuickLines
    chosen: tuple[bool, ...]
    confidence: float
    """0..1: how well the chosen words and the words chosen against are told apart."""

    @property
    def text(self) -> str:
        """The body, one line a block."""
        return "\n".join(text for text, kept in zip(self.lines.texts, self.chosen, strict=True) if kept)


def find_quick_body(markup: str) -> QuickBody | str:
    """The body of ``markup``, or the sentence that says why the fast path does not find it.

    Where the visible page holds next to none, what is hidden until scripts run is read too.
    """
    lines = read_lines(markup)
    if isinstance(lines, str):
        return lines
    found = choose_quick_body(lines)
    if len(found.text) < _LEAST:
        whole = read_lines(markup, hidden=True)
        if not isinstance(whole, str):
            found = max(found, choose_quick_body(whole), key=lambda body: len(body.text))
    return found if found.text else "There is no article on the page: no main text was found."


def choose_quick_body(lines: QuickLines) -> QuickBody:
    """Which of ``lines`` are the body; none where there are no lines."""
    if not lines.texts:
        return QuickBody(lines=lines, chosen=(), confidence=0.0)
    scores = np.clip(load_forest().score(measure_lines(lines)), -_MOST, _MOST)
    words = np.array([text.count(" ") + 1 for text in lines.texts])
    weighed = scores * (0.6 + np.minimum(words, _LONGEST) / 20)
    chosen = choose_body(weighed.tolist(), change=_CHANGE)
    return QuickBody(lines=lines, chosen=tuple(chosen), confidence=measure_confidence(scores, words, np.array(chosen)))


def measure_confidence(scores: NDArray[np.float64], words: NDArray[np.int64], chosen: NDArray[np.bool_]) -> float:
    """The F1 that the scores themselves expect of the choice: each line's chance of being body, by its words."""
    chance = 1 / (1 + np.exp(-scores))
    weight = np.minimum(words, _DOUBT)
    right = float((weight * chance)[chosen].sum())
    expected = float((weight * chance).sum()) + float(weight[chosen].sum())
    return round(2 * right / expected, 3) if expected else 0.0
