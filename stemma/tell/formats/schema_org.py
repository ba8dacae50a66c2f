"""Articles and sources in the words of schema.org, for the formats that speak JSON-LD."""

from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.tell.formats.exchange import drop_empty, find_address, keep_date, keep_language, name_article
from stemma.tell.wording import clean_line

CONTEXT = "https://schema.org"


def describe_article(article: Article, name: str) -> dict[str, Any]:
    """A NewsArticle; ``name`` is what the article is shown as where its outlet is not known."""
    outlet, agency = clean_line(article.outlet or ""), clean_line(article.agency or "")
    return drop_empty(
        {
            "@type": "NewsArticle",
            "@id": name_article(article),
            "identifier": article.id,
            "headline": clean_line(article.title or "") or name,
            "alternativeHeadline": clean_line(article.deck or ""),
            "url": find_address(article),
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "sourceOrganization": {"@type": "Organization", "name": agency} if agency else None,
            # Whether a byline names a person or a desk is not known: it stays words.
            "creditText": clean_line(article.byline or ""),
            "dateline": clean_line(article.dateline or ""),
            "datePublished": keep_date(article.published),
            "dateModified": keep_date(article.modified),
            "inLanguage": keep_language(article.language),
        }
    )


def find_kinds(dossier: Dossier) -> dict[str, str]:
    """For each name of a person or an organisation in the story, its schema.org type."""
    types = {"person": "Person", "organisation": "Organization"}
    kinds = {
        variant: types[entity.kind]
        for entity in dossier.entities
        if entity.kind in types
        for variant in (*entity.variants, entity.name)
    }
    bodies = {origin.name: "Organization" for origin in dossier.origins if origin.kind in {"agency", "outlet"}}
    return kinds | bodies


def describe_source(name: str, kinds: dict[str, str]) -> dict[str, Any]:
    """Who is quoted or credited; without a type where the story does not tell a person from a body."""
    return drop_empty({"@type": kinds.get(name), "name": clean_line(name)})
