"""Readers' comments under a heading that no list knows: signed paragraphs at the end of what looks like body."""

import re
from collections.abc import Sequence

from stemma.read.furniture_phrases import find_heading
from stemma.read.lines import Line, ends_sentence
from stemma.text.words import fold_text, split_words

_NAME = r"[^\W_][\w.’'-]{0,24}(?: [^\W_][\w.’'-]{0,24}){0,2}"
_SIGNED_FIRST = re.compile(
    rf"^(?P<name>{_NAME})(?:,? \(?(?:from |in )?[\w ]{{2,30}}\)?)??"
    r"(?:,? (?:(?:\d+|an?) \w+ ago|at \d[\d:. apm]{1,8}))?(?: (?:says|writes|said|wrote))?: (?=\S)"
)
_SIGNED_LAST = re.compile(rf"\s[—–-]\s?(?P<name>{_NAME})(?:, [^\W_][\w .’'-]{{1,30}})?$")
_SAYS = re.compile(r"^[^\s:“”\"][^:“”\"]{1,39} (?:says|said|writes|wrote)(?: (?:on|at) .{4,30})?:$")
_REPLY = re.compile(r"^\W*reply\W*$", re.IGNORECASE)
_LEAST = 2
_MOST_WORDS = 120
_HEADING_WORDS = 6
_LEAST_ARTICLE = 3


def find_comments(lines: Sequence[Line], chosen: Sequence[bool]) -> list[int]:
    """The numbers of the chosen lines that are readers' comments, with their heading; none where there are none.

    They are the last of the body: a short heading, then at least two short paragraphs, each signed at its beginning
    or its end by another name, none of which the article itself uses (an interview names whom it quotes). Or they
    are a thread: lines that say "NAME says:", or buttons to reply below a heading that says comments.
    """
    numbers = [n for n, kept in enumerate(chosen) if kept]
    threaded = _find_thread(lines, numbers)
    if threaded is not None:
        return [n for n in numbers if n >= threaded]
    first = len(numbers)
    names: dict[str, None] = {}
    while first > 0:
        name = _read_signature(lines[numbers[first - 1]].text)
        if name is None:
            break
        names[fold_text(name)] = None
        first -= 1
    if len(numbers) - first < _LEAST or len(names) < _LEAST or first <= _LEAST_ARTICLE:
        return []
    heading = numbers[first] - 1
    if not _is_heading(lines[heading].text):
        return []
    article = " ".join(fold_text(lines[n].text[:4000]) for n in numbers[: first - 1])
    if any(f" {part} " in f" {article} " for name in names for part in name.split() if len(part) > 1):
        return []
    return [heading, *numbers[first:]]


def _find_thread(lines: Sequence[Line], numbers: Sequence[int]) -> int | None:
    """The line where a thread of comments begins, at least three paragraphs into the body; None where there is none."""
    if len(numbers) <= _LEAST_ARTICLE:
        return None
    begins = numbers[_LEAST_ARTICLE - 1]
    said = [n for n in range(begins + 1, len(lines)) if _SAYS.match(lines[n].text[:80])]
    replies = [n for n in range(begins + 1, len(lines)) if _REPLY.match(lines[n].text[:20])]
    marks = said if len(said) >= _LEAST else replies if len(replies) >= _LEAST else []
    if not marks:
        return None
    headings = [n for n in range(begins + 1, marks[0]) if find_heading(lines[n].text) == "comments"]
    if headings:
        return headings[-1]
    return said[0] if marks is said else None


def _read_signature(text: str) -> str | None:
    if len(split_words(text)) > _MOST_WORDS:
        return None
    match = _SIGNED_FIRST.match(text[:120]) or _SIGNED_LAST.search(text[-70:])
    return match["name"] if match else None


def _is_heading(text: str) -> bool:
    return len(split_words(text)) <= _HEADING_WORDS and (not ends_sentence(text) or text.endswith(":"))
