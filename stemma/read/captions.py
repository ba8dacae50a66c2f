"""Captions of photographs in a text without markup."""

import re
from collections.abc import Sequence, Set

from stemma.read.lines import Line
from stemma.text.words import fold_text, split_words

_CREDITED = (
    r"AP|AFP|EPA|PA|Reuters|Getty(?: Images)?|Shutterstock|Alamy|Xinhua|Sputnik|TASS|KCNA|Yonhap|Kyodo|Bloomberg"
    r"|NurPhoto|file|pool|supplied|handout|screenshot|courtesy|photo(?:graph)?s?|image|picture|via [A-Z][^()]{2,40}"
    r"|[\w .]+/[\w .]+"
)
_CREDIT = re.compile(
    rf"\((?:[^()]{{0,60}}\b)?(?:{_CREDITED})(?:\b[^()]{{0,40}})?\)\s*$"
    r"|(?:©|\b(?:photo|photograph|image|picture|pic|credit)s?\s*(?:by|:|courtesy)).{2,60}$"
    r"|\b(?:AP Photo|Getty Images|AFP via Getty|EPA-EFE|via REUTERS|Shutterstock)\b.{0,40}$",
    re.I,
)
_LONGEST = 450


def find_captions(lines: Sequence[Line], body: Sequence[bool], apart: Set[int | None]) -> list[int]:
    """The numbers of the lines up to the body's end that caption a photograph: by a credit at their end, with twins.

    ``apart`` holds the lines that are headline or deck.
    """
    last = max((n for n, chosen in enumerate(body) if chosen), default=-1)
    found = [n for n in range(last + 1) if n not in apart and is_caption(lines[n].text)]
    for n in list(found):
        folded = fold_text(lines[n].text)
        for m in (n - 1, n + 1):
            if 0 <= m <= last and m not in found and m not in apart and len(split_words(lines[m].text)) > 4:
                twin = fold_text(lines[m].text)
                if folded.startswith(twin) or twin.startswith(folded):
                    found.append(m)
    return found


def is_caption(text: str) -> bool:
    """Whether ``text`` ends in the credit of a photograph."""
    return len(text) <= _LONGEST and bool(_CREDIT.search(text[-140:]))
