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


def list_sums(claims: Sequence[Claim]) -> dict[float, list[tuple[Claim, tuple[Quantity, ...]]]]:
    """Each sum that parts in a row in one claim make, with the claim and the parts."""
    found: dict[float, list[tuple[Claim, tuple[Quantity, ...]]]] = {}
    for claim in claims:
        figures = sorted((q for q in claim.quantities if q.high is None), key=lambda q: q.start)
        for run in _find_runs(claim, figures):
            found.setdefault(_key(sum(q.quantity for q in run)), []).append((claim, run))
    return found


def list_shares(claims: Sequence[Claim]) -> list[tuple[Claim, Quantity, Quantity]]:
    """ "40 percent of the 500": each percentage that its claim says of which number it is."""
    found = []
    for claim in claims:
        figures = sorted(claim.quantities, key=lambda q: q.start)
        for share, whole in itertools.pairwise(figures):
            gap = claim.quote[share.end - claim.start : whole.start - claim.start]
            if share.unit == "percent" and 0 < share.quantity < 100 and _OF.fullmatch(gap):
                found.append((claim, share, whole))
    return found


def list_rates(claims: Sequence[Claim]) -> list[tuple[Claim, Quantity, Quantity, str]]:
    """ "300 a day for four days", "50 trucks at 2 million each": each rate with its number of times."""
    found = []
    for claim in claims:
        for rate in claim.quantities if len(claim.quantities) > 1 else ():
            after = claim.quote[rate.end - claim.start : rate.end - claim.start + 40]
            per = _PER.match(after)
            unit = per[1].lower() if per else "each" if _EACH.match(after) else ""
            found += [
                (claim, rate, times, unit)
                for times in claim.quantities
                if unit and times is not rate and _multiplies(claim, times, rate, unit)
            ]
    return found


def add_parts(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "“12 soldiers and five civilians were killed”: 12 + 5 = 17": parts of another claim that make a value."""
    seen: set[str] = set()
    for total in difference.values:
        if total.quantity.high is not None or total.quantity.quantity <= 1:
            continue
        for claim, run in around.sums.get(_key(total.quantity.quantity), ()):
            if claim.id in seen or not _is_total(total, run, claim):
                continue
            seen.add(claim.id)
            parts = " + ".join(say_number(q.quantity) for q in run)
            words = quote_from(claim, run[0].start)
            yield settle(f"{words}: {parts} = {say_number(total.quantity.quantity)}.", (claim, total.claim))


def take_shares(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "40 percent of 500 is 200": a share of a number in another claim that makes a value."""
    for claim, share, whole in around.shares:
        made = share.quantity * whole.quantity / 100
        slack = max(0.5 if not whole.unit else 0.0, 0.005 * whole.quantity)
        for given in difference.values:
            same = counts_same(given.quantity, whole) and given.claim.id != claim.id
            if same and abs(made - given.quantity.quantity) <= slack and _on_one_matter(claim, given.claim):
                about = "" if made == round(made) else "about "
                said = f"{share.quantity:g} percent of {say_number(whole.quantity)}"
                shown = made if made == round(made) else float(f"{made:.3g}")
                yield settle(f"{said} is {about}{say_number(shown)}.", (claim, given.claim))


def multiply_rates(difference: Difference, around: Surroundings) -> Iterator[Settling]:
    """ "300 a day for 4 days is 1,200", "50 at 2 million each is 100 million": a rate in another claim."""
    for claim, rate, times, unit in around.rates:
        made = rate.quantity * times.quantity
        given = _find_made(difference.values, rate, made, claim)
        if given is None:
            continue
        if unit == "each":
            said = f"{say_number(times.quantity)} at {say_number(rate.quantity)} each"
        else:
            said = f"{say_number(rate.quantity)} a {unit} for {say_number(times.quantity)} {unit}s"
        yield settle(f"{said} is {say_number(made)}.", (claim, given.claim))


def _key(value: float) -> float:
    return float(f"{value:.9g}")


def _find_runs(claim: Claim, figures: Sequence[Quantity]) -> Iterator[tuple[Quantity, ...]]:
    """Figures that stand in a row as parts do: "12 soldiers, five civilians and a child"; longest first."""
    for size in range(min(_MOST_PARTS, len(figures)), 1, -1):
        for first in range(len(figures) - size + 1):
            run = tuple(figures[first : first + size])
            gaps = [claim.quote[a.end - claim.start : b.start - claim.start] for a, b in itertools.pairwise(run)]
            listed = all(len(g) <= _GAP and _JOINT.search(g) and not _APART.search(g) for g in gaps)
            if listed and all(q.op == "=" and q.quantity > 0 for q in run):
                yield run


def _is_total(total: Given, run: Sequence[Quantity], claim: Claim) -> bool:
    """Whether these parts are of what the total counts."""
    whole = total.quantity
    within = claim.id == total.claim.id
    if within and any(q.start == whole.start for q in run):
        return False
    if whole.unit in ("percent", "year") or not all(counts_same(q, whole) for q in run):
        return False
    return within or _on_one_matter(claim, total.claim)


def _on_one_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims share a word beside what they count: "killed", "arrested"."""
    return bool(content_stems(one, names=False) & content_stems(other, names=False) - _counted(one) - _counted(other))


def _counted(claim: Claim) -> frozenset[str]:
    return frozenset(stem_word(w) for q in claim.quantities if q.of for w in (q.of, q.of + "s"))


def _multiplies(claim: Claim, times: Quantity, rate: Quantity, unit: str) -> bool:
    if times.op != "=" or rate.op != "=" or times.high is not None or rate.high is not None or times.quantity <= 1:
        return False
    if unit == "each":
        return times.unit is None and times.of is not None and times.end <= rate.start and bool(rate.unit in MONEY)
    before = claim.quote[: times.start - claim.start]
    return times.unit == unit and times.start >= rate.end and bool(_FOR.search(before))


def _find_made(values: Sequence[Given], rate: Quantity, made: float, claim: Claim) -> Given | None:
    for given in values:
        same = counts_same(given.quantity, rate) and given.claim.id != claim.id
        if same and abs(made - given.quantity.quantity) <= 1e-9 * made and _on_one_matter(claim, given.claim):
            return given
    return None
