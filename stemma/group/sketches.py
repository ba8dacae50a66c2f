"""What an article looks like once figures, days and names are blanked: its sentences' shapes and first words.

A form filled in day after day (a forecast, a table, a horoscope) keeps its shape and changes its fillings;
two reports of one event keep their figures and names and change their shape. A sketch holds both sides, as
hashes: a few hundred bytes, made in time that does not grow with the article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from stemma.group.day_words import DAY_WORDS, NUMBER_WORDS, RELATIVE_DAYS
from stemma.model.article import Article

MOST_CHARACTERS = 1800
"""How much of a body is looked at."""
MOST_UNITS = 24
_MOST_SPANS = 60
_LONGEST_UNIT = 30
_LONGEST_LABEL = 4
_MOST_KNOWN = 200_000
_EDGES = "\"'“”‘’«»„()[]{}<>*•·-–—.,;:!?…。、，：；！？"
_CLOSING = "\"'”’»)]"
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_WIDE_STOP = re.compile("([。！？：])")
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
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
    """The figures and days of the headline, as written."""
    dated: bool
    """Whether the headline names a day or a date."""
    units: NDArray[np.uint64]
    """One row a sentence or line: hash of its shape and of its label (0: none), of its words; how many words.
    A shape of nothing but figures and names is odd. A label stands before a colon, or on a line of its own.
    """
    figures: frozenset[int]
    """Hashes of the figures in the text, as written."""
    names: frozenset[int]
    """Hashes of its capitalised words."""


class _Masks(dict[str, tuple[str, str, bool]]):
    """Token to its mask, its folded form, and whether a sentence ends after it; what was seen is kept for a while."""

    def __missing__(self, token: str) -> tuple[str, str, bool]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[token] = _mask(token)
        return made


_MASKS = _Masks()


def make_sketch(article: Article, published: date | None = None) -> Sketch:
    """The sketch of ``article``; ``published`` is its day where one is trusted (``stemma.group.days``)."""
    figures: set[int] = set()
    names: set[int] = set()
    units = [unit for line in list_lines(article) for unit in _list_units(line, figures, names)][:MOST_UNITS]
    title: list[str] = []
    filling: list[str] = []
    dated = False
    for token in (article.title or "")[:300].split():
        mask, folded, _ = _MASKS[token]
        if mask == "0":
            filling.append(folded)
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
        units=np.array(units, dtype=np.uint64).reshape(-1, 4),
        figures=frozenset(figures),
        names=frozenset(names),
    )


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


def _list_units(line: str, figures: set[int], names: set[int]) -> Iterator[tuple[int, int, int, int]]:
    """The rows of one line's sentences; ``figures`` and ``names`` gather those met."""
    if not line.isascii() and _WIDE.search(line):
        line = _WIDE_STOP.sub(r"\1 ", _DIGITS.sub(r" \g<0> ", line))
    tokens = line.split()
    masked = [_MASKS[token] for token in tokens]
    begin = 0
    for at, (mask, folded, ends) in enumerate(masked):
        if mask == "N":
            names.add(crc32(folded.encode("utf-8", "replace")))
        elif mask == "0" and folded not in DAY_WORDS:
            figures.add(crc32(folded.encode("utf-8", "replace")))
        if ends or at + 1 == len(masked) or at - begin + 1 >= _LONGEST_UNIT:
            colon = ends and tokens[at][-1] in ":："
            # what a label is of belongs to it: "Tonight: rain" is one unit
            if not (colon and at + 1 < len(masked) and at - begin < _LONGEST_LABEL):
                yield _make_unit(tokens, masked, begin, at + 1, whole=begin == 0 and at + 1 == len(masked))
                begin = at + 1


def _make_unit(
    tokens: list[str], masked: list[tuple[str, str, bool]], begin: int, end: int, *, whole: bool
) -> tuple[int, int, int, int]:
    shape: list[str] = []
    for mask, _, _ in masked[begin:end]:
        if mask and not (shape and mask == shape[-1] and mask in "0N"):
            shape.append(mask)
    raw = [folded for _, folded, _ in masked[begin:end] if folded]
    label = 0
    for at in range(begin, min(begin + _LONGEST_LABEL, end)):
        if tokens[at][-1] in ":：":
            label = _hash_label(masked[begin : at + 1])
            break
    else:
        if whole and end - begin <= _LONGEST_LABEL:
            label = _hash_label(masked[begin:end])
    bare = all(mask in "0N" for mask in shape)
    return (_hash(" ".join(shape)) & ~1 | bare if len(shape) > 1 else 0), label, _hash(" ".join(raw)), len(raw)


def _hash_label(masked: list[tuple[str, str, bool]]) -> int:
    """Of its words, with figures, weekdays and months blanked; 0 where it is figures only ("10.15:")."""
    words = [("0" if mask == "0" and folded not in RELATIVE_DAYS else folded) for mask, folded, _ in masked]
    if not any(folded.isalpha() for _, folded, _ in masked):
        return 0
    return _hash(" ".join(words))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _mask(token: str) -> tuple[str, str, bool]:
    core = token.strip(_EDGES)
    folded = core.casefold()
    if folded[-2:] in ("'s", "’s"):
        folded = folded[:-2]
    tail = token.rstrip(_CLOSING)[-1:]
    ends = tail in ".!?:。！？：" and bool(tail) and (len(core) > 2 or core.isdigit())
    if not any(c.isalnum() for c in core):
        return "", "", ends
    if any(c.isdigit() for c in core) or folded in DAY_WORDS or folded in NUMBER_WORDS:
        return "0", folded, ends
    return ("N" if core[0].isupper() else folded), folded, ends
