"""The shape of a line: what can be told of it without knowing the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.read.credits import is_person, read_byline, read_foot
from stemma.read.furniture_phrases import find_address, find_heading
from stemma.read.lines import Line, ends_sentence
from stemma.text.words import fold_text, split_words

_LONGEST = 4000
FUNCTION_WORDS = frozenset(
    split_words(
        "a an the and or but of in on at to for from with by as that which who whom whose is are was were be been has "
        "have had will would could should may might can did do does not it its he she his her they their them this "
        "these those after before during while when where because if than then there into over under about against "
        "between said says"
    )
)
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d+ (?:min(?:ute)?s?|hours?|days?|weeks?) (?:ago|read)\b", re.I
)
_SPEECH = re.compile(r"[“\"][^”\"]{15,}[”\"]|\b(?:said|says|told|according to|reported|announced|added)\b")
_PROSE_LETTERS = 50
_PROSE_END = re.compile(r"[.!?…。！？؟।۔:]\s?[\"'”’“‘»«)\]」』]*$")
_READER = re.compile(r"\b(?:you|your|we|our|us)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """What the scores are made of."""

    words: int
    function_share: float
    capital_share: float
    ends: bool
    heading: str | None
    address: str | None
    repeated: bool
    clock: bool
    truncated: bool
    speech: bool
    reader: bool
    credit: bool


def measure_shapes(lines: Sequence[Line]) -> list[LineShape]:
    """The shape of each line."""
    return [measure_shape(line, again) for line, again in zip(lines, find_repeats(lines), strict=True)]


def measure_shape(line: Line, repeated: bool) -> LineShape:
    """The shape of ``line``; only its first characters count where it is endless."""
    text = line.text[:_LONGEST]
    words = split_words(text)
    lower = [w.lower() for w in words]
    content = [w for w in words[1:] if w.lower() not in FUNCTION_WORDS]
    return LineShape(
        words=len(words),
        function_share=sum(w in FUNCTION_WORDS for w in lower) / max(1, len(words)),
        capital_share=sum(w[0].isupper() or w[0].isdigit() for w in content) / max(1, len(content)),
        ends=ends_sentence(text) if len(line.text) <= _LONGEST else True,
        heading=find_heading(text),
        address=find_address(text),
        repeated=repeated,
        clock=bool(_CLOCK.search(text)),
        truncated=bool(_TRUNCATED.search(text)),
        speech=bool(_SPEECH.search(text)),
        reader=bool(_READER.search(text)) and not re.search(r"[“\"]", text),
        credit=bool(read_foot(text) or read_byline(text) or is_person(text)),
    )


def is_prose_like(text: str) -> bool:
    """Whether ``text`` is as long as a sentence and ends as one does, in whatever script."""
    letters = sum(c.isalpha() for c in text[:_LONGEST])
    dense = sum("\u2e80" <= c <= "\uffef" for c in text[:_LONGEST])
    return letters + 2 * dense >= _PROSE_LETTERS and bool(_PROSE_END.search(text))


def find_repeats(lines: Sequence[Line]) -> list[bool]:
    """Which lines occur more than once, white space, case and punctuation aside."""
    folded = [fold_text(line.text[:300]) for line in lines]
    counts: dict[str, int] = {}
    for text in folded:
        counts[text] = counts.get(text, 0) + 1
    return [counts[text] > 1 for text in folded]
