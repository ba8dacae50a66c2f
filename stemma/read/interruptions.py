"""What stands between or below the paragraphs of an article and is none of it: buttons, pleas, paywalls, comments."""

from collections.abc import Sequence

from stemma.read.comments import find_comments
from stemma.read.furniture_phrases import find_interruption
from stemma.read.lines import Line, ends_sentence
from stemma.read.truncation import is_stub
from stemma.text.words import split_words

_HEADING_WORDS = 8
_HEADED = ("plea for money", "newsletter")


def find_interruptions(lines: Sequence[Line], chosen: Sequence[bool]) -> dict[int, str]:
    """The lines among the ``chosen`` that are furniture by their words, headings of pleas too, and what they are."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        reason = find_interruption(line.text) or ("paywall" if is_stub(line.text) else None)
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
