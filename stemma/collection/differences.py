"""Differences of an edition that no edition before it had: by what is set against what, not by ids, which change."""

from collections.abc import Iterable, Mapping
from typing import Any

from stemma.collection.event_keys import list_keys
from stemma.model.dossier import Dossier, Finding
from stemma.model.stored import Event
from stemma.store import Store
from stemma.text.words import fold_text

KNOWN = "differences"
"""The kind of records that hold, by story, the differences that were told: each as the sides that it set apart."""

Sides = frozenset[str]


def find_new(dossier: Dossier, known: Iterable[Sides]) -> dict[str, Sides]:
    """The differing findings, those withheld left out, that are none of ``known``: their ids, each with its sides.

    One is known where an earlier one set two of its sides apart and it has no side beyond those of earlier ones, or,
    of sides that are words, shares two: one more outlet in other words makes no new difference.
    """
    before = list(known)
    found = {}
    for finding in dossier.findings:
        if finding.relation == "differ" and not finding.withheld:
            sides = tell_sides(finding)
            if not any(_is_same(sides, old) for old in before):
                found[finding.id] = sides
    return found


def find_changed(dossier: Dossier, new: Mapping[str, Sides], known: Iterable[Sides]) -> tuple[str, ...]:
    """Those of ``new`` that are an earlier difference with another value: their ids.

    They set two of its sides apart and one more, or hold one of its sides where no other difference of the dossier
    goes on from it: then the other side is what changed.
    """
    before = list(known)
    kept = [tell_sides(one) for one in dossier.findings if one.relation == "differ" and one.id not in new]
    gone = [old for old in before if not any(_is_same(sides, old) for sides in kept)]
    return tuple(
        key
        for key, sides in new.items()
        if any(len(sides & old) > 1 for old in before) or any(sides & old for old in gone)
    )


def is_changed_alone(event: Event) -> bool:
    """Whether all differences that an event tells of were known, and have another value."""
    told = list_keys(event, "findings")
    return bool(told) and set(told) <= set(list_keys(event, "changed"))


def tell_sides(finding: Finding) -> Sides:
    """What a finding sets apart: the values of its claims, or their words where they have none."""
    return frozenset(filter(None, (_tell_side(claim.value, claim.quote) for claim in finding.claims)))


def load_known(store: Store, names: Iterable[str]) -> list[Sides]:
    """The differences told of a story under any of its names."""
    found: list[Sides] = []
    for name in names:
        record = store.get_record(KNOWN, name)
        found += [frozenset(sides) for sides in record["sides"]] if record else []
    return found


def put_known(store: Store, story: str, known: Iterable[Sides]) -> None:
    """Remember these as all that were told of a story."""
    store.put_records(KNOWN, {story: {"sides": sorted({tuple(sorted(sides)) for sides in known})}})


def _tell_side(value: Mapping[str, Any], quote: str) -> str:
    told = {key: one for key, one in value.items() if key != "text" and one is not None}
    if told:
        return "= " + " ".join(f"{key} {fold_text(str(told[key]))}" for key in sorted(told))
    text = fold_text(str(value.get("text") or ""))
    return f"= {text}" if text else fold_text(quote)


def _is_same(sides: Sides, old: Sides) -> bool:
    shared = sides & old
    if sides <= old:
        return True
    only_words = not any(side.startswith("= ") for side in sides - old)
    return len(shared) > 1 and only_words
