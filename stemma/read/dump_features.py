"""What a model can know of each line of a text dump: its shape, its neighbours', and how it stands in the whole.

Nothing here asks for a language's words but ``heading``, ``address``, ``reader`` and ``function`` (English lists,
silent elsewhere): length is in words or, in scripts that put no spaces, in letters by what a word has of them; function
words are those that the dump itself uses in most of its longer lines.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.read.line_shapes import LineShape
from stemma.read.lines import Line
from stemma.text.words import fold_text

Matrix = NDArray[np.float32]
Column = NDArray[np.float64]

_LONGEST = 2000
_DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f]")
_LETTERS_OF_A_WORD = 1.8
_STOP = re.compile(r"[.!?…。！？؟।۔](?=[\"'”’“‘»«)\]」』\s]|$|[\u2e80-\u9fff])")
_END = re.compile(r"[.!?…。！？؟।۔]\s?[\"'”’“‘»«)\]」』]*$")
_COMMA = re.compile(r"[,;，、；،]")
_QUOTE = re.compile('[“”"«»„「」『』]')
_BULLET = re.compile(r"^(?:[•·*▪■►▶–—+>»›#|-]|\(?\d{1,2}[.)])\s*\S")
_MARKS = re.compile(r"[|›»>/•·©®™@#{}=<_\\]|https?:|www\.")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[:.h]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d+[年月日]")
_LEFT = ("links to other articles", "comments", "sharing", "newsletter", "advertisement")
_COMMENTS = 2
"""Comments' place among the kinds of headings (``_LEFT``, counted from one)."""
_PROSE_WORDS = 12
_FREQUENT = 0.22
_LONG_LINES = 3
OWN: tuple[str, ...] = (
    "words", "letters", "letters_of_word", "ends", "colon", "comma_end", "stops", "commas", "quotes", "digits",
    "capitals", "shouted", "lower", "bullet", "marks", "date", "own_function", "function", "repeated", "heading",
    "address", "truncated", "reader", "credit", "blank_before", "blank_after", "bracket", "same_shape",
)  # fmt: skip
_SHIFTED = ("words", "ends", "own_function", "heading", "capitals", "date", "marks")
_WINDOWED = ("prose", "tiny", "words", "ends", "headings", "capitals", "date", "repeated", "reader", "credit", "quotes")
_SHIFTS = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8, 20)
COLUMNS: tuple[str, ...] = (
    *OWN,
    *(f"{name}{shift:+d}" for name in _SHIFTED for shift in _SHIFTS),
    *(f"{name}~{window}" for name in _WINDOWED for window in _WINDOWS),
    "place", "place_in_words", "prose_before", "prose_total", "since_prose", "until_prose", "since_heading",
    "since_date", "in_core", "from_core", "core_likeness", "lines", "mean_words", "last_heading", "since_comments",
    "since_credit", "until_credit", "spread", "rhythm", "capitals_of_prose",
)  # fmt: skip
"""The columns, in order."""


def count_words(text: str) -> float:
    """How many words ``text`` has; in scripts without spaces, as many as its letters would make."""
    spaced = len(fold_text(text).split())
    dense = len(_DENSE.findall(text))
    return float(spaced) if dense == 0 else max(float(spaced), dense / _LETTERS_OF_A_WORD)


def measure_lines(lines: Sequence[Line], shapes: Sequence[LineShape]) -> Matrix:
    """One row a line, in the order of ``COLUMNS``."""
    folded = [fold_text(line.text[:_LONGEST]).split() for line in lines]
    own = _measure_own(lines, shapes, folded)
    columns = {name: own[:, n] for n, name in enumerate(OWN)}
    prose = (columns["words"] >= np.log1p(_PROSE_WORDS)) & (columns["ends"] > 0) & (columns["heading"] == 0)
    prose &= columns["address"] == 0
    around = dict(columns, prose=prose.astype(float), headings=(columns["heading"] > 0).astype(float))
    around["tiny"] = (columns["words"] <= np.log1p(4)).astype(float)
    rows = [own]
    rows += [shift_column(columns[name], by)[:, None] for name in _SHIFTED for by in _SHIFTS]
    rows += [mean_around(around[name], window)[:, None] for name in _WINDOWED for window in _WINDOWS]
    rows.append(_measure_place(columns, around, folded))
    return np.hstack(rows).astype(np.float32)


