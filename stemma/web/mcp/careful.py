"""The SDK's server, made careful: arguments and failures are answered in plain sentences, page text is marked."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, get_type_hints

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, ValidationError

from stemma.errors import StemmaError
from stemma.web.mcp.untrusted import explain_marks, mark_text, render_marked


class CarefulServer(MCPServer[Any]):
    """A server that refuses arguments it does not know, and says of each what it takes."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool. Raises ToolError with a plain sentence where the arguments are none that it takes."""
        tool = self._tool_manager.get_tool(name)
        if tool is None:
            known = ", ".join(one.name for one in self._tool_manager.list_tools())
            raise ToolError(f"There is no tool {name[:60]!r}; there are: {known}.")
        takes = tool.parameters.get("properties", {})
        unknown = [one for one in arguments if one not in takes]
        if unknown:
            raise ToolError(
                f"{name} takes no {', '.join(repr(one[:60]) for one in unknown[:5])}; it takes: {', '.join(takes)}."
            )
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(_say_invalid(name, error.__cause__)) from None
            raise


def _say_invalid(name: str, error: ValidationError) -> str:
    told = [f"{'.'.join(map(str, one['loc'])) or 'arguments'}: {one['msg']}" for one in error.errors()[:5]]
    return f"{name} cannot be called so: {'; '.join(told)}."


def answer_marked(tool: Callable[..., BaseModel], key: str) -> Callable[..., CallToolResult]:
    """The tool as the SDK calls it: its answer as data of its schema, and as text with page text marked."""

    @wraps(tool)
    def run(*given: Any, **named: Any) -> CallToolResult:
        try:
            answer = tool(*given, **named)
        except StemmaError as error:
            raise ToolError(_say_refused(error, key)) from error
        return CallToolResult(
            content=[TextContent(type="text", text=render_marked(answer, key))],
            structured_content=answer.model_dump(mode="json"),
        )

    answers = get_type_hints(tool)["return"]
    signature = inspect.signature(tool, eval_str=True)
    run.__signature__ = signature.replace(return_annotation=Annotated[CallToolResult, answers])  # type: ignore[attr-defined]
    run.__annotations__ = {**get_type_hints(tool, include_extras=True), "return": Annotated[CallToolResult, answers]}
    return run


def _say_refused(error: StemmaError, key: str) -> str:
    """What is wrong, and what there is to choose from, marked."""
    shown = getattr(error, "shown", ())
    if not shown:
        return str(error)
    return f"{error}: {'; '.join(mark_text(one, key) for one in shown)}. {explain_marks(key)}"


def answer_resource(read: Callable[[str], str]) -> Callable[..., str]:
    """A resource of a story as the SDK reads it."""

    def read_story(story: str) -> str:
        try:
            return read(story)
        except StemmaError as error:
            raise ResourceError(str(error)) from error

    return read_story
