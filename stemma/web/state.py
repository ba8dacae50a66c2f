"""What the handlers of one app share (``app.state``, filled by ``stemma.web.app``), by its type."""

from starlette.requests import Request

from stemma.collection import Collection
from stemma.store import Store
from stemma.web.jobs import Jobs


def find_collection(request: Request) -> Collection:
    """The collection that is served."""
    collection: Collection = request.app.state.collection
    return collection


def find_store(request: Request) -> Store:
    """The store of that collection."""
    return find_collection(request).store


def find_jobs(request: Request) -> Jobs:
    """The jobs of this server."""
    jobs: Jobs = request.app.state.jobs
    return jobs