def _measure_own(lines: Sequence[Line], shapes: Sequence[LineShape], folded: Sequence[Sequence[str]]) -> Column:
    frequent = _find_frequent(folded)
    signs = [
        (min(6, int(np.log2(1 + len(words)))), bool(_END.search(line.text[-8:])))
        for line, words in zip(lines, folded, strict=True)
    ]
    same = _count_same(signs)
    rows = np.zeros((len(lines), len(OWN)))
    for n, (line, shape, words) in enumerate(zip(lines, shapes, folded, strict=True)):
        text = line.text[:_LONGEST]
        dense = len(_DENSE.findall(text))
        size = len(words) if dense == 0 else max(float(len(words)), dense / _LETTERS_OF_A_WORD)
        letters = sum(map(len, words))
        cased = [w for w in text.split()[1:] if w[:1].upper() != w[:1].lower() or w[:1].isdigit()]
        common = sum(w in frequent for w in words)
        rows[n] = (
            np.log1p(size * max(1.0, len(line.text) / _LONGEST)),
            np.log1p(len(line.text)),
            letters / max(1.0, size),
            bool(_END.search(text[-8:])) or len(line.text) > _LONGEST,
            text[-1:] in ":：",
            text[-1:] in ",;，、；،",
            len(_STOP.findall(text)) / max(1.0, size),
            len(_COMMA.findall(text)) / max(1.0, size),
            min(4, len(_QUOTE.findall(text))),
            len(_DIGIT.findall(text)) / max(1, len(text)),
            sum(not w[0].islower() for w in cased) / max(1, len(cased)) if cased else 0.5,
            text.isupper(),
            text[:1].islower(),
            bool(_BULLET.match(text)),
            min(5, len(_MARKS.findall(text))),
            bool(_DATE.search(text)) and size < _PROSE_WORDS * 2,
            common / max(1, len(words)),
            shape.function_share,
            shape.repeated,
            0 if shape.heading is None else 1 + (_LEFT.index(shape.heading) if shape.heading in _LEFT else len(_LEFT)),
            shape.address is not None,
            shape.truncated,
            shape.reader,
            shape.credit,
            n > 0 and line.start - lines[n - 1].end > 1,
            n + 1 < len(lines) and lines[n + 1].start - line.end > 1,
            text[:1] in "([" or text[-1:] in ")]",
            same[n],
        )
    return rows


def _find_frequent(folded: Sequence[Sequence[str]]) -> frozenset[str]:
    """The words that stand in most longer lines: the function words of whatever language the dump is in."""
    long = [set(words) for words in folded if len(words) >= _PROSE_WORDS]
    counts = Counter(word for words in long for word in words)
    least = max(_LONG_LINES, _FREQUENT * len(long))
    return frozenset(word for word, count in counts.items() if count >= least)


def _count_same(signs: Sequence[object]) -> list[float]:
    """Of each line how long the run of lines of its shape is."""
    runs: list[float] = []
    start = 0
    for n in range(1, len(signs) + 1):
        if n == len(signs) or signs[n] != signs[start]:
            runs += [float(min(30, n - start))] * (n - start)
            start = n
    return runs


