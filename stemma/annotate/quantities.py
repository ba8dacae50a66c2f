"""Figures in a text: value, unit, hedge, and what they count.

A figure is read from its number outward: the sign of a currency and the hedge before it, the scale, the range, the
unit, the conversion in brackets and the counted noun after it. What looks like a number but is a name, a date, a
clock time, an ordinal or a score is none.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.annotate.counted import find_counted, lemma_of
from stemma.annotate.numerals import DIGITS, FRACTIONS, ONES, TEENS, TENS, WORDS, parse_number
from stemma.annotate.quantities_hedges import LOOSE, read_hedge, read_tail
from stemma.annotate.units import DURATIONS, MONEY, SYMBOLS, convert, match_unit, same_dimension
from stemma.model.annotation import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["convert", "find_quantities"]

_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_SHORT_SCALE = r"(?:bn|mn|mln|tn|trn|[kKmMbB])"
_NUMBER = re.compile(
    rf"(?:{DIGITS}(?:\s*[½¼¾⅓⅔]|\s\d/\d(?!\d))?(?:(?:[ -]|\s+){_SCALE}\b|{_SHORT_SCALE}(?![\w/²³]))?"
    rf"|half\s+an?\s+(?:{_SCALE}|dozen)\b|an?\s+(?:half[ -])?(?:{_SCALE}|dozen)(?!\w)|{WORDS}(?:\s+and\s+a\s+half(?:\s+{_SCALE})?)?(?:\s+{_SCALE}|\s+dozen)?(?!\w)"
    rf"|[½¼¾⅓⅔])",
    re.I,
)
_START = re.compile(r"[^\W_]+|[½¼¾⅓⅔]")
_KEYS = frozenset((*ONES, *TEENS, *TENS, "half", "a", "an", *FRACTIONS))
_SIGN = re.compile(r"(?:US|AU?|CA?|HK|S|NZ|NT|R)?\$\s?$|[€£¥₹₩₽₴₪₺₦]\s?$|\b(?:USD|EUR|GBP|Rs\.?)\s?$")
_CONNECT = re.compile(r"\s*(?:-|–|—)\s*|\s+(?:to|or)\s+|\s+and\s+", re.I)
_BRACKET = re.compile(r"\s*\((?:(?:about|around|some|roughly|approximately|or|over|nearly|almost)\s+)?", re.I)
_OR_COMMA = re.compile(r",\s+or\s+(?:(?:about|around|some|roughly|nearly)\s+)?", re.I)
_FRACTION = re.compile(
    r"(?P<n>an?|one|two|three|four|half)?[\s-]*(?P<d>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)"
    r"(?=\s+(?:of|the|its|his|their|all|as)\b|(?P<end>[.,;)]|$))",
    re.I,
)
_RATIO = re.compile(rf"(?P<n>{DIGITS}|{WORDS})\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<d>{DIGITS}|{WORDS})(?!\w)", re.I)
_NORMAL = {"week": (7.0, "day"), "decade": (10.0, "year"), "century": (100.0, "year"), "cent": (0.01, "USD")}
"""Units that are whole numbers of another: "week-long" and "seven-day" are the same figure."""
_CONTENTLESS = DURATIONS | MONEY | {"percent", "percentage point", "basis point", "magnitude", "celsius", "fahrenheit"}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_NAMED = re.compile(r"(?:^|[\s(\"“'‘])([A-Z][\w'’.]*)\s$")
_STARTERS = frozenset(
    "the a an in on at of about around nearly almost over some more less only just at up between from to and but or"
    " with by for after before when while as if there their his her its our these those all both another roughly"
    " approximately under below above than then also even now still since until within monday tuesday wednesday"
    " thursday friday saturday sunday exactly fully least killed he she it they we you who that which i".split()
)
_LABEL = re.compile(r"(?:\b(?:no|nos|number|numbers|page|pages|pp|flight|room|route|chapter|article|section|figure|table|day"
                    r"|phase|level|category|type|version|channel|ward|district|grade|line|gate|unit|step|stage|part|volume"
                    r"|act|top|round|week|game|area|zone|apartment|suite|lot|item|rule|title|exit|highway|interstate|mark|model"
                    r"|ranked)\.?|№|#)\s?$", re.I)  # fmt: skip
_FIGURE_LED = re.compile(
    r"(?:\b(?:to|from|by|of|at|was|were|is|are|killed|killing|injured|injuring|wounded|wounding|leaving|left|numbered|numbering"
    r"|totaled|totalled|totaling|reached|hit|stands at|stood at|about|scored|arrested|detained|detaining|rescued|hospitalized"
    r"|hospitalised|among|total))\s$", re.I)  # fmt: skip


_HYPHENED = re.compile(r"-([a-z]{3,})(?![\w-])")
_NOT_COUNTED = frozenset("time off way on up sided fold some odd plus old something ish long year speed to for and".split())
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w)])[-−])$", re.I)
_MAGNITUDE = re.compile(r"\bmagnitude(?:\s+of)?[\s-]$", re.I)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: float


def _covers(taken: Sequence[tuple[int, int]], starts: Sequence[int], position: int) -> bool:
    index = bisect_right(starts, position) - 1
    return index >= 0 and taken[index][0] <= position < taken[index][1]


def _read_number(text: str, position: int) -> _Number | None:
    match = _NUMBER.match(text, position, min(len(text), position + 80))
    if match is None or (match.end() < len(text) and text[match.end() - 1].isdigit() and text[match.end()].isdigit()):
        return None
    words = match.group(0).lower()
    value: float | None
    if "dozen" in words:
        count = parse_number(words.replace("dozen", "").replace("-", " ")) if words not in ("a dozen", "an dozen") else 1.0
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
    return _Number(position, match.end(), value)


def _is_name(text: str, number: _Number) -> bool:
    """Whether the number is part of a name, a code, a date with slashes, a clock time or an ordinal."""
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 4]
    last = before[-1:]
    if re.match(r"[/:]\d|\.\d|-\d{2,}-|'s|’s|-?(?:st|nd|rd|th)\b", after) or (last in ("/", ":", ".", "#", "№") and number.start):
        if not (last in "./" and before[-2:-1].isspace()):
            return True
    if re.match(r"[^\W_]", after) and match_unit(text, number.end) is None:
        return True
    if last == "-" and re.search(r"[\w]-$", before):
        return True
    if last.isalnum() or last == "_":
        return True
    words = text[number.start : number.end]
    if words[0].isalpha() and words[0].isupper():
        if (number.start and re.search(r"[a-z,]\s$", before)) or _TITLED.match(text, number.end):
            return True
    if number.value <= 2 and words.isalpha() and _is_pronoun(text, number, before, words.lower()):
        return True
    return bool(_LABEL.search(before)) and not re.match(r"\s*(?:percent|%)", after)


_TITLED = re.compile(r"[\s-][A-Z][a-z]+(?:s\b|\s+[A-Z])")
_ONE_AFTER = re.compile(
    r"\s+(?:of|day|night|morning|time|thing|hand|side|way|another|by\s+one|must|who|that|is|was|has|in\s+particular|kind|more\s+time)\b"
    r"|-(?:time|off|on|sided|way|of|to|up|man)\b|['’]s", re.I)  # fmt: skip
_ONE_BEFORE = re.compile(r"\b(?:no|this|that|the|which|any|each|every|another|some|such|only|a|number)\s+$", re.I)


def _is_pronoun(text: str, number: _Number, before: str, words: str) -> bool:
    """Whether "one" stands for somebody or something, or "the two" for those named before."""
    if words == "one":
        return bool(_ONE_AFTER.match(text, number.end) or _ONE_BEFORE.search(before))
    return words == "two" and text[number.end : number.end + 1] != "-" and re.search(r"\b(?:the|these|those)\s+$", before, re.I) is not None


def _follows_name(text: str, start: int) -> bool:
    named = _NAMED.search(text[max(0, start - 30) : start])
    return bool(named) and named is not None and named.group(1).lower().rstrip(".") not in _STARTERS


def _sign_before(text: str, start: int) -> tuple[str | None, int]:
    match = _SIGN.search(text[max(0, start - 5) : start])
    if match is None:
        return None, start
    sign = match.group(0).strip().rstrip(".")
    return SYMBOLS.get(sign), start - len(match.group(0))


def _unit_after(text: str, end: int, value: float, words: str) -> tuple[str | None, int]:
    """The unit after a number and where it ends."""
    gap = re.compile(r"[\s-]?").match(text, end)
    found = match_unit(text, gap.end() if gap else end)
    if found is None:
        return None, end
    unit, stop = found
    if unit == "KRW" and value < 1000:
        return None, end
    if unit == "second" and re.match(r"\s*(?:time|place|half)\b", text[stop : stop + 8]):
        return None, end
    if unit == "pound" and re.search(r"million|billion|bn", words):
        unit = "GBP"
    if unit in ("stone", "rand", "foot") and re.match(r"\s+[a-z]+s\b", text[stop : stop + 20]) and unit != "foot":
        return None, end
    return unit, stop


def _age_after(text: str, number: _Number, before: str) -> int | None:
    """Where an age ends ("12-year-old", "aged 12"), None if the number is none."""
    old = re.compile(r"[\s-]years?[\s-]olds?\b|[\s-]year[\s-]old").match(text, number.end)
    if old:
        return old.end()
    if re.search(r"\b(?:aged?|ages)\s$", before, re.I):
        return number.end
    return None


def _read_range(text: str, first: _Number, before: str) -> _Number | None:
    """The second number of a range that begins with ``first``."""
    connect = _CONNECT.match(text, first.end, first.end + 12)
    if connect is None:
        unit = match_unit(text, first.end + (text[first.end : first.end + 1] == " "))
        connect = _CONNECT.match(text, unit[1], unit[1] + 12) if unit else None
        if connect is None:
            return None
    word = connect.group(0).strip().lower()
    if word == "and" and not re.search(r"\bbetween\s+\S{0,3}$", before, re.I):
        return None
    at = connect.end()
    sign = re.compile(r"(?:US)?[$€£¥]\s?").match(text, at)
    second = _read_number(text, sign.end() if sign else at)
    if second is None or second.value <= 0:
        return None
    low, high = first.value, second.value
    if high <= low and high > 0 and low < 1000:
        return None
    return second if high > low else None


def _conversion_end(text: str, end: int, unit: str | None) -> int:
    """Where the same figure in another unit ends, in brackets or after "or"."""
    for pattern in (_BRACKET, _OR_COMMA):
        opened = pattern.match(text, end, end + 30)
        if opened is None or unit is None:
            continue
        _, at = None, opened.end()
        sign = re.compile(r"(?:US|AU?|CA?|HK)?[$€£¥₹]\s?").match(text, at)
        at = sign.end() if sign else at
        number = _read_number(text, at)
        if number is None:
            continue
        second = _read_range(text, number, "")
        stop = second.end if second else number.end
        other, stop = _unit_after(text, stop, number.value, text[at:stop])
        if sign:
            other = SYMBOLS.get(sign.group(0).strip(), "USD")
        if other is None or not same_dimension(unit, other):
            continue
        if pattern is _OR_COMMA:
            return stop
        closed = re.compile(r"\s*\)").match(text, stop)
        if closed:
            return closed.end()
    return end


def _read_share(text: str, position: int) -> Quantity | None:
    """A fraction or ratio as a percentage: "a third of", "one in five"."""
    match = _FRACTION.match(text, position, position + 40)
    if match is not None:
        part = match["d"].lower().rstrip("s") if match["d"].lower() != "half" else "half"
        count = {"two": 2, "three": 3, "four": 4}.get((match["n"] or "").lower(), 1)
        if match["n"] is None and part != "half":
            return None
        if match["end"] is not None and not re.search(r"\bby\s+(?:[a-z]+\s+){0,2}$", text[max(0, position - 24) : position]):
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


def _looks_like_year(text: str, number: _Number) -> bool:
    words = text[number.start : number.end]
    return len(words) == 4 and words.isdigit() and 1500 <= number.value <= 2100 and number.value % 50 != 0


def _read_at(text: str, position: int, doc: "Doc | None") -> Quantity | None:
    """The figure whose number begins at ``position``; offsets in ``text``."""
    number = _read_number(text, position)
    if number is None or _is_name(text, number):
        return None
    before = text[max(0, position - 48) : position]
    age = _age_after(text, number, before)
    sign, start = _sign_before(text, position)
    if text[start - 1 : start] == "(" and sign is None and age is None and re.match(r"\d\)", text[number.end - 1 : number.end + 1]):
        return None
    second = _read_range(text, number, text[max(0, start - 12) : start])
    last = second or number
    unit, end = (sign, last.end) if sign else _unit_after(text, last.end, last.value, text[position : last.end])
    if second is None and unit is None and age is None and re.match(r"\s?[-–]\s?\d", text[number.end : number.end + 3]):
        return None
    value, high = number.value, second.value if second else None
    if unit is None and _MAGNITUDE.search(before):
        unit = "magnitude"
    minus = _MINUS.search(text[max(0, start - 6) : start]) if unit is not None or sign else None
    if minus and second is None:
        value, start = -value, start - len(minus.group(0))
    if second is not None and high is not None:
        scale = re.search(rf"(?:{_SCALE}|{_SHORT_SCALE})$", text[second.start : second.end], re.I)
        if scale and not re.search(rf"(?:{_SCALE}|[a-z])$", text[number.start : number.end], re.I) and high / max(value, 1e-9) > 900:
            factor = parse_number("1 " + scale.group(0)) or 1.0
            value *= factor
    if second is not None and unit == "year" and re.match(r"\s+old\b", text[end : end + 5]):
        age = end + 4
    if age is not None:
        unit, end = "year", max(end, age)
    words = text[position : number.end]
    counted = "age" if age is not None else None
    if unit is None:
        if counted is None or text[end : end + 1] == "-":
            noun = _HYPHENED.match(text, end)
            if noun and noun.group(1) not in _NOT_COUNTED and words[-1] not in "mMkKbB":
                counted, end = lemma_of(noun.group(1)), noun.end()
        short = re.search(r"\d([mMbBkK])$", words)
        counted = find_counted(text, end, one=number.value == 1 and words.lower() == "one")
        if short and not counted and short.group(1) == "m":
            unit, value = "m", value / 1e6
    elif unit in ("percent", "percentage point"):
        counted = find_counted(text, end, one=True, share=True) if re.match(r"\s+of\s", text[end : end + 6]) else None
    hedge, start = read_hedge(text, start)
    if second is not None and (led := re.search(r"\b(?:between|from)\s+$", text[max(0, start - 10) : start], re.I)):
        start -= len(led.group(0)) if led.group(0)[0] in "bB" else 0
    if age is not None:
        start = min(start, position - len(re.search(r"(?:\b(?:aged?|ages)\s)?$", before, re.I).group(0)))  # type: ignore[union-attr]
    bare = unit is None and counted is None
    if bare and not _stands_alone(text, number, hedge, before, words):
        return None
    if unit is None and hedge is None and _follows_name(text, position):
        return None
    if unit is None and hedge is None and _looks_like_year(text, number):
        return None
    if unit is None and second is not None and bare:
        return None
    end = _conversion_end(text, end, unit)
    if counted is None and unit is not None and sign is None and unit not in _CONTENTLESS:
        counted = _content_of(text, end)
    tail, end = read_tail(text, end)
    op = tail or hedge or ("~" if re.match(r"(?:week|month|year|day|decade)", words) else "=")
    if high is not None:
        op = ".."
    return Quantity(start=start, end=end, text="", op=op, quantity=value, high=high, unit=unit, of=counted)


def _content_of(text: str, end: int) -> str | None:
    """What a measure is of: "two tonnes of rice"."""
    match = re.compile(r"\s+of\s+(?:the\s+)?([a-z]+(?:-[a-z]+)?)").match(text, end, end + 40)
    return lemma_of(match.group(1)) if match and match.group(1) not in ("its", "his", "her", "their", "a", "an") else None


def _stands_alone(text: str, number: _Number, hedge: str | None, before: str, words: str) -> bool:
    """Whether a number without unit and noun is a figure all the same."""
    if words[0].isalpha() and words.lower() in ("one", "a", "an", "zero"):
        return False
    if hedge is not None or "," in words or re.search(_SCALE, words, re.I):
        return True
    if not words[0].isdigit() or _looks_like_year(text, number) or _follows_name(text, number.start):
        return False
    following = text[number.end : number.end + 12]
    if re.match(r"\s+(?:were|was|are|have|had|others?|of\s+them)\b", following):
        return True
    return bool(_FIGURE_LED.search(before)) and not re.match(r"\s*[A-Z(]", following)


_UNIT_LED = re.compile(r"(?P<half>half\s+an?\s+)|an?\s+", re.I)


def _read_led_unit(text: str, position: int) -> Quantity | None:
    """ "half a mile", "almost a week": a unit led by an article, where the words make a figure of it."""
    led = _UNIT_LED.match(text, position, position + 10)
    found = match_unit(text, led.end()) if led else None
    if led is None or found is None or len(text[led.end() : found[1]]) < 3:
        return None
    hedge, start = read_hedge(text, position)
    if led["half"] is None and hedge in (None, "~", "<="):
        return None
    unit, end = found
    return Quantity(start=start, end=end, text="", op=hedge or "=", quantity=0.5 if led["half"] else 1.0, unit=unit)


def _taken_at(text: str, position: int, doc: "Doc | None") -> Quantity | None:
    loose = LOOSE.match(text, position, position + 40)
    if loose is not None:
        return _read_loose(text, loose)
    share = _read_share(text, position)
    if share is not None:
        hedge, start = read_hedge(text, position)
        return Quantity(start=start, end=share.end, text="", op=hedge or "=", quantity=share.quantity, unit="percent",
                        of=share.of)  # fmt: skip
    return _read_led_unit(text, position) or _read_at(text, position, doc)


def _read_loose(text: str, match: "re.Match[str]") -> Quantity | None:
    """ "dozens of", "scores of", "tens of thousands", "a handful of", "week-long"."""
    group = match.lastgroup or ""
    if group == "long":
        unit = match["long"].lower().split("-")[0].split()[0]
        hedge, start = read_hedge(text, match.start())
        op = "<~" if hedge == "<~" else "~" if hedge is None else hedge
        return Quantity(start=start, end=match.end(), text="", op=op, quantity=1.0, unit=unit)
    words = re.sub(r"\s+", " ", match.group(0).lower())
    known = {
        "dozens": (">=", 24.0), "scores": (">=", 40.0), "hundreds": (">=", 200.0), "thousands": (">=", 2000.0),
        "millions": (">=", 2e6), "billions": (">=", 2e9), "tens of thousands": (">=", 2e4), "tens of millions": (">=", 2e7),
        "hundreds of thousands": (">=", 2e5), "hundreds of millions": (">=", 2e8), "a handful": ("~", 5.0),
        "a couple": ("~", 2.0), "a score": ("=", 20.0), "tens of billions": (">=", 2e10),
        "hundreds of billions": (">=", 2e11),
    }  # fmt: skip
    if words not in known:
        return None
    op, value = known[words]
    end = match.end()
    of = re.compile(r"\s+of\s+").match(text, end)
    at = of.end() - 1 if of else end
    unit, stop = _unit_after(text, at, value, words)
    counted = None if unit else find_counted(text, at)
    if unit is None and counted is None and (words in ("scores", "a score", "a couple", "a handful") or not of):
        if words in ("scores", "a score", "a couple", "a handful") or not re.match(r"\s+(?:were|are|have|had|more|died|fled)\b", text[end:end + 8]):
            return None
    hedge, start = read_hedge(text, match.start())
    return Quantity(start=start, end=stop if unit else end, text="", op=op if hedge in (None, "~") else hedge, quantity=value,
                    unit=unit, of=counted)  # fmt: skip


def _positions(text: str) -> Iterable[int]:
    for word in _START.finditer(text):
        first = text[word.start()]
        if first.isdigit() or first in FRACTIONS:
            yield word.start()
        elif word.end() - word.start() < 10:
            key = word.group(0).lower()
            if key in _KEYS or key in ("dozens", "scores", "hundreds", "thousands", "millions", "billions", "tens", "week",
                                       "day", "month", "year", "decade", "hour", "hundred"):  # fmt: skip
                yield word.start()


def find_quantities(
    text: str, *, start: int = 0, taken: Sequence[tuple[int, int]] = (), doc: "Doc | None" = None
) -> tuple[Quantity, ...]:
    """The figures of one text, in order, none overlapping; offsets are positions in ``text`` plus ``start``.

    ``taken`` are spans, in the same offsets, of dates and clock times: no figure is looked for in them (leave durations
    out of them). ``op`` is as ``Quantity`` says; shares ("a third", "one in five") are in percent; an age is in years
    ``of`` "age"; "dozens" is at least 24, "scores" 40, "hundreds" 200.
    """
    blocked = sorted((begin - start, stop - start) for begin, stop in taken)
    starts = [begin for begin, _ in blocked]
    found: list[Quantity] = []
    done = 0
    for position in _positions(text):
        if position < done or _covers(blocked, starts, position):
            continue
        quantity = _taken_at(text, position, doc)
        if quantity is None:
            continue
        begin, end = max(quantity.start, done), quantity.end
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        done = end
        factor, unit = _NORMAL.get(quantity.unit or "", (1.0, quantity.unit))
        found.append(
            Quantity(
                start=begin + start,
                end=end + start,
                text=text[begin:end],
                op=quantity.op,
                quantity=quantity.quantity * factor,
                high=None if quantity.high is None else quantity.high * factor,
                unit=unit,
                of=quantity.of,
            )
        )
    return tuple(found)
