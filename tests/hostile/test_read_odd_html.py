"""Pages made to trouble the reading of blocks: an article or one clear sentence, never an exception, never a hang."""

import pytest

from stemma.model.article import Article
from stemma.read.html_article import read_page

PROSE = "<p>The harbour council of Port Ellery voted on Tuesday to close the old lighthouse, the mayor said.</p>" * 4

PAGES = {
    "one line": "<p>The mayor said on Tuesday that the harbour of Port Ellery would be closed to boats for good.",
    "one endless line": f"<p>{'The mayor said so, and then she said it again. ' * 40_000}</p>",
    "many lines": "<p>The mayor said so.</p>" * 20_000,
    "no letters": "<p>... --- ...</p>" * 300,
    "names without end": f'<div class="{"body content " * 50_000}" id="{"x" * 100_000}">{PROSE}</div>',
    "names that are no words": f'<div class="\u0301\u202e % ( [ \\ *" role="">{PROSE}</div>',
    "everything a link": f"<a href=/>{PROSE}</a>",
    "everything a caption": f"<figure><figcaption>{PROSE}</figcaption></figure>",
    "everything in a table": f"<table>{'<tr><td>' * 50}{PROSE}</table>",
    "everything in a list": f"<ul><li>{PROSE}</li></ul>",
    "everything hidden": f"<div hidden>{PROSE}</div>",
    "a body in the head": f"<head><title>x</title>{PROSE}</head>",
    "two bodies": f"<body>{PROSE}</body><body>{PROSE}</body>",
    "letters that fold into two": f"<p>{'Straße ﬁne İstanbul ' * 40}</p>",
    "unknown tags": f"<x-article><o:p>{PROSE}</o:p></x-article>",
    "a frame": "<frameset><frame src=a></frameset>",
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PAGES)
def test_an_odd_page_is_read_or_refused_with_a_sentence(name: str) -> None:
    outcome = read_page(f"<html>{PAGES[name]}</html>", source="a.html", identity="0" * 16)
    if isinstance(outcome, Article):
        assert outcome.body
        assert len(outcome.blocks) == len(outcome.body) + len(outcome.captions)
    else:
        assert outcome.endswith(".")
        assert "\n" not in outcome


def test_lists_in_lists_do_not_recurse() -> None:
    deep = "<ul><li>" * 400 + PROSE + "</li></ul>" * 400
    outcome = read_page(f"<html><body>{deep}</body></html>", source="a.html", identity="0" * 16)
    assert isinstance(outcome, Article) or outcome.endswith(".")
