"""A notice of what happened: the findings concerned, who stands on each side, and their words, exact or not at all."""

from collections.abc import Sequence

from stemma.collection.notices.facts import StoryFacts
from stemma.collection.notices.notice import (
    Notice,
    NoticeClaim,
    NoticeFinding,
    NoticeLink,
    NoticeReason,
    NoticeSide,
)
from stemma.collection.notices.rules import Rule
from stemma.collection.syndication import clip_title, keep_web_url, make_urn
from stemma.model.article import Article
from stemma.model.dossier import Finding, ReportedClaim
from stemma.tell.arrangement import arrange_dossier, label_relation, list_distinct, split_versions
from stemma.tell.wording import clean_line, find_stem, name_articles
from stemma.text.secrets import strip_secrets

MOST_FINDINGS = 8
MOST_CLAIMS = 6
"""Of one side."""
MOST_LINKS = 20
MOST_OUTLETS = 200
LONGEST_QUOTE = 2_000
"""Code points; a claim that is longer is not quoted, because half of one is not its words."""


def compose_notice(
    rule: Rule, facts: StoryFacts, reasons: Sequence[NoticeReason], *, number: int, at: str, base_url: str | None
) -> Notice:
    """The notice of ``reasons``. ``number`` is its own among all that this store made."""
    story = facts.stored.story
    chosen = _choose_findings(facts, reasons)
    told = [one for one in (_tell_finding(facts, finding) for finding in chosen[:MOST_FINDINGS]) if one is not None]
    return Notice(
        id=make_urn("notice", rule.name, story.id, str(number), at),
        rule=rule.name,
        story=story.id,
        title=clip_title(clean_line(story.title[:5_000])),
        at=at,
        happened=" ".join(dict.fromkeys(reason.sentence for reason in reasons)),
        reasons=tuple(reasons),
        origins=story.origins,
        outlets=tuple(_short(name) for name in facts.stored.outlets[:MOST_OUTLETS]),
        articles=len(story.articles),
        findings=tuple(told),
        findings_left=len(chosen) - len(told),
        links=_list_links(facts, reasons),
        url=None if base_url is None else f"{base_url}/stories/{story.id}",
    )


def _choose_findings(facts: StoryFacts, reasons: Sequence[NoticeReason]) -> list[Finding]:
    """Those that the reasons name; those of edited articles; where there are none, what stands out in the dossier."""
    named = [key for reason in reasons for key in reason.findings]
    found = {key: finding for key in named for finding in [facts.find_finding(key)] if finding is not None}
    dossier = facts.dossier
    if found or dossier is None:
        return list(found.values())
    edited = {key for reason in reasons if "silently" in reason.trigger for key in reason.articles}
    arranged = arrange_dossier(dossier)
    shared = [*arranged.contrasts, *arranged.agreed]
    if edited:
        return [one for one in shared if edited & {claim.article for claim in one.claims}]
    return shared[:3]


def _tell_finding(facts: StoryFacts, finding: Finding) -> NoticeFinding | None:
    """The finding with its sides; None where none of its claims can be quoted whole: nothing is said without words."""
    dossier = facts.holder(finding.id)
    if dossier is None or len(finding.statement) > LONGEST_QUOTE:
        return None
    articles = {article.id: article for article in dossier.articles}
    names = name_articles(dossier.articles)
    origins = {origin.id: origin.name for origin in dossier.origins}
    sides = []
    for version in split_versions(finding):
        claims = [c for c in list_distinct(version.claims) if len(c.quote) <= LONGEST_QUOTE and c.article in articles]
        outlets = tuple(dict.fromkeys(_short(names.get(c.article, c.article)) for c in version.claims))
        told = _first_of_each(claims)[:MOST_CLAIMS]
        if told:
            sides.append(
                NoticeSide(
                    value=_short(version.value),
                    outlets=outlets[:MOST_OUTLETS],
                    claims=tuple(_tell_claim(c, articles[c.article], names[c.article], origins) for c in told),
                )
            )
    if not sides:
        return None
    return NoticeFinding(
        id=finding.id,
        statement=clean_line(finding.statement),
        relation=finding.relation,
        label=label_relation(finding),
        origins=finding.origins,
        sides=tuple(sides),
    )


def _first_of_each(claims: Sequence[ReportedClaim]) -> list[ReportedClaim]:
    """One claim an article first, so that each outlet is heard before one is heard twice."""
    first = {claim.article: claim for claim in reversed(claims)}
    heads = [claim for claim in claims if first[claim.article] is claim]
    return heads + [claim for claim in claims if first[claim.article] is not claim]


def _tell_claim(claim: ReportedClaim, article: Article, name: str, origins: dict[str, str]) -> NoticeClaim:
    return NoticeClaim(
        article=claim.article,
        outlet=_short(name),
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        said_by=tuple(_short(one) for one in claim.said_by[:5]),
        origin=_short(origins.get(claim.origin, claim.origin)),
        url=_web(article.url),
    )


def _list_links(facts: StoryFacts, reasons: Sequence[NoticeReason]) -> tuple[NoticeLink, ...]:
    """The articles that the reasons name, else the story's first."""
    named = list(dict.fromkeys(key for reason in reasons for key in reason.articles))
    held = facts.store.get_articles(named[:MOST_LINKS]) if named else facts.articles
    chosen = [held[key].article for key in (named or facts.articles) if key in held][:MOST_LINKS]
    return tuple(
        NoticeLink(
            article=article.id,
            outlet=_short(article.outlet or find_stem(article.source)),
            title=clip_title(clean_line((article.title or "")[:5_000])),
            url=_web(article.url),
        )
        for article in chosen
    )


def _short(text: str) -> str:
    return clip_title(clean_line(text[:5_000])) if text.strip() else ""


def _web(url: str | None) -> str | None:
    return keep_web_url(strip_secrets(url)) if url is not None and len(url) <= 2_000 else None
