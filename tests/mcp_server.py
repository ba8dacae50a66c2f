"""A process that serves a collection over MCP: ``python -m tests.mcp_server FILE``, an exported collection."""

import sys
from pathlib import Path

from stemma.collection.transfer import import_collection
from stemma.model.stored import Page, Query, StoredStory
from stemma.store import open_store
from stemma.web.mcp.server import run_server
from stemma.web.mcp.tools import Desk

if __name__ == "__main__":
    store = open_store("memory:")
    with Path(sys.argv[1]).open("rb") as file:
        import_collection(store, file)
    found = store.list_stories

    def list_loudly(query: Query) -> Page[StoredStory]:
        print("a stray line that must not reach the client", flush=True)  # noqa: T201
        return found(query)

    store.list_stories = list_loudly  # type: ignore[method-assign]
    run_server(Desk(store, allow_writing="--allow-writing" in sys.argv), verbose=True)
