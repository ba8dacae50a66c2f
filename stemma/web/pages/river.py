"""The river of stories: newest change first, filtered by one form, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from stemma.model.stored import StoredStory
from stemma.store import Store
from stemma.tell import story_words as words
from stemma.tell.wording import clean_line, say_period, shorten
from stemma.web.pages.answering import check_fresh, make_etag, send_page
from stemma.web.pages.asking import Filters, list_choices, read_filters
from stemma.web.pages.happenings import choose_event, say_event
from stemma.web.pages.keeping import find_memory
from stemma.web.pages.templating import say_instant
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
PAGE = 20
"""Stories on one page."""
_OUTLETS, _PLACES = 5, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverStory:
    """A story as it is listed."""

    id: str
    title: str
    period: str
    places: str
    outlets: tuple[str, ...]
    more_outlets: int
    articles: int
    spread: str
    """``6 articles of 5 outlets, 4 independent of each other``."""
    differences: int
    findings: int
    compared: bool
    change: str
    """What happened to it last, in words; empty where nothing is known."""
    changed: str
    """When, in words."""
    changed_at: str


def list_story(store: Store, stored: StoredStory) -> RiverStory:
    """A story of the store as it is listed."""
    story = stored.story
    event = choose_event(store.latest_events(story=story.id, limit=2)) if stored.changed else None
    return RiverStory(
        id=story.id,
        title=shorten(clean_line(story.title), 200) or "A story without a headline",
        period=say_period(story.start, story.end),
        places=shorten(", ".join(clean_line(one) for one in stored.places[:_PLACES]), 120),
        outlets=tuple(shorten(clean_line(one), 60) for one in stored.outlets[:_OUTLETS]),
        more_outlets=max(0, len(stored.outlets) - _OUTLETS),
        articles=len(story.articles),
        spread=say_spread(stored),
        differences=stored.differences,
        findings=stored.findings,
        compared=stored.edition is not None,
        change=say_event(event) if event is not None else "",
        changed=say_instant(event.at) if event is not None else "",
        changed_at=event.at if event is not None else "",
    )


def say_spread(stored: StoredStory) -> str:
    """How many articles tell a story, and how many of them count, a text that is copied or an agency's once."""
    story = stored.story
    return words.say_spread(articles=len(story.articles), outlets=len(stored.outlets), independent=story.origins)


@router.get("/")
@router.get("/stories")
def show_river(
    request: Request,
    filters: Annotated[Filters, Depends(read_filters)],
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The stories that fit, twenty at a time."""
    store = find_store(request)
    etag = make_etag(request, "river", store.last_change(), filters, after)
    if fresh := check_fresh(request, etag):
        return fresh
    found = store.list_stories(replace(filters.ask(), after=after, limit=PAGE))
    context = {
        "section": "stories",
        "stories": [list_story(store, one) for one in found.items],
        "filters": filters,
        "choices": list_choices(request),
        "older": link_on("/stories", filters.fields(), found.next) if found.next else None,
        "later": after is not None,
        "counts": find_memory(request).count_rarely("counts", store.count),
        "link": link_on("/stories", filters.fields(), None),
    }
    return send_page(request, "river.html.j2", context, etag=etag)


def link_on(path: str, fields: Mapping[str, str], cursor: str | None) -> str:
    """The address of a list with these fields, from a cursor on; empty fields are left out."""
    told = {**fields, "after": cursor or ""}
    words = urlencode({name: value for name, value in told.items() if value}, errors="surrogatepass")
    return f"{path}?{words}" if words else path
