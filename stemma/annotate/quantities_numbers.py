"""Numbers in a text, told from what only looks like one: names, codes, dates, clock times, ordinals, pronouns."""

# ruff: noqa: E501  (a pattern reads best on one line)

import math
import re
from dataclasses import dataclass

from stemma.annotate.numerals import DIGITS, WORDS, parse_number
from stemma.text.units import match_unit

SCALE = r"(?:hundred|thousand|million|billion|trillion)"
SHORT_SCALE = r"(?:bn|mn|mln|tn|trn|[kKmMbB])"
_NUMBER = re.compile(
    rf"(?:{DIGITS}(?:\s*[½¼¾⅓⅔]|\s\d/\d(?!\d))?(?:(?:[ -]|\s+){SCALE}\b|{SHORT_SCALE}(?![\w/²³]))?"
    rf"|half\s+an?\s+(?:{SCALE}|dozen)\b|an?\s+(?:half[ -])?(?:{SCALE}|dozen)(?!\w)|{WORDS}(?:\s+and\s+a\s+half(?:\s+{SCALE})?)?(?:\s+{SCALE}|\s+dozen)?(?!\w)"
    rf"|[½¼¾⅓⅔])",
    re.I,
)
_NAMED = re.compile(r"(?:^|[\s(\"“'‘])([A-Z][\w'’.]*)\s$")
_STARTERS = frozenset(
    """the a an in on at of about around nearly almost over some more less only just up between from to and but or with
    by for after before when while as if there their his her its our these those all both another roughly
    approximately under below above than then also even now still since until within monday tuesday wednesday
    thursday friday saturday sunday exactly fully least killed he she it they we you who that which i""".split()
)
_LABEL = re.compile(r"(?:\b(?:no|nos|number|numbers|page|pages|pp|flight|room|route|chapter|article|section|figure|table|day"
                    r"|phase|level|category|type|version|channel|ward|district|grade|line|gate|unit|step|stage|part|volume"
                    r"|act|top|round|week|game|area|zone|apartment|suite|lot|item|rule|title|exit|highway|interstate|mark|model"
                    r"|ranked)\.?|№|#)\s?$", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number's place in the text and its value."""

    start: int
    end: int
    value: float


def read_number(text: str, position: int) -> Number | None:
    """The number that begins at ``position``; None where none does or it is too large to be finite."""
    match = _NUMBER.match(text, position, min(len(text), position + 80))
    if match is None or (match.end() < len(text) and text[match.end() - 1].isdigit() and text[match.end()].isdigit()):
        return None
    words = match.group(0).lower()
    value: float | None
    if "dozen" in words:
        count = (
            parse_number(words.replace("dozen", "").replace("-", " ")) if words not in ("a dozen", "an dozen") else 1.0
        )
        value = None if count is None else count * 12
        if words.startswith("half"):
            value = 6.0
    elif words.startswith("half"):
        scale = parse_number(words.split()[-1])
        value = None if scale is None else scale / 2
    else:
        value = parse_number(re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\d)-(?=[a-z])", " ", words))
    if value is None or not math.isfinite(value):
        return None
    return Number(position, match.end(), value)


_TITLED = re.compile(r"[\s-][A-Z][a-z]+(?:s\b|\s+[A-Z])")
_HALF_DAY = re.compile(r"\s?[ap]\.?m\b", re.I)
_ONE_AFTER = re.compile(
    r"\s+(?:of|day|night|morning|time|thing|hand|side|way|another|by\s+one|must|who|that|is|was|has|in\s+particular|kind|more\s+time)\b"
    r"|-(?:time|off|on|sided|way|of|to|up|man)\b|['’]s", re.I)  # fmt: skip
_ONE_BEFORE = re.compile(r"\b(?:no|this|that|the|which|any|each|every|another|some|such|only|a|number)\s+$", re.I)


def _is_pronoun(text: str, number: Number, before: str, words: str) -> bool:
    """Whether "one" stands for somebody or something, or "the two" for those named before."""
    if words == "one":
        return bool(_ONE_AFTER.match(text, number.end) or _ONE_BEFORE.search(before))
    return (
        words == "two"
        and text[number.end : number.end + 1] != "-"
        and re.search(r"\b(?:the|these|those)\s+$", before, re.I) is not None
    )


def is_name(text: str, number: Number) -> bool:
    """Whether the number is part of a name, a code, a date with slashes, a clock time or an ordinal."""
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 4]
    last = before[-1:]
    if (
        re.match(r"[/:]\d|\.\d|-\d{2,}-|'s|’s|-?(?:st|nd|rd|th)\b", after)
        or (last in ("/", ":", ".", "#", "№") and number.start)
    ) and not (last in "./" and before[-2:-1].isspace()):
        return True
    if re.match(r"[^\W_]", after) and match_unit(text, number.end) is None:
        return True
    if last == "-" and re.search(r"[\w]-$", before):
        return True
    if last.isalnum() or last == "_":
        return True
    if _HALF_DAY.match(text, number.end):
        return True
    words = text[number.start : number.end]
    if words[0].isupper() and (re.search(r"[a-z,]\s$", before) or _TITLED.match(text, number.end)):
        return True
    if number.value <= 2 and words.isalpha() and _is_pronoun(text, number, before, words.lower()):
        return True
    return bool(_LABEL.search(before)) and not re.match(r"\s*(?:percent|%)", after)


def follows_name(text: str, start: int) -> bool:
    """Whether a capitalised word that may be its name stands before the number ("Boeing 747")."""
    named = _NAMED.search(text[max(0, start - 30) : start])
    return named is not None and named.group(1).lower().rstrip(".") not in _STARTERS


def looks_like_year(text: str, number: Number) -> bool:
    """Whether the number has the shape of a year."""
    words = text[number.start : number.end]
    return len(words) == 4 and words.isdigit() and 1500 <= number.value <= 2100 and number.value % 50 != 0
