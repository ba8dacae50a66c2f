"""A dossier written as JSON and read back."""

import dataclasses
import json

import pytest

from stemma.errors import UsageError
from stemma.tell.dossier_json import dump_dossier, load_dossier
from tests.dossiers import make_dossier, make_hostile_dossier


def test_what_is_written_is_read_back_the_same() -> None:
    dossier = make_dossier()
    assert load_dossier(dump_dossier(dossier)) == dossier


def test_a_dossier_is_one_line() -> None:
    assert "\n" not in dump_dossier(make_dossier())


def test_spans_are_arrays_and_from_is_spelled_from() -> None:
    raw = json.loads(dump_dossier(make_dossier()))
    assert raw["articles"][0]["body"][0] == [72, 188]
    assert raw["articles"][0]["furniture"][0] == [0, 19, "menu"]
    assert set(raw["copies"][0]) == {"from", "to", "words", "kind", "direction"}


def test_letters_of_all_scripts_stand_as_they_are() -> None:
    assert "“Nobody was in danger,”" in dump_dossier(make_dossier())


def test_a_lone_surrogate_can_be_written_as_utf8_and_comes_back() -> None:
    dossier = make_hostile_dossier("a\udcffb\x00c")
    assert load_dossier(dump_dossier(dossier).encode("utf-8").decode("utf-8")) == dossier


def test_a_number_that_json_has_not_is_null() -> None:
    dossier = dataclasses.replace(make_dossier(), settings={"weight": float("nan"), "most": float("inf")})
    assert json.loads(dump_dossier(dossier))["settings"] == {"weight": None, "most": None}


def test_fields_of_later_versions_are_passed_over() -> None:
    raw = json.loads(dump_dossier(make_dossier()))
    raw["map"] = {}
    raw["findings"][0]["claims"][0]["weight"] = 3
    assert load_dossier(json.dumps(raw)) == make_dossier()


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '{"schema": "other"}', "[" * 100_000])
def test_what_is_no_dossier_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(UsageError, match="not a dossier"):
        load_dossier(text)


def test_a_missing_field_is_named() -> None:
    raw = json.loads(dump_dossier(make_dossier()))
    del raw["copies"][0]["from"]
    raw["findings"][1].pop("why")
    with pytest.raises(UsageError, match=r"findings\.1\.why: field required \(and 1 more\)"):
        load_dossier(json.dumps(raw))
