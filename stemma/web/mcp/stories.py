"""The tools that look a story up: ``search_stories`` and ``get_story``."""

from collections.abc import Iterator
from dataclasses import replace

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding
from stemma.model.stored import Query
from stemma.store import Store
from stemma.store.deriving import name_outlet
from stemma.web.mcp.answers import ArticleLine, FindingLine, StoryAnswer, StoryList, SummaryLine
from stemma.web.mcp.shaping import (
    LONGEST_QUOTE,
    Citing,
    clip,
    describe_story,
    fill_page,
    load_edition,
    load_story,
    split_cursor,
    tell_date,
)

_ARTICLES, _CLAIMS, _SENTENCES, _LACKING = 30, 6, 12, 12
NOTE = (
    "Read from one collection of saved pages: it measures reporting, not truth. What an outlet leaves out it need not "
    "deny."
)


def search_stories(store: Store, query: Query) -> StoryList:
    """The stories that fit, those that changed last first."""
    page = store.list_stories(query)
    found, cut = fill_page((describe_story(store, one) for one in page.items), limit=query.limit)
    if not cut:
        return StoryList(stories=found, next=page.next)
    again = store.list_stories(replace(query, limit=len(found)))
    return StoryList(stories=found, next=again.next)


def get_story(
    store: Store, story: str, *, relation: str | None = None, cursor: str | None = None, limit: int = 10
) -> StoryAnswer:
    """A story with the findings of its dossier, those of a relation or all, in the dossier's order."""
    number, offset = split_cursor(cursor)
    stored = load_story(store, story)
    line = describe_story(store, stored)
    if stored.edition is None:
        held = store.get_articles(stored.story.articles)
        articles = [_describe_article(held[key].article) for key in stored.story.articles if key in held]
        return StoryAnswer(
            story=line,
            edition=None,
            note=f"There is no dossier of it yet: it was not compared. {NOTE}",
            articles=articles[:_ARTICLES],
            articles_left_out=max(0, len(articles) - _ARTICLES),
            summary=[],
            findings=[],
            findings_in_all=0,
        )
    edition = load_edition(store, stored, number)
    dossier = edition.dossier
    chosen = [one for one in dossier.findings if relation is None or one.relation == relation]
    findings, more = fill_page(_iter_findings(dossier, chosen[offset:]), limit=limit)
    first = offset == 0
    return StoryAnswer(
        story=line,
        edition=edition.number,
        note=NOTE,
        articles=[_describe_article(one) for one in dossier.articles[:_ARTICLES]] if first else [],
        articles_left_out=max(0, len(dossier.articles) - _ARTICLES) if first else 0,
        summary=[
            SummaryLine(sentence=clip(one.sentence, LONGEST_QUOTE), findings=list(one.findings))
            for one in dossier.summary[:_SENTENCES]
        ]
        if first
        else [],
        findings=findings,
        findings_in_all=len(chosen),
        next=f"{edition.number}.{offset + len(findings)}" if more else None,
    )


def _iter_findings(dossier: Dossier, findings: list[Finding]) -> Iterator[FindingLine]:
    citing = Citing(dossier)
    for finding in findings:
        yield _describe_finding(finding, citing)


def _describe_finding(finding: Finding, citing: Citing) -> FindingLine:
    """A finding with the first of its claims."""
    return FindingLine(
        id=finding.id,
        statement=clip(finding.statement, LONGEST_QUOTE),
        relation=finding.relation,
        kind=finding.kind,
        date=tell_date(finding.date),
        origins=finding.origins,
        why=clip(finding.why, LONGEST_QUOTE),
        confidence=finding.confidence,
        unsure=finding.withheld,
        claims=[citing.cite(one) for one in finding.claims[:_CLAIMS]],
        claims_left_out=max(0, len(finding.claims) - _CLAIMS),
        missing=citing.miss(finding)[:_LACKING],
    )


def _describe_article(article: Article) -> ArticleLine:
    """An article as a line of a list."""
    return ArticleLine(
        id=article.id,
        outlet=clip(name_outlet(article)),
        agency=clip(article.agency) if article.agency else None,
        title=clip(article.title) if article.title else None,
        published=tell_date(article.published),
        url=clip(article.url, LONGEST_QUOTE) if article.url else None,
    )
