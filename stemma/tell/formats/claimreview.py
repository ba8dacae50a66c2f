"""Findings as schema.org ClaimReview drafts, for fact-checkers: who says what, in which words, and no verdict."""

from collections.abc import Iterator, Sequence
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.arrangement import Version, arrange_dossier, label_relation, split_versions
from stemma.tell.formats.exchange import drop_empty, find_address, keep_date, make_urn, name_article, write_json
from stemma.tell.formats.schema_org import CONTEXT, describe_source, find_kinds
from stemma.tell.surroundings import cut_surroundings
from stemma.tell.wording import WORKING, clean_line, count_words, quote_words, say_source

_AROUND = 200
_QUOTES = 12
"""At most so many quotes stand in the text of a draft; its appearances hold all."""
NO_VERDICT = (
    "Draft without a verdict: Stemma measures reporting, not truth. A rating, its author and a date are to be added "
    "by whoever has checked the claim."
)
"""What each draft says of itself."""


def render_claimreview(dossiers: Sequence[Dossier]) -> str:
    """A graph of drafts: one a finding, or one for each value where the articles give several; contrasts first."""
    drafts = [draft for dossier in dossiers for draft in _list_drafts(dossier)]
    return write_json({"@context": CONTEXT, "@graph": drafts})


def _list_drafts(dossier: Dossier) -> Iterator[dict[str, Any]]:
    told = arrange_dossier(dossier)
    kinds = find_kinds(dossier)
    single = [finding for _, findings in told.single for finding in findings]
    for finding in (*told.contrasts, *told.agreed, *told.unsure, *single):
        versions = split_versions(finding)
        for number, version in enumerate(versions):
            if version.claims:
                yield _make_draft(dossier, finding, version, number if len(versions) > 1 else None, told.names, kinds)


def _make_draft(
    dossier: Dossier,
    finding: Finding,
    version: Version,
    number: int | None,
    names: dict[str, str],
    kinds: dict[str, str],
) -> dict[str, Any]:
    # Where the values are set side by side, what is to be checked is one of them, in the words that give it.
    articles = {article.id: article for article in dossier.articles}
    first = next((claim for claim in version.claims if claim.complete), version.claims[0])
    whole = number is None and not finding.statement.startswith("…")
    words = clean_line(finding.statement if whole else _complete(first, articles)) or "(no words)"
    speaker = first.said_by[-1] if first.said_by else names.get(first.article, first.article)
    appearances = []
    for claim in version.claims:
        article = articles.get(claim.article)
        appearances.append(
            drop_empty(
                {
                    "@type": "NewsArticle",
                    "@id": name_article(article) if article else make_urn("article", claim.article),
                    "headline": clean_line(article.title or "") if article else None,
                    "url": find_address(article) if article else None,
                    "publisher": {"@type": "Organization", "name": names.get(claim.article, claim.article)},
                    "datePublished": keep_date(article.published) if article else None,
                    "text": clean_line(claim.quote),
                }
            )
        )
    author = describe_source(speaker, kinds | {names.get(first.article, first.article): "Organization"})
    return drop_empty(
        {
            "@type": "ClaimReview",
            "@id": make_urn("claimreview", dossier.story.id, finding.id, number),
            "creativeWorkStatus": "Draft",
            "claimReviewed": words,
            "itemReviewed": drop_empty(
                {
                    "@type": "Claim",
                    "@id": make_urn("claim", dossier.story.id, finding.id, number),
                    "name": words,
                    "author": author,
                    "appearance": appearances,
                }
            ),
            "about": drop_empty(
                {
                    "@type": "Event",
                    "@id": make_urn("story", dossier.story.id),
                    "name": clean_line(dossier.story.title),
                }
            ),
            "reviewBody": " ".join(_say_state(finding, version, number, names)),
        }
    )


def _complete(claim: ReportedClaim, articles: dict[str, Article]) -> str:
    """The claim's words; where they are part of a sentence, all of it."""
    before, after = cut_surroundings(claim, articles[claim.article].text if claim.article in articles else "", _AROUND)
    return f"{before} {clean_line(claim.quote)}{after}".strip()


def _say_state(finding: Finding, version: Version, number: int | None, names: dict[str, str]) -> Iterator[str]:
    """What the reporting is like: who has it from whom, and what stands against it. Nothing on truth."""
    yield NO_VERDICT
    articles = count_words(len({claim.article for claim in finding.claims}), "article")
    yield f"{label_relation(finding)}: {articles}, {count_words(finding.origins, 'independent origin')}."
    yield from _list_quotes(version.claims, names)
    if number is not None:
        own = {claim.id for claim in version.claims}
        others = [claim for claim in finding.claims if claim.id not in own]
        if others:
            yield "Others say:"
        yield from _list_quotes(others, names)
        for one in finding.settles:
            yield f"{WORKING}: {clean_line(one.sentence)}"


def _list_quotes(claims: Sequence[ReportedClaim], names: dict[str, str]) -> Iterator[str]:
    for claim in claims[:_QUOTES]:
        source = say_source(claim)
        said = f" ({source})" if source else ""
        yield f"{names.get(claim.article, claim.article)}: {quote_words(claim.quote)}{said}."
    if len(claims) > _QUOTES:
        yield f"And {len(claims) - _QUOTES} more."
