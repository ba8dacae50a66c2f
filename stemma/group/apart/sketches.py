"""What an article looks like once figures, days and names are blanked: its sentences' shapes and first words.

A form filled in day after day (a forecast, a table, a horoscope) keeps its shape and changes its fillings;
two reports of one event keep their figures and names and change their shape. A sketch holds both sides, as
hashes: a few hundred bytes, made in time that does not grow with the article.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from stemma.group.apart.day_words import DAY_WORDS, NUMBER_WORDS, RELATIVE_DAYS
from stemma.model.article import Article

MOST_CHARACTERS = 1200
"""How much of a body is looked at."""
MOST_UNITS = 24
_MOST_SPANS = 60
_LONGEST_UNIT = 30
_LONGEST_LABEL = 4
_MOST_KNOWN = 100_000
_FORM_MARKS = 3
_FORM_DIGITS = 0.015
"""Digits a character from which a text may be a form's without labels."""
_EDGES = "\"'“”‘’«»„()[]{}<>*•·-–—.,;:!?…。、，：；！？"
_DASHES = ("-", "–", "—")
_CLOSING = "\"'”’»)]"
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_WIDE_STOP = re.compile("([。！？：])")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_LABELLED = re.compile(r"[:：(–—]|\s-\s")
_CLOCK = re.compile(r"\d{1,2}(?:[:h]\d\d|(?:[:.]\d\d)?[ap]m)")
_HOST = re.compile(r"^[a-z]+://(?:www\.)?([^/:?#]+)", re.IGNORECASE)

SHAPE, LABEL, RAW, WORDS = range(4)
"""Columns of ``Sketch.units``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One article's form; a pure function of the article."""

    article: str
    site: str
    """Whose page it is: the outlet, else the address's host; empty where neither is known."""
    published: date | None
    title: str
    """The headline folded, figures and days as ``0``."""
    filling: str
    """The figures of the headline as written, and its days by their first letters."""
    dated: bool
    """Whether the headline names a day or a date."""
    units: NDArray[np.uint64]
    """One row a sentence or line: hash of its shape and of its label (0: none), of its words; how many words.
    A shape of nothing but figures and names is odd. A label stands before a colon, or on a line of its own.
    """
    figures: NDArray[np.uint64]
    """Hashes of the figures in the text, as written, but for times of day."""
    names: NDArray[np.uint64]
    """Hashes of its capitalised words."""


_Mask = tuple[str, str, bool, int]
"""A token's mask (``0``, ``N`` or the word itself), its folded form, whether a sentence ends after it, its hash."""


_NOTHING: NDArray[np.uint64] = np.empty(0, dtype=np.uint64)


class _Masks(dict[str, _Mask]):
    """Token to its mask; what was seen is kept for a while."""

    def __missing__(self, token: str) -> _Mask:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[token] = _mask(token)
        return made


_MASKS = _Masks()


def make_sketch(article: Article, published: date | None = None) -> Sketch:
    """The sketch of ``article``; ``published`` is its day where one is trusted (``stemma.group.days``)."""
    figures: set[int] = set()
    names: set[int] = set()
    units: list[tuple[int, int, int, int]] = []
    lines = list(list_lines(article))
    if may_be_form(lines):
        for line in lines:
            units += _list_units(line, figures, names)
            if len(units) >= MOST_UNITS:
                break
    else:
        units = [(0, 0, _hash(line), line.count(" ") + 1) for line in lines]
    title: list[str] = []
    filling: list[str] = []
    dated = False
    for token in (article.title or "")[:300].split():
        mask, folded, _, _ = _MASKS[token]
        if mask == "0":
            filling.append(folded[:3] if folded in DAY_WORDS else folded)  # "Jan" is January
            dated = dated or folded in DAY_WORDS or folded.count("/") == 2 or folded.count("-") == 2
            if title and title[-1] == "0":
                continue
        title.append("0" if mask == "0" else folded)
        if dated and token[-1] in ":：|":
            break  # "Saturday's television: ..." says with the day what it is, then what is in it
    return Sketch(
        article=article.id,
        site=name_site(article),
        published=published,
        title=" ".join(filter(None, title)),
        filling=" ".join(filling),
        dated=dated,
        units=_keep(chain.from_iterable(units[:MOST_UNITS])).reshape(-1, 4),
        figures=_keep(sorted(figures)),
        names=_keep(sorted(names)),
    )


def _keep(numbers: Iterable[int]) -> NDArray[np.uint64]:
    kept = array("Q", numbers).tobytes()
    return np.frombuffer(kept, dtype=np.uint64) if kept else _NOTHING


def name_site(article: Article) -> str:
    """Whose page an article is: its outlet, else the host of its address; empty where neither is known."""
    if article.outlet:
        return article.outlet.casefold()
    found = _HOST.match(article.url or "")
    return found[1].casefold() if found else ""


