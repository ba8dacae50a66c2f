"""Claims, findings, outlets, what could not be used, and the search over all."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from stemma.model.stored import Page
from stemma.model.stored import Query as StoreQuery
from stemma.web.api.asking import Asked, ClaimsAsked, RejectedAsked, SearchAsked, link_next, make_cursor, make_query
from stemma.web.api.conditional import answer, is_fresh, not_modified, tag_store
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.rows import (
    tell_article_row,
    tell_claim_row,
    tell_finding_row,
    tell_rejected_row,
    tell_story_row,
)
from stemma.web.api.shapes import (
    ArticleList,
    ClaimList,
    FindingList,
    OutletRow,
    OutletsAnswer,
    RejectedList,
    StoryList,
)
from stemma.web.state import find_store

router = APIRouter(prefix=PREFIX, tags=["lists"])


@router.get("/claims", response_model=ClaimList, responses=declare())
def list_claims(request: Request, asked: Annotated[ClaimsAsked, Query()]) -> Response:
    """Claims of the newest editions that fit all that is asked, the newest first."""
    return _list(request, "claims", asked, find_store(request).list_claims, ClaimList, tell_claim_row)


@router.get("/findings", response_model=FindingList, responses=declare())
def list_findings(request: Request, asked: Annotated[ClaimsAsked, Query()]) -> Response:
    """Findings of the newest editions that fit all that is asked, the newest first."""
    return _list(request, "findings", asked, find_store(request).list_findings, FindingList, tell_finding_row)


@router.get("/search", response_model=StoryList | ArticleList | ClaimList, responses=declare())
def search(request: Request, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Stories, articles or claims that hold the words asked for."""
    store = find_store(request)
    if asked.kind == "articles":
        return _list(request, "articles", asked, store.list_articles, ArticleList, tell_article_row)
    if asked.kind == "claims":
        return _list(request, "claims", asked, store.list_claims, ClaimList, tell_claim_row)
    return _list(request, "stories", asked, store.list_stories, StoryList, tell_story_row)


@router.get("/rejected", response_model=RejectedList, responses=declare())
def list_rejected(request: Request, asked: Annotated[RejectedAsked, Query()]) -> Response:
    """What could not be used, with its stage and reason, the newest first."""
    return _list(request, "rejected", asked, find_store(request).list_rejected, RejectedList, tell_rejected_row)


@router.get("/outlets", response_model=OutletsAnswer, responses=declare())
def list_outlets(
    request: Request, limit: Annotated[int, Query(ge=1, le=500, description="Of each list.")] = 100
) -> Response:
    """Outlets, and the agencies credited for their articles, by how many stories have them."""
    store = find_store(request)

    def tell() -> OutletsAnswer:
        outlets, agencies = (
            [OutletRow(name=name, stories=stories) for name, stories in store.list_facets(kind, limit=limit)]
            for kind in ("outlet", "agency")
        )
        return OutletsAnswer(outlets=outlets, agencies=agencies)

    return answer(request, tag_store(request), tell)


def _list(
    request: Request,
    kind: str,
    asked: Asked,
    find: Callable[[StoreQuery], Page[Any]],
    shape: type[BaseModel],
    tell: Callable[[Any], BaseModel],
) -> Response:
    """A page of a list, with the way to the next one."""
    query = make_query(kind, asked)
    tag = tag_store(request)
    if is_fresh(request, tag):
        return not_modified(tag)
    page = find(query)
    cursor = make_cursor(page.next, kind, asked) if page.next is not None else None
    told = shape(items=[tell(one) for one in page.items], next=cursor)
    return answer(request, tag, lambda: told, headers=link_next(request, cursor))
