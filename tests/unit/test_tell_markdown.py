"""The dossier as Markdown."""

import re

import pytest

from stemma.tell.markdown import escape_markdown, render_markdown
from tests.dossiers import make_dossier, make_hostile_dossier


def test_every_claim_is_a_footnote_that_cites_its_words() -> None:
    page = render_markdown(make_dossier())
    used = re.findall(r"(?<!^)\[\^(\d+)\]", page, re.M)
    defined = re.findall(r"^\[\^(\d+)\]: ", page, re.M)
    assert sorted(used, key=int) == defined == [str(number) for number in range(1, 8)]
    assert (
        "[^1]: The Alder Echo: “Repairs will take six weeks” "
        "(citing Corran News Agency, which cites the ministry; characters 190–217)"
    ) in page


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert\\(1\\)&lt;/script&gt;"),
        ("[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"),
        ("![x](http://t.example/p.png)", "\\!\\[x\\]\\(http&#58;//t.example/p.png\\)"),
        ("see www.example.org", "see www&#46;example.org"),
        ("a@b.example", "a&#64;b.example"),
        ("# 1\n2. b", "\\# 1 2. b"),
        ("1. a", "1\\. a"),
        ("*a* _b_ `c` | d", "\\*a\\* \\_b\\_ \\`c\\` \\| d"),
        ("&lt;", "&amp;lt;"),
        ("[^1]", "\\[\\^1\\]"),
    ],
)
def test_what_a_page_says_is_never_markup(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_a_page_cannot_begin_a_line_of_its_own() -> None:
    words = "a\n\n# Heading\n\n---\n\n[^1]: false\n\n    code"
    page = render_markdown(make_hostile_dossier(words))
    assert not re.search(r"^(# Heading|---|\[\^1\]: false|    code)", page, re.M)
