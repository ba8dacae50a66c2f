"""Words by which furniture gives itself away, in any English news page (``data/furniture_phrases.txt``)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from stemma.read.word_lists import load_sections
from stemma.text.patterns import join_patterns

UNKNOWN = "outside the article"
"""The reason where nothing tells a better one."""
_SHORT = 12
"""Spaces beyond which a line is no heading and no button."""
_LONGEST = 600
_Pair = tuple[re.Pattern[str], re.Pattern[str]]
_REMEMBERED = 20_000
"""Lines whose answer is kept, at most."""
_INTERRUPTIONS = ("advertisement", "sharing", "newsletter", "comments")
_PLEAS = ("plea for money", "newsletter")
_BULLETS = " \t-–—•·*|»>«#+▶►"


def find_heading(line: str) -> str | None:
    """The reason, where a short ``line`` is a furniture heading or button; None else."""
    if len(line) > 120 or line.count(" ") >= _SHORT:
        return None
    return match_heading(line.strip(_BULLETS))


@lru_cache(maxsize=_REMEMBERED)
def match_heading(bare: str) -> str | None:
    """``find_heading`` of a trimmed line."""
    return next((reason for reason, pattern in _headings() if pattern.fullmatch(bare)), None)


def find_address(line: str) -> str | None:
    """The reason, where ``line`` speaks to the reader of the outlet, or of the page itself; None else."""
    return match_address(line[:_LONGEST].strip())


@lru_cache(maxsize=_REMEMBERED)
def match_address(bare: str) -> str | None:
    """``find_address`` of a trimmed line. Kept: one line is asked about several times, and an outlet's furniture stands
    on each of its pages."""
    anyone, each = _addresses()
    # most lines speak to nobody: one search says so for all reasons
    if not (anyone[0].match(bare) or anyone[1].search(bare)):
        return None
    return next((reason for reason, head, inside in each if head.match(bare) or inside.search(bare)), None)


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
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tail = r"[\s:.!?>»…|]*"
    return tuple(
        (reason, re.compile(f"(?:{'|'.join(lines)}){tail}", re.IGNORECASE)) for reason, lines in _load("heading")
    )


@cache
def _addresses() -> tuple[_Pair, tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]]:
    """What fits for any reason, and the reasons in their order; of each what begins a line and what stands in one."""
    each = [(reason, *_compile(lines)) for reason, lines in _load("address")]
    return _compile([line for _, lines in _load("address") for line in lines]), tuple(each)


def _compile(lines: Sequence[str]) -> _Pair:
    """What ``lines`` match at a text's begin, for ``match``, and anywhere in it, for ``search``."""
    begin = join_patterns(line[1:] for line in lines if line.startswith("^"))
    inside = join_patterns(line for line in lines if not line.startswith("^"))
    return re.compile(begin, re.IGNORECASE), re.compile(inside, re.IGNORECASE)


def _load(where: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for head, lines in load_sections("furniture_phrases.txt"):
        reason, kind = head.split(" | ")
        if kind == where:
            yield reason, tuple(lines)
