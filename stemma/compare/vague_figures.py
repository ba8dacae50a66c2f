"""Amounts that stand for a range of figures: "hundreds", "half a dozen", "a pair of", "four out of ten"."""

import re
from collections.abc import Iterator

from stemma.model.annotation import Claim, Quantity

_COUNTED = r"(?:\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?P<of>[a-z]{3,}))?"
_RANGES: dict[str, tuple[str, float, float | None]] = {
    "dozens": ("..", 20, 150),
    "scores": ("..", 30, 250),
    "hundreds": ("..", 150, 2_500),
    "thousands": ("..", 1_500, 60_000),
    "half a dozen": ("~", 6, None),
    "a pair": ("=", 2, None),
    "a couple": ("~", 2, None),
    "a handful": ("..", 2, 10),
    "a dozen": ("~", 12, None),
    "about a score": ("~", 20, None),
    "several": ("..", 3, 15),
    "a few": ("..", 2, 12),
}
_RANGE = re.compile(rf"\b(?P<word>{'|'.join(_RANGES)})\b{_COUNTED}", re.IGNORECASE)
_WORDS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    "hundred": 100
}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_WORDS)})"
_SHARE = re.compile(
    rf"(?P<hedge>more than |over |fewer than |less than |under |almost |nearly |about |around |some )?"
    rf"\b(?P<part>{_NUMBER})(?: \w+){{0,2}}? (?:out of|in|of)(?: every| each)? "
    r"(?P<whole>two|three|four|five|ten|a hundred|hundred|100)\b"
    r"|of every (?P<whole_>hundred|ten|100) \w+ (?P<hedge_>more than |over |fewer than |less than )?"
    rf"(?P<part_>{_NUMBER})\b",
    re.IGNORECASE,
)
_OPS = {"more": ">", "over": ">", "fewer": "<", "less": "<", "under": "<", "almost": "<~", "nearly": "<~"}
_OF_PEOPLE = frozenset({"dozens", "scores", "hundreds", "thousands"})
"""Without a noun: of people."""
_NO_NOUNS = frozenset("has was others this its his less as across".split())
_PLURALS = {"people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman"}
_LARGER = re.compile(r"^(?: of)? (?:hundred|thousand|million|billion|years?|days?|weeks?|hours?|times)", re.IGNORECASE)


def find_vague_figures(claim: Claim) -> tuple[Quantity, ...]:
    """The amounts of a claim that stand for a range, and the shares told as one number out of another, in percent."""
    return (*_ranges(claim), *_shares(claim))


def _ranges(claim: Claim) -> Iterator[Quantity]:
    for match in _RANGE.finditer(claim.quote):
        word = match["word"]
        if _LARGER.match(claim.quote[match.start() + len(word) :]):
            continue
        op, low, high = _RANGES[word.lower()]
        start = claim.start + match.start()
        noun = (match["of"] or "").lower()
        plural = noun in _PLURALS or (noun.endswith("s") and noun not in _NO_NOUNS)
        if not plural and word.lower() not in _OF_PEOPLE:
            continue
        yield Quantity(
            start=start,
            end=start + len(word),
            text=word,
            op=op,
            quantity=low,
            high=high,
            of=singular(noun) if plural else "person",
        )


def _shares(claim: Claim) -> Iterator[Quantity]:
    for match in _SHARE.finditer(claim.quote):
        part, whole = _value(match["part"] or match["part_"]), _value(match["whole"] or match["whole_"])
        if part >= whole:
            continue
        hedge = (match["hedge"] or match["hedge_"] or "").split()
        op = _OPS.get(hedge[0].lower(), "~") if hedge else "="
        start, end = claim.start + match.start(), claim.start + match.end()
        yield Quantity(start=start, end=end, text=match[0], op=op, quantity=100 * part / whole, unit="percent")


def singular(noun: str) -> str:
    """A plural noun's base form by its ending; irregular ones of people by a table."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _value(word: str) -> float:
    plain = word.lower().removeprefix("a ")
    return float(_WORDS.get(plain) or int(plain))
