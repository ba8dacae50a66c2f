"""What stands between or below the paragraphs of an article and is none of it: buttons, pleas, paywalls, comments."""

import re
from collections.abc import Sequence

from stemma.read.comments import find_comments
from stemma.read.furniture_phrases import find_interruption
from stemma.read.lines import Line, ends_sentence
from stemma.read.truncation import is_stub
from stemma.text.words import split_words

_HEADING_WORDS = 8
_LINK_WORDS = 5
_LONGEST_LINK = 200
_LEAST_BODY = 3
_LAST = 3
_NOTE = r"(?:is|was|has been|covers|writes|reports|joined|works|can be) "
_HEADED = ("plea for money", "newsletter")


def find_interruptions(lines: Sequence[Line], chosen: Sequence[bool]) -> dict[int, str]:
    """The lines among the ``chosen`` that are furniture by their words, headings of pleas too, and what they are."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        if not chosen[n] and not (n > 0 and chosen[n - 1]):
            continue
        reason = find_interruption(line.text) or ("paywall" if is_stub(line.text) else None)
        if reason is None and chosen[n] and _is_shouted(line.text):
            reason = "links to other articles"
        if reason is None:
            continue
        if chosen[n]:
            found[n] = reason
        if reason in _HEADED and n > 0 and chosen[n - 1] and n - 1 not in found and _is_heading(lines[n - 1].text):
            found[n - 1] = reason
    left = [kept and n not in found for n, kept in enumerate(chosen)]
    found.update(dict.fromkeys(find_comments(lines, left), "comments"))
    return found


def _is_heading(text: str) -> bool:
    return len(split_words(text)) <= _HEADING_WORDS and not ends_sentence(text)


def _is_shouted(text: str) -> bool:
    """Whether ``text`` is a headline in capitals, as some sites set their links between paragraphs."""
    return (
        len(text) <= _LONGEST_LINK
        and text.isupper()
        and len(split_words(text)) >= _LINK_WORDS
        and not ends_sentence(text)
    )


def find_author_notes(lines: Sequence[Line], chosen: Sequence[bool], byline: str | None) -> list[int]:
    """The lines among the last of the body that tell who its author is ("Ann Lee is the editor of ...")."""
    names = [name for name in re.split(r",| and ", byline or "") if len(name.split()) > 1]
    if not names:
        return []
    note = re.compile(rf"(?:{'|'.join(re.escape(name.strip()) for name in names)}),? {_NOTE}")
    last = [n for n, kept in enumerate(chosen) if kept][_LEAST_BODY:][-_LAST:]
    return [n for n in last if note.match(lines[n].text)]
