"""The places that a story names, each with the findings and articles that name it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place with what names it."""

    place: Place
    mentions: int
    """How often the articles name it, headline, deck, body and captions together."""
    findings: tuple[str, ...]
    """The ids of the findings that have a claim which names it, in the dossier's order."""
    articles: tuple[str, ...]
    """The ids of the articles that name it, in the dossier's order."""


def list_places(dossier: Dossier) -> tuple[NamedPlace, ...]:
    """The places of ``dossier``, those that are named most often first; unresolved ones are among them.

    A claim or article names a place by any of its variants, as a whole word with its capitals. Of two variants of which
    one holds the other ("South Korea", "Korea") the longer counts.
    """
    pattern = _compile(dossier.places)
    if pattern is None:
        return ()
    owners = _index_names(dossier.places)
    counts: dict[int, int] = {}
    articles: dict[int, list[str]] = {}
    findings: dict[int, list[str]] = {}
    for article in dossier.articles:
        for start, end in _list_stretches(article):
            for found in pattern.finditer(article.text, start, end):
                for index in owners.get(found[0].casefold(), ()):
                    counts[index] = counts.get(index, 0) + 1
                    _add(articles.setdefault(index, []), article.id)
    for finding in dossier.findings:
        for claim in finding.claims:
            for found in pattern.finditer(claim.quote):
                for index in owners.get(found[0].casefold(), ()):
                    _add(findings.setdefault(index, []), finding.id)
                    _add(articles.setdefault(index, []), claim.article)
    order = {article.id: number for number, article in enumerate(dossier.articles)}
    named = [
        NamedPlace(
            place=place,
            mentions=counts.get(index, 0),
            findings=tuple(findings.get(index, ())),
            articles=tuple(sorted(articles.get(index, ()), key=lambda key: (order.get(key, len(order)), key))),
        )
        for index, place in enumerate(dossier.places)
    ]
    return tuple(sorted(named, key=lambda n: (-n.mentions, -len(n.findings), n.place.name)))


def _add(ids: list[str], one: str) -> None:
    if one not in ids:
        ids.append(one)


def _list_names(place: Place) -> tuple[str, ...]:
    return tuple(name for name in (place.name, *place.variants) if name.strip())


def _index_names(places: Sequence[Place]) -> dict[str, tuple[int, ...]]:
    owners: dict[str, tuple[int, ...]] = {}
    for index, place in enumerate(places):
        # Some letters have capitals that fold to others: both foldings lead back to the place.
        for name in dict.fromkeys(form.casefold() for n in _list_names(place) for form in (n, n.upper())):
            owners[name] = (*owners.get(name, ()), index)
    return owners


def _compile(places: Iterable[Place]) -> re.Pattern[str] | None:
    names = {name for place in places for name in _list_names(place)}
    if not names:
        return None
    # As written, or in capitals as headlines and datelines have them: "Reading" is a town, "reading" is none.
    forms = sorted({*names, *(name.upper() for name in names)}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form in forms) + r")(?!\w)")


def _list_stretches(article: Article) -> list[tuple[int, int]]:
    spans = [*article.body, *article.captions]
    spans += [span for span in (article.title_span, article.deck_span) if span]
    return sorted({(span.start, span.end) for span in spans})
