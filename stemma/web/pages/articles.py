"""The article page: its text with the claims marked in place, and its revisions word by word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from stemma.model.article import Article
from stemma.model.stored import Query as Asked
from stemma.model.stored import StoredArticle, StoredClaim
from stemma.store import Store
from stemma.store.deriving import name_outlet
from stemma.tell.marks import BlockRun, Mark, cut_article
from stemma.tell.wording import clean_line, say_date, shorten
from stemma.text.secrets import hide_secrets, strip_secrets
from stemma.web.pages.answering import check_fresh, make_etag, send_page
from stemma.web.pages.linking import link_view
from stemma.web.pages.revising import ShownRevision, compare_revisions
from stemma.web.pages.searching import anchor_finding
from stemma.web.pages.standings import UNKNOWN, Standing, find_standings
from stemma.web.pages.templating import check_address, say_instant
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_CLAIMS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidHere:
    """A claim of the article."""

    number: int
    anchor: str
    """The HTML id of its line in the list."""
    mark: str
    """The HTML id of its words in the text."""
    words: str
    said_by: str
    origin: str
    standing: Standing
    finding: str


@router.get("/articles/{article}")
def show_article(request: Request, article: str) -> Response:
    """An article, whether or not it is the newest revision of its page."""
    store = find_store(request)
    stored = store.get_articles([article]).get(article)
    if stored is None:
        raise Refused(404, "There is no article by this id here.")
    story = store.get_story(stored.story) if stored.story else None
    revisions = store.list_revisions(article)
    found = [one.article.id for one in revisions]
    etag = make_etag(request, "article", stored, story and (story.edition, story.story.title), found)
    if fresh := check_fresh(request, etag):
        return fresh
    claims = _list_claims(store, article)
    standings = find_standings(store, claims)
    title = shorten(clean_line(stored.article.title or ""), 300) or "An article without a headline"
    headline, runs = _take_headline(stored.article, cut_article(stored.article, _mark_claims(claims, standings)))
    context = {
        "section": "stories",
        "article": stored.article,
        "stored": stored,
        "title": title,
        "headline": headline or title,
        "outlet": shorten(clean_line(name_outlet(stored.article)), 120),
        "address": _show_address(stored.article.url),
        "story": story.story if story else None,
        "claims": _list_said(claims, standings),
        "runs": runs,
        "seen": _list_seen(stored),
        "dates": [
            (one.kind, say_date(one.value), clean_line(one.where), clean_line(one.why or ""))
            for one in stored.article.dates
        ],
        "revisions": _list_revisions(revisions),
        "newest": next((one.article.id for one in reversed(revisions) if one.current), None),
    }
    return send_page(request, "article.html.j2", context, etag=etag)


def _list_claims(store: Store, article: str) -> list[StoredClaim]:
    page = store.list_claims(Asked(article=article, limit=_CLAIMS))
    return sorted(page.items, key=lambda claim: (claim.start, -claim.end, claim.number))


def _list_said(claims: list[StoredClaim], standings: Mapping[tuple[str, str], Standing]) -> list[SaidHere]:
    return [
        SaidHere(
            number=number,
            anchor=f"s{number}",
            mark=f"at-{claim.start}",
            words=shorten(clean_line(claim.quote), 260),
            said_by=shorten(", which cites ".join(filter(None, map(clean_line, claim.said_by))), 160),
            origin=shorten(clean_line(claim.origin), 120),
            standing=standings.get((claim.story, claim.finding), UNKNOWN),
            finding=link_view(claim.story, "findings", anchor=anchor_finding(claim.finding)),
        )
        for number, claim in enumerate(claims, start=1)
    ]


def _mark_claims(claims: list[StoredClaim], standings: Mapping[tuple[str, str], Standing]) -> list[Mark]:
    """A mark a claim; of those that begin together the first has the id that links from elsewhere lead to."""
    marks: list[Mark] = []
    taken: set[int] = set()
    for number, claim in enumerate(claims, start=1):
        marks.append(
            Mark(
                start=claim.start,
                end=claim.end,
                id="" if claim.start in taken else f"at-{claim.start}",
                back=f"s{number}",
                number=number,
                tone=standings.get((claim.story, claim.finding), UNKNOWN).tone,
                label=f"claim {number}",
            )
        )
        taken.add(claim.start)
    return marks


def _take_headline(article: Article, runs: tuple[BlockRun, ...]) -> tuple[Markup | None, tuple[BlockRun, ...]]:
    """The headline as it stands in the text, its claims marked, and the text without it.

    None, and the text as it is, where the headline does not stand there as it is told above.
    """
    span = article.title_span
    if span is None or clean_line(article.text[slice(*span)]) != clean_line(article.title or ""):
        return None, runs
    titles = [block for run in runs if not run.folded for block in run.blocks if block.kind == "title"]
    if len(titles) != 1:
        return None, runs
    left: list[BlockRun] = []
    for run in runs:
        blocks = tuple(block for block in run.blocks if block is not titles[0])
        if blocks and left and left[-1].folded == run.folded:
            left[-1] = replace(run, blocks=left[-1].blocks + blocks)
        elif blocks:
            left.append(replace(run, blocks=blocks))
    return (titles[0].html, tuple(left)) if left else (None, runs)


def _list_seen(stored: StoredArticle) -> list[tuple[str, str, str, str]]:
    """Where it was found: words, an address that may be followed, kind of file, why it is the same article."""
    return [
        (
            shorten(clean_line(hide_secrets(one.url or one.source)), 200),
            _show_address(one.url),
            clean_line(one.media_type or ""),
            clean_line(one.why or "the one that was read"),
        )
        for one in stored.article.captures
    ]


def _list_revisions(revisions: tuple[StoredArticle, ...]) -> list[ShownRevision]:
    """Newest first, each with what it changed; empty where there is but one."""
    if len(revisions) < 2:
        return []
    shown = []
    before: StoredArticle | None = None
    for number, one in enumerate(revisions, start=1):
        shown.append(
            compare_revisions(
                before.article if before else None, one, name=f"Revision {number}", when=say_instant(one.received)
            )
        )
        before = one
    return shown[::-1]


def _show_address(url: str | None) -> str:
    """The address as a link that opens nothing but the page; empty where it is none of the web."""
    return check_address(strip_secrets(url) if url else url)
