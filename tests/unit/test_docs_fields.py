"""``docs/fields.md`` has a table for each object of the contract, with the fields and types that the schema has."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stemma.model import annotation, article, capture, dossier, overrides, span
from stemma.tell.dossier_json import plain_dossier
from tests.dossiers import make_dossier

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads((ROOT / "stemma/tell/dossier.schema.json").read_text(encoding="utf-8"))
OBJECTS: dict[str, dict[str, Any]] = {"Dossier": SCHEMA, **SCHEMA["$defs"]}
_ROW = re.compile(r"^\| `(\w+)` \| ([^|]+?) \| ([^|]*?) ?\| ([^|]*?) ?\|$", re.M)


def list_told() -> dict[str, list[tuple[str, str, str]]]:
    """Each object of the page with its fields, their types (links left out) and units, in order."""
    told = {}
    for section in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        rows = _ROW.findall(section)
        told[section.split("\n", 1)[0]] = [
            (name, re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", kind), unit) for name, kind, unit, _ in rows
        ]
    return told


TOLD = list_told()


def describe_type(schema: dict[str, Any]) -> str:
    """A type of the schema in the words of the page."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(describe_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema["type"] == "array":
        return f"list of {describe_type(schema['items'])}"
    return str(schema["type"])


def list_fields(shape: dict[str, Any]) -> list[tuple[str, str]]:
    if "prefixItems" in shape:
        return [(one["title"].lower(), describe_type(one)) for one in shape["prefixItems"]]
    return [(name, describe_type(one)) for name, one in shape["properties"].items()]


def test_the_page_tells_of_every_object_and_of_no_other() -> None:
    assert set(TOLD) == set(OBJECTS)


@pytest.mark.parametrize("name", OBJECTS)
def test_the_page_tells_the_fields_and_types_of_the_schema(name: str) -> None:
    told = [(field, kind) for field, kind, _ in TOLD[name]]
    assert told == list_fields(OBJECTS[name])


@pytest.mark.parametrize("name", OBJECTS)
def test_every_object_is_a_type_of_the_model_with_these_fields(name: str) -> None:
    homes = (dossier, article, annotation, overrides, span, capture)
    kind = next(getattr(home, name) for home in homes if hasattr(home, name))
    fields = getattr(kind, "_fields", None) or tuple(kind.__dataclass_fields__)
    assert [field.rstrip("_") for field in fields] == [field for field, _, _ in TOLD[name]]


def test_what_counts_code_points_is_an_offset_or_a_span() -> None:
    counted = {(name, kind) for rows in TOLD.values() for name, kind, unit in rows if unit == "code points"}
    assert {name for name, kind in counted if kind == "integer"} == {"start", "end"}
    assert {kind.removeprefix("list of ").removesuffix(" or null") for _, kind in counted} == {
        "integer", "Span", "Furniture", "Block",
    }  # fmt: skip
    offsets = {unit for rows in TOLD.values() for name, kind, unit in rows if (name, kind) == ("start", "integer")}
    assert offsets == {"code points"}


def test_what_is_a_date_reads_as_one_in_a_dossier() -> None:
    plain = plain_dossier(make_dossier())
    dates = [finding["date"] for finding in plain["findings"]] + [one["date"] for one in plain["timeline"]]
    assert any(dates)
    assert all(re.match(r"\d{4}", date) for date in dates if date)
    told = {(name, field) for name, rows in TOLD.items() for field, _, unit in rows if unit == "date"}
    assert told >= {("Finding", "date"), ("Moment", "date"), ("Article", "published"), ("Story", "start")}


def test_a_link_of_a_type_leads_to_its_table() -> None:
    linked = re.findall(r"\[(\w+)\]\(#(\w+)\)", PAGE)
    assert linked
    assert all(anchor == name.lower() and name in TOLD for name, anchor in linked)
