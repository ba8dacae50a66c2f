"""What a page says that a date is the date of: of publication, of a change, of a right, of somebody's birth."""

import re
from functools import cache
from typing import Literal

from stemma.read.word_lists import load_sections

Meaning = Literal["published", "modified", "other"]

_OTHER = re.compile(
    r"©|\(c\)|copyright|\ball rights\b|\bborn\b|\bdied\b|\bexpires?\b|\buntil\b|\bdeadline\b|\bretrieved\b|\baccessed\b"
    r"|\bmember since\b|\bjoined\b|\barchived?\b|\bsince\b|\bgeboren\b|\bmitglied seit\b|\bregistriert\b|\babgerufen\b"
    r"|\bseit\b|\bbis\b|\bjusqu['’]|\bné[e]? le\b|\bhasta\b|\bdesde\b|\bnacido\b|\bfino al\b|\bdal\b",
    re.IGNORECASE,
)
_UNSPACED = "\u2e80"
_BEFORE = 40
"""Characters before a date in which a word tells what it is."""


def tell_meaning(before: str) -> Meaning | None:
    """What the words right ``before`` a date say of it; the nearest word counts, None where there is none."""
    near = before[-_BEFORE:].lower()
    said: list[tuple[int, Meaning]] = []
    for meaning in ("published", "modified"):
        found = [match.end() for match in _pattern(meaning).finditer(near)]
        if found:
            said.append((found[-1], meaning))
    other = [match.end() for match in _OTHER.finditer(near)]
    if other:
        said.append((other[-1], "other"))
    return max(said)[1] if said else None


def tell_meaning_after(after: str) -> Meaning | None:
    """The same by the words right ``after`` a date, as some languages put them ("wurde am ... veröffentlicht")."""
    near = re.split(r"[.;|/·•–—-]\s", after[:_BEFORE].lower())[0]
    said: list[tuple[int, Meaning]] = []
    for meaning in ("published", "modified"):
        match = _pattern(meaning).search(near)
        if match:
            said.append((match.start(), meaning))
    return min(said)[1] if said else None


@cache
def _pattern(meaning: str) -> re.Pattern[str]:
    words = next(lines for head, lines in load_sections("date_words.txt") if head.split(" | ")[0] == meaning)
    # Chinese, Japanese and Korean set no space before a word
    spaced = [re.escape(word) for word in words if word[0] < _UNSPACED]
    joined = [re.escape(word) for word in words if word[0] >= _UNSPACED]
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(spaced)})|{'|'.join(joined)}")
