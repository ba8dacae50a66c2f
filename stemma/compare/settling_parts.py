"""What the rules of settling share: a difference, its values, the story's other claims, and words for both."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.model.annotation import Claim, Quantity
from stemma.model.dossier import Finding, Place, Settling

PEOPLE = frozenset(
    """person people man woman child boy girl adult baby civilian soldier officer policeman guard passenger worker
    employee student pupil teacher resident villager tourist protester demonstrator prisoner inmate hostage patient
    victim survivor casualty death fatality migrant refugee fan player sailor miner farmer firefighter doctor nurse
    journalist militant fighter troop serviceman citizen national driver crew member suspect other injury""".split()
)
"""Nouns that count persons: 12 soldiers and five civilians are 17 people."""
_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "square foot": "square feet"}
_SAID = {
    "=": "",
    "~": "about ",
    ">": "more than ",
    ">=": "at least ",
    "<": "less than ",
    "<=": "up to ",
    "<~": "nearly ",
}
_WORD = re.compile(r"[^\W\d_]{4,}")
_IDLE = frozenset(
    """about after again also among another around been before being both could days during each even every first
    following from have having hours into just last least less many minutes months more most much nearly only other
    over said same says since some such than that their them then there these they this those three time today told
    total until upon week weeks well were what when where which while will with within without would year years
    yesterday monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december morning evening afternoon night hundred thousand million billion five seven
    eight nine four eleven twelve twenty thirty forty fifty sixty percent reported according people person persons
    kilometres kilometers miles metres meters dollars euros pounds number figure still later early""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value that a claim of the difference gives."""

    claim: Claim
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A finding whose claims do not say the same."""

    finding: Finding
    claims: tuple[Claim, ...]
    values: tuple[Given, ...]
    """Each value once, as the first claim gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What may bear on a difference."""

    claims: tuple[Claim, ...]
    """Those of the whole story that are asserted and give a figure or a date, in order of article and place."""
    stems: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Claim id → ``content_stems``, for each of ``claims``."""
    sums: Mapping[float, Sequence[tuple[Claim, tuple[Quantity, ...]]]] = field(default_factory=dict)
    """A sum → the parts that stand in a row in one claim and make it."""
    shares: Sequence[tuple[Claim, Quantity, Quantity]] = ()
    """A percentage and the number that it is of."""
    rates: Sequence[tuple[Claim, Quantity, Quantity, str]] = ()
    """A rate, the number of times, and "each" or the unit of time."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Spelling, case folded → the town that it means; none where two bear the name."""


def settle(sentence: str, claims: Sequence[Claim]) -> Settling:
    """A sentence and the claims it rests on, each once."""
    return Settling(sentence=sentence, claims=tuple(dict.fromkeys(c.id for c in claims)))


def find_pairs(difference: Difference) -> list[tuple[Given, Given]]:
    """The values two by two, of different claims."""
    values = difference.values
    return [(one, other) for n, one in enumerate(values) for other in values[n + 1 :] if one.claim.id != other.claim.id]


def say_number(value: float) -> str:
    """``1,240``, ``6.5``, ``2.3 million``: the figure as it is."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            short = f"{value / size:,.6g}"
            return f"{short} {name}" if abs(float(short.replace(",", "")) * size - value) < 1e-6 else f"{value:,.15g}"
    return f"{value:,.15g}"


def say_amount(value: float, unit: str) -> str:
    """``6.2 miles``, ``250 km``, ``1 week``."""
    words = unit
    if value != 1 and len(unit) > 3 and unit not in ("percent", "km/h", "celsius", "fahrenheit", "hertz"):
        words = _PLURALS.get(unit, unit if unit.endswith("s") else unit + "s")
    elif value != 1:
        words = _PLURALS.get(unit, "days" if unit == "day" else unit)
    return f"{say_number(value)} {words}"


def say_hedge(quantity: Quantity) -> str:
    """``more than `` and the like; empty for a plain figure."""
    return _SAID.get(quantity.op, "")


def quote_from(claim: Claim, start: int, length: int = 90) -> str:
    """The claim's words from ``start`` (an offset in its article), in marks, cut at a word."""
    words = " ".join(claim.quote[max(0, start - claim.start) :].split()).strip(' ,;:–—-."“”')
    if len(words) > length:
        words = words[:length].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
    return f"“{words}”"


def content_stems(claim: Claim, *, names: bool = True) -> frozenset[str]:
    """What a claim is about: its longer words cut to their stem and, with ``names``, its people and organisations."""
    taken = [(m.start, m.end) for m in claim.mentions]
    taken += [(q.start, q.end) for q in claim.quantities]
    stems = {
        stem_word(found[0])
        for found in _WORD.finditer(claim.quote.casefold())
        if found[0] not in _IDLE and not any(s <= found.start() + claim.start < e for s, e in taken)
    }
    if names:
        stems |= {f"entity:{m.entity}" for m in claim.mentions if m.entity and m.kind != "place"}
    return frozenset(stems)


def stem_word(word: str) -> str:
    """A word without its commonest endings, cut to six letters: "killed" and "killing" are one."""
    for ending in ("ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]


def counts_same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same: one unit, one noun, or persons under two nouns."""
    if one.unit or other.unit:
        return one.unit == other.unit
    if one.of is None or other.of is None:
        return False
    return one.of == other.of or (one.of in PEOPLE and other.of in PEOPLE)
