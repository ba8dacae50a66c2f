"""Corrections and notices of updates: paragraphs in which an outlet tells that it has changed its own text."""

import re
from collections.abc import Sequence
from functools import cache

from stemma.model.span import BlockKind
from stemma.read.lines import Line
from stemma.read.word_lists import load_sections

_LONGEST = 200
_LEAST_LETTERS = 25
"""A bare "Updated 3pm" tells a date of the page; a notice says what is new."""
_NEAR = 3
_LINKED = 0.5
_APART = ("comments", "caption", "links to other articles", "navigation", "foot of the page")
_TIME = (
    r"(?:[,(\s]*(?:at|on|um|am|à|le|a las|el|alle|às|em|i|в|o)?\s*"
    r"[\w.,:/ ]{0,12}\d[\w.,:/ ]{0,30}?)?"
)


def find_notice(text: str) -> BlockKind | None:
    """``correction`` or ``update``, where a paragraph is such a notice; None else."""
    head = text[:_LONGEST].lstrip("*•·†‡_[(–—- ")
    kinds: tuple[BlockKind, ...] = ("correction", "update")
    kind = next((kind for kind in kinds if _pattern(kind).match(head)), None)
    if kind and text.isascii() and sum(c.isalpha() for c in text[: 4 * _LONGEST]) < _LEAST_LETTERS:
        return None
    return kind


def keep_notices(lines: Sequence[Line], chosen: list[bool]) -> None:
    """Take the outlet's notices that stand just above or below the body, or in it, into the body, in place."""
    numbers = [n for n, kept in enumerate(chosen) if kept]
    if not numbers:
        return
    for n in range(max(0, numbers[0] - _NEAR), min(len(lines), numbers[-1] + _NEAR + 1)):
        line = lines[n]
        if not chosen[n] and line.linked < _LINKED and line.zone not in _APART and find_notice(line.text):
            chosen[n] = True


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    labels: list[str] = []
    phrases: list[str] = []
    for head, lines in load_sections("notice_phrases.txt"):
        of, where = head.split(" | ")
        if of == kind:
            (labels if where == "label" else phrases).extend(lines)
    label = rf"(?:(?:editor|publisher)['’]?s note\s*[:–—-]\s*)?(?:{'|'.join(labels)}){_TIME}\s*[:：–—\-)\]]"
    phrase = rf"(?:(?:editor|publisher)['’]?s note\s*[:–—-]\s*|note\s*[:–—-]\s*)?(?:{'|'.join(phrases)})"
    return re.compile(rf"(?:{label}|{phrase})", re.IGNORECASE)
