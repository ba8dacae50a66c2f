"""The story page: each view of the dossier at an address of its own, of the newest edition or of an older one."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from stemma.model.stored import Edition, StoredStory
from stemma.store import Store
from stemma.tell.page_index import PageIndex, index_page
from stemma.tell.wording import clean_line, count_words, shorten
from stemma.web.pages.answering import (
    check_fresh,
    make_etag,
    redirect,
    render_page,
    send_html,
    send_page,
)
from stemma.web.pages.keeping import PageMemory, find_memory
from stemma.web.pages.linking import VIEWS, link_view, quote_id, relink
from stemma.web.pages.river import say_spread
from stemma.web.pages.story_views import prepare_view
from stemma.web.pages.templating import say_instant
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_PATHS = {path: name for name, path, _ in VIEWS}
_Number = Annotated[int | None, Query(ge=1, le=2**53)]


@dataclass(frozen=True, slots=True)
class StoryHead:
    """What stands above every page of a story."""

    id: str
    title: str
    spread: str
    compared: bool
    edition: int | None
    """The number in the address, where an older edition is shown."""
    made: str
    """When the edition that is shown was made, in words."""
    made_at: str
    since: str
    """How the story's articles are others now than those of its newest edition; empty where they are not."""

    @property
    def query(self) -> str:
        """What links to other views carry on."""
        return f"edition={self.edition}" if self.edition else ""

    def link(self, view: str) -> str:
        """The address of a view of it."""
        return link_view(self.id, view, query=self.query)


def find_story(request: Request, story: str) -> StoredStory:
    """The story of this id or alias. Raises 404 where there is none, 301 to its id where this is an alias."""
    stored = find_store(request).get_story(story)
    if stored is None:
        raise Refused(404, "There is no story by this id: it may have been split up, or never have been here.")
    if stored.story.id != story:
        rest = request.url.path.removeprefix(f"/stories/{story}")
        query = f"?{request.url.query}" if request.url.query else ""
        there = f"/stories/{quote_id(stored.story.id)}{quote(rest)}{query}"
        raise Refused(301, "This story has another id now.", headers={"Location": there})
    return stored


def head_story(stored: StoredStory, edition: Edition | None = None, *, older: bool = False) -> StoryHead:
    """The head of a story's pages."""
    return StoryHead(
        id=stored.story.id,
        title=shorten(clean_line(stored.story.title), 200) or "A story without a headline",
        spread=say_spread(stored),
        compared=stored.edition is not None,
        edition=edition.number if edition and older else None,
        made=say_instant(edition.made) if edition else "",
        made_at=edition.made if edition else "",
        since=_say_since(stored, edition) if edition and not older else "",
    )


def _say_since(stored: StoredStory, edition: Edition) -> str:
    told = {article.id for article in edition.dossier.articles}
    now = len(stored.story.articles)
    if told == set(stored.story.articles):
        return ""
    if len(told) == now:
        return "An article of the story has changed since."
    return f"It tells of {count_words(len(told), 'article')}; the story has {now} now."


def load_edition(store: Store, memory: PageMemory, story: str, number: int) -> tuple[Edition, PageIndex] | None:
    """An edition with its index; None where it is not kept (any more)."""
    held = memory.dossiers.get((story, number))
    if held is None:
        edition = store.get_edition(story, number)
        if edition is None:
            return None
        held = memory.dossiers.put((story, number), (edition, index_page(edition.dossier)))
    found: tuple[Edition, PageIndex] = held
    return found


@router.get("/stories/{story}")
def show_minute(request: Request, story: str, edition: _Number = None) -> Response:
    """The story in a minute."""
    return _show(request, story, "minute", edition)


@router.get("/stories/{story}/{path}")
def show_view(request: Request, story: str, path: str, edition: _Number = None) -> Response:
    """Another view."""
    view = _PATHS.get(path) if path else None
    if view is None:
        raise Refused(404, "A story has no page by this name.")
    return _show(request, story, view, edition)


def _show(request: Request, story: str, view: str, asked: int | None) -> Response:
    stored = find_story(request, story)
    if stored.edition is None and asked is None:
        return _show_bare(request, stored, view)
    number = asked or stored.edition or 0
    older = asked is not None and asked != stored.edition
    told = (stored.story.title, stored.story.articles, say_spread(stored))
    etag = make_etag(request, "story", stored.story.id, told, number, older, view)
    if fresh := check_fresh(request, etag):
        return fresh
    memory = find_memory(request)
    html = memory.rendered.get(etag)
    if html is None:
        loaded = load_edition(find_store(request), memory, stored.story.id, number)
        if loaded is None:
            raise Refused(404, "This edition is not kept any more; the newest one is.")
        html = memory.rendered.put(etag, _render(request, stored, view, loaded, older).encode())
    return send_html(html, etag=etag)


def _render(request: Request, stored: StoredStory, view: str, loaded: tuple[Edition, PageIndex], older: bool) -> str:
    edition, index = loaded
    head = head_story(stored, edition, older=older)
    context: dict[str, Any] = {
        "section": "stories",
        "head": head,
        "view": view,
        "views": VIEWS,
        "columns_class": f"of-{min(60, len(index.dossier.articles))}",
        **prepare_view(view, index),
    }
    if view == "made":
        number = f"edition={edition.number}"
        context["served"] = {
            "findings": link_view(head.id, "findings", query=number),
            "dossier": f"/api/v1/stories/{head.id}/dossier?{number}",
        }
    html = render_page(request, "story.html.j2", context)
    articles = {f"a{number}": key for key, number in index.numbers.items()}
    return relink(html, story=stored.story.id, view=view, query=head.query, articles=articles)


def _show_bare(request: Request, stored: StoredStory, view: str) -> Response:
    """A story that was not compared: its articles."""
    if view != "minute":
        return redirect(link_view(stored.story.id, "minute"), status=302)
    store = find_store(request)
    etag = make_etag(request, "bare", stored.story.id, stored.changed, stored.story.articles, store.last_change())
    if fresh := check_fresh(request, etag):
        return fresh
    held = store.get_articles(stored.story.articles)
    context = {
        "section": "stories",
        "head": head_story(stored),
        "view": view,
        "views": VIEWS,
        "articles": [held[key] for key in stored.story.articles if key in held],
    }
    return send_page(request, "story_bare.html.j2", context, etag=etag)
