"""How much each line of a page with markup looks like body: a linear score over its shape and its neighbours'.

The weights (``data/line_weights.json``) are those of a logistic regression over the lines of news pages with known
bodies; it sees what trafilatura chose and where the line stands, too. Text dumps: ``dump_trees``.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from stemma.read.line_shapes import LineShape
from stemma.read.lines import Line

_SHAPE: tuple[str, ...] = (
    "one",
    "length",
    "long",
    "tiny",
    "ends",
    "ends_length",
    "function",
    "capital",
    "heading",
    "address",
    "repeated",
)
_SHAPE += ("clock", "truncated", "speech", "reader", "credit", "lower", "question")
_AROUND: tuple[str, ...] = (
    "prose_before",
    "prose_after",
    "prose_near",
    "heading_before",
    "heading_near",
    "tiny_near",
    "early",
    "late",
    "share_before",
)
_MARKUP: tuple[str, ...] = (
    "covered",
    "covered_before",
    "covered_after",
    "covered_prose",
    "zone",
    "caption",
    "linked",
    "linked_near",
    "item",
    "title_tag",
    "paragraph",
)
NAMES = _SHAPE + _AROUND + _MARKUP
_NEAR = 3


def score_lines(lines: Sequence[Line], shapes: Sequence[LineShape], covers: Sequence[float]) -> list[float]:
    """Log-odds of each line being body; ``covers``: the share of each line that the extractor chose."""
    weights = _weights()
    return [sum(w * x for w, x in zip(weights, row, strict=True)) for row in line_features(lines, shapes, covers)]


def line_features(lines: Sequence[Line], shapes: Sequence[LineShape], covers: Sequence[float]) -> list[list[float]]:
    """One row a line, in the order of ``NAMES``."""
    prose = [float(s.words >= 12 and s.ends and not s.address and not s.heading) for s in shapes]
    tiny = [float(s.words <= 4) for s in shapes]
    headings = [float(s.heading is not None) for s in shapes]
    total = max(1.0, sum(prose))
    rows = []
    seen = 0.0
    for n, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        around = [m for m in range(max(0, n - _NEAR), min(len(lines), n + _NEAR + 1)) if m != n]
        size = max(1, len(around))
        row = _shape_row(line, shape)
        row += [
            _at(prose, n - 1),
            _at(prose, n + 1),
            sum(prose[m] for m in around) / size,
            _at(headings, n - 1),
            sum(headings[m] for m in around) / size,
            sum(tiny[m] for m in around) / size,
            float(n < 0.1 * len(lines)),
            float(n > 0.7 * len(lines)),
            seen / total,
        ]
        rows.append(row + _markup_row(lines, covers, n, around))
        seen += prose[n]
    return rows


def _shape_row(line: Line, shape: LineShape) -> list[float]:
    length = min(shape.words, 40) / 20
    return [
        1.0,
        length,
        float(shape.words > 20),
        float(shape.words <= 3),
        float(shape.ends),
        length * shape.ends,
        shape.function_share if shape.words > 4 else 0.2,
        shape.capital_share,
        float(shape.heading is not None),
        float(shape.address is not None),
        float(shape.repeated),
        float(shape.clock and shape.words < 12),
        float(shape.truncated),
        float(shape.speech),
        float(shape.reader),
        float(shape.credit),
        float(line.text[:1].islower()),
        float(line.text.endswith("?") and shape.words < 20),
    ]


def _markup_row(lines: Sequence[Line], covers: Sequence[float], n: int, around: Sequence[int]) -> list[float]:
    line = lines[n]
    covered = float(covers[n] >= 0.5)
    return [
        covered,
        float(_at(covers, n - 1) >= 0.5),
        float(_at(covers, n + 1) >= 0.5),
        covered * min(len(line.text), 200) / 100,
        float(bool(line.zone) and line.zone != "caption"),
        float(line.zone == "caption"),
        line.linked,
        sum(lines[m].linked for m in around) / max(1, len(around)),
        float(line.tag == "li"),
        float(line.tag in ("h1", "h2", "h3", "h4", "h5", "h6")),
        float(line.tag == "p"),
    ]


def _at(values: Sequence[float], n: int) -> float:
    return values[n] if 0 <= n < len(values) else 0.0


@cache
def _weights() -> tuple[float, ...]:
    text = files("stemma.read").joinpath("data", "line_weights.json").read_text(encoding="utf-8")
    table = json.loads(text)["markup"]
    return tuple(float(table[name]) for name in NAMES)
