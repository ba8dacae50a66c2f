"""What is left of two claims once their common words are matched: the shortest readable words that differ.

"Hired a Leeds firm" and "hired a Yorkshire design house" leave "Leeds firm" and "Yorkshire design house". Where only
one side has more to say, the next common word joins it, so that each side reads: "firm" and "Leeds design firm".
Matching is by the longest common runs (Ratcliff and Obershelp 1988, as ``difflib`` has it) over folded words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from stemma.model.annotation import Claim

_WORD = re.compile(r"\d[\d,.]*\d|\w+(?:['’-]\w+)*")
_STEM = 6
_MOST_WORDS = 60
"""Of a longer claim only so many words are matched: a table read as a sentence stays cheap."""
_LONGEST = 7
"""Words on one side that a reader takes in as one thing."""
_BREAK = re.compile(r"[,;:!?.]\s|[“”\"()—–]")
_ALIKE, _SURROUNDINGS, _SHORTEST, _SPELLING = 0.3, 2, 3, 0.75
"""Claims this much alike, this many common words around, words this long, and no likelier one word spelt twice."""
EMPTY = frozenset(
    "a an the and or but nor of in on at to for from by with as into onto that this these those than then it its he "
    "she they his her their him them we our us you your i my me who whom whose which what when where while is are "
    "was were be been being am has have had having do does did doing will would can could should shall also just there "
    "here so if because since said says saying told tells s".split()
)
"""Words that alone tell nothing of what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a claim; ``start`` and ``end`` are offsets in its quote."""

    start: int
    end: int
    key: str
    empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The words of one claim that differ: ``quote[start:end] == text``."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Words of two claims that stand in one place and differ."""

    one: Side
    other: Side
    before: int
    """How many telling words that both claims have stand right before them, in the same order."""
    after: int
    added: bool
    """One claim only says more: the other has nothing in that place but a word that both have."""
    common: float
    """The share of the two claims' words that they have in common, 0..1."""


def split_claim(claim: Claim) -> tuple[Word, ...]:
    """The words of a claim's quote, the first sixty."""
    return _split(claim.quote)


@lru_cache(maxsize=8192)
def _split(quote: str) -> tuple[Word, ...]:
    return tuple(
        Word(start=m.start(), end=m.end(), key=_fold(m[0]), empty=m[0].casefold() in EMPTY)
        for m in list(_WORD.finditer(quote))[:_MOST_WORDS]
    )


def _fold(word: str) -> str:
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    if folded[0].isdigit():
        return folded.replace(",", "")
    return folded.removesuffix("s")[:_STEM] if len(folded) > 3 else folded


def find_leftovers(one: Claim, other: Claim) -> tuple[Leftover, ...]:
    """Where two claims run alike but for some words: each such place, in the order of ``one``."""
    first, second = split_claim(one), split_claim(other)
    matcher = SequenceMatcher(None, [w.key for w in first], [w.key for w in second], autojunk=False)
    steps = matcher.get_opcodes()
    found = []
    for number, (step, low, high, low_, high_) in enumerate(steps):
        if step == "equal":
            continue
        before = _count_telling(first, steps[number - 1]) if number else 0
        after = _count_telling(first, steps[number + 1]) if number + 1 < len(steps) else 0
        if not before and not after:
            continue
        own, others = _trim(first[low:high]), _trim(second[low_:high_])
        if not _tells(own) and not _tells(others):
            continue
        added = not _tells(own) or not _tells(others)
        if added:
            # One side says more: the common word behind it, or else before it, says of what.
            if after and _next_tells(first, high):
                own, others = first[low : high + 1], second[low_ : high_ + 1]
            elif before and low and not first[low - 1].empty:
                own, others = first[low - 1 : high], second[low_ - 1 : high_]
            else:
                continue
            own, others = _trim(own), _trim(others)
        if not (_tells(own) and _tells(others)) or max(len(own), len(others)) > _LONGEST:
            continue
        found.append(
            Leftover(
                one=_side(one.quote, own),
                other=_side(other.quote, others),
                before=before,
                after=after,
                added=added,
                common=matcher.ratio(),
            )
        )
    return tuple(found)


def _count_telling(words: Sequence[Word], step: tuple[str, int, int, int, int]) -> int:
    return sum(not w.empty for w in words[step[1] : step[2]]) if step[0] == "equal" else 0


def _next_tells(words: Sequence[Word], place: int) -> bool:
    return place < len(words) and not words[place].empty


def _tells(words: Sequence[Word]) -> bool:
    return any(not w.empty for w in words)


def _trim(words: Sequence[Word]) -> Sequence[Word]:
    """Without joining words at its ends that say nothing: "and", "that"."""
    low, high = 0, len(words)
    while low < high and words[low].empty and words[low].key not in {"a", "an", "the", "in", "on", "at", "by"}:
        low += 1
    while high > low and words[high - 1].empty:
        high -= 1
    return words[low:high]


def _side(quote: str, words: Sequence[Word]) -> Side:
    start, end = words[0].start, words[-1].end
    return Side(start=start, end=end, text=quote[start:end], words=tuple(words))


def is_readable(left: Leftover) -> bool:
    """Whether the words alone show what differs: one piece each, in like surroundings, not one word spelt twice."""
    one, other = left.one.text.casefold(), left.other.text.casefold()
    if _BREAK.search(left.one.text) or _BREAK.search(left.other.text) or left.common < _ALIKE:
        return False
    if left.before + left.after < _SURROUNDINGS or min(len(one), len(other)) < _SHORTEST:
        return False
    if left.added:
        return one != other and (one in other or other in one)
    return one[:_SHORTEST] != other[:_SHORTEST] and SequenceMatcher(None, one, other).ratio() <= _SPELLING
