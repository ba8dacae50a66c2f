"""The articles as schema.org NewsArticle in JSON-LD, with the claims they make and whom they have them from."""

from collections.abc import Sequence
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier, ReportedClaim
from stemma.tell.formats.exchange import drop_empty, keep_date, make_urn, name_article, write_json
from stemma.tell.formats.schema_org import CONTEXT, describe_article, describe_source, find_kinds
from stemma.tell.formats.tables import count_body
from stemma.tell.wording import clean_line, name_articles


def render_jsonld(dossiers: Sequence[Dossier]) -> str:
    """A graph of the events and articles of all ``dossiers``."""
    graph: list[dict[str, Any]] = []
    for dossier in dossiers:
        event = _describe_event(dossier)
        graph.append(event)
        names = name_articles(dossier.articles)
        kinds = find_kinds(dossier)
        claims: dict[str, list[ReportedClaim]] = {}
        for finding in dossier.findings:
            for claim in finding.claims:
                claims.setdefault(claim.article, []).append(claim)
        for article in dossier.articles:
            made = sorted(claims.get(article.id, []), key=lambda claim: (claim.start, claim.end, claim.id))
            parts = [_describe_claim(dossier, claim, kinds) for claim in made]
            graph.append(
                describe_article(article, names[article.id])
                | drop_empty(
                    {
                        "wordCount": count_body(article),
                        "about": {"@id": event["@id"]},
                        "citation": _list_citations(dossier, article, made, kinds),
                        "hasPart": parts,
                    }
                )
            )
    return write_json({"@context": CONTEXT, "@graph": graph})


def _describe_event(dossier: Dossier) -> dict[str, Any]:
    story = dossier.story
    return drop_empty(
        {
            "@type": "Event",
            "@id": make_urn("story", story.id),
            "identifier": story.id,
            "name": clean_line(story.title) or "(no headline)",
            "startDate": keep_date(story.start),
            "endDate": keep_date(story.end),
            "location": [{"@type": "Place", "name": clean_line(place)} for place in story.places if clean_line(place)],
        }
    )


def _describe_claim(dossier: Dossier, claim: ReportedClaim, kinds: dict[str, str]) -> dict[str, Any]:
    """One claim in the article's own words: who said it, and by whom it came."""
    chain = [describe_source(name, kinds) for name in claim.said_by if clean_line(name)]
    return drop_empty(
        {
            "@type": "Quotation" if claim.quoted == "direct" else "Claim",
            "@id": make_urn("said", dossier.story.id, claim.id),
            "text": clean_line(claim.quote),
            "author": chain[-1] if chain else None,
            "isBasedOn": [{"@type": "CreativeWork", "author": source} for source in chain[:-1]],
        }
    )


def _list_citations(
    dossier: Dossier, article: Article, claims: Sequence[ReportedClaim], kinds: dict[str, str]
) -> list[Any]:
    """The articles that this one is known to have text from, then whom it credits, each once."""
    others = {other.id: other for other in dossier.articles}
    taken = dict.fromkeys(
        copy.from_.article
        for copy in dossier.copies
        if copy.direction and copy.to.article == article.id and copy.from_.article in others
    )
    credited = dict.fromkeys(name for claim in claims for name in claim.said_by if clean_line(name))
    works: list[Any] = [{"@id": name_article(others[key])} for key in taken if key != article.id]
    works += [{"@type": "CreativeWork", "author": describe_source(name, kinds)} for name in credited]
    return works
