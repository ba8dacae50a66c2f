"""Figures in a text: value, unit, hedge, and what they count.

A figure is read from its number outward: the sign of a currency and the hedge before it, the scale, the range, the
unit, the conversion in brackets and the counted noun after it. What looks like a number but is a name, a date, a
clock time, an ordinal or a score is none.
"""

# ruff: noqa: E501  (a pattern reads best on one line)

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from stemma.annotate.counted import find_counted, lemma_of
from stemma.annotate.numerals import FRACTIONS, ONES, TEENS, TENS, parse_number
from stemma.annotate.quantities_hedges import LOOSE, read_hedge, read_tail
from stemma.annotate.quantities_numbers import (
    SCALE,
    SHORT_SCALE,
    Number,
    follows_name,
    is_name,
    looks_like_year,
    read_number,
)
from stemma.annotate.quantities_shares import read_share
from stemma.model.annotation import Quantity
from stemma.text.units import DURATIONS, MONEY, SYMBOLS, match_unit, same_dimension

_START = re.compile(r"[^\W_]+|[½¼¾⅓⅔]")
_KEYS = frozenset((*ONES, *TEENS, *TENS, "half", "a", "an", *FRACTIONS))
_SIGN = re.compile(r"(?:US|AU?|CA?|HK|S|NZ|NT|R)?\$\s?$|[€£¥₹₩₽₴₪₺₦]\s?$|\b(?:USD|EUR|GBP|Rs\.?)\s?$")
_CONNECT = re.compile(r"\s*(?:-|–|—)\s*|\s+(?:to|or)\s+|\s+and\s+", re.I)
_BRACKET = re.compile(r"\s*\((?:(?:about|around|some|roughly|approximately|or|over|nearly|almost)\s+)?", re.I)
_WIDE = re.compile(r"[\s-](?:wide|long|high|tall|deep|thick|away|across)(?=[\s(,])")
_OR_COMMA = re.compile(r",\s+or\s+(?:(?:about|around|some|roughly|nearly)\s+)?", re.I)
_NORMAL = {"week": (7.0, "day"), "decade": (10.0, "year"), "century": (100.0, "year"), "cent": (0.01, "USD")}
"""Units that are whole numbers of another: "week-long" and "seven-day" are the same figure."""
_CONTENTLESS = DURATIONS | MONEY | {"percent", "percentage point", "basis point", "magnitude", "celsius", "fahrenheit"}
_FIGURE_LED = re.compile(
    r"(?:\b(?:to|from|by|at|was|were|is|are|killed|killing|injured|injuring|wounded|wounding|leaving|left|numbered|numbering"
    r"|totaled|totalled|totaling|reached|hit|stands at|stood at|about|scored|arrested|detained|detaining|rescued|hospitalized"
    r"|hospitalised|among|total))\s$", re.I)  # fmt: skip


_HYPHENED = re.compile(r"-([a-z]{3,})(?![\w-])")
_NOT_COUNTED = frozenset(
    """time off way on up sided fold some odd plus old something ish long year speed to for and""".split()
)
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w)])[-−])$", re.I)
_ALONE = re.compile(r"\s+(?:were|are|have|had|more|died|fled)\b")
_AT_AGE = re.compile(r"(?:(?:^|[.!?”\"\n]\s*)At|\b(?:who|[Hh]e|[Ss]he)\s+(?:is|was|turned|turns))\s$")
_SHIFTED = re.compile(r"\s+(?:ago|earlier|later)\b", re.I)
_SCORE = re.compile(r"\s?[-–]\s?\d")
_LED = re.compile(r"\b(?:between|aged?|ages)\s+$", re.I)
_MAGNITUDE = re.compile(r"\bmagnitude(?:\s+of)?[\s-]$", re.I)


def _covers(taken: Sequence[tuple[int, int]], starts: Sequence[int], position: int) -> bool:
    index = bisect_right(starts, position) - 1
    return index >= 0 and taken[index][0] <= position < taken[index][1]


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
    if unit in ("stone", "rand") and re.match(r"\s+[a-z]+s\b", text[stop : stop + 20]):
        return None, end
    return unit, stop


