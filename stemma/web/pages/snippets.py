"""Words that a search asked for, marked where they stand in a text; and the stretch of a text that shows them best."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from stemma.store.searching import SearchPart, search_words

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*")
_AROUND = 130
_SCANNED = 200_000
"""Letters of a text that are looked through."""


def mark_found(text: str, parts: Sequence[SearchPart]) -> Markup:
    """``text`` as HTML with the words of ``parts`` marked; those that must not be there mark nothing."""
    pieces: list[Markup] = []
    at = 0
    for start, end in _find_words(text, parts):
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def cut_snippet(text: str, parts: Sequence[SearchPart]) -> str:
    """The stretch of ``text`` around the first of the words asked for, cut at words; its beginning without one."""
    first = next(_find_words(text, parts), None)
    if first is None:
        return _cut(text, 0, 2 * _AROUND)
    return _cut(text, max(0, first[0] - _AROUND), first[1] + _AROUND)


def _cut(text: str, start: int, end: int) -> str:
    if start:
        space = text.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - 40, end)
        end = space if space >= 0 else end
    words = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def _find_words(text: str, parts: Sequence[SearchPart]) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of ``text`` that holds a part."""
    asked = [part for part in parts if not part.excluded]
    if not asked:
        return
    words = [(m.start(), m.end(), _fold(m[0])) for m in _WORD.finditer(text[:_SCANNED])]
    reached = 0
    for place, (start, _, _) in enumerate(words):
        if start < reached:
            continue
        for part in asked:
            size = len(part.words)
            here = words[place : place + size]
            if len(here) == size and all(_fits(part, number, word) for number, (_, _, word) in enumerate(here)):
                reached = here[-1][1]
                yield start, reached
                break


def _fits(part: SearchPart, number: int, word: str) -> bool:
    wanted = part.words[number]
    return word == wanted or (part.prefix and number == len(part.words) - 1 and word.startswith(wanted))


def _fold(word: str) -> str:
    """A word as it is searched; what the search splits further is joined again, and fits nothing."""
    return word.lower() if word.isascii() else " ".join(search_words(unicodedata.normalize("NFC", word)))
