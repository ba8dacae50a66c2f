"""What axe holds against the page: nothing that is serious or critical."""

import pytest


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_example_story_with_words_opened_and_columns_shown(example, show, width, dark) -> None:
    opened = show(example, "#findings", width=width, dark=dark)
    for number in (0, 2, 40):
        opened.page.locator(".finding summary").nth(number).click()
    opened.page.evaluate("for (const part of document.querySelectorAll('details.list')) part.open = true")
    assert opened.run_axe() == []


def test_the_card_that_a_number_opens(example, show) -> None:
    opened = show(example)
    opened.page.locator(".summary .cite").first.click()
    assert opened.run_axe("#card") == []


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_a_generated_story_of_twelve_articles(middling, show, width, dark) -> None:
    opened = show(middling, "#findings", width=width, dark=dark)
    opened.page.locator(".finding summary").first.click()
    assert opened.run_axe() == []
