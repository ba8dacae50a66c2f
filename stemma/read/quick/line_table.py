"""What the score of a line is made of: one row of numbers a line, from its text, its markup and its neighbours."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.read.page_text import ZONES
from stemma.read.quick.quick_lines import FLAGS, IN_ARTICLE, IN_BODY, QuickLines
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
_TAGS = tuple("p h1 h2 h3 h4 li td div span blockquote figcaption br a section pre dd".split())
_ZONES = (*ZONES, "form")
_SHORT = 200
_LEAST_TOLD = 20
_REACH = 3
_PROSE = 12
"""Words of a line that is taken for prose where it also ends as a sentence and is no link."""
_MOSTLY = 0.5
_DIGIT, _MARK, _QUOTE, _SPACE, _UPPER, _LOWER, _END, _CLOSER = (1 << n for n in range(8))
_LAST_CODE = 0xFFFF
_CHARS, _WORDS, _ENDS, _LINKED, _COMMON_SHARE, _ASKS = 0, 1, 2, 8, 12, 14
"""Columns of the first features that others are made from."""
_AT_TAGS = 17
_AT_ZONES = _AT_TAGS + len(_TAGS)
_AT_FLAGS = _AT_ZONES + len(_ZONES) + 1
_AT_AROUND = _AT_FLAGS + FLAGS
_AT_NEAR = _AT_AROUND + 33
_NEAR = 8
_ARTICLE_FLAG, _BODY_FLAG = (flag.bit_length() - 1 for flag in (IN_ARTICLE, IN_BODY))
_WIDTH = _AT_NEAR + 2 * _REACH * _NEAR
_TAG_PLACE = {tag: _AT_TAGS + n for n, tag in enumerate(_TAGS)}
_TAG_PLACE |= {tag: _TAG_PLACE[like] for tag, like in (("h5", "h4"), ("h6", "h4"), ("th", "td"), ("dt", "dd"))}
_ZONE_PLACE = {zone: _AT_ZONES + n for n, zone in enumerate(_ZONES)}
_NO_ZONE = _AT_ZONES + len(_ZONES)


def measure_lines(lines: QuickLines) -> Table:
    """One row a line of ``lines``, which has at least one.

    Only whole numbers, quotients and comparisons, no logarithms: every machine makes the same table, to the bit.
    """
    size = len(lines.texts)
    places = np.arange(size)
    table = np.zeros((size, _WIDTH), np.float32)
    table[:, :_AT_TAGS] = own = _measure_own(lines)
    table[places, [_TAG_PLACE.get(tag, _TAG_PLACE["div"]) for tag in lines.tags]] = 1
    table[places, [_ZONE_PLACE.get(zone, _NO_ZONE) for zone in lines.zones]] = 1
    table[:, _NO_ZONE] = 1 - table[:, _NO_ZONE]
    table[:, _AT_FLAGS:_AT_AROUND] = flags = (np.array(lines.flags)[:, None] >> np.arange(FLAGS)) & 1
    _measure_around(lines, own, flags, table[:, _AT_AROUND:_AT_NEAR])
    near = table[:, [_CHARS, _ENDS, _LINKED, _COMMON_SHARE, _ASKS, _AT_TAGS, _NO_ZONE, _AT_AROUND]]
    edge = np.full((_REACH, _NEAR), -1, np.float32)
    padded = np.vstack((edge, near, edge))
    for place, step in enumerate(step for step in range(-_REACH, _REACH + 1) if step):
        table[:, _AT_NEAR + place * _NEAR : _AT_NEAR + (place + 1) * _NEAR] = padded[_REACH + step :][:size]
    return table


def _measure_own(lines: QuickLines) -> Table:
    """What can be told of each line by itself: its characters, then its words, then its place in the markup."""
    counts = Counter(lines.texts)
    known = frozenset(lines.title.lower().split())
    rows = []
    for text, linked, depth in zip(lines.texts, lines.linked, lines.depths, strict=True):
        in_head = 0.0
        if len(text) < _SHORT:
            measured = measure_words(text)
            if known and len(text) > _LEAST_TOLD:
                low = text.lower().split()
                in_head = sum(map(known.__contains__, low)) / len(low)
        else:
            low = text[:_SAMPLE].lower().split()
            measured = (sum(map(_COMMON.__contains__, low)) / len(low), False, 0, 0)
        told = len(text) > _LEAST_TOLD and text[:60] in lines.told if lines.told else False
        rows.append((linked, counts[text] > 1, depth, in_head, *measured, told))
    return np.hstack((_measure_characters(lines.texts), np.array(rows, np.float32)))


@lru_cache(maxsize=20_000)
def measure_words(text: str) -> tuple[float, bool, int, int]:
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
    """Of each line: its characters and words; whether it ends as a sentence; marks, quotes, digits and capitals;
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
    table[:, _CHARS] = sizes
    table[:, _WORDS] = words
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


def _measure_around(lines: QuickLines, own: Table, flags: NDArray[np.int64], table: Table) -> None:
    """Where each line stands on the page and in its containers, and what stands there with it: into ``table``."""
    size = len(own)
    places = np.arange(size)
    chars = own[:, _CHARS].astype(np.float64)
    prose = (own[:, _WORDS] >= _PROSE) & (own[:, _ENDS] > 0) & (own[:, _LINKED] < _MOSTLY)
    weight = prose * chars
    total = max(1.0, float(weight.sum()))
    table[:, 0] = prose
    table[:, 1] = places / size
    table[:, 2] = np.cumsum(weight) / total
    table[:, 3] = (np.cumsum(chars) - chars) / float(chars.sum())
    table[:, 4], table[:, 5] = total, size
    linked = own[:, _LINKED] * chars
    for at, names in zip((6, 11, 16), (lines.blocks, lines.parents, lines.grandparents), strict=True):
        order = {name: n for n, name in enumerate(dict.fromkeys(names))}
        place = np.array([order[name] for name in names])
        inside, letters = np.bincount(place, weight), np.bincount(place, chars)
        of_all = np.stack(
            (
                inside / total,
                inside / max(1.0, inside.max()),
                np.bincount(place),
                inside / letters,
                np.bincount(place, linked) / letters,
            ),
            axis=1,
        )
        table[:, at : at + 5] = of_all.take(place, axis=0)
    heading = np.array([tag == "h1" for tag in lines.tags])
    last = np.maximum.accumulate(np.where(heading, places, -1))
    table[:, 21] = last >= 0
    table[:, 22] = np.where(last >= 0, places - last, -1)
    table[:, 23] = (flags[:, _ARTICLE_FLAG] * weight).sum() / total
    table[:, 24] = (flags[:, _BODY_FLAG] * weight).sum() / total
    parents = np.array(lines.parents)
    same = parents[1:] == parents[:-1]
    table[1:, 25] = same
    table[:-1, 26] = same
    sums = np.concatenate(([0.0], np.cumsum(weight))), np.concatenate(([0.0], np.cumsum(chars)))
    for at, reach in ((27, 2), (29, 5), (31, 12)):
        end, start = np.minimum(size, places + reach + 1), np.maximum(0, places - reach)
        near, all_near = (one.take(end) - one.take(start) for one in sums)
        table[:, at] = near / all_near
        table[:, at + 1] = near
