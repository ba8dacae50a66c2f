"""Search over stories, articles and claims: one form, three tabs, the words found marked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from stemma.model.stored import Query as Asked
from stemma.model.stored import StoredArticle, StoredClaim
from stemma.store.deriving import name_outlet
from stemma.store.searching import SearchPart, parse_search
from stemma.tell.wording import clean_line, say_date, shorten
from stemma.web.pages.answering import check_fresh, make_etag, send_page
from stemma.web.pages.asking import Filters, list_choices, read_filters
from stemma.web.pages.linking import link_view
from stemma.web.pages.river import link_on, list_story
from stemma.web.pages.snippets import cut_snippet, mark_found
from stemma.web.pages.standings import UNKNOWN, Standing, find_standings
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
Within = Literal["stories", "articles", "claims"]
_TABS: tuple[tuple[Within, str], ...] = (("stories", "Stories"), ("articles", "Articles"), ("claims", "Claims"))
_PAGE = 20
_BODY = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article that fits."""

    id: str
    title: Markup
    outlet: str
    when: str
    language: str | None
    snippet: Markup
    story: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim that fits."""

    quote: Markup
    outlet: str
    when: str
    said_by: str
    standing: Standing
    there: str
    """Where it stands in its article."""
    finding: str
    """Where it is held against others."""


@router.get("/search")
def show_search(
    request: Request,
    filters: Annotated[Filters, Depends(read_filters)],
    within: Annotated[str, Query(alias="in", max_length=20)] = "claims",
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """What fits; without a question, how to ask."""
    tab: Within = next((name for name, _ in _TABS if name == within), "claims")
    store = find_store(request)
    etag = make_etag(request, "search", store.last_change(), filters, tab, after)
    if fresh := check_fresh(request, etag):
        return fresh
    found: list[Any] = []
    older = None
    if filters.any:
        asked = replace(filters.ask(), after=after, limit=_PAGE, min_origins=0)
        found, cursor = _LOOKING[tab](request, asked, parse_search(filters.q))
        older = link_on("/search", {**filters.fields(), "in": tab}, cursor) if cursor else None
    context = {
        "section": "search",
        "filters": filters,
        "choices": list_choices(request),
        "tab": tab,
        "tabs": [(name, link_on("/search", {**filters.fields(), "in": name}, None), words) for name, words in _TABS],
        "found": found,
        "older": older,
        "later": after is not None,
        "link": link_on("/search", {**filters.fields(), "in": tab}, None),
    }
    return send_page(request, "search.html.j2", context, etag=etag)


_Parts = tuple[SearchPart, ...]
_Look = Callable[[Request, Asked, _Parts], tuple[list[Any], str | None]]


def _find_stories(request: Request, asked: Asked, parts: _Parts) -> tuple[list[Any], str | None]:
    store = find_store(request)
    page = store.list_stories(asked)
    listed = [list_story(store, one) for one in page.items]
    return [replace(one, title=mark_found(one.title, parts)) for one in listed], page.next


def _find_articles(request: Request, asked: Asked, parts: _Parts) -> tuple[list[Any], str | None]:
    page = find_store(request).list_articles(asked)
    return [_show_article(one, parts) for one in page.items], page.next


def _find_claims(request: Request, asked: Asked, parts: _Parts) -> tuple[list[Any], str | None]:
    store = find_store(request)
    page = store.list_claims(asked)
    standings = find_standings(store, page.items)
    return [_show_claim(one, standings.get((one.story, one.finding), UNKNOWN), parts) for one in page.items], page.next


_LOOKING: dict[Within, _Look] = {"stories": _find_stories, "articles": _find_articles, "claims": _find_claims}


def _show_article(stored: StoredArticle, parts: _Parts) -> FoundArticle:
    article = stored.article
    body = " ".join(article.text[start:end] for start, end in (*article.body, *article.captions))[:_BODY]
    return FoundArticle(
        id=article.id,
        title=mark_found(shorten(clean_line(article.title or ""), 200) or "An article without a headline", parts),
        outlet=clean_line(name_outlet(article)),
        when=say_date(article.published),
        language=article.language,
        snippet=mark_found(clean_line(cut_snippet(body, parts)), parts),
        story=stored.story,
    )


def _show_claim(claim: StoredClaim, standing: Standing, parts: _Parts) -> FoundClaim:
    return FoundClaim(
        quote=mark_found(shorten(clean_line(claim.quote), 500), parts),
        outlet=clean_line(claim.outlet),
        when=say_date(claim.published),
        said_by=shorten(", which cites ".join(filter(None, map(clean_line, claim.said_by))), 200),
        standing=standing,
        there=f"/articles/{claim.article}#at-{claim.start}",
        finding=link_view(claim.story, "findings", anchor=anchor_finding(claim.finding)),
    )


def anchor_finding(finding: str) -> str:
    """The HTML id of a finding in its story's page."""
    return "f-" + "".join(char for char in finding if char.isascii() and (char.isalnum() or char in "_-"))
