"""What the score of a line is made of: one row of numbers a line, from its text, its markup and its neighbours."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.read.quick.quick_lines import FLAGS, QuickLines
from stemma.text.words import split_words

Table = NDArray[np.float32]

_SAMPLE = 200
"""Characters of a line that its words are counted over."""
_COMMON = frozenset(
    split_words(
        "the and of to in a that is was for on with as it he by his from at be have has are were an but not which said "
        "der die das und ist von mit den zu dem ein eine nicht auch sich auf für im la le les des et un une du est que "
        "dans pour qui de el los las en por con una se del il che di per non sono na do da dos com um и в не на что с "
        "по i w z się nie het een van"
    )
)


def _list_words(words: str) -> frozenset[str]:
    """``words``, each also as it stands before a colon, a comma or a full stop."""
    return frozenset(word + mark for word in words.split() for mark in ("", ":", ",", "."))


_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d+ ?(?:min(?:ute)?s?|hours?|hrs?|h|days?|weeks?) (?:ago|read)\b", re.I
)
_ASKING = _list_words(
    "subscribe newsletter newsletters sign log login register follow share tweet facebook twitter instagram "
    "pinterest whatsapp linkedin youtube email e-mail comment comments reply click read related recommended "
    "popular trending advertisement advertising sponsored copyright rights reserved terms privacy cookie "
    "cookies download buy cart contact abonnieren anmelden teilen kommentar kommentare mehr impressum "
    "datenschutz partager commentaires lire compartir comentarios leer suscríbete condividi leggi app account "
    "subscription menu search"
)
_CREDIT = _list_words(
    "photo photos photograph image picture credit getty reuters afp shutterstock courtesy foto bild source by "
    "von par written posted published updated author staff editor tags tag filed categories category previous "
    "next skip"
)
_TAGS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "td",
    "div",
    "span",
    "blockquote",
    "figcaption",
    "br",
    "a",
    "section",
    "pre",
    "dd",
)
_TAG_PLACE = {tag: n for n, tag in enumerate(_TAGS)} | {"h5": 4, "h6": 4, "th": 6, "article": 7, "dt": 15}
_ZONES = (
    "embedded post",
    "comments",
    "caption",
    "navigation",
    "foot of the page",
    "links to other articles",
    "sharing",
    "plea for money",
    "newsletter",
    "advertisement",
    "author",
    "notice on cookies",
    "form",
)
_ZONE_PLACE = {zone: n for n, zone in enumerate(_ZONES)}
_SHORT = 200
_LEAST_TOLD = 20
_REACH = 3
_DIGIT, _MARK, _QUOTE, _SPACE, _UPPER, _LOWER, _END, _CLOSER = (1 << n for n in range(8))
_LAST_CODE = 0xFFFF
_CHARS, _WORDS, _ENDS, _LINKED, _COMMON_SHARE, _CLOCK_SEEN, _ASKS = 0, 1, 2, 8, 12, 13, 14
"""Columns of the first features that others are made from."""


def measure_lines(lines: QuickLines) -> Table:
    """One row a line of ``lines``, which has at least one."""
    own = _measure_own(lines)
    size = len(own)
    tags = np.zeros((size, len(_TAGS)), np.float32)
    zones = np.zeros((size, len(_ZONES) + 1), np.float32)
    places = np.arange(size)
    tag_places = np.array([_TAG_PLACE.get(tag, 7) for tag in lines.tags])
    tags[places, tag_places] = 1
    zone_places = np.array([_ZONE_PLACE.get(zone, len(_ZONES)) for zone in lines.zones])
    zones[places, zone_places] = 1
    zones[:, -1] = 1 - zones[:, -1]
    flags = ((np.array(lines.flags)[:, None] >> np.arange(FLAGS)) & 1).astype(np.float32)
    around = _measure_around(lines, own, flags)
    near = np.column_stack(
        (own[:, [_CHARS, _ENDS, _LINKED, _COMMON_SHARE, _ASKS]], tags[:, [0]], zones[:, [-1]], around[:, [0]])
    )
    return np.hstack((own, tags, zones, flags, around, *_shift(near)))


def _measure_own(lines: QuickLines) -> Table:
    """What can be told of each line by itself: its characters, then its words, then its place in the markup."""
    counts = Counter(lines.texts)
    known = frozenset(lines.title.lower().split())
    rows = []
    for text, linked, depth in zip(lines.texts, lines.linked, lines.depths, strict=True):
        in_head = 0.0
        if len(text) < _SHORT:
            measured = _measure_words(text)
            if known:
                low = text.lower().split()
                in_head = sum(map(known.__contains__, low)) / len(low)
        else:
            low = text[:_SAMPLE].lower().split()
            measured = (sum(map(_COMMON.__contains__, low)) / len(low), False, 0, 0)
        told = len(text) > _LEAST_TOLD and text[:60] in lines.told if lines.told else False
        rows.append((linked, counts[text] > 1, depth, in_head, *measured, told))
    return np.hstack((_measure_characters(lines.texts), np.array(rows, np.float32)))


@lru_cache(maxsize=20_000)
def _measure_words(text: str) -> tuple[float, bool, int, int]:
    """Of a short line: share of common words, whether it tells a time, words that ask or that credit.

    Kept, because the words of menus and buttons recur, on a page and from page to page.
    """
    low = text.lower().split()
    return (
        sum(map(_COMMON.__contains__, low)) / len(low) if len(low) > 1 else 0.0,
        _CLOCK.search(text) is not None,
        min(3, sum(map(_ASKING.__contains__, low))),
        min(3, sum(map(_CREDIT.__contains__, low))),
    )


def _measure_characters(texts: Sequence[str]) -> Table:
    """Of each line: log of characters and words; whether it ends as a sentence; marks, quotes, digits and capitals;
    whether it begins in lower case, or asks. One pass over the characters of the page."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "replace"), np.uint32)
    kinds = _kinds().take(np.minimum(codes, _LAST_CODE))
    sizes = np.array([len(text) for text in texts])
    ends = np.cumsum(sizes + 1) - 1
    starts = ends - sizes
    words = np.add.reduceat(kinds & _SPACE, starts, dtype=np.int64) / _SPACE
    words[:-1] -= 1  # each line but the last has the line break at its end
    words += 1
    begins = np.concatenate(([True], (kinds[:-1] & _SPACE) > 0))
    last, before = kinds[ends - 1], kinds[np.maximum(starts, ends - 2)]
    table = np.empty((len(texts), _LINKED), np.float32)
    table[:, _CHARS] = np.log1p(sizes)
    table[:, _WORDS] = np.log1p(words)
    table[:, _ENDS] = ((last & _END) > 0) | (((last & _CLOSER) > 0) & ((before & _END) > 0))
    for column, bit in ((3, _MARK), (4, _QUOTE), (5, _DIGIT)):
        table[:, column] = np.add.reduceat(kinds & bit, starts, dtype=np.int64) / (bit * words)
    table[:, 6] = np.add.reduceat((kinds & _UPPER) * begins, starts, dtype=np.int64) / (_UPPER * words)
    table[:, 7] = ((kinds[starts] & _LOWER) > 0) + 2.0 * (codes[ends - 1] == ord("?"))
    return table


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character of the basic plane is, as a sum of bits."""
    kinds = np.zeros(_LAST_CODE + 1, np.uint8)
    for code in range(_LAST_CODE):
        c = chr(code)
        kinds[code] = (
            _DIGIT * c.isdigit() + _SPACE * c.isspace() + _UPPER * c.isupper() + _LOWER * c.islower()
        )  # fmt: skip
    for marks, bit in (
        (",،、，;", _MARK),
        ('"“”„«»「」', _QUOTE),
        (".!?…:;。！？؟।۔", _END),
        ("\"'”’»)]」』", _CLOSER),
    ):
        for c in marks:
            kinds[ord(c)] |= bit
    return kinds


def _measure_around(lines: QuickLines, own: Table, flags: Table) -> Table:
    """Where the line stands on the page and in its container, and what stands there with it."""
    size = len(own)
    chars = np.expm1(own[:, _CHARS])
    prose = ((own[:, _WORDS] > np.log1p(11)) & (own[:, _ENDS] > 0) & (own[:, _LINKED] < 0.5)).astype(np.float32)
    weight = prose * chars
    total = max(1.0, float(weight.sum()))
    columns = [
        prose,
        np.arange(size, dtype=np.float32) / max(1, size),
        np.cumsum(weight) / total,
        (np.cumsum(chars) - chars) / max(1.0, float(chars.sum())),
        np.full(size, np.log1p(total)),
        np.full(size, np.log1p(size)),
    ]
    for names in (lines.blocks, lines.parents, lines.grandparents):
        order = {name: n for n, name in enumerate(dict.fromkeys(names))}
        place = np.array([order[name] for name in names])
        number = np.bincount(place)
        inside = np.bincount(place, weight)
        letters = np.bincount(place, chars)
        links = np.bincount(place, own[:, _LINKED] * chars)
        share = inside / total
        columns += [
            share[place],
            (share / max(1e-9, share.max()))[place],
            np.log1p(number)[place],
            (inside / np.maximum(1, letters))[place],
            (links / np.maximum(1, letters))[place],
        ]
    heading = np.isin(lines.tags, ("h1",))
    after = np.cumsum(heading)
    columns.append((after > 0).astype(np.float32))
    last = np.maximum.accumulate(np.where(heading, np.arange(size), -1))
    columns.append(np.where(last >= 0, np.log1p(np.arange(size) - last), -1))
    for flag in (0, 6):
        own_share = flags[:, flag]
        columns.append(np.full(size, float((own_share * weight).sum() / total)))
    parents = np.array(lines.parents)
    same = parents[1:] == parents[:-1]
    columns.append(np.concatenate(([False], same)))
    columns.append(np.concatenate((same, [False])))
    for reach in (2, 5, 12):
        columns.append(_smooth(weight, reach) / np.maximum(1.0, _smooth(chars, reach)))
        columns.append(np.log1p(_smooth(weight, reach)))
    return np.column_stack(columns).astype(np.float32)


def _smooth(values: Table, reach: int) -> Table:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    places = np.arange(len(values))
    return sums[np.minimum(len(values), places + reach + 1)] - sums[np.maximum(0, places - reach)]


def _shift(near: Table) -> list[Table]:
    """``near`` as it is on the three lines before and after; -1 where there is no such line."""
    size = len(near)
    edge = np.full((_REACH, near.shape[1]), -1, np.float32)
    padded = np.vstack((edge, near, edge))
    return [padded[_REACH + step : _REACH + step + size] for step in range(-_REACH, _REACH + 1) if step]