def _age_after(text: str, number: Number, before: str) -> int | None:
    """Where an age ends ("12-year-old", "aged 12"), None if the number is none."""
    old = re.compile(r"[\s-]years?[\s-]olds?\b|[\s-]year[\s-]old").match(text, number.end)
    if old:
        return old.end()
    if re.search(r"\b(?:aged?|ages)\s$", before, re.I):
        return number.end
    if (
        _AT_AGE.search(before)
        and 13 <= number.value <= 115
        and text[number.start : number.end + 2].strip()[-1:] in ",."
    ):
        return number.end
    return None


def _read_range(text: str, first: Number, before: str) -> Number | None:
    """The second number of a range that begins with ``first``."""
    connect = _CONNECT.match(text, first.end, first.end + 12)
    unit = None
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
    second = read_number(text, sign.end() if sign else at)
    if second is None or second.value <= 0:
        return None
    other = match_unit(text, second.end + text.startswith((" ", "-"), second.end)) if unit else None
    if unit and other and unit[0] != other[0]:
        return None
    return second if second.value > first.value else None


def _conversion_end(text: str, end: int, unit: str | None) -> int:
    """Where the same figure in another unit ends, in brackets or after "or"."""
    wide = _WIDE.match(text, end)
    for pattern in (_BRACKET, _OR_COMMA):
        opened = pattern.match(text, wide.end() if wide else end, end + 36)
        if opened is None or unit is None:
            continue
        at = opened.end()
        sign = re.compile(r"(?:US|AU?|CA?|HK)?[$€£¥₹]\s?").match(text, at)
        at = sign.end() if sign else at
        number = read_number(text, at)
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


def _scale_low(text: str, number: Number, second: Number | None) -> float:
    """The lower value of a range, which shares the scale of the upper one ("$2 to $3 million")."""
    if second is None:
        return number.value
    scale = re.search(rf"(?:{SCALE}|{SHORT_SCALE})$", text[second.start : second.end], re.I)
    own = re.search(rf"(?:{SCALE}|[a-z])$", text[number.start : number.end], re.I)
    if scale and not own and second.value / max(number.value, 1e-9) > 900:
        return number.value * (parse_number("1 " + scale.group(0)) or 1.0)
    return number.value


def _counted_after(text: str, end: int, unit: str | None, number: Number) -> tuple[str | None, int]:
    """What a figure counts, and where the figure's words end ("200-page" includes its noun)."""
    words = text[number.start : number.end]
    if unit is None:
        noun = _HYPHENED.match(text, end)
        if noun and noun.group(1) not in _NOT_COUNTED and words[-1] not in "mMkKbB":
            return lemma_of(noun.group(1)), noun.end()
        return find_counted(text, end, one=words.lower() == "one"), end
    if unit in ("percent", "percentage point") and re.match(r"\s+of\s", text[end : end + 6]):
        return find_counted(text, end, one=True, share=True), end
    return None, end


def _is_figure(text: str, number: Number, hedge: str | None, counted: str | None, *, ranged: bool) -> bool:
    """Whether a number without a unit is a figure: it counts something, or stands alone as figures do."""
    if counted is None and (ranged or not _stands_alone(text, number, hedge)):
        return False
    return hedge is not None or not (follows_name(text, number.start) or looks_like_year(text, number))


