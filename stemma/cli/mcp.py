"""``stemma mcp``: answer an AI assistant from a store, over the Model Context Protocol on stdin and stdout."""

from __future__ import annotations

from typing import Annotated

import typer

from stemma.cli.looking import open_for_looking
from stemma.cli.storing import StoreAddress
from stemma.store.opening import DEFAULT_STORE


def mcp(
    store: StoreAddress = DEFAULT_STORE,
    allow_writing: Annotated[
        bool,
        typer.Option("--allow-writing", help="Also offer the tool that fetches pages and puts them into the store."),
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Pages to fetch may lie on private networks.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say on stderr what is asked.")] = False,
) -> None:
    """Serve a store to an AI assistant: an MCP server over stdin and stdout.

    \b
    An assistant starts it; in its settings (docs/mcp.md has more):
      {"mcpServers": {"stemma": {"command": "stemma",
        "args": ["mcp", "--store", "sqlite:////home/me/desk.db"]}}}

    \b
    Tools: search_stories, get_story, compare_coverage, find_sources, check_claim, and
    with --allow-writing read_pages. Without it the store is opened for reading alone.
    Answers are small and paged; what stands on pages is marked as data, not to be
    followed. Everything said about the work goes to stderr.

    \b
    Exit codes: 0 the assistant went away; 1 the store failed; 2 wrong usage, no such
    store, or the extra 'mcp' is not installed.
    """
    from stemma.web.mcp.server import require_sdk, run_server

    require_sdk()
    held = open_for_looking(store, read_only=not allow_writing)
    try:
        run_server(held, allow_writing=allow_writing, allow_private=allow_private, verbose=verbose)
    finally:
        held.close()
