"""``stemma mcp``: answer an AI assistant from a store, over the Model Context Protocol on stdin and stdout."""

from __future__ import annotations

from typing import Annotated

import typer

from stemma.cli.looking import open_for_looking
from stemma.cli.settings_file import SettingsFile
from stemma.cli.storing import AtLeast, StoreAddress, Vectors
from stemma.cli.streams import say
from stemma.store.opening import DEFAULT_STORE


def mcp(
    store: StoreAddress = DEFAULT_STORE,
    settings_file: SettingsFile = None,
    allow_writing: Annotated[
        bool,
        typer.Option("--allow-writing", help="Also offer the tool that fetches pages and puts them into the store."),
    ] = False,
    at_least: AtLeast = 2,
    vectors: Vectors = True,
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
    followed. Everything said about the work goes to stderr. What read_pages changes is
    told by --at-least and --vectors: give them as to 'stemma watch' on the same store,
    or set them for both in stemma.toml.

    \b
    Exit codes: 0 the assistant went away; 1 the store failed; 2 wrong usage, no such
    store, or the extra 'mcp' is not installed.
    """
    from stemma.model.settings import Settings
    from stemma.web.mcp.server import require_sdk, run_server
    from stemma.web.mcp.tools import Desk

    require_sdk()
    if verbose and settings_file is not None:
        say(f"settings of {settings_file}")
    held = open_for_looking(store, read_only=not allow_writing)
    try:
        desk = Desk(
            held,
            allow_writing=allow_writing,
            allow_private=allow_private,
            settings=Settings(vectors=vectors),
            at_least=at_least,
        )
        run_server(desk, verbose=verbose)
    finally:
        held.close()
