"""The server itself: about it, what could not be used, and signing in with the token."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from stemma.collection.watching import FeedStatus, list_status
from stemma.model.stored import Query as Asked
from stemma.tell.wording import LIMITS, clean_line, shorten
from stemma.text.secrets import hide_secrets
from stemma.version import __version__
from stemma.web.pages.answering import check_fresh, make_etag, redirect, send_page
from stemma.web.pages.asking import tidy_words
from stemma.web.pages.keeping import find_memory
from stemma.web.pages.permitting import tell_access
from stemma.web.pages.river import link_on
from stemma.web.pages.templating import say_instant
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_REJECTED = 50
_FEEDS = 200
_COUNTS = (
    ("stories", "stories"),
    ("articles", "articles"),
    ("revisions", "older revisions"),
    ("findings", "findings"),
    ("claims", "claims"),
    ("editions", "editions"),
    ("captures", "pages kept as received"),
    ("rejected", "could not be used"),
)
_STAGES = {
    "read": "reading",
    "group": "grouping",
    "annotate": "annotating",
    "compare": "comparing",
    "fetch": "fetching",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFeed:
    """A feed that is polled."""

    name: str
    """What it calls itself; else its address."""
    address: str
    """Secrets hidden; empty where it is the name."""
    asked: str
    """When it was asked last, in words."""
    news: str
    """When it brought something new last."""
    wrong: str
    """Why it could not be had the last time; empty where it could."""


@router.get("/about")
def show_about(request: Request) -> Response:
    """How much is kept, and what this is."""
    store = find_store(request)
    counts = find_memory(request).count_rarely("counts", store.count)
    feeds = _list_feeds(find_memory(request).count_rarely("feeds", lambda: list_status(store, pages=False)))
    newest = next(iter(store.latest_events(limit=1)), None)
    access = tell_access(request)
    etag = make_etag(request, "about", sorted(counts.items()), feeds, newest, access)
    if fresh := check_fresh(request, etag):
        return fresh
    context = {
        "section": "about",
        "counts": [(words, counts.get(name, 0)) for name, words in _COUNTS],
        "feeds": feeds,
        "changed": say_instant(newest.at) if newest else "",
        "changed_at": newest.at if newest else "",
        "stemma_version": __version__,
        "limits": LIMITS,
        **access,
    }
    return send_page(request, "about.html.j2", context, etag=etag)


def _list_feeds(feeds: Iterable[FeedStatus]) -> list[ShownFeed]:
    """Those that ``stemma watch`` keeps: what goes wrong first, then by address."""
    ordered = sorted(feeds, key=lambda one: (one.state not in ("failing", "gone"), one.url))
    return [
        ShownFeed(
            name=shorten(clean_line(one.name or one.url), 200),
            address=shorten(clean_line(one.url), 200) if one.name else "",
            asked=say_instant(one.polled),
            news=say_instant(one.news),
            wrong="It is no more." if one.state == "gone" else shorten(clean_line(one.reason or ""), 200),
        )
        for one in ordered[:_FEEDS]
    ]


@router.get("/rejected")
def show_rejected(
    request: Request,
    q: Annotated[str, Query(max_length=2000)] = "",
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """What could not be used, newest first, each with the reason."""
    store = find_store(request)
    words = tidy_words(q)
    etag = make_etag(request, "rejected", store.last_change(), words, after)
    if fresh := check_fresh(request, etag):
        return fresh
    page = store.list_rejected(Asked(words=words, after=after, limit=_REJECTED))
    context = {
        "section": "about",
        "rejected": [
            (
                shorten(clean_line(hide_secrets(one.item)), 300),
                _STAGES.get(one.stage, clean_line(one.stage)),
                clean_line(hide_secrets(one.reason)),
                one.at,
                say_instant(one.at),
            )
            for one in page.items
        ],
        "q": words,
        "older": link_on("/rejected", {"q": words}, page.next) if page.next else None,
        "later": after is not None,
    }
    return send_page(request, "rejected.html.j2", context, etag=etag)


@router.get("/login")
def show_sign_in(request: Request, to: Annotated[str, Query(max_length=500)] = "/corrections") -> Response:
    """Where the token is pasted, so that this browser may write."""
    context = {"section": "", "to": check_path(to), "wrong": "", **tell_access(request)}
    return send_page(request, "login.html.j2", context)


@router.post("/login")
def sign_in(
    request: Request,
    token: Annotated[str, Form(max_length=2000)] = "",
    to: Annotated[str, Form(max_length=500)] = "/corrections",
) -> Response:
    """Open a session for a browser that shows the token."""
    answer = redirect(check_path(to))
    try:
        request.app.state.gate.sign_in(request, answer, token)
    except Refused as refused:
        context = {"section": "", "to": check_path(to), "wrong": refused.detail, **tell_access(request)}
        return send_page(request, "login.html.j2", context, status=refused.status)
    return answer


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    answer = redirect("/about")
    request.app.state.gate.sign_out(request, answer)
    return answer


def check_path(path: str) -> str:
    """A path of this server; the start page for what could lead elsewhere."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
