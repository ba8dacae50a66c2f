"""Pages built to hang or crash a parser: the fast path gives an answer, and an ordinary page after it."""

import random

import pytest

from stemma.read.quick.quick_article import read_page_quick
from tests.unit.test_quick_article import PAGE, PARAGRAPHS


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 200_000 + "Deep" + "</div>" * 200_000, id="nested 200,000 deep"),
        pytest.param("<ul><li>" * 100_000, id="lists never closed"),
        pytest.param("<b><i><font>" * 30_000 + "<p>x" * 1000, id="formatting reopened in each paragraph"),
        pytest.param("<p>" + "The mayor said so. " * 5_300_000, id="100 MB of one line"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x", id="200,000 attributes"),
        pytest.param(
            "<p a='>' " + " ".join(f"a{n}" for n in range(200_000)) + ">x", id="attributes behind a quoted mark"
        ),
        pytest.param("\0<p>\0The\0 mayor\0" * 10_000, id="NULs"),
        pytest.param(
            "<div class='popup'>" * 900 + "x" * 3000 + "<i></i>" * 50_000, id="hidden parts inside hidden parts"
        ),
        pytest.param("<!--" * 100_000, id="comments never closed"),
        pytest.param('<a href="' * 100_000, id="quotes never closed"),
        pytest.param("<table><tr><td>" * 50_000, id="tables in tables"),
        pytest.param(
            '<script type="application/ld+json">{"articleBody": "' + "\\" * 300_001, id="data full of escapes"
        ),
        pytest.param("&amp;" * 500_000, id="entities"),
        pytest.param("<p>" + "\U0001d54f\u202e\ud800" * 50_000, id="characters beyond the plane, and halves of them"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_answer_comes(page: str) -> None:
    found = read_page_quick(page, source="page", identity="page")
    assert not isinstance(found, str) or found.endswith(".")


@pytest.mark.timeout(300)
def test_a_page_cut_anywhere_or_overwritten_is_read_or_refused() -> None:
    chance = random.Random(7)
    for _ in range(300):
        at = chance.randrange(len(PAGE))
        cut = PAGE[:at] if chance.random() < 0.5 else PAGE[:at] + chance.choice("<>\"'&\0/=!-") + PAGE[at + 1 :]
        found = read_page_quick(cut, source="page", identity="page")
        if not isinstance(found, str):
            assert all(found.text[start:end].strip() == found.text[start:end] != "" for start, end in found.body)
    whole = read_page_quick(PAGE, source="page", identity="page")
    assert not isinstance(whole, str)
    assert len(whole.body) == len(PARAGRAPHS)
