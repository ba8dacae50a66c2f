"""Every span of a dossier as a W3C Web Annotation, found by its place and by its words with what stands around."""

from collections.abc import Iterator, Sequence
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.tell.arrangement import label_relation
from stemma.tell.formats.exchange import drop_empty, keep_language, make_urn, name_article, write_json
from stemma.tell.wording import clean_line, say_source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters of prefix and suffix: as many as annotation programs use to find words that have moved."""


def render_annotations(dossiers: Sequence[Dossier]) -> str:
    """An AnnotationCollection of all ``dossiers`` on one page. Offsets count code points of the dossier's text."""
    items = [item for dossier in dossiers for item in _list_annotations(dossier)]
    stories = [dossier.story.id for dossier in dossiers]
    collection = {
        "@context": CONTEXT,
        "id": make_urn("annotations", *stories),
        "type": "AnnotationCollection",
        "label": " / ".join(clean_line(dossier.story.title) or "(no headline)" for dossier in dossiers),
        "total": len(items),
        "first": {
            "id": make_urn("annotations", *stories, "page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return write_json(collection)


def _list_annotations(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Claims first, then altered and other quotations, then copies, then the parts of each article."""
    articles = {article.id: article for article in dossier.articles}
    for finding in dossier.findings:
        tags: tuple[str, ...] = ("withheld" if finding.withheld else finding.relation, finding.kind)
        for claim in finding.claims:
            source = say_source(claim)
            words = f"{label_relation(finding)}: {finding.statement}" + (f" ({source})" if source else "")
            place = (claim.article, claim.start, claim.end)
            yield from _annotate(dossier, articles, place, ("claim", claim.id, finding.id), tags, words)
    for quotation in dossier.quotations:
        for variant in quotation.variants:
            tags = ("quotation", "altered") if variant.altered else ("quotation",)
            place = (variant.article, variant.start, variant.end)
            key = ("quotation", quotation.id, *place)
            yield from _annotate(dossier, articles, place, key, tags, quotation.speaker or "")
    for number, copy in enumerate(dossier.copies):
        for side, end in (("from", copy.from_), ("to", copy.to)):
            place = (end.article, end.start, end.end)
            yield from _annotate(dossier, articles, place, ("copy", number, side), ("copy", copy.kind), "")
    for article in dossier.articles:
        for part, start, stop, reason in _list_parts(article):
            place = (article.id, start, stop)
            yield from _annotate(dossier, articles, place, ("part", part, *place), (part,), reason)


def _list_parts(article: Article) -> Iterator[tuple[str, int, int, str]]:
    for part, span in (("headline", article.title_span), ("deck", article.deck_span)):
        if span is not None:
            yield part, *span, ""
    for part, spans in (("body", article.body), ("caption", article.captions)):
        for start, end in spans:
            yield part, start, end, ""
    for start, end, reason in article.furniture:
        yield "furniture", start, end, reason


def _annotate(
    dossier: Dossier,
    articles: dict[str, Article],
    place: tuple[str, int, int],
    key: tuple[object, ...],
    tags: tuple[str, ...],
    words: str,
) -> Iterator[dict[str, Any]]:
    """The annotation of one span; none where the span is not in its article."""
    name, start, end = place
    article = articles.get(name)
    if article is None or not 0 <= start < end <= len(article.text):
        return
    text = article.text
    said = clean_line(words)
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if said:
        bodies.append({"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": said})
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    yield {
        "id": make_urn("annotation", dossier.story.id, *key),
        "type": "Annotation",
        "motivation": "describing" if said else "classifying",
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": drop_empty(
                {
                    "id": name_article(article),
                    "type": "Text",
                    "language": keep_language(article.language),
                }
            ),
            "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, drop_empty(quote)],
        },
    }
