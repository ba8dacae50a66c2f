"""Shares in words, as percentages: "a third of", "one in five"."""

import re

from stemma.annotate.counted import find_counted
from stemma.annotate.numerals import DIGITS, WORDS, parse_number
from stemma.model.annotation import Quantity

_FRACTION = re.compile(
    r"(?P<n>an?|one|two|three|four|half)?[\s-]*(?P<d>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)"
    r"(?=\s+(?:of|the|its|his|their|all|as|majority|share|stake)\b|(?P<end>[.,;)]|$))",
    re.I,
)
_RATIO = re.compile(rf"(?P<n>{DIGITS}|{WORDS})\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<d>{DIGITS}|{WORDS})(?!\w)", re.I)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def read_share(text: str, position: int) -> Quantity | None:
    """A fraction or ratio as a percentage: "a third of", "one in five"."""
    match = _FRACTION.match(text, position, position + 40)
    if match is not None:
        part = match["d"].lower().rstrip("s")
        count = {"two": 2, "three": 3, "four": 4}.get((match["n"] or "").lower(), 1)
        if match["n"] is None and part != "half":
            return None
        if match["end"] is not None and not re.search(
            r"\bby\s+(?:[a-z]+\s+){0,2}$", text[max(0, position - 24) : position]
        ):
            return None
        value = 100.0 * count / _PARTS[part]
    else:
        match = _RATIO.match(text, position, position + 60)
        if match is None or re.search(r"[\w.,:/-]$", text[max(0, position - 1) : position]):
            return None
        top, bottom = parse_number(match["n"].replace("-", " ")), parse_number(match["d"].replace("-", " "))
        if not top or not bottom or top >= bottom or 1900 <= bottom <= 2100 or bottom < 3:
            return None
        value = 100.0 * top / bottom
    end = match.end()
    counted = find_counted(text, end, one=match.re is _FRACTION, share=match.re is _FRACTION)
    return Quantity(start=position, end=end, text="", op="=", quantity=round(value, 4), unit="percent", of=counted)
