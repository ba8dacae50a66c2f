"""What the score of a line is made of: one row of numbers a line, from its text, its markup and its neighbours."""

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from stemma.read.quick.quick_lines import FLAGS, QuickLines
from stemma.text.words import split_words

_PUNCTUATION = ".,:;!?()[]|•·»«\"'“”’…-–—"
Table = NDArray[np.float32]

_SAMPLE = 500
"""Characters of a line that its words are counted over."""
_END = re.compile(r"[.!?…:;。！？؟।۔][\"'”’»)\]」』]*$")
_COMMON = frozenset(
    split_words(
        "the and of to in a that is was for on with as it he by his from at be have has are were an but not which said "
        "der die das und ist von mit den zu dem ein eine nicht auch sich auf für im la le les des et un une du est que "
        "dans pour qui de el los las en por con una se del il che di per non sono na do da dos com um и в не на что с "
        "по i w z się nie het een van"
    )
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d+ ?(?:min(?:ute)?s?|hours?|hrs?|h|days?|weeks?) (?:ago|read)\b", re.I
)
_ASKING = frozenset(
    split_words(
        "subscribe newsletter newsletters sign log login register follow share tweet facebook twitter instagram pinterest "
        "whatsapp linkedin youtube email e-mail comment comments reply click read related recommended popular trending "
        "advertisement advertising sponsored copyright rights reserved terms privacy cookie cookies download buy cart "
        "contact abonnieren anmelden teilen kommentar kommentare mehr impressum datenschutz partager commentaires lire "
        "compartir comentarios leer suscríbete condividi leggi app account subscription menu search"
    )
)
_CREDIT = frozenset(
    split_words(
        "photo photos photograph image picture credit getty reuters afp shutterstock courtesy foto bild source by von par "
        "written posted published updated author staff editor tags tag filed categories category previous next skip"
    )
)
_TAGS = ("p", "h1", "h2", "h3", "h4", "li", "td", "div", "span", "blockquote", "figcaption", "br", "a", "section", "pre", "dd")
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
_OWN = (
    "chars", "words", "ends", "marks", "quotes", "digits", "upper", "linked", "common", "clock", "ask", "credit",
    "lower", "question", "repeated", "depth", "in_head", "said_by_data",
)  # fmt: skip


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
    near = np.column_stack((own[:, [0, 2, 7, 8, 10]], tags[:, [0]], zones[:, [-1]], around[:, [0]]))
    return np.hstack((own, tags, zones, flags, around, *_shift(near)))


def _measure_own(lines: QuickLines) -> Table:
    counts = Counter(lines.texts)
    known = frozenset(lines.title.lower().split())
    rows = []
    for text, linked, depth in zip(lines.texts, lines.linked, lines.depths, strict=True):
        size = len(text)
        piece = text if size <= _SAMPLE else text[:_SAMPLE]
        words = piece.split()
        low = piece.lower().split()
        number = len(words)
        short = size < 200
        bare = [word.strip(_PUNCTUATION) for word in low] if short else low
        rows.append(
            (
                size,
                number * size / len(piece),
                _END.search(text, max(0, size - 12)) is not None,
                (piece.count(",") + piece.count("،") + piece.count("、") + piece.count("，")) / number,
                (piece.count('"') + piece.count("“") + piece.count("”") + piece.count("„") + piece.count("»")) / number,
                sum(map(str.isdigit, piece[:100])) / min(100, size),
                sum(map(str.isupper, [word[0] for word in words])) / number,
                linked,
                sum(map(_COMMON.__contains__, low)) / number if number > 1 else 0.0,
                short and _CLOCK.search(piece) is not None,
                sum(map(_ASKING.__contains__, bare)),
                sum(map(_CREDIT.__contains__, bare)),
                text[0].islower(),
                text[-1] == "?",
                counts[text] > 1,
                depth,
                sum(map(known.__contains__, low)) / number if short and known else 0.0,
                bool(lines.told) and size > 20 and text[:60] in lines.told,
            )
        )
    own = np.array(rows, np.float32).reshape(len(rows), len(_OWN))
    own[:, 0] = np.log1p(own[:, 0])
    own[:, 1] = np.log1p(own[:, 1])
    own[:, 10:12] = np.minimum(3, own[:, 10:12])
    return own


def _measure_around(lines: QuickLines, own: Table, flags: Table) -> Table:
    """Where the line stands on the page and in its container, and what stands there with it."""
    size = len(own)
    chars = np.expm1(own[:, 0])
    prose = ((own[:, 1] > np.log1p(11)) & (own[:, 2] > 0) & (own[:, 7] < 0.5)).astype(np.float32)
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
        _, place = np.unique(names, return_inverse=True)
        number = np.bincount(place)
        inside = np.bincount(place, weight)
        letters = np.bincount(place, chars)
        links = np.bincount(place, own[:, 7] * chars)
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
    return sums[np.minimum(len(values), places + reach + 1)] - sums[np.maximum(0, places - reach)]  # type: ignore[no-any-return]


def _shift(near: Table) -> list[Table]:
    out = []
    for step in (-3, -2, -1, 1, 2, 3):
        moved = np.full_like(near, -1)
        if step < 0:
            moved[-step:] = near[:step]
        else:
            moved[:-step] = near[step:]
        out.append(moved)
    return out
