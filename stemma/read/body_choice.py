"""Body or furniture: the likeliest labelling of a text's lines, by two-state Viterbi.

Each line has a score for being body, each change between body and furniture has its price: a short line
among paragraphs stays with them, and a lone sentence in a menu stays furniture.
"""

from collections.abc import Sequence

from stemma.read.line_shapes import LineShape
from stemma.read.lines import Line, runs_on


def choose_body(scores: Sequence[float], *, change: float) -> list[bool]:
    """The likeliest labelling of the lines: True where body. ``change``: the price of going over, or back."""
    if not scores:
        return []
    out, body = 0.0, -change
    steps: list[tuple[bool, bool]] = []
    for score in scores:
        to_body = max((body, True), (out - change, False))
        to_out = max((out, False), (body - change, True))
        steps.append((to_out[1], to_body[1]))
        body, out = to_body[0] + score / 2, to_out[0] - score / 2
    state = body > out
    chosen = []
    for from_out, from_body in reversed(steps):
        chosen.append(state)
        state = from_body if state else from_out
    return chosen[::-1]


def trim_ends(chosen: list[bool], shapes: Sequence[LineShape]) -> None:
    """Take headings of furniture, buttons and credits off both ends of the body, in place."""
    for numbers in (range(len(chosen)), range(len(chosen) - 1, -1, -1)):
        for n in numbers:
            if chosen[n]:
                if not (shapes[n].heading or shapes[n].address or shapes[n].credit):
                    break
                chosen[n] = False


def spread_scores(lines: Sequence[Line], shapes: Sequence[LineShape], scores: Sequence[float]) -> list[float]:
    """Scores where all lines of a sentence that a link broke have that of the best of them."""
    group = [0]
    for n in range(1, len(lines)):
        together = runs_on(lines[n - 1], lines[n]) and not shapes[n].heading and not shapes[n - 1].heading
        group.append(group[-1] if together else group[-1] + 1)
    best: dict[int, float] = {}
    for n, score in enumerate(scores):
        best[group[n]] = max(best.get(group[n], score), score)
    return [best[group[n]] for n in range(len(lines))]
