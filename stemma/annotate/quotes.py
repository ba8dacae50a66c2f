"""Quotation marks: where the words between them begin and end, and whether someone speaks in them.

Marks are matched inside one passage, since a writer opens a long quotation anew in each paragraph and
closes only the last; such a passage is quotation to its end.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from stemma.annotate.passage import ParsedPassage

QuotationKind = Literal["speech", "scare", "title"]

_MARK = re.compile(r"''|``|[“”„‟«»\"＂‘’']")
_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset(' \t\n\r\u00a0([{—–-/:;,…“"')
_SMALL_WORDS = frozenset("""a an and as at but by for from in into of on or the to with is are be""".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Quotation(NamedTuple):
    """Words between quotation marks: ``text[start:end]`` with its marks, in one passage.

    ``passage`` is the passage's place in the sequence given.
    """

    start: int
    end: int
    kind: QuotationKind
    passage: int


def mark_quotations(passages: Sequence[ParsedPassage]) -> tuple[Quotation, ...]:
    """Everything between quotation marks, with what it is: speech, a scare quote or a title of a work."""
    out: list[Quotation] = []
    for number, passage in enumerate(passages):
        text = passage.doc.text
        for start, end in match_marks(text):
            kind = _kind(text, start, end, headline=passage.part in ("headline", "deck"))
            out.append(Quotation(passage.start + start, passage.start + end, kind, number))
    return tuple(out)


def match_marks(text: str) -> list[tuple[int, int]]:
    """Where quotations start and end in ``text``, marks included, outermost only, in order; linear in its length.

    One without a closing mark runs to the next opening mark, else to the end of ``text``, white space left out.
    """
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text)]
    closers = [a for a, b, mark in marks if mark in "'’" and _can_close(text, a, b)]
    found: list[tuple[int, int]] = []
    opened = -1
    skip_to = -1
    for start, end, mark in marks:
        if start < skip_to:
            continue
        if mark in ("‘", "'", "’"):
            if opened < 0 and (close := _single(text, start, end, mark, closers)) is not None:
                found.append((start, close))
                skip_to = close
            continue
        if opened < 0:
            if mark not in _CLOSING and _can_open(text, start, end, mark):
                opened = start
        elif mark in _CLOSING or (mark not in _OPENING and not _reopens(text, start, end)):
            found.append((opened, end))
            opened = -1
        else:
            # A second opening mark: the first was never closed.
            found.append((opened, opened + len(text[opened:start].rstrip())))
            opened = start
    if opened >= 0 and len(text.rstrip()) > opened + 1:
        found.append((opened, len(text.rstrip())))
    return found


def _can_open(text: str, start: int, end: int, mark: str) -> bool:
    if mark in _OPENING:
        return True
    before = text[start - 1] if start else " "
    return end < len(text) and not text[end].isspace() and not before.isalnum()


def _reopens(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    return before.isspace() and end < len(text) and text[end].isalnum()


def _can_close(text: str, start: int, end: int) -> bool:
    return start > 0 and not text[start - 1].isspace() and (end >= len(text) or not text[end].isalnum())


def _single(text: str, start: int, end: int, mark: str, closers: list[int]) -> int | None:
    """The end of a quotation in single marks that opens at ``start``; None where the mark is an apostrophe."""
    before = text[start - 1] if start else " "
    if mark == "’" or before not in _BEFORE_OPENING or end >= len(text) or text[end].isspace():
        return None
    if text[end].isdigit() and text[end : end + 3].endswith("s"):
        return None
    at = bisect_right(closers, start)
    for close in closers[at : at + 6]:
        # "voters' rights": after s and before a space, it closes only where no better mark follows.
        if text[close - 1] != "s" or at + 1 >= len(closers) or not text[close + 1 : close + 2].isspace():
            return close + 1
    return closers[at] + 1 if at < len(closers) else None


def _kind(text: str, start: int, end: int, *, headline: bool) -> QuotationKind:
    inner = text[start:end].strip("“”„‟«»\"＂‘’'` ")
    words = _WORD.findall(inner)
    ended = inner[-1:] in ".,!?…;" or text[end : end + 1] == ","
    capitals = [w for w in words if w.casefold() not in _SMALL_WORDS]
    titled = bool(capitals) and all(w[0].isupper() or w[0].isdigit() for w in capitals)
    if titled and not headline and 1 <= len(words) <= 9 and inner[-1:] not in ".!?" and len(capitals) > 1:
        return "title"
    if len(words) >= 5 or (ended and len(words) >= 2):
        return "speech"
    return "scare"