def _read_at(text: str, position: int) -> Quantity | None:
    """The figure whose number begins at ``position``; offsets in ``text``."""
    number = read_number(text, position)
    if number is None or is_name(text, number):
        return None
    before = text[max(0, position - 48) : position]
    age = _age_after(text, number, before)
    sign, start = _sign_before(text, position)
    second = _read_range(text, number, text[max(0, start - 12) : start])
    last = second or number
    unit, end = (sign, last.end) if sign else _unit_after(text, last.end, last.value, text[position : last.end])
    if second is None and unit is None and age is None and _SCORE.match(text, number.end):
        return None
    if unit in DURATIONS and _SHIFTED.match(text, end):
        return None
    if unit is None and _MAGNITUDE.search(before):
        unit = "magnitude"
    value, high = _scale_low(text, number, second), second.value if second else None
    if high is not None and high < value:  # "fell from $5 to $4 million"
        value, high = high, value
    minus = _MINUS.search(text[max(0, start - 6) : start]) if unit is not None and second is None else None
    if minus:
        value, start = -value, start - len(minus.group(0))
    if second is not None and unit == "year" and re.match(r"\s+old\b", text[end : end + 5]):
        age = end + 4
    counted, stop = ("age", max(end, age)) if age is not None else _counted_after(text, end, unit, number)
    unit, end = ("year" if age is not None else unit), stop
    if unit is None and counted is None and re.search(r"\dm$", text[position : number.end]):
        unit, value = "m", value / 1e6
    hedge, start = read_hedge(text, start)
    led = _LED.search(text[max(0, start - 10) : start])
    if led and (second is not None or age is not None):
        start -= len(led.group(0)) if (led.group(0)[0] in "bB") is (second is not None and age != number.end) else 0
    if unit is None and not _is_figure(text, number, hedge, counted, ranged=second is not None):
        return None
    end = _conversion_end(text, end, unit)
    if counted is None and unit is not None and sign is None and unit not in _CONTENTLESS:
        counted = _content_of(text, end)
    tail, end = read_tail(text, end)
    op = ".." if high is not None else tail or hedge or "="
    return Quantity(start=start, end=end, text="", op=op, quantity=value, high=high, unit=unit, of=counted)


def _content_of(text: str, end: int) -> str | None:
    """What a measure is of: "two tonnes of rice"."""
    match = re.compile(r"\s+of\s+(?:the\s+)?([a-z]+(?:-[a-z]+)?)").match(text, end, end + 40)
    return (
        lemma_of(match.group(1)) if match and match.group(1) not in ("its", "his", "her", "their", "a", "an") else None
    )


def _stands_alone(text: str, number: Number, hedge: str | None) -> bool:
    """Whether a number without unit and noun is a figure all the same."""
    words = text[number.start : number.end]
    before = text[max(0, number.start - 48) : number.start]
    if words[0].isalpha() and words.lower() in ("one", "a", "an", "zero"):
        return False
    if hedge is not None or "," in words or re.search(SCALE, words, re.I):
        return True
    if not words[0].isdigit() or looks_like_year(text, number) or follows_name(text, number.start):
        return False
    following = text[number.end : number.end + 12]
    if re.match(r"\s+(?:were|was|are|have|had|others?|of\s+them)\b", following):
        return not re.search(r"\b(?:the|a)\s+$", before, re.I)
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
    if _SHIFTED.match(text, end):
        return None
    counted = None if unit in _CONTENTLESS else _content_of(text, end)
    value = 0.5 if led["half"] else 1.0
    return Quantity(start=start, end=end, text="", op=hedge or "=", quantity=value, unit=unit, of=counted)


def _taken_at(text: str, position: int) -> Quantity | None:
    loose = LOOSE.match(text, position, position + 40)
    if loose is not None:
        return _read_loose(text, loose)
    share = read_share(text, position)
    if share is not None:
        hedge, start = read_hedge(text, position)
        return Quantity(start=start, end=share.end, text="", op=hedge or "=", quantity=share.quantity, unit="percent",
                        of=share.of)  # fmt: skip
    return _read_led_unit(text, position) or _read_at(text, position)


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
    counted = find_counted(text, at) if unit is None else None if unit in _CONTENTLESS else _content_of(text, stop)
    vague = words in ("scores", "a score", "a couple", "a handful")
    if unit is None and counted is None and (vague or not (of or _ALONE.match(text, end))):
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


def find_quantities(text: str, *, start: int = 0, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
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
        quantity = _taken_at(text, position)
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
