"""Working on sums: parts that make a total, a share of a number, so many a day for so many days."""

import itertools
import re
from collections.abc import Iterator, Sequence

from stemma.compare.settling_parts import (
    Difference,
    Given,
    Surroundings,
    content_stems,
    counts_same,
    quote_from,
    say_number,
    settle,
    stem_word,
)
from stemma.model.annotation import Claim, Quantity
from stemma.model.dossier import Settling
from stemma.text.units import MONEY

_MOST_PARTS = 6
_GAP = 70
_JOINT = re.compile(r"(?:,|;|\band\b|\bplus\b|\bas well as\b|\balong with\b)", re.IGNORECASE)
_APART = re.compile(r"\b(?:of whom|out of|from|than|to|between|but|not|while|against|compared|instead)\b|[.?!]\s", re.I)
_OF = re.compile(
    r"\s*(?:\([^)]{0,20}\)\s*)?of\s+(?:(?:the|its|their|all|some|about|around|roughly|nearly|an|estimated|total)\s+){0,3}",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\W{0,2}(?:[^\W\d_]+\s+){0,2}(?:an?|per|each|every)\s+(second|minute|hour|day|week|month|year)\b", re.IGNORECASE
)
_EACH = re.compile(r"\W{0,2}(?:[^\W\d_]+\s+){0,2}(?:each|apiece)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|over|in|during)\s+(?:the\s+|all\s+)?$", re.IGNORECASE)


def add_parts(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "“12 soldiers and five civilians were killed”: 12 + 5 = 17": parts of another claim that make a value."""
    totals = [g for g in difference.values if g.quantity.high is None and g.quantity.quantity > 1]
    for claim in around.claims if totals else ():
        figures = sorted((q for q in claim.quantities if q.high is None), key=lambda q: q.start)
        if len(figures) < 2:
            continue
        for run in _find_runs(claim, figures):
            made = sum(q.quantity for q in run)
            total = next((g for g in totals if _is_total(g, run, made, claim)), None)
            if total is None:
                continue
            sum_said = " + ".join(say_number(q.quantity) for q in run)
            words = quote_from(claim, run[0].start)
            yield settle(f"{words}: {sum_said} = {say_number(made)}.", (claim, total.claim))
            break


def take_shares(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "40 percent of 500 is 200": a share of a number in another claim that makes a value."""
    for claim in around.claims:
        figures = sorted(claim.quantities, key=lambda q: q.start)
        for share, whole in itertools.pairwise(figures):
            gap = claim.quote[share.end - claim.start : whole.start - claim.start]
            if share.unit != "percent" or not 0 < share.quantity < 100 or not _OF.fullmatch(gap):
                continue
            made = share.quantity * whole.quantity / 100
            slack = max(0.5 if not whole.unit else 0.0, 0.005 * whole.quantity)
            for given in difference.values:
                same = counts_same(given.quantity, whole) and given.claim.id != claim.id
                if same and abs(made - given.quantity.quantity) <= slack and _on_one_matter(claim, given.claim):
                    about = "" if made == round(made) else "about "
                    said = f"{share.quantity:g} percent of {say_number(whole.quantity)}"
                    yield settle(f"{said} is {about}{say_number(float(f'{made:.3g}'))}.", (claim, given.claim))


def multiply_rates(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "300 a day for 4 days is 1,200", "50 at 2 million each is 100 million": a rate in another claim."""
    for claim in around.claims:
        for rate in claim.quantities:
            after = claim.quote[rate.end - claim.start : rate.end - claim.start + 40]
            per, each = _PER.match(after), _EACH.match(after)
            for times in claim.quantities if per or each else ():
                if times is rate or not _multiplies(claim, times, rate, per[1].lower() if per else None):
                    continue
                made = rate.quantity * times.quantity
                given = _find_made(difference.values, rate, made, claim)
                if given is not None:
                    unit = f" {times.unit}s" if times.unit else ""
                    said = f"{say_number(rate.quantity)} {'a ' + per[1].lower() if per else 'each'}"
                    yield settle(
                        f"{said} for {say_number(times.quantity)}{unit} is {say_number(made)}.", (claim, given.claim)
                    )


def _find_runs(claim: Claim, figures: Sequence[Quantity]) -> Iterator[Sequence[Quantity]]:
    """Figures that stand in a row as parts do: "12 soldiers, five civilians and a child"; longest first."""
    for size in range(min(_MOST_PARTS, len(figures)), 1, -1):
        for first in range(len(figures) - size + 1):
            run = figures[first : first + size]
            gaps = [claim.quote[a.end - claim.start : b.start - claim.start] for a, b in itertools.pairwise(run)]
            listed = all(len(g) <= _GAP and _JOINT.search(g) and not _APART.search(g) for g in gaps)
            if listed and all(q.op == "=" and q.quantity > 0 for q in run):
                yield run


def _is_total(total: Given, run: Sequence[Quantity], made: float, claim: Claim) -> bool:
    """Whether these parts are of what the total counts, and make it."""
    whole = total.quantity
    within = claim.id == total.claim.id
    if abs(made - whole.quantity) > 1e-9 * made or (within and any(q.start == whole.start for q in run)):
        return False
    if whole.unit in ("percent", "year") or not all(counts_same(q, whole) for q in run):
        return False
    return within or _on_one_matter(claim, total.claim)


def _on_one_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims share a word beside what they count: "killed", "arrested"."""
    return bool(content_stems(one, names=False) & content_stems(other, names=False) - _counted(one) - _counted(other))


def _counted(claim: Claim) -> frozenset[str]:
    return frozenset(stem_word(w) for q in claim.quantities if q.of for w in (q.of, q.of + "s"))


def _multiplies(claim: Claim, times: Quantity, rate: Quantity, unit: str | None) -> bool:
    if times.op != "=" or rate.op != "=" or times.high is not None or rate.high is not None or times.quantity <= 1:
        return False
    if unit is None:
        return times.unit is None and times.of is not None and times.end <= rate.start and bool(rate.unit in MONEY)
    before = claim.quote[: times.start - claim.start]
    return times.unit == unit and times.start >= rate.end and bool(_FOR.search(before))


def _find_made(values: Sequence[Given], rate: Quantity, made: float, claim: Claim) -> Given | None:
    for given in values:
        same = counts_same(given.quantity, rate) and given.claim.id != claim.id
        if same and abs(made - given.quantity.quantity) <= 1e-9 * made and _on_one_matter(claim, given.claim):
            return given
    return None
