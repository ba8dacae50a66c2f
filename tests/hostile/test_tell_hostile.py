"""Telling what no one would call a dossier: large, empty, malformed."""

import copy
import dataclasses
import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from stemma.tell.check import check_dossier
from stemma.tell.dossier_json import dump_dossier
from stemma.tell.html import render_html
from stemma.tell.markdown import render_markdown
from stemma.tell.terminal import render_terminal
from tests.dossiers import make_dossier, make_hostile_dossier, make_large_dossier

RAW: dict[str, Any] = json.loads(dump_dossier(make_dossier()))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


def render_all(dossier: Any) -> tuple[str, ...]:
    sheet = StringIO()
    render_terminal(dossier, Console(file=sheet, width=80))
    return sheet.getvalue(), render_markdown(dossier), render_html(dossier), dump_dossier(dossier)


@pytest.mark.parametrize("words", ["\ud800", "\x00", "\u202e", "x" * 300, "\r\n", "a" * 100_000])
def test_any_words_can_be_told_and_written_as_utf8(words: str) -> None:
    for page in render_all(make_hostile_dossier(words)):
        page.encode("utf-8")


def test_a_story_with_nothing_in_it_can_be_told() -> None:
    names = (
        "articles",
        "findings",
        "origins",
        "copies",
        "entities",
        "places",
        "timeline",
        "quotations",
        "summary",
        "rejected",
    )
    empty = dataclasses.replace(make_dossier(), **dict.fromkeys(names, ()))
    assert all(render_all(empty))
    assert check_dossier(empty) == ()


def test_claims_that_cite_nothing_are_told_without_a_link() -> None:
    dossier = make_dossier()
    finding = dossier.findings[0]
    lost = dataclasses.replace(finding.claims[0], article="a-none", start=-5, end=10**9)
    page = render_html(dataclasses.replace(dossier, findings=(dataclasses.replace(finding, claims=(lost,)),)))
    assert "divers found a crack in a pier" in page


def test_a_large_story_is_told_and_proven() -> None:
    dossier = make_large_dossier(40, 600)
    assert render_html(dossier).count("<tr") > 600
    assert check_dossier(dossier) == ()


@pytest.mark.parametrize("raw", [None, [], 3, "x", {}, {"schema": None}, {"schema": "stemma/dossier/1"}])
def test_what_is_no_dossier_fails_with_a_sentence(raw: Any) -> None:
    failures = check_dossier(raw)
    assert failures
    assert all(failure.endswith(".") for failure in failures)


def list_places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [place for key, item in inner for place in [(*path, key), *list_places(item, (*path, key))]]


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(list_places(RAW)), value=ANYTHING)
def test_a_dossier_broken_anywhere_never_breaks_the_check(place: tuple[Any, ...], value: Any) -> None:
    raw = copy.deepcopy(RAW)
    at: Any = raw
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    assert all(isinstance(failure, str) for failure in check_dossier(raw))
