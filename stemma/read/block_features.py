"""What is measured of each line of a page before it is told whether it is body: one row a line.

Nothing here knows a language, apart from the phrases of furniture, which count only where they are met: the same
measures serve a page in any script.
"""

import re
from collections.abc import Mapping, Sequence
from math import log1p

import numpy as np

from stemma.read.furniture_phrases import find_address
from stemma.read.line_shapes import find_repeats
from stemma.read.lines import Line
from stemma.read.page_nodes import Floats, PageNodes, name_likeness, name_tokens, number_nodes
from stemma.read.page_text import PageText
from stemma.text.words import split_words

_TAGS = ("p", "li", "h2", "div")
_TEXT = ("letters", "words", "marks", "ends", "digits", "capitals", "linked", "repeated", "address", "clock")
_HOLDERS = (("prose", 0.5), ("prose", 0.85), ("covered", 0.5), ("covered", 0.9))
_HOLDER = ("inside", "steps", "branch_letters", "branch_linked", "branch_prose", "branch_covered")
_LEVELS = 4
_LEVEL = ("share", "linked", "prose", "covered", "lines")
_AROUND = ("letters", "covered", "linked", "prose")
_NEAR = (1, 2, -1, -2)
_WINDOWS = (4, 12)
NAMES: tuple[str, ...] = (
    *_TEXT,
    *(f"tag_{tag}" for tag in _TAGS),
    "zone",
    "caption",
    "place", "place_letters", "from_title", "below_title", "from_first", "from_last", "covered_before",
    "covered", "covered_page", "covered_letters", "page_letters", "page_lines", "found",
    "names_own", "names_least", "names_most", "names_sum",
    "alike", "alike_covered", "alike_prose", "alike_linked",
    *(f"{what}_{share}_{name}" for what, share in _HOLDERS for name in _HOLDER),
    *(f"up{level}_{name}" for level in range(1, _LEVELS) for name in _LEVEL),
    *(f"{name}{step:+d}" for step in _NEAR for name in _AROUND),
    *(f"{name}~{width}" for width in _WINDOWS for name in _AROUND),
)  # fmt: skip
NAMED = slice(NAMES.index("names_own"), NAMES.index("names_own") + 4)
"""The columns that come from the names of elements."""
_MARK = re.compile(r"[.,;:!?…。，、！？；।۔،؛؟·]")
_PROSE_END = re.compile(r"[.!?…。！？؟।۔:][\"'”’»)\]」』]*$")
_DENSE = re.compile("[\u2e80-\uffef]")
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b")
_FEW_WORDS = 12
_LINKED = 0.5
_PROSE = 50
_READ = 4000
_CAP = 8.0


def measure_blocks(
    page: PageText,
    *,
    covers: Sequence[float],
    found: float,
    title_line: int | None,
    names: Mapping[str, float],
    nodes: PageNodes | None = None,
) -> Floats:
    """One row a line of ``page``, in the order of ``NAMES``.

    ``covers``: the share of each line that the extractor chose; ``found``: the share of the extractor's text that
    stands on the page; ``names``: what a word in the names of elements says for the body (log-odds).
    """
    lines = page.lines
    size = len(lines)
    nodes = nodes or number_nodes(page.elements)
    again = find_repeats(lines)
    text = np.array([_measure_text(line, repeated) for line, repeated in zip(lines, again, strict=True)])
    letters, linked = np.expm1(text[:, 0]), text[:, _TEXT.index("linked")]
    covered = np.array(covers)
    prose = np.where((letters >= _PROSE) & (text[:, _TEXT.index("ends")] > 0) & (linked < _LINKED), letters, 0.0)
    columns: list[Floats] = [*text.T]
    columns += [np.array([line.tag == tag for line in lines], dtype=float) for tag in _TAGS]
    columns.append(np.array([bool(line.zone) for line in lines], dtype=float))
    columns.append(np.array([line.zone == "caption" for line in lines], dtype=float))
    total = max(1.0, letters.sum())
    main = float((letters * covered).sum())
    columns += _measure_place(letters, covered, title_line)
    columns.append(covered)
    for value in (main / total, np.log1p(main), np.log1p(total), np.log1p(size), found):
        columns.append(np.full(size, float(value)))
    columns += measure_names(nodes, [name_tokens(element) for element in nodes.elements], names)
    columns += _measure_alike(page, letters, covered, prose, linked)
    columns += _measure_holders(nodes, letters, covered, prose, linked)
    near = (np.log1p(letters), covered, linked, (prose > 0).astype(float))
    for step in _NEAR:
        columns += [_shift(values, step) for values in near]
    for width in _WINDOWS:
        columns += [_smooth(values, width) for values in near]
    return np.column_stack(columns)


