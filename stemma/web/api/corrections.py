"""Corrections by hand: the log, a new one, and taking one back."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, Path, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from starlette.responses import Response

from stemma.collection.correcting import FIELDS
from stemma.model.overrides import (
    ClaimRef,
    JoinEntities,
    JoinFindings,
    JoinStories,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
    SplitStory,
)
from stemma.model.stored import AnyOverride
from stemma.read import overrides as corrections_file
from stemma.web.api.asking import tidy
from stemma.web.api.conditional import answer, tag_store, write_json
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.rows import tell_correction_row
from stemma.web.api.shapes import CorrectionAnswer, CorrectionList
from stemma.web.safety.problems import Refused
from stemma.web.state import find_collection, find_jobs, find_store

router = APIRouter(prefix=PREFIX, tags=["corrections"])
_MOST = 100


def _check_words(text: str) -> str:
    if not tidy(text).strip():
        raise ValueError("it holds no word")
    return tidy(text)


Name = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_check_words)]
Names = Annotated[list[Name], Field(min_length=1, max_length=_MOST)]
Pair = Annotated[list[Name], Field(min_length=2, max_length=_MOST)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClaimWanted(_Body):
    """A claim: by its id, or by words of it and its article."""

    article: Name | None = None
    words: Name | None = None
    claim: Name | None = None

    @model_validator(mode="after")
    def _check(self) -> "ClaimWanted":
        if self.words is None and self.claim is None:
            raise ValueError("name the claim by 'claim' (its id) or by 'words'")
        return self

    def take(self) -> ClaimRef:
        """As the stages take it."""
        return ClaimRef(article=self.article, words=self.words, claim=self.claim)


class _Correction(_Body):
    note: Name | None = None


class JoinFindingsWanted(_Correction):
    """The findings that hold these claims are one."""

    kind: Literal["join_findings"]
    claims: Annotated[list[ClaimWanted], Field(min_length=2, max_length=_MOST)]

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return JoinFindings(claims=tuple(one.take() for one in self.claims), note=self.note)


class SplitFindingWanted(_Correction):
    """These claims are a finding of their own."""

    kind: Literal["split_finding"]
    claims: Annotated[list[ClaimWanted], Field(min_length=1, max_length=_MOST)]

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return SplitFinding(claims=tuple(one.take() for one in self.claims), note=self.note)


class JoinEntitiesWanted(_Correction):
    """These names stand for one; the first is the name it goes by."""

    kind: Literal["join_entities"]
    names: Pair

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return JoinEntities(names=tuple(self.names), note=self.note)


class SplitEntityWanted(_Correction):
    """These spellings stand for another than the names they were joined with."""

    kind: Literal["split_entity"]
    names: Names
    article: Name | None = None

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return SplitEntity(names=tuple(self.names), article=self.article, note=self.note)


class SetOriginWanted(_Correction):
    """Where a claim, or what an article names no source for, comes from."""

    kind: Literal["set_origin"]
    origin: Name
    claim: ClaimWanted | None = None
    article: Name | None = None

    @model_validator(mode="after")
    def _check(self) -> "SetOriginWanted":
        if (self.claim is None) == (self.article is None):
            raise ValueError("give one of 'claim' and 'article'")
        return self

    def take(self) -> AnyOverride:
        """As the stages take it."""
        claim = self.claim.take() if self.claim else None
        return SetOrigin(origin=self.origin, claim=claim, article=self.article, note=self.note)


class SetDateWanted(_Correction):
    """When an article was published: ISO 8601, reduced precision allowed."""

    kind: Literal["set_date"]
    article: Name
    published: Annotated[str, Field(max_length=40)]

    @model_validator(mode="after")
    def _check(self) -> "SetDateWanted":
        if not corrections_file.is_date(self.published):
            raise ValueError("'published' is no date, as 2026-03-04 or 2026-03-04T05:06:07Z")
        return self

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return SetDate(article=self.article, published=self.published, note=self.note)


class PinArticleWanted(_Correction):
    """An article belongs to the story of another one."""

    kind: Literal["pin_article"]
    article: Name
    story_of: Name

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return PinArticle(article=self.article, story_of=self.story_of, note=self.note)


class SplitStoryWanted(_Correction):
    """These articles are a story of their own."""

    kind: Literal["split_story"]
    articles: Names

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return SplitStory(articles=tuple(self.articles), note=self.note)


class JoinStoriesWanted(_Correction):
    """The stories that hold these articles are one."""

    kind: Literal["join_stories"]
    articles: Pair

    def take(self) -> AnyOverride:
        """As the stages take it."""
        return JoinStories(articles=tuple(self.articles), note=self.note)


Wanted = Annotated[
    JoinFindingsWanted
    | SplitFindingWanted
    | JoinEntitiesWanted
    | SplitEntityWanted
    | SetOriginWanted
    | SetDateWanted
    | PinArticleWanted
    | SplitStoryWanted
    | JoinStoriesWanted,
    Body(discriminator="kind"),
]
CorrectionNumber = Annotated[int, Path(ge=1, le=2**53)]


def require_json(request: Request) -> None:
    """Refuse (415) a body that does not say that it is JSON: a form of another site cannot say so."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "Send JSON, with 'Content-Type: application/json'.")


@router.get("/corrections", response_model=CorrectionList, responses=declare())
def list_corrections(request: Request) -> Response:
    """All corrections by hand, oldest first, those taken back too."""
    store = find_store(request)
    return answer(
        request,
        tag_store(request),
        lambda: CorrectionList(
            items=[tell_correction_row(one, FIELDS[type(one.override)]) for one in store.list_corrections()]
        ),
    )


@router.post(
    "/corrections",
    status_code=201,
    response_model=CorrectionAnswer,
    responses=declare(writing=True, conditional=False),
    dependencies=[Depends(require_json)],
)
def add_correction(request: Request, wanted: Wanted) -> Response:
    """Correct by hand, and have the stories told anew; ``undo`` takes it back."""
    number = find_collection(request).correct(wanted.take())
    return _answer(request, number, undone=False, status=201)


@router.post(
    "/corrections/{number}/undo",
    response_model=CorrectionAnswer,
    responses=declare(404, writing=True, conditional=False),
)
def undo_correction(request: Request, number: CorrectionNumber) -> Response:
    """Take a correction back; it stays in the log."""
    return _turn(request, number, undone=True)


@router.post(
    "/corrections/{number}/redo",
    response_model=CorrectionAnswer,
    responses=declare(404, writing=True, conditional=False),
)
def redo_correction(request: Request, number: CorrectionNumber) -> Response:
    """Let a correction hold again that was taken back."""
    return _turn(request, number, undone=False)


def _turn(request: Request, number: int, *, undone: bool) -> Response:
    if not find_collection(request).undo(number, undone=undone):
        raise Refused(404, "There is no correction of this number.")
    return _answer(request, number, undone=undone, status=200)


def _answer(request: Request, number: int, *, undone: bool, status: int) -> Response:
    told = CorrectionAnswer(number=number, undone=undone, job=find_jobs(request).tell_anew())
    return write_json(told, status)