def _measure_place(columns: dict[str, Column], around: dict[str, Column], folded: Sequence[Sequence[str]]) -> Column:
    size = len(folded)
    numbers = np.arange(size)
    weights = np.expm1(columns["words"])
    mass = np.cumsum(weights)
    prose = around["prose"] > 0
    prose_mass = np.cumsum(weights * prose)
    total = prose_mass[-1] if size else 0.0
    core = np.where(prose, np.minimum(weights, 80), -6.0)
    core[around["headings"] > 0] = -25.0
    first, last = find_heaviest(core)
    inside = (numbers >= first) & (numbers < last)
    return np.stack(
        [
            numbers / max(1, size),
            mass / max(1.0, mass[-1]),
            (prose_mass - weights * prose) / max(1.0, total),
            np.full(size, np.log1p(total)),
            _count_since(prose),
            _count_since(prose[::-1])[::-1],
            _count_since(around["headings"] > 0),
            _count_since(columns["date"] > 0),
            inside.astype(float),
            np.log1p(np.maximum(0, np.maximum(first - numbers, numbers - last + 1))),
            measure_likeness(folded, inside & prose),
            np.full(size, np.log1p(size)),
            np.full(size, mass[-1] / max(1, size)),
            _carry_heading(columns["heading"]),
            _count_since(columns["heading"] == _COMMENTS),
            _count_since(columns["credit"] > 0),
            _count_since(columns["credit"][::-1] > 0)[::-1],
            np.sqrt(np.maximum(0, mean_around(columns["words"] ** 2, 6) - mean_around(columns["words"], 6) ** 2)),
            _measure_rhythm(np.floor(columns["words"]) * 2 + columns["ends"]),
            np.full(size, columns["capitals"][prose].mean() if prose.any() else 0.5),
        ],
        axis=1,
    )


def _carry_heading(headings: Column) -> Column:
    """Of each line the kind of the last furniture heading above it, 0 where there is none."""
    numbers = np.arange(len(headings))
    last = np.maximum.accumulate(np.where(headings > 0, numbers, -1))
    return np.where(last >= 0, headings[np.maximum(0, last)], 0.0)


def _measure_rhythm(signs: Column) -> Column:
    """How well the lines around repeat those two, three or four lines before, as lists of teasers and comments do."""
    best = np.zeros(len(signs))
    for period in (2, 3, 4):
        same = (shift_column(signs, -period) == signs).astype(float)
        best = np.maximum(best, mean_around(same, 8))
    return best


def measure_likeness(folded: Sequence[Sequence[str]], chosen: NDArray[np.bool_]) -> Column:
    """Of each line the share of its rarer words (pairs of letters where there are no spaces) that chosen lines use."""
    counts: Counter[str] = Counter()
    pieces = [split_content(words) for words in folded]
    for own, kept in zip(pieces, chosen, strict=True):
        if kept:
            counts.update(own)
    shares = np.full(len(folded), 0.5)
    for n, own in enumerate(pieces):
        if len(own) >= 2:
            shares[n] = sum(counts[piece] > bool(chosen[n]) for piece in own) / len(own)
    return shares


def split_content(words: Sequence[str], longer: int = 3) -> set[str]:
    """Those of ``words`` (folded) with more letters than ``longer``; of scripts without spaces, pairs of letters."""
    pieces: set[str] = set()
    for word in words:
        if _DENSE.search(word):
            pieces.update(word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) > longer:
            pieces.add(word)
    return pieces


def find_heaviest(values: Column) -> tuple[int, int]:
    """First and last (exclusive) of the run whose values have the largest sum; the first of equal ones."""
    if not len(values):
        return 0, 0
    sums = np.concatenate([[0.0], np.cumsum(values)])
    lows = np.minimum.accumulate(sums)
    end = int(np.argmax(sums[1:] - lows[:-1])) + 1
    return int(np.argmin(sums[:end])), end


def _count_since(marked: NDArray[np.bool_]) -> Column:
    """How many lines ago the last marked line was, as a logarithm; of a thousand where there was none."""
    numbers = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, numbers, -1000))
    return np.log1p(np.minimum(1000, numbers - last)).astype(float)


def shift_column(column: Column, by: int) -> Column:
    """``column`` as seen ``by`` lines further; -1 beyond the ends."""
    moved = np.full(len(column), -1.0)
    if abs(by) < len(column):
        if by > 0:
            moved[:-by] = column[by:]
        else:
            moved[-by:] = column[:by]
    return moved


def mean_around(column: Column, window: int) -> Column:
    """The mean over ``window`` lines on both sides, the line itself among them."""
    sums = np.concatenate([[0.0], np.cumsum(column, dtype=float)])
    numbers = np.arange(len(column))
    low, high = np.maximum(0, numbers - window), np.minimum(len(column), numbers + window + 1)
    means: Column = (sums[high] - sums[low]) / np.maximum(1, high - low)
    return means
