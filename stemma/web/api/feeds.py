"""Feeds of all stories and of each story, as Atom and as JSON Feed."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import AfterValidator
from starlette.responses import Response

from stemma.collection.differences import is_changed_alone
from stemma.collection.event_keys import list_keys
from stemma.collection.syndication import (
    ATOM,
    JSON_FEED,
    Feed,
    FeedEntry,
    make_urn,
    render_atom,
    render_json_feed,
)
from stemma.model.stored import Event, Query, StoredStory
from stemma.store import Store
from stemma.tell.story_words import say_spread
from stemma.tell.wording import count_words
from stemma.web.api.asking import tidy
from stemma.web.api.conditional import is_fresh, make_tag, not_modified, tag_store
from stemma.web.api.declaring import declare
from stemma.web.api.stories import find_story
from stemma.web.state import find_store

router = APIRouter(prefix="/feeds", tags=["feeds"])
_ENTRIES = 50
_LONG_AGO = "1970-01-01T00:00:00Z"
"""The instant of a feed of what never happened."""
_KINDS = {
    "story": "A new story",
    "articles": "New articles",
    "edited": "An article was edited",
    "joined": "Another story became part of it",
    "edition": "A new edition of its dossier",
    "difference": "A new difference",
}
Form = Literal["atom", "json"]
FeedStory = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(tidy)]
_CONTENT: dict[str, Any] = {
    "application/atom+xml": {"schema": {"type": "string"}},
    "application/feed+json": {"schema": {"type": "object", "required": ["version", "title", "items"]}},
}
TOLD: dict[int | str, dict[str, Any]] = {200: {"description": "The feed.", "content": _CONTENT}}
"""What a feed answers with."""


@router.get("/stories.{form}", response_class=Response, responses={**TOLD, **declare()})
def feed_stories(request: Request, form: Form) -> Response:
    """The stories that changed last, an entry each: its newest state."""
    store = find_store(request)
    tag = make_tag("feed", tag_store(request), form, str(request.base_url))
    if is_fresh(request, tag):
        return not_modified(tag)
    stories = store.list_stories(Query(limit=_ENTRIES)).items
    base = str(request.base_url)
    times = _find_times(store, stories)
    entries = [_tell_story(one, times.get(one.story.id, _LONG_AGO), base) for one in stories]
    feed = Feed(
        id=make_urn("stories", base),
        title="Stemma: stories",
        subtitle="What many outlets report of one event, and how many articles are independent of each other.",
        updated=max((entry.updated for entry in entries), default=_LONG_AGO),
        entries=tuple(entries),
        home_url=base,
        self_url=f"{base}feeds/stories.{form}",
    )
    return send_feed(feed, form, tag)


@router.get("/stories/{story}.{form}", response_class=Response, responses={**TOLD, **declare(404)})
def feed_story(request: Request, story: FeedStory, form: Form) -> Response:
    """What happened to one story, an entry each, the newest first."""
    store = find_store(request)
    tag = make_tag("feed", tag_store(request), form, str(request.base_url), story)
    found = find_story(store, story)
    if is_fresh(request, tag):
        return not_modified(tag)
    base = str(request.base_url)
    events = store.latest_events(story=found.story.id, limit=_ENTRIES)
    home = f"{base}stories/{found.story.id}"
    entries = tuple(_tell_event(event, found, home) for event in events)
    feed = Feed(
        id=make_urn("story", found.story.id),
        title=found.story.title,
        subtitle=_sum_up(found),
        updated=max((entry.updated for entry in entries), default=_LONG_AGO),
        entries=entries,
        home_url=home,
        self_url=f"{base}feeds/stories/{found.story.id}.{form}",
    )
    return send_feed(feed, form, tag)


def send_feed(feed: Feed, form: Form, tag: str) -> Response:
    """``feed`` as it was asked for."""
    content, kind = (render_atom(feed), ATOM) if form == "atom" else (render_json_feed(feed), JSON_FEED)
    return Response(content, headers={"ETag": f'"{tag}"', "Content-Type": kind})


def _find_times(store: Store, stories: Iterable[StoredStory]) -> dict[str, str]:
    """The instant of each story's newest event: most are among the newest of all."""
    wanted = {one.changed: one.story.id for one in stories if one.changed}
    found = {wanted[e.number]: e.at for e in store.latest_events(limit=4 * _ENTRIES) if e.number in wanted}
    for story in set(wanted.values()) - found.keys():
        for event in store.latest_events(story=story, limit=1):
            found[story] = event.at
    return found


def _tell_story(stored: StoredStory, at: str, base: str) -> FeedEntry:
    return FeedEntry(
        id=make_urn("story", stored.story.id),
        title=stored.story.title,
        updated=at,
        url=f"{base}stories/{stored.story.id}",
        summary=_sum_up(stored),
        categories=stored.places[:10],
    )


def _tell_event(event: Event, stored: StoredStory, home: str) -> FeedEntry:
    articles = len(list_keys(event))
    said = _KINDS.get(event.kind, event.kind)
    if event.kind == "edited" and event.detail.get("silent"):
        said = "An article was edited without a word of it"
    if is_changed_alone(event):
        said = "A changed difference"
    if articles and event.kind in ("story", "articles"):
        said += f" ({count_words(articles, 'article')})"
    return FeedEntry(
        id=make_urn("event", stored.story.id, str(event.number), event.kind),
        title=f"{said}: {stored.story.title}",
        updated=event.at,
        published=event.at,
        url=home,
        summary=f"{said}. {_sum_up(stored)}",
    )


def _sum_up(stored: StoredStory) -> str:
    """A story in one line of numbers."""
    story = stored.story
    parts = [say_spread(articles=len(story.articles), outlets=len(stored.outlets), independent=story.origins)]
    if stored.edition is not None:
        parts.append(count_words(stored.differences, "difference"))
    return ", ".join(parts) + "."
