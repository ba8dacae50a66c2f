"""The JSON that a dossier is written as: the contract that other programs rely on."""

import json
from importlib.resources import files

import jsonschema
import pytest

from stemma.tell.dossier_json import dossier_schema, dump_dossier
from tests.dossiers import make_dossier, make_hostile_dossier, make_large_dossier

FIELDS = {
    "": "schema story articles findings origins copies entities places timeline quotations summary rejected "
    "overrides stemma_version settings",
    "Story": "id title start end places",
    "Article": "id source outlet agency title deck byline dateline published modified language url text body captions "
    "furniture confidence",
    "Finding": "id statement relation kind date date_precision origins why confidence claims missing settles",
    "Settling": "sentence claims",
    "Override": "kind what status reason note",
    "ReportedClaim": "id article start end quote said_by quoted value origin",
    "Missing": "article why",
    "Origin": "id name kind articles findings",
    "Copy": "from to words kind direction",
    "CopyEnd": "article start end",
    "Entity": "id name kind variants mentions",
    "Place": "name lat lon geonames variants",
    "Moment": "date precision findings",
    "Quotation": "id speaker variants",
    "QuotationVariant": "article start end quote altered",
    "SummarySentence": "sentence findings",
    "Rejected": "item stage reason",
}


def test_the_shipped_schema_is_the_one_the_types_give() -> None:
    shipped = json.loads((files("stemma.tell") / "dossier.schema.json").read_text("utf-8"))
    assert shipped == json.loads(json.dumps(dossier_schema())), (
        "the types changed: write the new schema with 'stemma schema > stemma/tell/dossier.schema.json'"
    )


@pytest.mark.parametrize("part", FIELDS)
def test_no_field_of_the_contract_is_absent(part: str) -> None:
    schema = dossier_schema()
    required = (schema["$defs"][part] if part else schema)["required"]
    assert set(FIELDS[part].split()) <= set(required)


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(dossier_schema())


@pytest.mark.parametrize("dossier", [make_dossier(), make_hostile_dossier("<\ud800\x00>"), make_large_dossier(3, 12)])
def test_a_dossier_is_valid(dossier: object) -> None:
    jsonschema.validate(json.loads(dump_dossier(dossier)), dossier_schema())  # type: ignore[arg-type]


def test_the_schema_refuses_a_dossier_that_lacks_a_field() -> None:
    raw = json.loads(dump_dossier(make_dossier()))
    del raw["findings"][0]["claims"][0]["said_by"]
    with pytest.raises(jsonschema.ValidationError, match="said_by"):
        jsonschema.validate(raw, dossier_schema())


def test_the_schema_lets_fields_of_later_versions_pass() -> None:
    raw = json.loads(dump_dossier(make_dossier()))
    raw["later"] = raw["articles"][0]["later"] = {"anything": 1}
    jsonschema.validate(raw, dossier_schema())
