"""HTML pages: spans in the whole visible text, front matter from data and from what a reader sees."""

import json

from stemma.model.article import Article
from stemma.read.html_article import read_page
from stemma.read.page_text import measure_depth, parse_page, render_page

BODY = [
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
]
TITLE = "Port Ellery closes its lighthouse"


def make_page(head: str = "", top: str = "", foot: str = "", body: str | None = None) -> str:
    prose = body or "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f"<!doctype html><html><head><title>{TITLE} | Harbour Gazette</title>{head}</head><body>"
        f"<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>"
        f"<article><h1>{TITLE}</h1>{top}{prose}</article>{foot}<script>var hidden = 'text';</script></body></html>"
    )


def read(page: str) -> Article:
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def body_of(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.body]


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_blocks_are_lines_and_inline_markup_is_not() -> None:
    tree = parse_page(
        "<p>A <b>bold</b>\n  word<br>and&nbsp;more</p><div hidden>no</div><p style='display:none'>no</p><p>last</p>"
    )
    assert tree is not None
    assert render_page(tree).text == "A bold word\nand more\nlast"


def test_the_body_is_found_in_the_whole_text() -> None:
    article = read(make_page())
    assert body_of(article) == BODY
    assert article.text.startswith("Home\nNews\n")
    assert "hidden" not in article.text
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == TITLE == article.title


def test_captions_are_kept_apart() -> None:
    figure = (
        "<figure><img src=a><figcaption>The lighthouse of Port Ellery in winter. Photo: A. Marlow</figcaption></figure>"
    )
    article = read(make_page(top=figure))
    assert len(article.captions) == 1
    assert body_of(article) == BODY


def test_an_embedded_post_inside_the_article_is_body_and_a_button_is_not() -> None:
    post = '<blockquote class="twitter-tweet social"><p>The stair is older than all of us.</p>— I. Vogt</blockquote>'
    prose = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{post}<div>Advertisement</div><p>{BODY[2]}</p><p>{BODY[3]}</p>"
    found = body_of(read(make_page(body=prose)))
    assert "The stair is older than all of us." in found
    assert "Advertisement" not in found


def test_what_shows_on_hover_is_not_visible() -> None:
    prose = (
        f"<p>The mayor<span class='rollover-box'>Other headlines on the mayor</span> {BODY[0]}</p>"
        + f"<p>{BODY[1]}</p>" * 3
    )
    assert "Other headlines" not in read(make_page(body=prose)).text


def test_front_matter_from_structured_data() -> None:
    head = ld(
        headline=TITLE,
        datePublished="2022-04-06T09:00:00Z",
        dateModified="2022-04-07",
        author=[{"name": "Ann Marlow"}, {"name": "Jo Hill"}],
        publisher={"name": "Harbour Gazette"},
    )
    article = read(make_page(head))
    assert (article.outlet, article.byline, article.agency) == ("Harbour Gazette", "Ann Marlow and Jo Hill", None)
    assert (article.published, article.modified) == ("2022-04-06T09:00:00+00:00", "2022-04-07")


def test_the_printed_local_day_comes_before_the_utc_stamp() -> None:
    head = ld(datePublished="2022-04-07T01:19:34.819Z")
    article = read(make_page(head, "<p>Updated Apr. 7, 9:41 AM; Posted Apr. 6, 9:19 PM</p>"))
    assert article.published == "2022-04-06T21:19:00-04:00"


def test_another_day_near_the_headline_does_not_move_the_stamp() -> None:
    article = read(make_page(ld(datePublished="2022-04-07T18:15:00Z"), "<p>See our report of April 6, 2022</p>"))
    assert article.published == "2022-04-07T18:15:00+00:00"


def test_broken_data_count_as_far_as_they_can_be_read() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ann Marlow"}} {broken</script>'
    assert read(make_page(head)).byline == "Ann Marlow"


def test_a_placeholder_date_is_none_and_the_page_is_asked() -> None:
    article = read(make_page(ld(datePublished="0001-01-01T00:00:00Z"), "<p>Published 10:02 AM EST Nov 19, 2019</p>"))
    assert article.published == "2019-11-19T10:02:00-05:00"


def test_a_host_name_is_no_outlet_as_long_as_there_is_a_name() -> None:
    assert (
        read(make_page('<meta property="og:site_name" content="www.harbourgazette.com">')).outlet == "Harbour Gazette"
    )


def test_an_agency_in_the_byline_is_credited_unless_it_is_the_outlet() -> None:
    assert read(make_page(top="<p>By Ann Marlow, Associated Press</p>")).agency == "Associated Press"
    own = read(make_page('<meta property="og:site_name" content="Reuters">', "<p>By Ann Marlow, Reuters</p>"))
    assert (own.outlet, own.agency) == ("Reuters", None)


def test_depth_is_measured_without_a_parser() -> None:
    assert measure_depth("<div>" * 5000) == 5000
    assert measure_depth("<p>one<p>two<li>three<br>" * 5000) == 0
