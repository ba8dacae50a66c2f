"""Words by which furniture gives itself away, in any English news page (``data/furniture_phrases.txt``)."""

import re
from functools import cache, lru_cache

from stemma.read.word_lists import load_sections

_SHORT = 12
"""Spaces beyond which a line is no heading and no button."""
_LONGEST = 600
_INTERRUPTIONS = ("advertisement", "sharing", "newsletter", "comments")
_PLEAS = ("plea for money", "newsletter")
_BULLETS = " \t-–—•·*|»>«#+▶►"


def find_heading(line: str) -> str | None:
    """The reason, where a short ``line`` is a furniture heading or button; None else."""
    if len(line) > 120 or line.count(" ") >= _SHORT:
        return None
    return _find_heading(line.strip(_BULLETS))


@lru_cache(maxsize=5_000)
def _find_heading(bare: str) -> str | None:
    return next((reason for reason, pattern in _patterns("heading") if pattern.fullmatch(bare)), None)


def find_address(line: str) -> str | None:
    """The reason, where ``line`` speaks to the reader of the outlet, or of the page itself; None else."""
    return _find_address(line[:_LONGEST].strip())


@lru_cache(maxsize=5_000)
def _find_address(bare: str) -> str | None:
    # Kept: one line is asked about several times, and an outlet's furniture stands on each of its pages.
    return next((reason for reason, pattern in _patterns("address") if pattern.search(bare)), None)


def find_phrase(line: str) -> str | None:
    """``find_heading`` or ``find_address``."""
    return find_heading(line) or find_address(line)


def find_interruption(line: str) -> str | None:
    """The reason, where ``line`` is a button or a notice that stands between paragraphs of an article; None else."""
    reason = find_heading(line)
    if reason in _INTERRUPTIONS:
        return reason
    reason = find_address(line)
    return reason if reason in _PLEAS else None


@cache
def _patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    tail = r"[\s:.!?>»…|]*" if where == "heading" else ""
    compiled = []
    for head, lines in load_sections("furniture_phrases.txt"):
        reason, kind = head.split(" | ")
        if kind == where:
            compiled.append((reason, re.compile(f"(?:{'|'.join(lines)}){tail}", re.IGNORECASE)))
    return tuple(compiled)
