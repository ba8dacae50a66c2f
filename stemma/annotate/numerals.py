"""Numbers as news writes them: digits, words, scales, halves."""

import math
import re

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_WORDS = {**ONES, **TEENS, **TENS}
_BELOW_HUNDRED = (
    "(?:(?:" + "|".join(TENS) + ")(?:[ -](?:" + "|".join(list(ONES)[1:]) + r")\b)?|" + "|".join([*TEENS, *ONES]) + ")"
)
_BELOW_THOUSAND = rf"(?:{_BELOW_HUNDRED}[ -]hundred(?:(?:\s+and)?[ -]{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
"""Digits with thousands' commas and a decimal point."""
WORDS = (
    rf"(?:{_BELOW_THOUSAND}(?:[ -](?:thousand|million|billion|trillion)\b"
    rf"(?:(?:,|\s+and)?\s+{_BELOW_THOUSAND}\b)?)*)"
)
"""Numbers in words up to the trillions; ``a hundred`` is not among them."""
_PART = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[½¼¾⅓⅔]|\d/\d", re.I)


def parse_digits(text: str) -> float | None:
    """The value of digits with commas; None where they are too many to be a finite number."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def parse_number(text: str) -> float | None:
    """The value of a number in digits, words or both ("3.4bn", "two hundred and fifty"); None if it is none."""
    text = text.strip()
    half = re.search(r"\s+and\s+a\s+half$", text, re.I)
    if half:
        text = text[: half.start()]
    fraction = re.search(r"(?:\s|-)(\d)/(\d)$", text)
    if fraction:
        text = text[: fraction.start()]
    total = _add_parts(_PART.findall(text.lower()))
    if total is None:
        return None
    if half:
        total += 0.5
    if fraction and fraction.group(2) != "0":
        total += int(fraction.group(1)) / int(fraction.group(2))
    return total if math.isfinite(total) else None


def _add_parts(parts: list[str]) -> float | None:
    """The sum of a number's parts: digits, words, scales."""
    total = 0.0
    group: float | None = None
    for part in parts:
        if part[0].isdigit():
            value = parse_digits(part)
            if value is None or group is not None:
                return None
            group = value
        elif part in FRACTIONS:
            group = (group or 0.0) + FRACTIONS[part]
        elif part in _WORDS:
            group = (group or 0.0) + _WORDS[part]
        elif part == "hundred":
            group = (1.0 if group is None else group) * 100
        elif part in SCALES:
            total += (1.0 if group is None else group) * SCALES[part]
            group = None
        elif part == "half":
            group = 0.5
        elif part not in {"a", "an", "and", "of"}:
            return None
    if group is None and total == 0.0:
        return None
    return total + (group or 0.0)
