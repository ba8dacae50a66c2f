"""What a notebook shows of a dossier, a finding, a stored story."""

import dataclasses
import json
import re
import subprocess
import sys

import pytest
from lxml import html

from stemma.model import showing
from stemma.model.dossier import Dossier
from stemma.model.stored import StoredStory
from stemma.model.story import Story
from stemma.tell.dossier_json import dump_dossier
from stemma.tell.notebook import SHOWN, draw_piece
from tests.dossiers import make_dossier, make_hostile_dossier, make_large_dossier

ELEMENTS = {"div", "style", "p", "b", "bdi", "br", "small", "details", "summary", "ul", "li", "code"}
STORED = StoredStory(
    story=Story(id="a-1", title="Bridge shut", articles=("a-1", "a-2"), origins=2),
    edition=1,
    findings=4,
    differences=1,
    outlets=("Northgate Post", "The Alder Echo"),
)
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</details></div><img src=x onerror=alert(1)>",
    '"><a href="javascript:x">y</a>',
    "{{ 7 * 7 }}{% raw %}",
    "\u202eevil\u202c",
    "\x00\x1b[31m",
    "\ud800",
    "x" * 100_000,
]


def read_words(piece: str) -> str:
    """What a reader sees: the text without the style sheet."""
    tree = html.fromstring(piece.replace("<br>", " "))
    for sheet in tree.iter("style"):
        sheet.text = ""
    return " ".join(tree.text_content().split())


def test_a_dossier_shows_its_headline_its_counts_and_its_summary() -> None:
    words = read_words(make_dossier()._repr_html_() or "")
    assert words.startswith("Bridge over the Alder closes after crack is found")
    assert "3 articles · 4 independent origins · 4 findings · 1 on which they differ" in words
    assert "The Alder bridge in Wexcombe was closed on Friday 11 October 2024." in words


def test_each_value_of_a_difference_stands_with_its_exact_words_and_whom_they_are_from() -> None:
    words = read_words(make_dossier()._repr_html_() or "")
    assert (
        "The Alder Echo: “Repairs will take six weeks” citing Corran News Agency, which cites the ministry; "
        "characters 190–217"
    ) in words
    assert "Northgate Post: “the repairs would last at least two months” citing engineers" in words


def test_a_finding_alone_is_shown_open_and_by_its_articles_ids() -> None:
    dossier = make_dossier()
    piece = dossier.findings[0]._repr_html_() or ""
    assert "<details open>" in piece
    assert dossier.findings[0].claims[0].article in read_words(piece)


def test_a_stored_story_says_how_much_there_is_and_whether_it_is_told() -> None:
    words = read_words(STORED._repr_html_() or "")
    assert words == "Bridge shut 2 outlets · 4 findings · 1 on which they differ Northgate Post, The Alder Echo"
    assert "not told yet" in read_words(dataclasses.replace(STORED, edition=None)._repr_html_() or "")


def test_a_large_dossier_shows_some_and_says_how_many_more_there_are() -> None:
    piece = make_large_dossier(40, 600)._repr_html_() or ""
    assert piece.count("<details") == SHOWN
    assert re.search(r"\d+ more findings of several articles", read_words(piece))


def test_it_needs_no_script_no_address_and_no_colour_of_its_own() -> None:
    piece = make_dossier()._repr_html_() or ""
    tree = html.fromstring(piece)
    assert {element.tag for element in tree.iter()} <= ELEMENTS
    assert {name for element in tree.iter() for name in element.attrib} <= {"class", "open"}
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|background|https?:", piece)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_page_says_is_never_markup(words: str) -> None:
    dossier = make_hostile_dossier(words)
    for piece in (draw_piece(dossier), *(draw_piece(finding) for finding in dossier.findings)):
        piece.encode("utf-8")
        tree = html.fromstring(piece)
        assert {element.tag for element in tree.iter()} <= ELEMENTS
        assert {name for element in tree.iter() for name in element.attrib} <= {"class", "open"}
        assert not set("\x00\x1b\u202e") & set(piece)
        assert len(piece) < 60_000


def test_showing_changes_neither_the_value_nor_what_is_written_of_it() -> None:
    dossier, other = make_dossier(), make_dossier()
    dossier._repr_html_()
    assert dossier == other
    assert "_repr_html_" not in json.loads(dump_dossier(dossier))
    assert not hasattr(dossier, "__dict__")


def test_where_nothing_draws_a_notebook_falls_back_on_the_plain_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "_drawings", [])
    assert make_dossier()._repr_html_() is None


def test_what_is_no_dossier_is_not_drawn() -> None:
    with pytest.raises(TypeError, match="not drawn"):
        draw_piece(3)


def test_importing_the_model_does_not_load_what_draws() -> None:
    probe = "import sys, stemma.model.dossier; print('stemma.tell.notebook' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "False"]
    assert Dossier._repr_html_ is not None
