"""The fast path writes a page's lines by the conventions of the best path."""

import pytest

from stemma.read.page_text import MAX_DEPTH, parse_page, prune_hidden, render_page
from stemma.read.quick.quick_lines import IN_ARTICLE, IN_BODY, IN_LIST, LARGEST, QuickLines, read_lines


def lines_of(body: str, *, hidden: bool = False) -> QuickLines:
    found = read_lines(f"<html><head><title>The Gazette</title></head><body>{body}</body></html>", hidden=hidden)
    assert isinstance(found, QuickLines)
    return found


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Lighthouse to close</h1><p>The council <b>voted</b> on <a href='/t'>Tuesday</a>.</p>",
        "One line<br>and another<div>and <span>a</span> third</div> and the rest",
        "<nav><ul><li><a href=/>Home</a><li>News</ul></nav><p>Fish &amp; chips &lt; 3&nbsp;pounds</p>",
        "<p>Shown</p><p hidden>Not shown</p><div style='display: none'>Nor <p>this</p></div><p>Shown again</p>",
        "<p>Text<span class='sr-only'> for screen readers</span> goes on</p><script>if (a<b) {}</script>",
        "<figure><img src=a alt='A tower'><figcaption>The tower. Photo: Ann Lee</figcaption></figure>",
        "<div class='site-footer'>Terms <!-- a comment > with marks --> and more</div><p title='a > b'>Marks</p>",
        "<table><tr><td>Monday<td>12</table><p>Loose <i>and <p>broken</i> markup</div></p>",
    ],
)
def test_texts_tags_and_zones_are_those_of_the_best_path(body: str) -> None:
    tree = parse_page(f"<html><body>{body}</body></html>")
    assert tree is not None
    prune_hidden(tree)
    wanted = [(line.text, line.tag, line.zone) for line in render_page(tree).lines]
    found = lines_of(body)
    assert list(zip(found.texts, found.tags, found.zones, strict=True)) == wanted


def test_the_share_of_a_line_that_is_a_link_is_measured() -> None:
    assert lines_of("<p>Read <a href='/x'>this</a></p><p><a href='/y'>All of it</a></p>").linked == [0.5, 1.0]


def test_a_line_knows_what_surrounds_it() -> None:
    found = lines_of("<article class='entry-content'><ul><li>A point</li></ul></article><p>Outside</p>")
    assert found.flags == [IN_ARTICLE | IN_BODY | IN_LIST, 0]


def test_lines_of_one_container_share_their_parent() -> None:
    found = lines_of("<div><p>One</p><p>Two</p></div><div><p>Three</p></div>")
    assert found.parents[0] == found.parents[1] != found.parents[2]
    assert len(set(found.blocks)) == 3


def test_hidden_text_is_read_when_asked_for() -> None:
    body = "<div style='display:none'><p>Revealed by a script.</p></div>"
    assert lines_of(body).texts == []
    assert lines_of(body, hidden=True).texts == ["Revealed by a script."]


def test_something_large_that_is_called_hidden_is_read_all_the_same() -> None:
    body = f"<div class='popup'><p>{'The mayor said so. ' * 200}</p></div>"
    assert len(lines_of(body).texts) == 1


def test_what_the_page_says_of_itself_is_kept_apart() -> None:
    data = '<script type="application/ld+json">{"@type": "Article", "articleBody": "One.\\n Two \\u00e9."}</script>'
    found = lines_of(f"{data}<meta property='og:title' content='Tower'><p>Seen</p>")
    assert found.title == "The Gazette"
    assert found.told == "One. Two é."
    assert "og:title" in found.facts
    assert "ld+json" in found.facts


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("<div>" * (MAX_DEPTH + 5), "nested"),
        ("<div>" * 200_000, "nested"),
        ("x" * (LARGEST + 1), "too large"),
        ("<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x", "too large"),
    ],
)
def test_a_page_that_would_take_too_long_is_refused_with_a_sentence(markup: str, word: str) -> None:
    found = read_lines(markup)
    assert isinstance(found, str)
    assert word in found
    assert found.endswith(".")
