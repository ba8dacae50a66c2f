"""Stories, and what their dossiers tell."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from stemma.model.stored import Edition, StoredStory
from stemma.store import Store
from stemma.tell.formats.registry import find_format
from stemma.web.api.asking import (
    Asked,
    Number,
    StoriesAsked,
    StoryId,
    link_next,
    make_cursor,
    make_query,
    read_cursor,
)
from stemma.web.api.conditional import answer, is_fresh, make_tag, not_modified, tag_store
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.rendering import SERVED
from stemma.web.api.rows import tell_article_row, tell_event_row, tell_story_row
from stemma.web.api.shapes import (
    EditionList,
    EditionRow,
    EventList,
    MomentFinding,
    MomentRow,
    StoryAnswer,
    StoryList,
    TimelineAnswer,
)
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(prefix=PREFIX, tags=["stories"])
FormatName = Literal[
    "json", "html", "markdown", "csv", "tsv", "parquet", "geojson", "ics", "claimreview", "jsonld", "stix",
    "annotations", "dot", "svg",
]  # fmt: skip
Table = Literal["articles", "claims", "findings", "origins", "copies"]
_CONTENTS: dict[str, Any] = {
    form.media_type: {"schema": {"type": "object" if "json" in form.media_type else "string"}}
    for form in SERVED
    if form.name != "json"
} | {"application/json": {"schema": {"$ref": "#/components/schemas/Dossier"}}}


@router.get("/stories", response_model=StoryList, responses=declare())
def list_stories(request: Request, asked: Annotated[StoriesAsked, Query()]) -> Response:
    """Stories that fit all that is asked, the last changed first."""
    query = make_query("stories", asked)
    tag = tag_store(request)
    if is_fresh(request, tag):
        return not_modified(tag)
    page = find_store(request).list_stories(query)
    after = make_cursor(page.next, "stories", asked) if page.next is not None else None
    told = StoryList(items=[tell_story_row(one) for one in page.items], next=after)
    return answer(request, tag, lambda: told, headers=link_next(request, after))


@router.get("/stories/{story}", response_model=StoryAnswer, responses=declare(404))
def show_story(request: Request, story: StoryId) -> Response:
    """One story with its articles; asked for by an alias, under its id now (``Content-Location`` tells it)."""
    store = find_store(request)
    tag = tag_store(request)
    found = find_story(store, story)

    def tell() -> StoryAnswer:
        held = store.get_articles(found.story.articles)
        return StoryAnswer(
            **tell_story_row(found).model_dump(),
            aliases=list(found.story.aliases),
            follows=list(found.story.follows),
            members=[tell_article_row(held[key]) for key in found.story.articles if key in held],
        )

    return answer(request, tag, tell, headers=_locate(found))


@router.get(
    "/stories/{story}/dossier",
    response_class=Response,
    responses={200: {"description": "The dossier.", "content": _CONTENTS}, **declare(404, 501)},
)
def show_dossier(
    request: Request,
    story: StoryId,
    format: Annotated[FormatName, Query(description="As `stemma formats` lists them.")] = "json",
    table: Annotated[Table, Query(description="For csv, tsv and parquet.")] = "claims",
    edition: Annotated[Number | None, Query(description="Its number; the newest without.")] = None,
) -> Response:
    """The newest dossier of a story, or that of an edition: the contract of ``stemma tell --format json``."""
    form = find_format(format)
    store = find_store(request)
    found = find_story(store, story)
    key = _find_key(store, found, edition)
    chosen = table if form.several == "tables" else None
    tag = make_tag("dossier", found.story.id, key, form.name, chosen or "")
    if is_fresh(request, tag):
        return not_modified(tag)
    rendered = request.app.state.renderings.render(_find_edition(store, found, edition), form, chosen)
    return Response(rendered.content, headers={"ETag": f'"{tag}"', **rendered.headers})


@router.get("/stories/{story}/timeline", response_model=TimelineAnswer, responses=declare(404))
def show_timeline(request: Request, story: StoryId) -> Response:
    """The dates of a story's newest dossier and the findings that fall on each."""
    store = find_store(request)
    found = find_story(store, story)
    tag = make_tag("timeline", found.story.id, _find_key(store, found, None))

    def tell() -> TimelineAnswer:
        edition = _find_edition(store, found, None)
        findings = {one.id: one for one in edition.dossier.findings}
        return TimelineAnswer(
            story=found.story.id,
            edition=edition.number,
            moments=[
                MomentRow(
                    date=moment.date,
                    precision=moment.precision,
                    findings=[
                        MomentFinding(id=one.id, statement=one.statement, relation=one.relation, origins=one.origins)
                        for one in (findings[key] for key in moment.findings if key in findings)
                    ],
                )
                for moment in edition.dossier.timeline
            ],
        )

    return answer(request, tag, tell)


@router.get("/stories/{story}/events", response_model=EventList, responses=declare(404))
def list_events(request: Request, story: StoryId, asked: Annotated[Asked, Query()]) -> Response:
    """What happened to a story, the newest first."""
    store = find_store(request)
    tag = tag_store(request)
    found = find_story(store, story)
    kind = f"events:{found.story.id}"
    after = read_cursor(asked.cursor, kind, asked)
    before = int(after) if after is not None and after.isascii() and after.isdigit() else None
    events = store.latest_events(story=found.story.id, before=before, limit=asked.limit + 1)
    more = len(events) > asked.limit
    cursor = make_cursor(str(events[asked.limit - 1].number), kind, asked) if more else None
    told = EventList(items=[tell_event_row(one) for one in events[: asked.limit]], next=cursor)
    return answer(request, tag, lambda: told, headers=link_next(request, cursor))


@router.get("/stories/{story}/editions", response_model=EditionList, responses=declare(404))
def list_editions(request: Request, story: StoryId) -> Response:
    """The editions of a story's dossier, oldest first."""
    store = find_store(request)
    tag = tag_store(request)
    found = find_story(store, story)
    rows = [EditionRow(number=number, key=key, made=made) for number, key, made in store.list_editions(found.story.id)]
    return answer(request, tag, lambda: EditionList(items=rows))


def find_story(store: Store, story: str) -> StoredStory:
    """By id or alias. Raises Refused (404)."""
    found = store.get_story(story)
    if found is None:
        raise Refused(404, "There is no story by this id.")
    return found


def _locate(found: StoredStory) -> dict[str, str]:
    return {"Content-Location": f"{PREFIX}/stories/{found.story.id}"} if found.story.id.isalnum() else {}


def _find_key(store: Store, found: StoredStory, number: int | None) -> str:
    if number is None:
        key = store.get_edition_key(found.story.id)
    else:
        key = next((key for one, key, _ in store.list_editions(found.story.id) if one == number), None)
    if key is None:
        raise _no_edition(number)
    return key


def _find_edition(store: Store, found: StoredStory, number: int | None) -> Edition:
    edition = store.get_edition(found.story.id, number)
    if edition is None:
        raise _no_edition(number)
    return edition


def _no_edition(number: int | None) -> Refused:
    if number is None:
        return Refused(404, "This story was not compared yet: it has no dossier.")
    return Refused(404, "This story has no edition of this number.")
