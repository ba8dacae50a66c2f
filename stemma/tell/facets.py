"""What the findings can be filtered by: sources, people, places; and which finding has which."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.model.dossier import Dossier, Finding
from stemma.tell.wording import clean_line
from stemma.text.words import fold_text

_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One list to choose from."""

    options: tuple[tuple[str, int], ...]
    """Each name with how many findings have it, most first; a finding speaks of an option by its place here."""
    chosen: Mapping[str, tuple[int, ...]]
    """Finding id → the places of its options."""


def list_sources(dossier: Dossier) -> Facet:
    """Who is credited inside the texts, and the origins that findings lead to."""
    origins = {origin.id: origin.name for origin in dossier.origins if origin.kind != "outlet"}
    return _gather(
        dossier.findings,
        {
            finding.id: [
                name
                for claim in finding.claims
                for name in (*claim.said_by, *([origins[claim.origin]] if claim.origin in origins else []))
            ]
            for finding in dossier.findings
        },
    )


def list_people(dossier: Dossier) -> Facet:
    """The people and organisations that the words of a finding name."""
    named = [(entity.name, entity.variants) for entity in dossier.entities if entity.kind != "place"]
    return _gather(dossier.findings, _find_named(dossier, named))


def list_places(dossier: Dossier) -> Facet:
    """The places that the words of a finding name."""
    named = [(place.name, place.variants) for place in dossier.places]
    known = {name for name, _ in named}
    named += [(e.name, e.variants) for e in dossier.entities if e.kind == "place" and e.name not in known]
    return _gather(dossier.findings, _find_named(dossier, named))


def _find_named(dossier: Dossier, named: Sequence[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    """Finding id → the names whose spellings stand in its claims' own words."""
    spellings: dict[str, str] = {}
    for name, variants in named:
        for words in (name, *variants):
            if folded := fold_text(words[:_LONGEST]):
                spellings.setdefault(folded, name)
    if not spellings:
        return {}
    longest = max(len(words.split()) for words in spellings)
    return {
        finding.id: [name for claim in finding.claims for name in _list_named(claim.quote, spellings, longest)]
        for finding in dossier.findings
    }


def _list_named(quote: str, spellings: Mapping[str, str], longest: int) -> list[str]:
    """The names in ``quote``, the longest spelling at each place."""
    words = fold_text(quote).split()
    found: list[str] = []
    place = 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            if name := spellings.get(" ".join(words[place : place + size])):
                found.append(name)
                place += size
                break
        else:
            place += 1
    return found


def _gather(findings: Sequence[Finding], names: Mapping[str, Iterable[str]]) -> Facet:
    """Names that read the same but for case are one option."""
    spelled: dict[str, str] = {}
    held: dict[str, list[str]] = {}
    for finding in findings:
        keys: list[str] = []
        for name in names.get(finding.id, ()):
            shown = clean_line(name)[:_LONGEST].strip()
            if shown:
                spelled.setdefault(shown.casefold(), shown)
                keys.append(shown.casefold())
        held[finding.id] = list(dict.fromkeys(keys))
    counts = Counter(key for keys in held.values() for key in keys)
    ordered = sorted(counts, key=lambda key: (-counts[key], spelled[key]))
    places = {key: place for place, key in enumerate(ordered)}
    return Facet(
        options=tuple((spelled[key], counts[key]) for key in ordered),
        chosen={finding: tuple(sorted(places[key] for key in keys)) for finding, keys in held.items()},
    )
