"""Ways into the page: its links, and addresses that come from elsewhere."""

import pytest
from playwright.sync_api import expect

VIEWS = ("minute", "findings", "stemma", "timeline", "map", "people", "side", "made")


def test_every_view_opens_by_its_link_and_the_link_says_where_one_is(story, show) -> None:
    opened = show(story)
    for view in VIEWS:
        opened.page.locator(f'.views a[href="#{view}"]').click()
        assert opened.place == f"#{view}"
        expect(opened.page.locator(f"#{view} :is(h1, h2)").first).to_be_in_viewport()
        expect(opened.page.locator(".views a[aria-current]")).to_have_attribute("href", f"#{view}")


def test_every_view_opens_by_its_address(example, show) -> None:
    opened = show(example, "#made")
    for view in (*VIEWS[::-1], "differ", "agree", "single"):
        opened.go(f"#{view}")
        expect(opened.page.locator(f"#{view} :is(h1, h2, h3)").first).to_be_in_viewport()


def test_the_link_of_the_view_shown_is_itself_in_sight_on_a_phone(example, show) -> None:
    opened = show(example, "#made", width=360, height=740)
    link = opened.page.locator('.views a[href="#made"]')
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_in_viewport(ratio=1)


def test_a_link_to_a_finding_opens_it_and_brings_it_into_sight(story, show) -> None:
    key = f"f-{story.findings[-1]['id']}"
    opened = show(story, f"#{key}")
    expect(opened.page.locator(f"#{key} details")).to_have_attribute("open", "")
    expect(opened.page.locator(f"#{key} .statement")).to_be_in_viewport(ratio=1)
    expect(opened.page.locator(f"#{key} .passages > li").first).to_be_visible()


def test_a_link_to_a_finding_that_the_filters_hide_takes_the_filters_away(example, show) -> None:
    key = next(iter(example.find_relation("single")))
    opened = show(example, "#findings?r=differ")
    expect(opened.page.locator(f"#{key}")).to_be_hidden()
    opened.go(f"#{key}")
    expect(opened.page.locator(f"#{key} .statement")).to_be_in_viewport()
    assert len(opened.list_shown()) == len(example.findings)


def test_the_link_to_a_finding_can_be_copied_and_leads_back(story, show) -> None:
    opened = show(story)
    key = opened.list_shown()[3]
    finding = opened.page.locator(f"#{key}")
    finding.locator("summary").click()
    finding.locator(".copy-link").click()
    expect(opened.page.locator("#said")).to_have_text("Link copied")
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{opened.url}#{key}"
    opened.page.goto("about:blank")
    opened.asked.clear()
    opened.page.goto(copied)
    expect(opened.page.locator(f"#{key} .statement")).to_be_in_viewport()


def test_the_number_behind_a_sentence_shows_the_words_on_a_card(example, show) -> None:
    opened = show(example)
    cite = opened.page.locator(".summary .cite").first
    key = cite.get_attribute("href")
    cite.click()
    card = opened.page.locator("#card")
    expect(card).to_be_visible()
    expect(card.locator(".what")).to_have_text(opened.page.locator(f"{key} .statement").text_content())
    assert card.locator(".passages > li").count() == opened.page.locator(f"{key} .passages > li").count()
    opened.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(cite).to_be_focused()
    cite.click()
    card.get_by_role("link", name="The whole finding").click()
    expect(card).to_be_hidden()
    expect(opened.page.locator(f"{key} .statement")).to_be_in_viewport()


def test_a_link_from_words_to_their_article_shows_them_there_and_back_in_the_finding(story, show) -> None:
    opened = show(story)
    key = opened.list_shown()[0]
    opened.page.locator(f"#{key} summary").click()
    there = opened.page.locator(f"#{key} .there").last
    place = there.get_attribute("href")
    there.click()
    mark = opened.page.locator(f"mark{place}")
    expect(mark).to_be_in_viewport()
    opened.go(place.replace("w", "c"))
    expect(opened.page.locator(f"#{key} .picked")).to_be_in_viewport()


def test_what_an_article_leaves_out_opens_from_its_bar(example, show) -> None:
    opened = show(example)
    link = opened.page.locator(".reports .share a").nth(2)
    has, of = map(int, link.inner_text().split(" of "))
    link.click()
    assert opened.place == "#findings?article=-3"
    assert len(opened.list_shown()) >= of - has
    opened.go("#lacks-2")
    assert opened.place == "#findings?article=-2"


@pytest.mark.parametrize(
    "place", ["#nothing", "#f-", "#%", "#findings?r=what&kind=&x=1&article=99", "#side?a=99,-1,x", "#?"]
)
def test_an_address_that_names_nothing_does_no_harm(example, show, place) -> None:
    opened = show(example, place)
    assert len(opened.list_shown()) in {0, len(example.findings)}
    opened.go("#findings")
    assert len(opened.list_shown()) == len(example.findings)
