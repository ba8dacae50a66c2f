"""Side by side: choosing articles, what joins them, and what their pages carry besides."""

import pytest
from playwright.sync_api import expect

from tests.browser.story import list_holders

COLUMNS = "#columns > .column:not([hidden])"


def list_columns(opened) -> list[str]:
    return opened.page.locator(COLUMNS).evaluate_all("(all) => all.map((column) => column.dataset.a)")


def count_joined(story, numbers: list[str]) -> int:
    """The findings that two of these articles have."""
    keys = {story.articles[int(number) - 1]["id"] for number in numbers}
    return sum(len(list_holders(finding) & keys) > 1 for finding in story.findings)


def test_two_articles_stand_beside_each_other_and_say_how_much_joins_them(story, show) -> None:
    opened = show(story, "#side")
    pair = list_columns(opened)
    assert len(pair) == 2
    joined = count_joined(story, pair)
    assert joined > 0
    expect(opened.page.locator("#joined")).to_have_text(f"2 articles, joined by {joined} findings")
    left, right = (opened.page.locator(COLUMNS).nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == pytest.approx(right["y"], abs=2)
    assert left["x"] + left["width"] <= right["x"]


def test_other_articles_are_chosen_by_their_boxes_and_the_address_keeps_them(story, show) -> None:
    opened = show(story, "#side?a=1,2")
    assert list_columns(opened) == ["1", "2"]
    opened.page.locator('#chooser [value="4"]').check()
    opened.page.locator('#chooser [value="1"]').uncheck()
    assert list_columns(opened) == ["2", "4"]
    assert opened.place == "#side?a=2%2C4"
    expect(opened.page.locator("#joined")).to_have_text(
        f"2 articles, joined by {count_joined(story, ['2', '4'])} findings"
    )
    opened.page.reload()
    assert list_columns(opened) == ["2", "4"]
    expect(opened.page.locator('#chooser [value="4"]')).to_be_checked()


def test_all_articles_stand_one_under_another_at_a_press(example, show) -> None:
    opened = show(example, "#side")
    opened.page.locator("#choose-all").click()
    assert len(list_columns(opened)) == len(example.articles)
    assert opened.place == "#side?a=all"
    tops = [opened.page.locator(COLUMNS).nth(n).bounding_box()["y"] for n in (0, 1)]
    assert tops[0] < tops[1]


def test_pointing_at_words_lights_up_their_partners_and_a_press_levels_them(story, show) -> None:
    opened = show(story, "#side")
    mark = opened.page.locator(f"{COLUMNS} >> nth=0").locator(".text p:not(.title) mark.joined").last
    number = mark.get_attribute("data-f")
    mark.scroll_into_view_if_needed()
    mark.hover()
    lit = opened.page.locator(f"{COLUMNS} mark.lit")
    assert set(lit.evaluate_all("(all) => all.map((one) => one.dataset.f)")) == {number}
    columns = lit.evaluate_all("(all) => new Set(all.map((one) => one.closest('.column').dataset.a)).size")
    assert columns == 2
    mark.click()
    opened.page.locator("#h-side").hover()
    expect(lit).to_have_count(0)


def test_reaching_a_number_by_tab_lights_up_its_partners(example, show) -> None:
    opened = show(example, "#side")
    number = opened.page.locator(f"{COLUMNS} .back.joined").first
    number.focus()
    opened.page.keyboard.press("Shift+Tab")
    opened.page.keyboard.press("Tab")
    expect(number).to_be_focused()
    lit = opened.page.locator(f"{COLUMNS} mark.lit")
    assert lit.evaluate_all("(all) => new Set(all.map((one) => one.closest('.column').dataset.a)).size") == 2


def test_a_press_brings_partners_to_one_height(example, show) -> None:
    opened = show(example, "#side?a=1,2")
    finding = next(
        f
        for f in reversed(example.findings)
        if {example.articles[0]["id"], example.articles[1]["id"]} <= list_holders(f)
    )
    number = opened.page.locator(f"#f-{finding['id']} .no").text_content()
    mine, other = (opened.page.locator(f'#a{n} .text mark[data-f="{number}"]').first for n in (1, 2))
    mine.scroll_into_view_if_needed()
    mine.click(position={"x": 4, "y": 8})
    gap = opened.page.evaluate(
        "([one, other]) => one.getBoundingClientRect().top - other.getBoundingClientRect().top",
        [mine.element_handle(), other.element_handle()],
    )
    at_an_end = opened.page.locator("#a2").evaluate(
        "(at) => at.scrollTop === 0 || at.scrollTop + at.clientHeight >= at.scrollHeight - 2"
    )
    assert abs(gap) < 3 or at_an_end


def test_what_a_page_carries_besides_is_folded_and_counted(story, show) -> None:
    opened = show(story, "#side?a=1,2")
    column = opened.page.locator("#a1")
    blocks = column.locator("details.furniture > .block").count()
    assert blocks > 0
    expect(column.locator(".left-out")).to_contain_text(f"{blocks} blocks left out")
    folded = column.locator("details.furniture").first
    expect(folded.locator(".block").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator(".block").first).to_be_visible()


def test_an_article_that_is_not_shown_is_brought_in_by_a_link_to_it(example, show) -> None:
    opened = show(example, "#side?a=1,2")
    opened.go("#a5")
    expect(opened.page.locator("#a5 h3")).to_be_in_viewport()
    assert "5" in list_columns(opened)
