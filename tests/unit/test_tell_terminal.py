"""The dossier in the terminal."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from stemma.tell.terminal import render_terminal
from tests.dossiers import make_dossier, make_hostile_dossier


def show(dossier: object = None, width: int = 80, **options: object) -> str:
    sheet = StringIO()
    console = Console(file=sheet, width=width, **options)  # type: ignore[arg-type]
    render_terminal(dossier or make_dossier(), console)  # type: ignore[arg-type]
    return sheet.getvalue()


def test_the_head_says_what_when_where_and_how_many_origins() -> None:
    head = show(width=120).splitlines()[:3]
    assert head[0].rstrip() == "Bridge over the Alder closes after crack is found"
    assert head[1].rstrip() == "Friday 11 October 2024 to Saturday 12 October 2024 · Wexcombe"
    assert head[2].rstrip() == "3 articles · 4 independent origins · 4 findings · 1 on which they differ"


def test_differences_stand_before_agreements_before_what_one_says_before_the_timeline() -> None:
    page = show()
    heads = (
        "Where they differ",
        "What they agree on",
        "What only one says",
        "Timeline",
        "leaves out",
        "Could not be used",
    )
    places = [page.index(head) for head in heads]
    assert places == sorted(places)


def test_a_claim_shows_outlet_words_chain_and_value() -> None:
    page = " ".join(show(width=160).split())
    assert (
        "▪ six weeks The Alder Echo: “Repairs will take six weeks” "
        "(citing Corran News Agency, which cites the ministry)"
    ) in page
    assert "03-detour: “The Alder bridge has been closed since Friday”" in page


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("words", ["", "x" * 300, "تم إغلاق الجسر يوم الجمعة " * 20, "[bold]橋[/bold]" * 60])
def test_no_line_is_wider_than_the_terminal(width: int, words: str) -> None:
    page = show(make_hostile_dossier(words) if words else None, width)
    assert max(cell_len(line) for line in page.splitlines()) <= width


def test_without_a_terminal_there_is_no_colour() -> None:
    assert "\x1b" not in show()


def test_no_color_is_obeyed_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    page = show(force_terminal=True)
    assert "\x1b[3" not in page.replace("\x1b[3m", "")


def test_markup_and_escapes_of_a_page_show_as_text() -> None:
    page = show(make_hostile_dossier("[red]a[/red]\x1b[2J\x07[link=x]b"), 200)
    assert "[red]a[/red]" in page
    assert "\x1b" not in page
    assert "\x07" not in page


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_headings_are_never_cut(width: int) -> None:
    page = " ".join(show(width=width).split())
    assert "Quotations that are not the same everywhere (1)" in page
    assert "What each article leaves out" in page


@pytest.mark.parametrize("words", ["", "橋が閉鎖された" * 40, "zeugma " * 60, "x" * 300])
def test_forty_columns_are_enough(words: str) -> None:
    page = show(make_hostile_dossier(words) if words else None, 40)
    assert max(cell_len(line) for line in page.splitlines()) <= 40


def test_right_to_left_words_are_set_apart_in_a_terminal_and_plain_elsewhere() -> None:
    dossier = make_hostile_dossier("تم إغلاق الجسر")
    assert "\u2068تم إغلاق الجسر\u2069" in show(dossier, 120, force_terminal=True)
    assert "\u2068" not in show(dossier, 120)
    assert "\u2068" not in show(force_terminal=True), "Latin text needs no isolation"


def test_the_relation_is_told_from_the_statement_without_colour() -> None:
    assert "They differ: How long the repairs will take" in show(width=120)
