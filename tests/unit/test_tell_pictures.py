"""The three pictures as they stand in the page."""

import dataclasses
import re

import pytest
from lxml import html

from stemma.tell.html import render_html
from tests.dossiers import make_dossier, make_hostile_dossier
from tests.unit.test_tell_edges import make_story
from tests.unit.test_tell_map import make_placed


def parse(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_a_page_without_anything_to_draw_says_so_in_plain_sentences() -> None:
    empty = dataclasses.replace(make_dossier(), places=(), timeline=(), findings=(), copies=(), origins=())
    page = render_html(empty)
    assert "No place is named." in page
    assert "No finding is dated." in page
    assert "No article says whom it has anything from." in page


def test_pictures_need_no_script_no_inline_style_and_nothing_from_elsewhere() -> None:
    tree = parse(render_html(make_placed(("Batumi", 41.64, 41.63, "town"), ("Georgia", 42.0, 43.5, "country"))))
    assert tree.xpath("//*[local-name()='svg']")
    assert not tree.xpath("//@style | //svg//script | //img | //*[local-name()='use'] | //*[local-name()='image']")


def test_each_picture_has_a_name_and_its_words_beside_it() -> None:
    tree = parse(render_html(make_story()))
    drawings = tree.xpath("//div[contains(@class, 'picture')]/*[local-name()='svg']")
    assert drawings
    assert all(drawing.get("aria-label") and drawing.get("role") in {"img", "group"} for drawing in drawings)
    said = " ".join(" ".join(node.text_content().split()) for node in tree.xpath("//ul[@class='descent']"))
    assert "Corran News Agency" in said
    assert "ORRIN (CNA) —" in said
    assert "copied by" in said


def test_all_links_of_the_pictures_lead_somewhere_in_the_page() -> None:
    for dossier in (make_dossier(), make_story()):
        tree = parse(render_html(dossier))
        ids = set(tree.xpath("//@id"))
        hrefs = tree.xpath("//div[contains(@class, 'picture')]//@href | //ul[@class='descent']//@href")
        hrefs += tree.xpath("//ol[@class='reported']//@href | //ul[contains(@class, 'places')]//@href")
        assert hrefs
        assert {href.removeprefix("#") for href in hrefs} <= ids


@pytest.mark.parametrize("words", ["x" * 300, "اسم طويل جدا " * 20, "</svg><script>", "\u202e", "&amp;<b>", "名" * 300])
def test_any_name_is_shortened_and_escaped_in_the_pictures(words: str) -> None:
    tree = parse(render_html(make_hostile_dossier(words)))
    assert len(tree.xpath("//script")) == 1
    for text in tree.xpath("//div[contains(@class, 'picture')]//*[local-name()='text']"):
        assert len(text.text_content()) <= 60


def test_the_pictures_of_a_small_story_are_small() -> None:
    page = render_html(make_placed(("Batumi", 41.64, 41.63, "town"), ("Burgas", 42.5, 27.47, "town")))
    drawn = sum(len(found) for found in re.findall(r"<svg.*?</svg>", page, re.S))
    assert drawn < 150_000
