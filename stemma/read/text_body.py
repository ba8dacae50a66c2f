"""The body of a text without markup: each line body or furniture, by its shape and by what stands around it.

Two-state Viterbi over the lines: each line has a score for being body, each change of state has a price,
a furniture heading lowers the price of leaving the body, a paragraph of prose that of entering it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.read.credits import is_person, read_byline, read_foot
from stemma.read.furniture_phrases import find_address, find_heading
from stemma.read.lines import Line, ends_sentence, runs_on
from stemma.text.words import fold_text, split_words

_CHANGE = 3.0
_HEADING_PULL = 5.0
_LONGEST = 4000
_FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "as",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "did",
        "do",
        "does",
        "not",
        "it",
        "its",
        "he",
        "she",
        "his",
        "her",
        "they",
        "their",
        "them",
        "this",
        "these",
        "those",
        "after",
        "before",
        "during",
        "while",
        "when",
        "where",
        "because",
        "if",
        "than",
        "then",
        "there",
        "into",
        "over",
        "under",
        "about",
        "against",
        "between",
        "said",
        "says",
    ]
)
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_BULLET = re.compile(r"^[-–—•·*|»>]\s*$")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d+ (?:min(?:ute)?s?|hours?|days?|weeks?) (?:ago|read)\b", re.I
)
_SPEECH = re.compile(r"[“\"][^”\"]{15,}[”\"]|\b(?:said|says|told|according to|reported|announced|added)\b")
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


def measure_shape(line: Line, repeated: bool) -> LineShape:
    """The shape of ``line``; only its first characters count where it is endless."""
    text = line.text[:_LONGEST]
    words = split_words(text)
    lower = [w.lower() for w in words]
    content = [w for w in words[1:] if w.lower() not in _FUNCTION]
    return LineShape(
        words=len(words),
        function_share=sum(w in _FUNCTION for w in lower) / max(1, len(words)),
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


def score_line(shape: LineShape, likeness: float | None = None) -> float:
    """Log-odds of the line being body; ``likeness`` is the share of its words that other articles of the story use."""
    score = -1.5
    if shape.words <= 3:
        score -= 1.0
    score += 2.0 * min(shape.words, 40) / 20 if shape.ends else 0.4 * min(shape.words, 40) / 20
    score += 1.2 if shape.function_share > 0.3 and shape.words > 6 else -0.4
    score += 0.7 * shape.ends - 1.5 * (shape.capital_share > 0.7 and shape.words < 20)
    score += 0.8 * shape.speech
    score -= 1.0 * (shape.clock and shape.words < 12)
    score -= 4.0 * bool(shape.heading) + 5.0 * bool(shape.address)
    score -= 3.0 * shape.credit + 1.5 * shape.repeated + 1.5 * shape.truncated + 0.8 * shape.reader
    if likeness is not None and shape.words > 5:
        score += 6.0 * (likeness - 0.35)
    return max(-8.0, min(4.5, score))


def choose_body(lines: Sequence[Line], scores: Sequence[float], headings: Sequence[bool]) -> list[bool]:
    """The likeliest labelling of the lines: True where body."""
    if not lines:
        return []
    out, body = 0.0, -_CHANGE
    steps: list[tuple[bool, bool]] = []
    for score, heading in zip(scores, headings, strict=True):
        price_out = _CHANGE - (_HEADING_PULL if heading else 0.0)
        to_body = max((body, True), (out - _CHANGE, False))
        to_out = max((out, False), (body - price_out, True))
        steps.append((to_out[1], to_body[1]))
        body, out = to_body[0] + score / 2, to_out[0] - score / 2
    state = body > out
    chosen = []
    for from_out, from_body in reversed(steps):
        chosen.append(state)
        state = from_body if state else from_out
    return chosen[::-1]


def find_repeats(lines: Sequence[Line]) -> list[bool]:
    """Which lines occur more than once, white space, case and punctuation aside."""
    folded = [fold_text(line.text[:300]) for line in lines]
    counts: dict[str, int] = {}
    for text in folded:
        counts[text] = counts.get(text, 0) + 1
    return [counts[text] > 1 for text in folded]


def join_scores(lines: Sequence[Line], shapes: Sequence[LineShape], likeness: Sequence[float | None]) -> list[float]:
    """The score of each line; a line in the middle of a broken sentence gets that of its sentence."""
    scores = [score_line(shape, like) for shape, like in zip(shapes, likeness, strict=True)]
    group = [0]
    for n in range(1, len(lines)):
        together = runs_on(lines[n - 1], lines[n]) and not shapes[n].heading and not shapes[n - 1].heading
        group.append(group[-1] if together else group[-1] + 1)
    best: dict[int, float] = {}
    for n, score in enumerate(scores):
        best[group[n]] = max(best.get(group[n], score), score)
    return [best[group[n]] for n in range(len(lines))]
