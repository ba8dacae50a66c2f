"""Places inside other names ("Ohio State University", "Russian Foreign Ministry") and in demonyms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from stemma.annotate.gazetteer import Gazetteer
from stemma.annotate.places_lexicon import CIVIC_WORDS, DEMONYM_PLACES
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import Mention

_WORD = re.compile(r"[^\W\d_][\w.'’]*")
_DEMONYM = re.compile(r"(?:(?:North|South|New|Sri|El)[ \n])?[A-Z][a-z]{2,14}\b")


class Nested(NamedTuple):
    """A place named inside another name or by a demonym; ``name`` is the place's own name."""

    start: int
    end: int
    name: str


def find_nested(
    text: str, mentions: Sequence[Mention], named: Mapping[str, object], book: Gazetteer
) -> Iterator[Nested]:
    """Places that one article names inside other names, and by demonyms between its first and last mention.

    ``named``: the folded names of the story's places. Inside a name counts what the story names as
    a place elsewhere, and what stands before a word of civic life ("Police", "University").
    """
    for mention in mentions:
        if mention.kind != "place" and (" " in mention.text or "-" in mention.text):
            yield from _inside(mention, named, book)
    if not mentions:
        return
    taken = {(m.start, m.end) for m in mentions if m.kind == "place"}
    for found in _DEMONYM.finditer(text, mentions[0].start, mentions[-1].end + 1):
        key = " ".join(found.group().casefold().split())
        place = DEMONYM_PLACES.get(key)
        start = found.start()
        if place is None and " " in key:
            start += key.index(" ") + 1
            place = DEMONYM_PLACES.get(key.split()[-1])
        if place is not None and (start, found.end()) not in taken:
            yield Nested(start, found.end(), place)


def _inside(mention: Mention, named: Mapping[str, object], book: Gazetteer) -> Iterator[Nested]:
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(mention.text[:200])]
    lows = [w.casefold().rstrip(".") for _, _, w in words]
    civic = any(low in CIVIC_WORDS for low in lows)
    place = 0
    while place < len(words) and place < 8:
        size = next(
            (k for k in (3, 2, 1) if _is_place(words[place : place + k], k, lows, place, civic, named, book)), 0
        )
        if size:
            start, end = words[place][0], words[place + size - 1][1]
            yield Nested(mention.start + start, mention.start + end, mention.text[start:end])
        place += max(size, 1)


def _is_place(
    part: list[tuple[int, int, str]],
    size: int,
    lows: list[str],
    place: int,
    civic: bool,
    named: Mapping[str, object],
    book: Gazetteer,
) -> bool:
    if len(part) < size or size == len(lows) or not all(w[2][0].isupper() for w in part):
        return False
    name = " ".join(w[2] for w in part)
    key = " ".join(split_name(name))
    if key in named:
        return True
    if not civic or len(key) < 4 or any(low in CIVIC_WORDS for low in lows[place : place + size]):
        return False
    if place > 0 and lows[place - 1] not in {"of", "in", "at", "the", "northeast", "northwest", "southern", "western"}:
        return False
    if lows[place + size - 1] in {"county", "parish"}:
        return size > 1
    return any(not p.alternate and (p.level != "town" or p.population > 3000) for p in book.find(name)[:5])
