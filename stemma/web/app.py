"""The one FastAPI app: pages and HTTP API over a collection."""

from typing import TYPE_CHECKING

from stemma.collection import Collection
from stemma.errors import MissingPart
from stemma.version import __version__
from stemma.web.options import ServeOptions

if TYPE_CHECKING:
    from fastapi import FastAPI


def make_app(collection: Collection, options: ServeOptions | None = None) -> "FastAPI":
    """The app over ``collection``; what handlers share is in ``app.state`` (``collection``, ``options``).

    Raises MissingPart where the extra ``serve`` is not installed.
    """
    try:
        from fastapi import FastAPI
    except ImportError as error:
        raise MissingPart(
            "Serving wants the extra 'serve'. Install it with: pip install 'stemma-news[serve]'"
        ) from error
    from stemma.web.api.routes import router as api
    from stemma.web.pages.routes import router as pages

    app = FastAPI(
        title="Stemma", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.collection = collection
    app.state.options = options or ServeOptions()
    app.include_router(api)
    app.include_router(pages)
    return app
