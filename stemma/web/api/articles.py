"""Articles and the revisions of their pages."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from stemma.web.api.asking import ArticleId
from stemma.web.api.conditional import answer, tag_store
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.rows import tell_article_row
from stemma.web.api.shapes import ArticleAnswer, RevisionList
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(prefix=PREFIX, tags=["articles"])


@router.get("/articles/{article}", response_model=ArticleAnswer, responses=declare(404))
def show_article(request: Request, article: ArticleId) -> Response:
    """One article with its whole text, current or replaced."""
    tag = tag_store(request)
    found = find_store(request).get_articles([article]).get(article)
    if found is None:
        raise _no_article()
    return answer(
        request,
        tag,
        lambda: ArticleAnswer.model_construct(
            article=found.article,
            page=found.page,
            story=found.story,
            current=found.current,
            replaces=found.replaces,
            received=found.received,
            number=found.number,
        ),
    )


@router.get("/articles/{article}/revisions", response_model=RevisionList, responses=declare(404))
def list_revisions(request: Request, article: ArticleId) -> Response:
    """All revisions of the page that this article is of, oldest first."""
    tag = tag_store(request)
    found = find_store(request).list_revisions(article)
    if not found:
        raise _no_article()
    return answer(request, tag, lambda: RevisionList(items=[tell_article_row(one) for one in found]))


def _no_article() -> Refused:
    return Refused(404, "There is no article by this id.")
