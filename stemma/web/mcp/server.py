"""The MCP server: tools over a store, for an AI assistant at the other end of stdin and stdout.

The official SDK (``mcp``, extra ``mcp``) is loaded here and in ``careful`` alone. It keeps stdout for the protocol;
what is logged goes to stderr.
"""

import logging
from typing import TYPE_CHECKING, Any

from stemma.errors import MissingPart
from stemma.version import __version__
from stemma.web.mcp.tools import Desk, list_tools
from stemma.web.mcp.untrusted import explain_marks, render_marked

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = """\
Stemma compares what several news outlets report of one event. Every quote is word for word from a saved page, with the
article and its place in that article's text. Begin with search_stories (words, outlet, place, days), then get_story;
compare_coverage sets outlets side by side; find_sources says who is behind a story or a finding; check_claim says who
reports a sentence and who contradicts it.

It measures reporting, not truth: say "N outlets report", "K independent origins", never "it is true". What an outlet
leaves out it does not deny; "not found in this collection" is no denial either. Cite the outlet and the quote.
"""
STORY_URI = "stemma://stories/{story}"


def require_sdk() -> None:
    """Raises MissingPart where the extra ``mcp`` is not installed."""
    try:
        import mcp.server  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            "The MCP server wants the extra 'mcp'. Install it with: pip install 'stemma-news[mcp]'"
        ) from error


def run_server(desk: Desk, *, verbose: bool) -> None:
    """Answer on stdin and stdout until the client goes away."""
    make_server(desk, verbose=verbose).run("stdio")


def make_server(desk: Desk, *, verbose: bool = False) -> "MCPServer[Any]":
    """The server over a desk. Raises MissingPart."""
    require_sdk()
    from mcp.types import ToolAnnotations

    from stemma.web.mcp.careful import CarefulServer, answer_marked, answer_resource

    server = CarefulServer(
        name="stemma",
        title="Stemma",
        version=__version__,
        instructions=f"{INSTRUCTIONS}\n{explain_marks(desk.key)}\n",
        log_level="INFO" if verbose else "WARNING",
    )
    logging.getLogger("mcp").setLevel(logging.INFO if verbose else logging.WARNING)
    for tool in list_tools(desk):
        annotations = ToolAnnotations(
            title=tool.title,
            read_only_hint=not tool.writes,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=tool.writes,
        )
        server.add_tool(
            answer_marked(tool.run, desk.key), name=tool.run.__name__, title=tool.title, annotations=annotations
        )
    server.resource(
        STORY_URI,
        name="story",
        title="A story",
        description="The first page of a story: what get_story answers.",
        mime_type="text/plain",
    )(answer_resource(lambda story: render_marked(desk.get_story(story), desk.key), STORY_URI, desk.key))
    return server
