"""The dossier as JSON: written, read back, and its schema.

The shape is the contract of the types in ``stemma.model.dossier``: a span is ``[start, end]``,
``Copy.from_`` is spelled ``from``, no field is ever absent.
"""

import dataclasses
import json
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from stemma.errors import UsageError
from stemma.model.dossier import SCHEMA, Dossier

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_A_DOSSIER = "this is not a dossier; give a file that 'stemma tell --format json' wrote"


def dump_dossier(dossier: Dossier) -> str:
    """The dossier as one line of JSON, without a line end; can always be written as UTF-8."""
    return dump_line(dossier)


def dump_line(part: Any) -> str:
    """A part of a dossier (an article) as one line of JSON, as ``dump_dossier``."""
    text = json.dumps(plain_value(part), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    # A lone surrogate has no UTF-8; JSON's own escape carries it, and offsets stay as they are.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain_dossier(dossier: Dossier) -> dict[str, Any]:
    """The dossier as dicts, lists, strings, finite numbers, booleans and None, in the contract's order."""
    plain = plain_value(dossier)
    assert isinstance(plain, dict)
    return plain


def plain_value(value: Any) -> Any:
    """A part of a dossier as JSON has it."""
    if dataclasses.is_dataclass(value):
        return {field.name.rstrip("_"): plain_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


def load_dossier(text: str) -> Dossier:
    """The dossier that ``text`` holds; fields that this version does not know are passed over.

    Raises:
        UsageError: it is not JSON, not a dossier, or lacks a field; the message says which.
    """
    from pydantic import ValidationError

    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(f"{_NOT_A_DOSSIER}: it is not JSON") from None
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise UsageError(f'{_NOT_A_DOSSIER}: its "schema" is not "{SCHEMA}"')
    copies = raw.get("copies")
    if isinstance(copies, list):
        raw["copies"] = [{**copy, "from_": copy.get("from")} if isinstance(copy, dict) else copy for copy in copies]
    try:
        return _adapter().validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step).rstrip("_") for step in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise UsageError(f"{_NOT_A_DOSSIER}: {where}: {first['msg'].lower()}{more}") from None


@cache
def _adapter() -> "TypeAdapter[Dossier]":
    from pydantic import TypeAdapter

    return TypeAdapter(Dossier)


def dossier_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dossier, made from the types."""
    return make_schema(_adapter(), SCHEMA)


def make_schema(adapter: "TypeAdapter[Any]", name: str) -> dict[str, Any]:
    """The JSON Schema of what ``dump_line`` writes of a type with a field ``schema``, which is ``name``."""
    schema = adapter.json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    for part in (schema, *schema["$defs"].values()):
        if "description" in part:
            part["description"] = " ".join(part["description"].split())
        properties = part.get("properties")
        if properties is None:
            continue
        part["properties"] = {name.rstrip("_"): _describe(name, shape) for name, shape in properties.items()}
        part["required"] = list(part["properties"])
    schema["properties"]["schema"] = {"const": name, "title": "Schema", "type": "string"}
    return schema


def _describe(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """``shape`` without the types' defaults (every field is written) and with an offset's lower bound."""
    shape = {key: item for key, item in shape.items() if key != "default"}
    if name == "from_":
        shape["title"] = "From"
    if name in {"start", "end"} and shape.get("type") == "integer":
        shape["minimum"] = 0
    return shape
