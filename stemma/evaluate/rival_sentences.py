"""Sentences of articles as claims, with sources by a few patterns, and groups of them as a dossier: for rivals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from stemma.evaluate.annotation_rivals import find_textacy
from stemma.model.article import Article
from stemma.text.figures import find_figures

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_NAME = r"(?:the |The )?[A-Z][\w.'’-]*(?: (?:of |the |and )?[A-Z][\w.'’-]*){0,4}"
_VERB = "(?:said|says|told|announced|reported|reports|confirmed|added|claimed|stated|wrote)"
_SOURCES = (
    re.compile(rf"\b[Aa]ccording to ({_NAME})"),
    re.compile(rf"({_NAME})(?:, [^,.]{{1,40}},)? {_VERB}\b"),
    re.compile(rf"\b{_VERB} ({_NAME})"),
)
_LEAST = 3
"""Words of a sentence that is worth a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article: ``article.text[start:end]``, and who says it, where a pattern tells."""

    article: str
    start: int
    end: int
    text: str
    said_by: tuple[str, ...] = ()


def cut_articles(articles: Sequence[Article]) -> tuple[Sentence, ...]:
    """The sentences of headline, deck, body and captions, in order."""
    return tuple(sentence for article in articles for sentence in _cut(article))


def _cut(article: Article) -> Iterator[Sentence]:
    above = [span for span in (article.title_span, article.deck_span) if span]
    spans = [*above, *article.body, *article.captions]
    for first, last in sorted({(span.start, span.end) for span in spans}):
        at = first
        for end, after in [*((m.start(), m.end()) for m in _END.finditer(article.text, first, last)), (last, last)]:
            # The pattern takes a closing quotation mark with the gap; it belongs to the sentence.
            close = end + len(article.text[end:after]) - len(article.text[end:after].lstrip("\"'”’)"))
            text = article.text[at:close]
            if len(text.split()) >= _LEAST:
                found = next((m[1] for pattern in _SOURCES if (m := pattern.search(text))), None)
                said_by = (found,) if found else ()
                yield Sentence(article=article.id, start=at, end=close, text=text, said_by=said_by)
            at = after


def name_quoted(articles: Sequence[Article], sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences with textacy's speakers instead: of each direct quotation that a sentence shares a letter with."""
    from stemma.annotate.parse import load_model
    from stemma.annotate.passage import ParsedPassage

    find = find_textacy()
    if find is None:
        return tuple(sentences)
    nlp = load_model()
    speakers: dict[str, list[tuple[int, int, str]]] = {}
    for article in articles:
        blocks = [(span.start, span.end) for span in article.body]
        docs = nlp.pipe(article.text[start:end] for start, end in blocks)
        passages = [
            ParsedPassage(start=start, end=end, part="body", doc=doc)
            for (start, end), doc in zip(blocks, docs, strict=True)
        ]
        speakers[article.id] = [(s.start, s.end, one.chain[0]) for one in find(passages) for s in one.content]
    return tuple(
        replace(
            one,
            said_by=tuple(dict.fromkeys(name for a, b, name in speakers[one.article] if a < one.end and one.start < b))[
                :1
            ],
        )
        for one in sentences
    )


def find_deframe_groups(sentences: Sequence[Sentence]) -> list[list[int]]:
    """news-deframe's claim clusters as groups of sentences; a sentence in several goes to the widest."""
    from stemma.compare.vectors import embed_texts

    cluster = import_module("news_deframe.analysis.claims").cluster_claims
    parsed = import_module("news_deframe.schemas").ParsedArticle
    places: dict[tuple[str, str], list[int]] = {}
    texts: dict[str, list[str]] = {}
    for place, one in enumerate(sentences):
        places.setdefault((one.article, one.text), []).append(place)
        texts.setdefault(one.article, []).append(one.text)
    articles = [parsed(article_id=name, sentences=told) for name, told in texts.items()]
    left = set(range(len(sentences)))
    groups = []
    for found in cluster(articles, embed_fn=lambda told: embed_texts(list(told)).astype("float32")):
        group = sorted(
            {place for one in found.sources for place in places.get((one.article_id, one.text), ()) if place in left}
        )
        left -= set(group)
        if group:
            groups.append(group)
    return [*groups, *([place] for place in sorted(left))]


def write_dossier(
    articles: Sequence[Article], sentences: Sequence[Sentence], groups: Sequence[Sequence[int]]
) -> Mapping[str, Any]:
    """The dossier of so many groups, as JSON: no more of the contract than its figures ask for."""
    findings = []
    for number, group in enumerate(groups):
        members = [sentences[place] for place in group]
        told_by = {one.article for one in members}
        findings.append(
            {
                "id": f"finding-{number}",
                "relation": _relate(members) if len(told_by) > 1 else "single",
                "date": None,
                "origins": len({one.said_by or (one.article,) for one in members}),
                "claims": [
                    {
                        "article": one.article,
                        "start": one.start,
                        "end": one.end,
                        "quote": one.text,
                        "said_by": list(one.said_by),
                    }
                    for one in members
                ],
            }
        )
    written = [
        {
            "id": article.id,
            "source": article.source,
            "text": article.text,
            "body": [[span.start, span.end] for span in article.body],
            "title": article.title,
            "published": article.published,
            "byline": article.byline,
            "outlet": article.outlet,
            "agency": article.agency,
        }
        for article in articles
    ]
    return {"articles": written, "findings": findings, "entities": [], "quotations": []}


def _relate(members: Sequence[Sentence]) -> str:
    """They differ where two of different articles have figures and none in common."""
    figures = [(one.article, find_figures(one.text)) for one in members]
    apart = any(a != b and one and other and not one & other for a, one in figures for b, other in figures)
    return "differ" if apart else "agree"
