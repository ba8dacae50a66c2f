"""Doubts: what keeps a claim that is worded like a sentence from saying the same.

Two claims of one story that are alike seldom speak of two things; a sentence that anyone may make up often does, and is
meant to be found out: another figure, another person, a denial, something planned. Here each of these is looked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from stemma.compare.figure_states import find_states
from stemma.compare.figure_words import is_part, name_measure
from stemma.compare.values import compare_quantities
from stemma.model.annotation import Claim, Mention, Quantity

_UNREAL = frozenset(("possible", "planned", "feared", "conditional", "alleged", "wished"))
_NAMED = frozenset(("person", "organisation", "place"))
_NEGATION = re.compile(r"\b(?:not|never|no one|nobody|none|nothing|neither|without|no)\b|n['’]t\b", re.IGNORECASE)
_ANY_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    "that this with from have been were will would they their than then when which while said says".split()
)
_ANTONYMS = tuple(
    frozenset(pair.split("/"))
    for pair in (
        "first/last before/after early/late more/less more/fewer most/least rise/fall rose/fell rising/falling up/down "
        "higher/lower highest/lowest increased/decreased largest/smallest north/south east/west northern/southern "
        "eastern/western won/lost win/lose opened/closed open/closed accepted/rejected accept/reject arrived/left "
        "arrive/leave began/ended start/end started/ended inside/outside alive/dead guilty/innocent for/against "
        "allowed/banned legal/illegal true/false with/without many/few all/none"
    ).split()
)
"""Words that turn a sentence around while all else in it stays."""
_STEM = 4
_ALIKE = 0.5
"""The share of the sentence's words that a claim must have to be told as its contradiction."""


class Doubt(NamedTuple):
    """Why a claim does not say what the sentence says; ``otherwise``: it says something that stands against it."""

    why: str
    otherwise: bool = False
    words: tuple[str, str] | None = None
    """How the two values read, the sentence's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands in the article of a claim."""

    named: frozenset[str]
    """The ids of the entities that it names."""
    stems: frozenset[str]
    """The first letters of its longer words."""


def list_stems(text: str) -> frozenset[str]:
    """The first letters of the longer words of a text."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


def find_doubt(asked: Claim, claim: Claim, around: Around, names: Mapping[str, str]) -> Doubt | None:
    """The gravest doubt that ``claim`` says what ``asked`` says; None where there is none.

    ``around``: the claim's article; ``names``: what entities go by.
    """
    alike = _share_words(asked, claim)
    if find_states(asked.quote) - find_states(claim.quote):
        return Doubt("it does not say that this befell anyone")
    if _denies(asked) != _denies(claim):
        return Doubt("one of the two denies it", otherwise=alike, words=(asked.quote, claim.quote))
    figure = _find_figure(asked, claim, alike=alike)
    if figure is not None:
        return figure
    if asked.about and claim.about and asked.about != claim.about:
        return Doubt("it is about another")
    absent = [m.entity for m in asked.mentions if m.entity and m.kind in _NAMED and not _names(around, m)]
    if absent:
        return Doubt(f"its article does not name {names.get(absent[0], 'whom the sentence names')}")
    turned = _find_antonyms(asked, claim)
    if turned is not None:
        return Doubt("a word of one is turned around in the other", otherwise=alike, words=turned)
    lacking = _find_lacking(asked, around) if alike else None
    if lacking is not None:
        return Doubt(f"it is worded alike, but its article has nothing of “{lacking}”")
    if claim.modality in _UNREAL and asked.modality != claim.modality:
        return Doubt(f"it tells it as {claim.modality}")
    if claim.within is not None and not asked.quantities:
        return Doubt("it is a part of a clause alone")
    return None


def _names(around: Around, mention: Mention) -> bool:
    """Whether an article names what is mentioned, or has its words: not all that is written large is a name."""
    words = list_stems(mention.text)
    return mention.entity in around.named or (bool(words) and words <= around.stems)


def _find_figure(asked: Claim, claim: Claim, *, alike: bool) -> Doubt | None:
    for figure in asked.quantities:
        verdicts = [compare_quantities(figure, other) for other in claim.quantities]
        told = re.search(rf"\b{re.escape(figure.text)}\b", claim.quote, re.IGNORECASE)
        if told or any(one in ("same", "compatible") for one in verdicts):
            continue
        other = None if is_part(asked, figure) else _find_other(figure, claim)
        if other is None:
            return Doubt(f"it gives no figure like “{figure.text}”")
        return Doubt("it gives another figure", otherwise=alike, words=(figure.text, other.text))
    return None


def _find_other(figure: Quantity, claim: Claim) -> Quantity | None:
    """The one figure of the same measure in a claim; None where there is none, or several."""
    found = [one for one in claim.quantities if name_measure(one) == name_measure(figure)]
    return found[0] if len(found) == 1 and not is_part(claim, found[0]) else None


def _denies(claim: Claim) -> bool:
    return claim.polarity == "denied" or _NEGATION.search(claim.quote) is not None


def _share_words(asked: Claim, claim: Claim) -> bool:
    """Whether the claim has half of the sentence's longer words, by their first letters."""
    own = list_stems(asked.wording)
    return bool(own) and len(own & list_stems(claim.wording)) >= _ALIKE * len(own)


def _find_antonyms(asked: Claim, claim: Claim) -> tuple[str, str] | None:
    """A word of the sentence and its opposite in the claim, where neither has both."""
    own, others = (set(_ANY_WORD.findall(one.quote.casefold())) for one in (asked, claim))
    for pair in _ANTONYMS:
        here, there = own & pair, others & pair
        if len(here) == len(there) == 1 and here != there:
            return min(here), min(there)
    return None


def _find_lacking(asked: Claim, around: Around) -> str | None:
    """The first longer word of the sentence that stands in the article in no form; names and figures aside."""
    inside = [(one.start, one.end) for one in asked.mentions]
    inside += [(one.start, one.end) for one in asked.quantities]
    inside += [(one.start, one.end) for one in asked.times]
    for found in _WORD.finditer(asked.quote):
        start, end = asked.start + found.start(), asked.start + found.end()
        word = found[0].casefold()
        if word in _EMPTY or find_states(word) or any(a < end and start < b for a, b in inside):
            continue
        if word[:_STEM] not in around.stems:
            return found[0]
    return None