def _measure_text(line: Line, repeated: bool) -> list[float]:
    text = line.text[:_READ]
    letters = sum(map(str.isalpha, text))
    dense = 0 if text.isascii() else len(_DENSE.findall(text))
    words = len(split_words(text))
    return [
        log1p(letters + 2 * dense + max(0, len(line.text) - _READ)),
        log1p(words),
        min(_CAP, len(_MARK.findall(text))),
        float(bool(_PROSE_END.search(text))),
        len(_DIGIT.findall(text)) / max(1, len(text)),
        sum(map(str.isupper, text)) / max(1, letters),
        line.linked,
        float(repeated),
        float(find_address(text) is not None),
        float(words < _FEW_WORDS and bool(_CLOCK.search(text))),
    ]


def _measure_place(letters: Floats, covered: Floats, title_line: int | None) -> list[Floats]:
    size = len(letters)
    at = np.arange(size, dtype=float)
    before = np.cumsum(letters) - letters
    main = np.flatnonzero(covered >= 0.5)
    first, last = (main[0], main[-1]) if len(main) else (0, size - 1)
    below = at - title_line if title_line is not None else np.full(size, -1.0)
    chosen = letters * covered
    return [
        at / size,
        before / max(1.0, letters.sum()),
        np.clip(below, -30, 60),
        (below > 0).astype(float),
        np.clip(at - first, -30, 30),
        np.clip(at - last, -30, 30),
        (np.cumsum(chosen) - chosen) / max(1.0, chosen.sum()),
    ]


def measure_names(nodes: PageNodes, tokens: Sequence[Sequence[str]], names: Mapping[str, float]) -> list[Floats]:
    """What the names of the elements above each line say (``NAMES[NAMED]``); ``tokens``: each element's own."""
    known = [[names[token] for token in own if token in names] for own in tokens]
    least = np.array([min(values, default=0.0) for values in known])
    most = np.array([max(values, default=0.0) for values in known])
    own = np.array([sum(values) / max(1, len(values)) for values in known])
    return [
        own[nodes.of_lines],
        nodes.spread(np.minimum(least, 0.0), np.minimum),
        nodes.spread(np.maximum(most, 0.0), np.maximum),
        nodes.spread(own, np.add),
    ]


def _measure_alike(page: PageText, letters: Floats, covered: Floats, prose: Floats, linked: Floats) -> list[Floats]:
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(name_likeness(e), len(numbers)) for e in page.elements], dtype=np.int64)
    count = np.bincount(of, minlength=len(numbers))[of]
    size = np.maximum(1.0, np.bincount(of, weights=letters, minlength=len(numbers)))[of]

    def share(values: Floats) -> Floats:
        # what the other lines are like, a line's own values left out
        other = np.bincount(of, weights=values, minlength=len(numbers))[of] - values
        return np.where(count > 1, other / np.maximum(1.0, size - letters), -1.0)

    return [np.log1p(count), share(letters * covered), share(prose), share(letters * linked)]


def _measure_holders(nodes: PageNodes, letters: Floats, covered: Floats, prose: Floats, linked: Floats) -> list[Floats]:
    sums = {
        "letters": nodes.gather(letters),
        "prose": nodes.gather(prose),
        "covered": nodes.gather(letters * covered),
        "linked": nodes.gather(letters * linked),
        "lines": nodes.gather(np.ones(len(letters))),
    }
    size = np.maximum(1.0, sums["letters"])
    total = max(1.0, letters.sum())
    whole = {"prose": max(1.0, prose.sum()), "covered": max(1.0, float((letters * covered).sum()))}
    columns: list[Floats] = []
    for what, least in _HOLDERS:
        shares = sums[what] / whole[what]
        holder, child, steps = nodes.find_holder(shares, least)
        # the deepest of all elements that hold so much is where most of the text is
        deepest = holder[np.argmin(np.where(shares[holder] >= least, sums["letters"][holder], np.inf))]
        columns += [
            (holder == deepest).astype(float),
            steps.astype(float),
            sums["letters"][child] / total,
            sums["linked"][child] / size[child],
            sums["prose"][child] / whole["prose"],
            sums["covered"][child] / size[child],
        ]
    at = nodes.of_lines
    for _ in range(1, _LEVELS):
        at = nodes.climb(at)
        columns += [
            sums["letters"][at] / total,
            sums["linked"][at] / size[at],
            sums["prose"][at] / size[at],
            sums["covered"][at] / size[at],
            np.log1p(sums["lines"][at]),
        ]
    return columns


def _shift(values: Floats, step: int) -> Floats:
    moved = np.full(len(values), -1.0)
    if step > 0:
        moved[:-step] = values[step:]
    else:
        moved[-step:] = values[:step]
    return moved


def _smooth(values: Floats, width: int) -> Floats:
    """The mean over the ``width`` lines before and after, the line itself left out."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    low, high = np.maximum(0, at - width), np.minimum(len(values), at + width + 1)
    means: Floats = (sums[high] - sums[low] - values) / np.maximum(1, high - low - 1)
    return means
