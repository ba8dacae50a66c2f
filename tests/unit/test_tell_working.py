"""What settles a difference, and corrections by hand, in every rendering; and their proof."""

import io
import json
from typing import Any

import pytest
from rich.console import Console

from stemma.model.dossier import Dossier
from stemma.tell.check import check_dossier
from stemma.tell.dossier_json import dump_dossier, load_dossier
from stemma.tell.html import render_html
from stemma.tell.markdown import render_markdown
from stemma.tell.terminal import render_terminal
from tests.dossiers import make_dossier


def render(form: str, dossier: Dossier) -> str:
    if form == "html":
        return render_html(dossier)
    if form == "markdown":
        return render_markdown(dossier).replace("\\", "")
    sheet = io.StringIO()
    render_terminal(dossier, Console(file=sheet, no_color=True, highlight=False, width=160))
    return sheet.getvalue()


@pytest.fixture
def raw() -> dict[str, Any]:
    made = json.loads(dump_dossier(make_dossier()))
    assert isinstance(made, dict)
    return made


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_working_is_shown_as_stemmas_own(form: str) -> None:
    shown = render(form, make_dossier())
    at = shown.index("2 months is about 8.7 weeks.")
    assert "Stemma’s own working" in shown[at - 60 : at]


def test_on_the_page_working_links_to_the_claims_it_rests_on() -> None:
    shown = render("html", make_dossier())
    line = shown[shown.index('class="working"') :].partition("</p>")[0]
    assert line.count('<a class="back" href="#c') == 2


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_corrections_are_shown_with_what_became_of_them(form: str) -> None:
    shown = render(form, make_dossier())
    assert "02-post was published 2024-10-12: it was undated" in shown
    assert "from the print edition" in shown
    assert "“Fenn”, “Penn” are one: no text names “Penn”" in shown
    assert "not used" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claims": ["c-none"]}, 'refers to claim "c-none", which is not in the dossier'),
        ({"claims": [{}]}, "which is not in the dossier"),
        ({"claims": []}, "rests on no claim"),
        ({"claims": None}, "are not a list"),
        ({"sentence": " "}, "is empty"),
        ({"sentence": 7}, "is empty"),
    ],
)
def test_working_that_rests_on_nothing_is_named(raw: dict[str, Any], change: dict[str, Any], said: str) -> None:
    raw["findings"][1]["settles"][0] |= change
    failures = check_dossier(raw)
    assert any(said in failure and 'Finding "f-repairs", working 1' in failure for failure in failures)


@pytest.mark.parametrize("value", [None, 1, "x", {}])
def test_working_and_corrections_that_are_no_list_are_named(raw: dict[str, Any], value: object) -> None:
    raw["findings"][1]["settles"] = raw["overrides"] = value
    failures = check_dossier(raw)
    assert any('"settles" is not a list' in failure for failure in failures)
    assert any('"overrides" is not a list' in failure for failure in failures)


def test_a_correction_is_applied_or_unused(raw: dict[str, Any]) -> None:
    raw["overrides"][0]["status"] = "maybe"
    assert check_dossier(raw) == ("Correction 1 is neither applied nor unused.",)


def test_a_dossier_of_before_is_sound_and_can_be_read(raw: dict[str, Any]) -> None:
    del raw["overrides"]
    for finding in raw["findings"]:
        del finding["settles"]
    assert check_dossier(raw) == ()
    assert load_dossier(json.dumps(raw)).findings[1].settles == ()
