"""The statement of a finding: the plainest of its claims, its names full and its day resolved."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from stemma.compare.likeness import Likeness
from stemma.model.annotation import Claim
from stemma.text.days import write_day
from stemma.text.statements import drop_dateline, is_hanging, shape_statement, stands_alone
from stemma.text.words import fold_text

_PLAIN_WORDS = 6
_PHRASE = 4
_STATED = {"body": 0, "caption": 1, "deck": 2, "headline": 3}
_DAY = len("2031-03-04")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^‘’]*(?:’(?!\w)|$)")
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Mme|Herr|Frau)\.?\s$")
"""With these a surname is the name in full."""
_SPELT = re.compile(r"\d|[’']s?$")
"""What already tells its date, or takes no brackets: "Saturday's"."""


def state_finding(
    own: Sequence[Claim],
    members: Sequence[int],
    likeness: Likeness,
    names: Mapping[str, str],
    day: str | None,
) -> str:
    """In the words of the claim that reads best alone: of like ones the most like the rest, of phrases the fullest.

    ``members``: the claims' places in ``likeness``; ``names``: the full name of each person, by entity; ``day``: the
    date of the finding. Outside quotation marks a person's short name is written out where it first stands, and a day
    told by weekday ("on Sunday") gets its date in brackets where that is the finding's. What cannot be read alone is
    stated with what of its sentence it needs (``Claim.surrounds``).
    """
    central = likeness.compare(members, members).sum(axis=1) if len(members) > 2 else [0.0] * len(members)

    def rank(position: int) -> tuple[int, bool, int, bool, float, int, str]:
        claim = own[position]
        standing = _judge_standing(claim)
        phrase = standing >= _PHRASE
        size = -len(claim.quote) if phrase else len(claim.quote)
        begun = not phrase or not _shape(claim, claim.quote).startswith("…")
        short = len(claim.quote.split()) < _PLAIN_WORDS
        return (
            standing,
            not begun,
            _STATED[claim.part],
            short,
            -round(float(central[position]), 3),
            size,
            claim.id,
        )

    chosen = own[min(range(len(own)), key=rank)]
    words = write_out(chosen, names, day)
    if chosen.surrounds is None or (_opens(chosen) and chosen.within is None):
        return _shape(chosen, words)
    before, after = chosen.surrounds
    return shape_statement(f"{before}{words}{after}", opens=True)


def write_out(claim: Claim, names: Mapping[str, str], day: str | None) -> str:
    """The claim's words with persons' names in full and its day resolved; nothing within quotation marks is touched."""
    quoted = [m.span() for m in _QUOTED.finditer(claim.quote)]
    edits: list[tuple[int, int, str]] = []
    written: set[str] = set()
    for mention in sorted(claim.mentions, key=lambda m: (m.start, -m.end)):
        full = names.get(mention.entity or "")
        if full is None or mention.entity in written:
            continue
        written.add(mention.entity or "")
        if _is_short(mention.text, full) and not _HONORIFIC.search(claim.quote[: max(0, mention.start - claim.start)]):
            edits.append((mention.start - claim.start, mention.end - claim.start, full))
    edits += [
        (time.end - claim.start, time.end - claim.start, f" ({write_day(date.fromisoformat(day))})")
        for time in claim.times
        if day and len(day) == _DAY and time.date == day and time.precision == "day" and not _SPELT.search(time.text)
    ][:1]
    words = claim.quote
    for start, end, new in sorted(edits, reverse=True):
        if 0 <= start <= end <= len(claim.quote) and not any(a < end and start < b for a, b in quoted):
            words = words[:start] + new + words[end:]
    return words


def _is_short(name: str, full: str) -> bool:
    """Whether ``name`` is some words of ``full`` and not all: Meyer of Anna Meyer, but not AM."""
    own, whole = fold_text(name).split(), fold_text(full).split()
    return 0 < len(own) < len(whole) and set(own) <= set(whole)


def _shape(claim: Claim, words: str) -> str:
    return shape_statement(drop_dateline(words), opens=_opens(claim))


def _opens(claim: Claim) -> bool:
    return claim.complete or claim.start <= claim.sentence.start


def _judge_standing(claim: Claim) -> int:
    """How far a claim's words are from a sentence that anybody understands."""
    if claim.within is not None:
        return _PHRASE
    if is_hanging(claim.quote):
        return _PHRASE + 1
    if not claim.complete:
        return _PHRASE - 1
    if stands_alone(claim.quote):
        return 0 if claim.part == "body" else 1
    return 1 if len(claim.quote.split()) >= _PLAIN_WORDS else _PHRASE - 1
