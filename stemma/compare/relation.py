"""The relation of a finding: typed values first, then wording, then what is denied.

Each test looks at two claims of different articles and says nothing unless it is sure of what it
compares; a finding's relation is the strongest that any of its pairs gives.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from stemma.compare.contrasts import Context, Contrast, Found, Judgement
from stemma.compare.grams import Floats
from stemma.compare.relation_denials import contrast_denials
from stemma.compare.relation_figures import contrast_figures
from stemma.compare.relation_mood import contrast_mood
from stemma.compare.relation_people import contrast_people
from stemma.compare.relation_places import contrast_places
from stemma.compare.relation_quotations import contrast_quotations
from stemma.compare.relation_tallies import contrast_tallies
from stemma.compare.relation_times import contrast_times
from stemma.compare.relation_wording import contrast_wording
from stemma.compare.values import compare_figures, describe_quantity
from stemma.model.annotation import Claim
from stemma.model.dossier import Kind, Relation

_STRENGTH: dict[Relation, int] = {"single": 0, "agree": 1, "compatible": 2, "update": 3, "differ": 4}
_TESTS: tuple[Callable[[Claim, Claim, Context], Found | None], ...] = (
    contrast_figures,
    contrast_tallies,
    contrast_times,
    contrast_places,
    contrast_wording,
    contrast_denials,
    contrast_mood,
    contrast_people,
    contrast_quotations,
)
_MOST_PAIRS = 1000
"""Pairs looked at in one finding, so that one of hundreds of copies stays cheap."""
_MANY = 24
"""Of more claims than this in one finding, only the first of those in the same words is looked at."""


def judge_claims(claims: Sequence[Claim], context: Context, likeness: Floats | None = None) -> Judgement:
    """Relation and kind of a finding's claims, in order of their place in the finding.

    ``likeness``, each claim's with each: of equally strong contrasts that between the claims most alike is told, for
    it is right most often; without it the first.
    """
    pairs = [(i, j) for i, j in combinations(_list_telling(claims), 2) if claims[i].article != claims[j].article]
    contrasts = [
        Contrast(relation=f.relation, kind=f.kind, one=i, other=j, words=f.words, why=f.why)
        for i, j in pairs[:_MOST_PAIRS]
        for test in _TESTS
        if (f := test(claims[i], claims[j], context)) is not None
    ]
    if contrasts:
        if likeness is not None:
            contrasts.sort(key=lambda c: -likeness[c.one, c.other])
        strongest = _choose(contrasts)
        values = _contrasted_values(claims, contrasts, strongest)
        return Judgement(relation=strongest.relation, kind=strongest.kind, contrast=strongest, values=values)
    relation: Relation = "agree" if len({c.article for c in claims}) > 1 else "single"
    values = tuple(describe_quantity(c.quantities[0]) if c.quantities else {} for c in claims)
    return Judgement(relation=relation, kind=_kind(claims), contrast=None, values=values)


def _list_telling(claims: Sequence[Claim]) -> list[int]:
    """The claims to set against each other, by index: all, or where they are many, the first in each wording."""
    if len(claims) <= _MANY:
        return list(range(len(claims)))
    first: dict[str, int] = {}
    for index, claim in enumerate(claims):
        first.setdefault(" ".join(claim.quote.casefold().split()), index)
    return list(first.values())


def _choose(contrasts: Sequence[Contrast]) -> Contrast:
    """The strongest contrast; of figures that differ and figures brought up to date, what the whole shows.

    A text that says "revised" settles it for all; so do later reports that all count more than earlier ones.
    """
    strongest = max(contrasts, key=lambda c: _STRENGTH[c.relation])
    if strongest.relation != "differ" or strongest.kind not in {"quantity", "time"}:
        return strongest
    alike = [c for c in contrasts if c.kind == strongest.kind]
    updates = [c for c in alike if c.relation == "update"]
    revised = next((c for c in updates if c.why == "revised"), None)
    if revised or (updates and not any(c.why == "shrunk" for c in alike)):
        return revised or updates[0]
    return strongest


def _contrasted_values(
    claims: Sequence[Claim], contrasts: Sequence[Contrast], strongest: Contrast
) -> tuple[dict[str, Any], ...]:
    """The value that each claim has in contrasts of the deciding kind; for figures, also where it agrees."""
    values: list[dict[str, Any]] = [{} for _ in claims]
    for contrast in (strongest, *contrasts):
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


def _kind(claims: Sequence[Claim]) -> Kind:
    if sum(c.quoted == "direct" for c in claims) * 2 > len(claims):
        return "quotation"
    if sum(bool(c.quantities) for c in claims) * 2 > len(claims):
        return "quantity"
    return "event"
