"""The SDK's server, made careful: arguments and failures are answered in plain sentences, page text is marked."""

import inspect
import logging
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, get_type_hints

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.shared.exceptions import MCPError
from mcp.types import INTERNAL_ERROR, CallToolResult, TextContent
from pydantic import BaseModel, ValidationError

from stemma.errors import REQUEST_UNFIT, StemmaError, cite_code, find_code, locate_code
from stemma.web.mcp.untrusted import explain_marks, mark_text, render_marked

log = logging.getLogger("stemma.web.mcp")


class CarefulServer(MCPServer[Any]):
    """A server that refuses arguments it does not know, and says of each what it takes."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool. What fails is answered too: a plain sentence, and its code (``_tell_failure``)."""
        unfit = self._find_unfit(name, arguments)
        if unfit is not None:
            return _tell_failure(unfit, REQUEST_UNFIT)
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError as error:
            cause = error.__cause__ or error
            log.error("tool %r failed", name, exc_info=cause)
            return _tell_failure(f"{error}, by a fault of Stemma's; its log tells more.", find_code(cause))
        except ToolError as error:
            wrong = error.__cause__
            text = _say_invalid(name, wrong) if isinstance(wrong, ValidationError) else str(error)
            return _tell_failure(text, REQUEST_UNFIT)

    def _find_unfit(self, name: str, arguments: dict[str, Any]) -> str | None:
        """What is wrong with a call, as far as names go."""
        tool = self._tool_manager.get_tool(name)
        if tool is None:
            known = ", ".join(one.name for one in self._tool_manager.list_tools())
            return f"There is no tool {name[:60]!r}; there are: {known}."
        takes = tool.parameters.get("properties", {})
        unknown = [one for one in arguments if one not in takes]
        if not unknown:
            return None
        return f"{name} takes no {', '.join(repr(one[:60]) for one in unknown[:5])}; it takes: {', '.join(takes)}."


def _tell_failure(text: str, code: str) -> CallToolResult:
    """A failure as the answer to a call: the sentence with its code, and the code as data in ``_meta``."""
    said = TextContent(type="text", text=f"{text} {cite_code(code)}")
    return CallToolResult(content=[said], is_error=True, _meta=_describe_code(code))


def _describe_code(code: str) -> dict[str, str]:
    return {"code": code, "docs": locate_code(code)}


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
            log.info("tool %r refused: %r", tool.__name__, str(error))
            return _tell_failure(_say_refused(error, key), error.code)
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


def answer_resource(read: Callable[[str], str], uri: str, key: str) -> Callable[..., str]:
    """A resource of a story as the SDK reads it, by a ``uri`` with ``{story}`` in it."""

    def read_story(story: str) -> str:
        try:
            return read(story)
        except StemmaError as error:
            text = f"{_say_refused(error, key)} {cite_code(error.code)}"
            told = {"uri": uri.format(story=story), **_describe_code(error.code)}
            raise MCPError(code=INTERNAL_ERROR, message=text, data=told) from error

    return read_story
