"""The one FastAPI app: pages and HTTP API over a collection."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from stemma.collection import Collection
from stemma.collection.collection import Fetch
from stemma.errors import MissingPart
from stemma.version import __version__
from stemma.web.options import ServeOptions

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    from stemma.web.jobs import Jobs
    from stemma.web.metrics import Metrics
    from stemma.web.safety.access import Gate


def make_app(
    collection: Collection,
    options: ServeOptions | None = None,
    *,
    open_fetch: Callable[[], AbstractContextManager[Fetch]] | None = None,
) -> "FastAPI":
    """The app over ``collection``. ``open_fetch`` stands in for fetching, in tests.

    What handlers share is in ``app.state``: ``collection``, ``options``; ``gate``, which signs browsers in and out;
    ``jobs``, ``metrics``; ``renderings`` and ``page_memory``, what was made last; ``run``, another one for each app;
    ``render_problem``, which tells a refusal as a page.

    Raises MissingPart where the extra ``serve`` is not installed.
    """
    try:
        from fastapi import Depends, FastAPI
    except ImportError as error:
        raise MissingPart(
            "Serving wants the extra 'serve'. Install it with: pip install 'stemma-news[serve]'"
        ) from error
    from stemma.web.api.answers import add_handlers
    from stemma.web.api.declaring import complete_openapi
    from stemma.web.api.rendering import Renderings
    from stemma.web.api.routes import router as api
    from stemma.web.jobs import Jobs
    from stemma.web.metrics import Metrics
    from stemma.web.pages.keeping import PageMemory
    from stemma.web.pages.refusing import render_refusal
    from stemma.web.pages.routes import router as pages
    from stemma.web.safety.access import Gate, confirm_form
    from stemma.web.safety.limits import Guesses
    from stemma.web.safety.sessions import Sessions

    chosen = options or ServeOptions()
    gate = Gate(chosen.token, Sessions(chosen.session_seconds), Guesses())
    jobs = Jobs(collection, open_fetch=open_fetch or (lambda: open_fetching(chosen)), most=chosen.max_jobs)
    metrics = Metrics(collection.store.count, jobs.count_waiting)
    app = FastAPI(
        title="Stemma",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
        lifespan=_make_lifespan(jobs),
        middleware=_list_layers(chosen, gate, metrics),
    )
    app.state.collection = collection
    app.state.options = chosen
    app.state.gate = gate
    app.state.jobs = jobs
    app.state.metrics = metrics
    app.state.renderings = Renderings()
    app.state.page_memory = PageMemory()
    app.state.run = secrets.token_hex(8)
    app.state.render_problem = render_refusal
    add_handlers(app)
    complete_openapi(app)
    app.include_router(api)
    app.include_router(pages, dependencies=[Depends(confirm_form)])
    return app


@contextmanager
def open_fetching(options: ServeOptions) -> Iterator[Fetch]:
    """What fetches the addresses that were handed in: by the rules of reading, and fewer of one input."""
    from stemma.read.web import FetchOptions, open_fetch

    with open_fetch(FetchOptions(allow_private=options.allow_private, max_links=options.max_links)) as fetch:
        yield fetch


def _list_layers(chosen: ServeOptions, gate: "Gate", metrics: "Metrics") -> "list[Middleware]":
    """What stands before every handler, the outermost first."""
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware

    from stemma.web.api.answers import HeadAsGet
    from stemma.web.api.conditional import TagCoding
    from stemma.web.journal import Journal
    from stemma.web.safety.access import WriteGuard
    from stemma.web.safety.bodies import BodyLimit
    from stemma.web.safety.faults import FaultShield
    from stemma.web.safety.headers import SafeHeaders
    from stemma.web.safety.hosts import HostCheck, Hosts
    from stemma.web.safety.limits import Buckets, RateLimit

    return [
        Middleware(SafeHeaders),
        Middleware(HeadAsGet),
        Middleware(Journal, metrics=metrics),
        Middleware(FaultShield),
        Middleware(HostCheck, hosts=Hosts(chosen.host, chosen.hosts)),
        Middleware(
            RateLimit,
            reads=Buckets(chosen.reads, 2 * chosen.reads),
            writes=Buckets(chosen.writes, 30 * chosen.writes),
        ),
        Middleware(BodyLimit, max_body=chosen.max_body, seconds=chosen.body_seconds),
        Middleware(WriteGuard, gate=gate),
        Middleware(TagCoding),
        Middleware(GZipMiddleware, compresslevel=5),
    ]


def _make_lifespan(jobs: "Jobs") -> Callable[["FastAPI"], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(app: "FastAPI") -> AsyncIterator[None]:
        from starlette.concurrency import run_in_threadpool

        yield
        await run_in_threadpool(jobs.close)

    return run
