"""Figures of a text as numbers, whatever the language: ``1,204``, ``1.204``, ``1 204``, ``12 тысяч``."""

import re
import unicodedata
from decimal import Decimal
from functools import cache

from stemma.text.tables import load_rows

_FIGURE = re.compile(
    r"(?<![^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?<!\d[.,:])"
    r"(\d{1,3}(?:([ .,’'])\d{3})(?:\2\d{3})*(?:[.,]\d{1,2})?|\d{1,15}(?:[.,]\d{1,4})?)"
    r"(?!\d|[.,:]\d|\s?[ap]\.?m\b|h\d|[年月日号號时時])"
)
_REST = re.compile(r"\d{1,4}(?!\d)")
_AFTER_FIGURE = re.compile(r"\s?([^\W\d_]+)")
_AFTER_UNSPACED = re.compile(r"\s?(万亿|十亿|十億|百万|百萬|[千万萬亿億兆만억조천])")
_YEARS = range(1900, 2101)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u2009]")


def level_digits(text: str) -> str:
    """``text`` with the digits of every script as 0 to 9 and every space as a plain one; its length may change."""
    folded = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).replace("٫", ".").replace("٬", ",")
    return folded if folded.isascii() else _OTHER_DIGIT.sub(lambda m: str(unicodedata.decimal(m[0])), folded)


def find_figures(text: str) -> frozenset[str]:
    """The figures in ``text``, each as a plain decimal ("1204", "38.6", "7200000000"); no years, no clock times."""
    level = level_digits(text)
    found = set()
    for match in _FIGURE.finditer(level):
        value = _read_figure(match[1])
        after = level[match.end() : match.end() + 20]
        scale = _find_scale(after)
        if not scale and match[1].isdigit() and int(match[1]) in _YEARS:
            continue
        rest = _REST.match(after, 1) if scale == 4 else None  # 1万2000
        found.add(write_figure(value * 10**scale + (int(rest[0]) if rest else 0)))
    return frozenset(found)


def write_figure(value: Decimal) -> str:
    """``value`` without needless noughts: ``3.50`` and ``3,5`` are one."""
    plain = format(value, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _read_figure(written: str) -> Decimal:
    """A comma or stop before exactly three digits parts thousands, unless a lone nought stands before it."""
    grouped = re.fullmatch(r"(\d{1,3}(?:([ .,’'])\d{3})(?:\2\d{3})*)([.,]\d{1,2})?", written)
    if grouped and not written.startswith("0"):
        return Decimal(re.sub(r"\D", "", grouped[1]) + (grouped[3] or "").replace(",", "."))
    return Decimal(re.sub(r"[ ’']", "", written).replace(",", "."))


def _find_scale(after: str) -> int:
    unspaced = _AFTER_UNSPACED.match(after)
    if unspaced:
        return _load_scales().get(unspaced[1], 0)
    word = _AFTER_FIGURE.match(after)
    return _load_scales().get(word[1].casefold(), 0) if word else 0


@cache
def _load_scales() -> dict[str, int]:
    return {
        word.casefold(): int(power)
        for power, *words in (row.split() for row in load_rows("scale_words.txt"))
        for word in words
    }
