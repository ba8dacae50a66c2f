"""The relation of a finding: typed values first, then wording, then what is denied.

Each test looks at two claims of different articles and says nothing unless it is sure of what it
compares; a finding's relation is the strongest that any of its pairs gives.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from stemma.compare.quotations import compare_quotations
from stemma.compare.values import compare_figures, describe_quantity
from stemma.model.annotation import Claim
from stemma.model.dossier import Kind, Relation

_COMPOUND = re.compile(r"\b(\w{3,})-(\w{4,})\s+(\w{3,})(?:\s+(\w{3,}))?")
_REVISED = re.compile(
    r"\b(revis\w+|updat\w+|earlier (?:report|count|figure|toll)s?|previous(?:ly)? (?:report|said|put|given)\w*|"
    r"(?:rose|risen|climbed|increased|grew|raised|lowered|cut) (?:to|from)|now stands?|"
    r"had (?:earlier|first|initially))\b",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"\w{4,}")
_STRENGTH: dict[Relation, int] = {"single": 0, "agree": 1, "compatible": 2, "update": 3, "differ": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two claims whose values differ, what kind of value, and how the values read."""

    relation: Relation
    kind: Kind
    one: int
    other: int
    words: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A finding's relation and kind, the contrast that decided it, and each claim's value."""

    relation: Relation
    kind: Kind
    contrast: Contrast | None
    values: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the tests need to know beside the claims."""

    published: Mapping[str, str]
    """Article id → its time of publication, ISO 8601, where it is known."""
    people: frozenset[str]
    """Ids of the entities that are persons."""


def judge_claims(claims: Sequence[Claim], context: Context) -> Judgement:
    """Relation and kind of a finding's claims, in order of their place in the finding."""
    contrasts = [
        Contrast(relation=relation, kind=kind, one=i, other=j, words=words)
        for i, j in combinations(range(len(claims)), 2)
        if claims[i].article != claims[j].article
        for relation, kind, words in _contrast(claims[i], claims[j], context)
    ]
    if contrasts:
        strongest = max(contrasts, key=lambda c: (_STRENGTH[c.relation], -c.one, -c.other))
        values = _contrasted_values(claims, contrasts, strongest)
        return Judgement(relation=strongest.relation, kind=strongest.kind, contrast=strongest, values=values)
    relation: Relation = "agree" if len({c.article for c in claims}) > 1 else "single"
    values = tuple(describe_quantity(c.quantities[0]) if c.quantities else {} for c in claims)
    return Judgement(relation=relation, kind=_kind(claims), contrast=None, values=values)


def _contrast(one: Claim, other: Claim, context: Context) -> Iterator[tuple[Relation, Kind, tuple[str, str]]]:
    for test in _TESTS:
        found = test(one, other, context)
        if found:
            yield found


def _contrasted_values(
    claims: Sequence[Claim], contrasts: Sequence[Contrast], strongest: Contrast
) -> tuple[dict[str, Any], ...]:
    """The value that each claim has in contrasts of the deciding kind; for figures, also where it agrees."""
    values: list[dict[str, Any]] = [{} for _ in claims]
    for contrast in contrasts:
        if contrast.kind == strongest.kind:
            for index, text in zip((contrast.one, contrast.other), contrast.words, strict=True):
                values[index] = values[index] or _value(claims[index], strongest.kind, text)
    if strongest.kind == "quantity":
        decided = claims[strongest.one]
        for index, claim in enumerate(claims):
            same = compare_figures(claim, decided) if not values[index] else None
            if same:
                values[index] = describe_quantity(same[1])
    return tuple(values)


def _value(claim: Claim, kind: Kind, text: str) -> dict[str, Any]:
    if kind == "quantity":
        return next((describe_quantity(q) for q in claim.quantities if q.text == text), {"text": text})
    if kind == "time":
        return next(({"text": text, "date": t.date} for t in claim.times if t.text == text), {"text": text})
    return {"text": text}


_Found = tuple[Relation, Kind, tuple[str, str]] | None


def _kind(claims: Sequence[Claim]) -> Kind:
    if sum(c.quoted == "direct" for c in claims) * 2 > len(claims):
        return "quotation"
    if sum(bool(c.quantities) for c in claims) * 2 > len(claims):
        return "quantity"
    return "event"


def _test_figures(one: Claim, other: Claim, context: Context) -> _Found:
    found = compare_figures(one, other)
    if found is None or found[0] == "same":
        return None
    verdict, a, b = found
    words = (a.text, b.text)
    if verdict == "compatible":
        return "compatible", "quantity", words
    if _is_later(one, other, context) or _REVISED.search(one.quote) or _REVISED.search(other.quote):
        return "update", "quantity", words
    return "differ", "quantity", words


def _is_later(one: Claim, other: Claim, context: Context) -> bool:
    """Whether the two were published on different days, so that the figure can have moved on."""
    days = (context.published.get(one.article, "")[:10], context.published.get(other.article, "")[:10])
    return all(days) and days[0] != days[1]


def _test_dates(one: Claim, other: Claim, context: Context) -> _Found:
    days = [[t for t in c.times if t.date and t.precision in {"day", "time"}] for c in (one, other)]
    if any(len({t.date[:10] for t in d if t.date}) != 1 for d in days):
        return None
    first, second = days[0][0], days[1][0]
    if (first.date or "")[:10] == (second.date or "")[:10] or not _share_words(one, other):
        return None
    return "differ", "time", (first.text, second.text)


def _share_words(one: Claim, other: Claim) -> bool:
    """Whether the shorter claim has half its longer words in the other: two dates of one thing, not of two."""
    first, second = (set(_LONG_WORD.findall(c.wording.casefold())) - _words_of_time(c) for c in (one, other))
    return len(first & second) * 2 >= min(len(first), len(second)) > 0


def _words_of_time(claim: Claim) -> set[str]:
    return {w for t in claim.times for w in _LONG_WORD.findall(t.text.casefold())}


def _test_wording(one: Claim, other: Claim, context: Context) -> _Found:
    """ "nuclear-powered bombers" against "nuclear-capable bombers": one head, one stem, two meanings."""
    for stem, end, *heads in _COMPOUND.findall(one.quote.lower()):
        for stem_, end_, *heads_ in _COMPOUND.findall(other.quote.lower()):
            same_head = {h for h in heads if h} & {h for h in heads_ if h}
            if stem == stem_ and end != end_ and same_head and not end.isdigit():
                head = sorted(same_head)[0]
                return "differ", "wording", (f"{stem}-{end} … {head}", f"{stem}-{end_} … {head}")
    return None


def _test_people(one: Claim, other: Claim, context: Context) -> _Found:
    """A longer list of people that holds the shorter one."""
    first, second = ({m.entity for m in c.mentions if m.entity in context.people} for c in (one, other))
    if min(len(first), len(second)) < 1 or abs(len(first) - len(second)) < 2 or not (first < second or second < first):
        return None
    return "compatible", "people", (_named(one, context), _named(other, context))


def _named(claim: Claim, context: Context) -> str:
    return ", ".join(dict.fromkeys(m.text for m in claim.mentions if m.entity in context.people))


def _test_quotations(one: Claim, other: Claim, context: Context) -> _Found:
    altered = compare_quotations(one, other)
    return ("compatible", "quotation", altered) if altered else None


_TESTS: tuple[Callable[[Claim, Claim, Context], _Found], ...] = (
    _test_figures,
    _test_dates,
    _test_wording,
    _test_people,
    _test_quotations,
)
