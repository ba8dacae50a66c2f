"""What a store lists and searches, derived from what it was given: one derivation for all stores."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import blake2b

from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.model.dossier import Dossier
from stemma.model.stored import StoredClaim, StoredFinding
from stemma.store.codec import dump
from stemma.store.searching import search_words

Facet = tuple[str, str]
"""A kind (``place`` or ``name``) and a value as written."""


def identify_capture(capture: Capture) -> str:
    """The id of a capture: a hash of its bytes and of all that its container says of them."""
    digest = blake2b(digest_size=16)
    digest.update(blake2b(capture.content, digest_size=16).digest())
    digest.update(describe_capture(capture).encode("ascii"))
    return digest.hexdigest()


def describe_capture(capture: Capture) -> str:
    """All of a capture but its bytes, as JSON."""
    return dump({field.name: getattr(capture, field.name) for field in fields(capture) if field.name != "content"})


def name_outlet(article: Article) -> str:
    """The outlet, else the source."""
    return article.outlet or article.source


def fold_value(value: str) -> str:
    """A name of an outlet, place or entity as it is compared."""
    return " ".join(value.split()).casefold()


def day_of(date: str | None) -> str | None:
    """The day of a date as far as it is known to the day: ``YYYY-MM-DD``."""
    return date[:10] if date and len(date) >= 10 else None


def article_words(article: Article) -> list[str]:
    """The words that an article is found by: headline, deck, body and captions."""
    parts = [article.title or "", article.deck or ""]
    parts += [article.text[a:b] for a, b in (*article.body, *article.captions)]
    return search_words("\n".join(parts))


def head_words(title: str, headlines: Iterable[str | None]) -> list[str]:
    """The first words that a story is found by: its title and the headlines of its articles."""
    return search_words("\n".join((title, *(headline or "" for headline in headlines))))


def told_words(dossier: Dossier) -> list[str]:
    """The rest of the words that a story is found by: names, places and statements of its newest edition."""
    facets = (value for _, value in list_facets(dossier))
    return search_words("\n".join((*facets, *(finding.statement for finding in dossier.findings))))


def claim_words(quote: str, said_by: Iterable[str]) -> list[str]:
    """The words that a claim is found by: its quote and its sources."""
    return search_words("\n".join((quote, *said_by)))


def finding_words(statement: str, quotes: Iterable[str]) -> list[str]:
    """The words that a finding is found by: its statement and the quotes of its claims."""
    return search_words("\n".join((statement, *quotes)))


def rejected_words(item: str, reason: str) -> list[str]:
    """The words that a rejected item is found by."""
    return search_words(f"{item}\n{reason}")


def list_quotes(dossier: Dossier) -> dict[str, list[str]]:
    """By the id of each finding: the quotes of its claims; of several findings by one id those of the first."""
    return {finding.id: [claim.quote for claim in finding.claims] for finding in reversed(dossier.findings)}


def list_facets(dossier: Dossier) -> tuple[Facet, ...]:
    """Places and names of a dossier with all their variants, each once, in its order."""
    found: dict[Facet, None] = {}
    for place in dossier.places:
        found.update({("place", value): None for value in (place.name, *place.variants)})
    for entity in dossier.entities:
        found.update({("name", value): None for value in (entity.name, *entity.variants)})
    return tuple(found)


def count_differences(dossier: Dossier) -> int:
    """Findings that differ, those withheld left out."""
    return sum(finding.relation == "differ" and not finding.withheld for finding in dossier.findings)


def list_findings(story: str, dossier: Dossier) -> Iterator[StoredFinding]:
    """The findings of an edition, in its order."""
    for finding in dossier.findings:
        yield StoredFinding(
            id=finding.id,
            story=story,
            statement=finding.statement,
            relation=finding.relation,
            kind=finding.kind,
            origins=finding.origins,
            confidence=finding.confidence,
            date=finding.date,
            withheld=finding.withheld,
            articles=tuple(dict.fromkeys(claim.article for claim in finding.claims)),
        )


def list_claims(story: str, dossier: Dossier) -> Iterator[StoredClaim]:
    """The claims of an edition, in its order."""
    articles = {article.id: article for article in dossier.articles}
    origins = {origin.id: origin.name for origin in dossier.origins}
    for finding in dossier.findings:
        for claim in finding.claims:
            yield StoredClaim(
                id=claim.id,
                finding=finding.id,
                story=story,
                article=claim.article,
                outlet=name_outlet(articles[claim.article]),
                start=claim.start,
                end=claim.end,
                quote=claim.quote,
                said_by=claim.said_by,
                quoted=claim.quoted,
                origin=origins.get(claim.origin, claim.origin),
                relation=finding.relation,
                date=claim.date or finding.date,
                published=articles[claim.article].published,
            )
