"""The dossier as one HTML page."""

import base64
import dataclasses
import hashlib
import re
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from markupsafe import escape

from stemma.model.article import Article, DateSeen
from stemma.model.capture import Seen
from stemma.model.span import Block, Furniture, Span
from stemma.tell.html import render_html
from stemma.tell.marks import Mark, cut_article, mark_words
from tests.dossiers import make_dossier, make_hostile_dossier


def parse(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(make_dossier())


def test_ids_are_unique_and_every_inner_link_leads_somewhere(page: str) -> None:
    tree = parse(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_each_claim_shows_its_words_leads_to_its_article_and_that_leads_back(page: str) -> None:
    tree = parse(page)
    dossier = make_dossier()
    marked = tree.xpath("//mark[@class='words']")
    assert sorted(mark.text_content() for mark in marked) == sorted(c.quote for f in dossier.findings for c in f.claims)
    for mark in marked:
        (there,) = tree.xpath(f"//mark[@id='w{mark.get('id')[1:]}']")
        assert there.text_content() == mark.text_content()
        assert there.xpath("string((following::a)[1]/@href)") == f"#{mark.get('id')}"
        assert mark.xpath("string(ancestor::li[1]//a[@class='there']/@href)") == f"#w{mark.get('id')[1:]}"


def test_the_page_asks_nobody_for_anything(page: str) -> None:
    tree = parse(page)
    assert not tree.xpath("//link | //img | //iframe | //object | //@style | //@src | //@srcset | //@action")
    assert not [name for name in tree.xpath("//@*/.") if str(name.attrname).startswith("on")]
    outer = [link for link in tree.xpath("//a[@href]") if not link.get("href").startswith("#")]
    assert [link.get("href") for link in outer] == ["https://echo.example/bridge"]
    assert outer[0].get("rel") == "noreferrer noopener external"
    assert not re.search(r"@import|url\(", tree.xpath("string(//style)"))
    assert not re.search(r"\b(eval|fetch|XMLHttpRequest|WebSocket|innerHTML|import)\b", tree.xpath("string(//script)"))


def test_the_policy_allows_this_style_this_script_and_nothing_else(page: str) -> None:
    tree = parse(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digests = [
        base64.b64encode(hashlib.sha256(tree.xpath(f"string(//{tag})").encode()).digest()).decode()
        for tag in ("style", "script")
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_views_stand_in_order_and_the_navigation_names_them(page: str) -> None:
    tree = parse(page)
    views = ["minute", "findings", "stemma", "timeline", "map", "people", "side", "made"]
    assert tree.xpath("//main/section/@id") == views
    assert tree.xpath("//nav//a/@href") == [f"#{view}" for view in views]
    assert all(tree.xpath(f"//*[@id='{label}']") for label in tree.xpath("//@aria-labelledby"))


def test_there_is_one_heading_of_the_page_and_no_level_is_left_out(page: str) -> None:
    levels = [int(element.tag[1]) for element in parse(page).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(later - former <= 1 for former, later in pairwise(levels))


def test_furniture_is_folded_away_with_its_reason_and_counted(page: str) -> None:
    tree = parse(page)
    assert tree.xpath("//details[@class='furniture']/summary/text()") == [
        "1 block left out: menu",
        "1 block left out: most read",
    ]
    assert tree.xpath("//p[contains(@class, 'left-out')]/text()") == ["2 blocks left out: menu 1, most read 1."]


def test_without_script_nothing_is_shown_that_does_nothing(page: str) -> None:
    for control in parse(page).xpath("//button | //input | //select"):
        assert control.xpath("ancestor-or-self::*[@hidden]")


def test_the_first_view_says_how_many_witnesses_and_where_they_part(page: str) -> None:
    (minute,) = parse(page).xpath("//section[@id='minute']")
    words = " ".join(minute.text_content().split())
    assert "3 reports, 4 witnesses" in words
    sides = [" ".join(side.text_content().split()) for side in minute.xpath(".//ul[@class='sides']/li")]
    assert sides == [
        "six weeks 1 The Alder Echo 1 article, 1 origin",
        "at least two months 2 Northgate Post 1 article, 1 origin",
    ]


def test_the_same_dossier_gives_the_same_page(page: str) -> None:
    assert render_html(make_dossier()) == page


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</style></textarea>]]>--><!--",
        "{{ 7 * 7 }}{% raw %}",
        "javascript:alert(1)",
        "\u202eright to left\u202c مرحبا",
    ],
)
def test_what_a_page_says_shows_as_text(words: str) -> None:
    page = render_html(make_hostile_dossier(words))
    tree = parse(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert [href for href in tree.xpath("//@href") if not href.startswith("#")] == []
    assert str(escape(words)) in page
    assert tree.xpath("string(//article[@class='column']//p[@class='block body'])").startswith(words)


def draw(text: str, *spans: tuple[int, int]) -> str:
    marks = [Mark(start=s, end=e, id=f"w{n}", back=f"c{n}", number=n, tone="t") for n, (s, e) in enumerate(spans)]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    drawn = str(mark_words(text, 0, len(text), marks))
    return re.sub(r' class="t"| data-f="\d+"|<a .*?</a>', "", drawn)


@pytest.mark.parametrize(
    ("spans", "drawn"),
    [
        ([], "abcdef"),
        ([(0, 6)], '<mark id="w0">abcdef</mark>'),
        ([(1, 3)], 'a<mark id="w0">bc</mark>def'),
        ([(0, 6), (2, 4)], '<mark id="w0">ab<mark id="w1">cd</mark>ef</mark>'),
        ([(0, 4), (2, 6)], '<mark id="w0">ab<mark id="w1">cd</mark></mark><mark>ef</mark>'),
        ([(0, 3), (3, 6)], '<mark id="w0">abc</mark><mark id="w1">def</mark>'),
        ([(1, 3), (1, 3)], 'a<mark id="w0"><mark id="w1">bc</mark></mark>def'),
    ],
)
def test_marks_nest_and_cross(spans: list[tuple[int, int]], drawn: str) -> None:
    shown = draw("abcdef", *spans)
    assert parse(f"<p>{shown}</p>").text_content() == "abcdef"
    assert shown == drawn


def test_the_whole_text_is_shown_once_and_in_order() -> None:
    text = "Menu\nTitle\n\nBy Tom\n\nFirst block.\nSecond block.\n"
    article = Article(
        id="a", source="a.txt", text=text, title_span=Span(5, 10), body=(Span(20, 32), Span(33, 46)),
        furniture=(Furniture(0, 4, "menu"), Furniture(2, 7, "overlaps the title")),
    )  # fmt: skip
    runs = cut_article(article, [])
    shown = "".join(str(block.html) for run in runs for block in run.blocks)
    assert shown.replace("\n", "") == text.replace("\n", "")
    assert [block.kind for run in runs for block in run.blocks] == [
        "furniture", "furniture", "title", "other", "body", "body",
    ]  # fmt: skip


def test_a_block_is_shown_as_what_it_is_on_the_page() -> None:
    text = "What is known\nThe bridge is shut.\n“It groaned.”\nA crack, seen from the river"
    spans = (Span(0, 13), Span(14, 33), Span(34, 47))
    kinds = ("heading", "paragraph", "quotation")
    article = Article(
        id="a", source="a.html", text=text, body=spans, captions=(Span(48, 76),),
        blocks=(*(Block(*span, kind) for span, kind in zip(spans, kinds, strict=True)), Block(48, 76, "caption")),
    )  # fmt: skip
    kinds_shown = [block.kind for run in cut_article(article, []) for block in run.blocks]
    assert kinds_shown == ["heading", "body", "quotation", "caption"]


def test_every_date_of_a_page_is_shown_with_where_it_stands_and_why_it_was_taken() -> None:
    dossier = make_dossier()
    taken = DateSeen(
        kind="published", value="2024-10-12", where="meta article:published_time", why="it is the only stamp"
    )
    passed = DateSeen(kind="published", value="2024-10-11T20:19:00-05:30", where="printed near the headline")
    dated = dataclasses.replace(dossier.articles[0], dates=(taken, passed))
    page = render_html(dataclasses.replace(dossier, articles=(dated, *dossier.articles[1:])))
    assert "2 dates on the page" in page
    assert "it is the only stamp" in page
    assert "Friday 11 October 2024, 20:19 UTC−5:30" in page


def test_the_captures_of_an_article_are_listed_where_there_are_several() -> None:
    dossier = make_dossier()
    seen = (
        Seen(source="a.html"),
        Seen(source="b.html", url="https://x.example/?amp", why="the same canonical address"),
    )
    found = dataclasses.replace(dossier.articles[0], captures=seen)
    page = render_html(dataclasses.replace(dossier, articles=(found, *dossier.articles[1:])))
    assert "Found 2 times" in page
    assert "the same canonical address" in page


def test_a_mark_over_two_blocks_has_one_id_and_one_link_back() -> None:
    text = "First block.\n\nSecond block."
    article = Article(id="a", source="a.txt", text=text, body=(Span(0, 12), Span(14, 27)))
    for start, end in ((6, 20), (6, 13), (12, 20), (13, 27)):
        mark = Mark(start=start, end=end, id="w1", back="c1", number=1, tone="agree")
        shown = "".join(str(block.html) for run in cut_article(article, [mark]) for block in run.blocks)
        assert shown.count('id="w1"') == 1
        assert shown.count('href="#c1"') == 1
