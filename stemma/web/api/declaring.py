"""What each address may answer, for the OpenAPI description: every status, with its shape."""

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from stemma.tell.dossier_json import dossier_schema
from stemma.web.api.shapes import Problem
from stemma.web.safety.problems import PROBLEM

if TYPE_CHECKING:
    from fastapi import FastAPI

PREFIX = "/api/v1"
Responses = dict[int | str, dict[str, Any]]
_SAYS = {
    304: "The client has it already (If-None-Match).",
    400: "The request cannot be read.",
    401: "The token is missing, or it is another.",
    403: "Nobody may write here; or a browser sends what no page of this server sent.",
    404: "There is nothing by this id.",
    408: "The body came too slowly.",
    413: "The body is too large.",
    415: "The body is of a kind that is not taken.",
    421: "This server does not go by the name in the Host header.",
    422: "A part of the request does not fit.",
    429: "The client asks too often; Retry-After says when to ask again.",
    500: "A fault of Stemma's; the log of the server has it.",
    501: "A package that this wants is not installed where the server runs.",
    503: "The store cannot be reached or is busy, or too many jobs wait; Retry-After says when to ask again.",
    507: "No room is left where the store lies.",
}
_ALWAYS = (400, 413, 421, 422, 429, 500, 503)
_WRITING = (401, 403, 408, 415, 507)
_REF = "#/components/schemas/"


def declare(*statuses: int, writing: bool = False, conditional: bool = True) -> Responses:
    """The answers besides 200: those of every address, and ``statuses``."""
    told: Responses = {}
    # 401 wherever the token may be shown: a wrong one is told everywhere
    for status in sorted({*_ALWAYS, 401, *statuses, *(_WRITING if writing else ()), *((304,) if conditional else ())}):
        told[status] = {"description": _SAYS[status]}
        if status != 304:
            told[status]["content"] = {PROBLEM: {"schema": {"$ref": _REF + "Problem"}}}
    return told


def complete_openapi(app: "FastAPI") -> None:
    """Let the description of ``app`` hold what FastAPI does not know of: problems, the dossier, the token."""
    plain = app.openapi

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = plain()
            components = told.setdefault("components", {})
            shapes = components.setdefault("schemas", {})
            shapes |= _take_in("Problem", TypeAdapter(Problem).json_schema(ref_template=_REF + "{model}"))
            dossier = json.loads(json.dumps(dossier_schema()).replace('"#/$defs/', f'"{_REF}Dossier_'))
            shapes |= _take_in("Dossier", dossier, prefix="Dossier_")
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            for path in told["paths"].values():
                for method, operation in path.items():
                    if method not in ("get", "head"):
                        operation["security"] = [{"token": []}]
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _take_in(name: str, schema: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """``schema`` and its parts, as components."""
    schema.pop("$schema", None)
    parts = schema.pop("$defs", {})
    return {name: schema, **{prefix + part: shape for part, shape in parts.items()}}
