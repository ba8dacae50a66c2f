"""For every line of a page that is left out: why."""

import pytest

from stemma.model.article import Article
from stemma.read.furniture_reasons import name_reason
from stemma.read.html_article import read_page
from stemma.read.page_text import parse_page, render_page

TITLE = "Port Ellery closes its lighthouse"


def reason_of(markup: str, text: str) -> str:
    tree = parse_page(f"<html><body><div><h1>{TITLE}</h1></div>{markup}</body></html>")
    assert tree is not None
    page = render_page(tree)
    number = next(n for n, line in enumerate(page.lines) if line.text == text)
    return name_reason(page, number, TITLE)


@pytest.mark.parametrize(
    ("markup", "text", "reason"),
    [
        ("<nav><a href=/>Harbour</a></nav>", "Harbour", "navigation"),
        ("<div class=site-footer><p>Printed in Port Ellery</p></div>", "Printed in Port Ellery", "foot of the page"),
        ("<aside><p>The tide today is high</p></aside>", "The tide today is high", "sidebar"),
        ("<div class=right-rail><p>The tide today is high</p></div>", "The tide today is high", "sidebar"),
        ("<header><p>The paper of the harbour</p></header>", "The paper of the harbour", "head of the page"),
        ("<form><p>Your boat</p></form>", "Your boat", "form"),
        ("<button>Larger letters</button>", "Larger letters", "button"),
        (
            "<div class='tag-list tags'><span>Lighthouses of the north</span></div>",
            "Lighthouses of the north",
            "topics",
        ),
        ("<div class=article-date><span>Tuesday, at noon</span></div>", "Tuesday, at noon", "date"),
        ("<div class=byline><span>From the harbour desk</span></div>", "From the harbour desk", "byline"),
        ("<p>By Ann Marlow</p>", "By Ann Marlow", "byline"),
        ("<p>12 / 40</p>", "12 / 40", "number or sign"),
        (f"<p>{TITLE}!</p>", f"{TITLE}!", "headline once more"),
        ("<p>Share this article</p>", "Share this article", "sharing"),
        ("<p>Advertisement</p>", "Advertisement", "advertisement"),
        (
            "<p><a href=/b>The bridge over the Ell opens to lorries</a></p>",
            "The bridge over the Ell opens to lorries",
            "links to other articles",
        ),
        ("<p><a href=/b>Bridges</a></p>", "Bridges", "navigation"),
        ("<div class=photo-gallery><p>Six views of the bay</p></div>", "Six views of the bay", "picture"),
        (
            "<div role=dialog><p>Welcome back to the bay</p></div>",
            "Welcome back to the bay",
            "notice on top of the page",
        ),
        ("<p>The tower stood for long years.</p>", "The tower stood for long years.", "outside the article"),
    ],
)
def test_a_line_that_is_left_out_has_its_reason(markup: str, text: str, reason: str) -> None:
    assert reason_of(markup, text) == reason


def test_teasers_among_links_are_links_to_other_articles() -> None:
    links = "".join(f"<p><a href=/{n}>The council met again on day {n} of the month</a></p>" for n in range(6))
    markup = links[: len(links) // 2] + "<p>In the harbour</p>" + links[len(links) // 2 :]
    assert reason_of(markup, "In the harbour") == "links to other articles"


def test_every_line_of_a_page_is_the_articles_or_has_a_reason() -> None:
    prose = "".join(
        f"<p>The harbour council of Port Ellery met for the {day} time on the old lighthouse, the mayor said.</p>"
        for day in ("first", "second", "third", "fourth")
    )
    page = (
        f"<html><head><title>{TITLE}</title></head><body><nav><a href=/>Home</a></nav><article><h1>{TITLE}</h1>"
        f"{prose}</article><aside>High tide at noon</aside><p>Something else entirely</p></body></html>"
    )
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article)
    spans = [*article.body, *article.captions, *(f[:2] for f in article.furniture)]
    spans += [span for span in (article.title_span, article.deck_span) if span]
    told = "".join(article.text[start:end] for start, end in sorted(spans))
    assert told.replace("\n", "") == article.text.replace("\n", "")
    assert all(reason for _, _, reason in article.furniture)