def list_lines(article: Article) -> Iterator[str]:
    """The lines of the beginning of the body; a heading stands before the line that it is of: ``Tonight: ...``."""
    left = MOST_CHARACTERS
    heading: str | None = None
    for start, end in article.body[:_MOST_SPANS]:
        piece = article.text[start : min(end, start + left)]
        left -= len(piece) + 1
        for line in piece.split("\n"):
            if line.count(" ") < _LONGEST_LABEL and heading is None and line.strip() and line.strip()[-1] not in ".!?":
                heading = line.strip()
                continue
            if heading is not None:
                if line.count(" ") < _LONGEST_LABEL:
                    yield heading
                else:
                    line = f"{heading.rstrip(':')}: {line}"
                heading = None
            yield line
        if left <= 0:
            break
    if heading is not None:
        yield heading


def may_be_form(lines: Sequence[str]) -> bool:
    """Whether there are figures or labels enough for a form; most articles are prose, and are looked at no further."""
    text = "\n".join(lines)
    marks = text.count(":") + text.count("：") + sum(line.count(" ") < _LONGEST_LABEL for line in lines)
    return marks >= _FORM_MARKS or len(_DIGIT.findall(text)) >= _FORM_DIGITS * len(text)


def _list_units(line: str, figures: set[int], names: set[int]) -> Iterator[tuple[int, int, int, int]]:
    """The rows of one line's sentences; ``figures`` and ``names`` gather those met."""
    if not line.isascii() and _WIDE.search(line):
        line = _WIDE_STOP.sub(r"\1 ", _DIGITS.sub(r" \g<0> ", line))
    tokens = line.split()
    masked = [_MASKS[token] for token in tokens]
    names.update([mask[3] for mask in masked if mask[0] == "N"])
    figures.update([mask[3] for mask in masked if mask[0] == "0" and mask[3] and mask[1] not in DAY_WORDS])
    labelled = _LABELLED.search(line) is not None
    last = len(masked) - 1
    begin = label = 0
    for end in [at for at, mask in enumerate(masked) if mask[2] or at == last]:
        while end - begin >= _LONGEST_UNIT:
            unit = _make_unit(tokens, masked, begin, begin + _LONGEST_UNIT, label, labelled=labelled)
            label = unit[LABEL]
            yield unit
            begin += _LONGEST_UNIT
        # what a label is of belongs to it: "Tonight: rain" is one unit
        if end < last and end - begin < _LONGEST_LABEL and tokens[end][-1] in ":：":
            continue
        unit = _make_unit(tokens, masked, begin, end + 1, label, labelled=labelled)
        label = unit[LABEL]
        yield unit
        begin = end + 1


def _make_unit(
    tokens: list[str], masked: list[_Mask], begin: int, end: int, label: int, *, labelled: bool
) -> tuple[int, int, int, int]:
    """One row; ``label`` is that of the sentence before it in its line, which stands over what follows too."""
    unit = masked[begin:end]
    shape = " ".join([mask[0] for mask in unit if mask[0]])
    # runs of names and of figures are one blank each; no other mask begins like them
    while "N N" in shape:
        shape = shape.replace("N N", "N")
    while "0 0" in shape:
        shape = shape.replace("0 0", "0")
    if end <= _LONGEST_LABEL and begin == 0 and end == len(masked):
        label = _hash_label(unit)
    for at in range(begin, min(begin + _LONGEST_LABEL, end) if labelled else begin):
        if tokens[at][-1] in ":：":
            label = _hash_label(masked[begin : at + 1])
            break
        if begin == 0 < at and (tokens[at][0] == "(" or tokens[at] in _DASHES):
            label = _hash_label(masked[:at])
            break
    form = (_hash(shape) & ~1) | (not shape.strip("0N ")) if " " in shape else 0
    return form, label, _hash(" ".join(tokens[begin:end])), end - begin


def _hash_label(masked: list[_Mask]) -> int:
    """Of its words, with figures, weekdays and months blanked; 0 where it is figures only ("10.15am:", not "A12:")."""
    words = [
        "0" if mask == "0" and folded not in RELATIVE_DAYS and (folded in DAY_WORDS or folded[0].isdigit()) else folded
        for mask, folded, _, _ in masked
    ]
    return _hash(" ".join(words)) if any(folded[:1].isalpha() for _, folded, _, _ in masked) else 0


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _mask(token: str) -> _Mask:
    core = token.strip(_EDGES)
    folded = core.casefold()
    if folded[-2:] in ("'s", "’s"):
        folded = folded[:-2]
    tail = token.rstrip(_CLOSING)[-1:]
    ends = tail != "" and tail in ".!?:。！？：" and (len(core) > 2 or core.isdigit())
    if not any(c.isalnum() for c in core):
        return "", "", ends, 0
    mark = 0 if _CLOCK.match(folded) else crc32(folded.encode("utf-8", "replace"))
    if any(c.isdigit() for c in core) or folded in DAY_WORDS or folded in NUMBER_WORDS:
        return "0", folded, ends, mark
    return ("N" if core[0].isupper() else folded), folded, ends, mark
