"""The marks of the matrix: the words of an article open in place, by pointer and by keys."""

from playwright.sync_api import expect


def find_first(opened):
    """The first finding shown, and its cells that have words."""
    finding = opened.page.locator(f"#{opened.list_shown()[0]}")
    return finding, finding.locator(".row td a")


def test_a_press_on_a_mark_opens_the_words_of_its_article_alone(story, show) -> None:
    opened = show(story, "#findings")
    finding, cells = find_first(opened)
    cell = cells.nth(1)
    number = opened.page.evaluate("(cell) => String(cell.parentElement.cellIndex)", cell.element_handle())
    cell.click()
    expect(finding.locator("details")).to_have_attribute("open", "")
    shown = finding.locator(".passages > li:not([hidden])")
    assert set(shown.evaluate_all("(all) => all.map((one) => one.dataset.a)")) == {number}
    expect(shown.first).to_be_focused()
    expect(shown.first).to_be_in_viewport()
    expect(cell).to_have_attribute("aria-current", "true")
    finding.locator(".show-rest").click()
    every = finding.locator(".passages > li")
    expect(finding.locator(".passages > li:not([hidden])")).to_have_count(every.count())
    expect(finding.locator(".show-rest")).to_be_hidden()


def test_a_second_press_closes_and_another_mark_takes_over(example, show) -> None:
    opened = show(example, "#findings")
    finding, cells = find_first(opened)
    cells.nth(0).click()
    cells.nth(1).click()
    expect(finding.locator("[aria-current]")).to_have_count(1)
    expect(cells.nth(1)).to_have_attribute("aria-current", "true")
    cells.nth(1).click()
    expect(finding.locator("details")).not_to_have_attribute("open", "")
    expect(finding.locator("[aria-current]")).to_have_count(0)


def test_escape_closes_and_the_keys_are_back_on_the_mark(story, show) -> None:
    opened = show(story, "#findings")
    finding, cells = find_first(opened)
    cells.nth(1).click()
    opened.page.keyboard.press("Escape")
    expect(finding.locator("details")).not_to_have_attribute("open", "")
    expect(cells.nth(1)).to_be_focused()


def test_by_keys_alone_from_the_line_of_facts_into_the_marks_and_back(story, show) -> None:
    opened = show(story, "#findings")
    finding, cells = find_first(opened)
    press = opened.page.keyboard.press
    finding.locator("summary").focus()
    press("ArrowRight")
    expect(cells.nth(0)).to_be_focused()
    press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    press("Enter")
    passage = finding.locator(".passages > li:not([hidden])").first
    expect(passage).to_be_focused()
    press("Tab")
    expect(passage.locator("a").first).to_be_focused()
    press("Escape")
    expect(cells.nth(1)).to_be_focused()
    press("ArrowDown")
    second = opened.page.locator(f"#{opened.list_shown()[1]}")
    expect(second.locator(":focus")).to_have_count(1)
    press("ArrowUp")
    expect(finding.locator(":focus")).to_have_count(1)
    finding.locator("summary").focus()
    press("ArrowDown")
    expect(second.locator("summary")).to_be_focused()
    press("Enter")
    expect(second.locator("details")).to_have_attribute("open", "")


def test_arrow_keys_pass_over_what_the_filters_hide(example, show) -> None:
    opened = show(example, "#findings?article=6")
    first, second = opened.list_shown()[:2]
    opened.page.locator(f"#{first} summary").focus()
    opened.page.keyboard.press("ArrowDown")
    expect(opened.page.locator(f"#{second} summary")).to_be_focused()


def test_every_mark_says_in_words_what_its_shape_says(example, show) -> None:
    opened = show(example)
    said = opened.page.locator(".finding .row td").evaluate_all("(all) => all.map((cell) => cell.textContent.trim())")
    assert len(said) == len(example.findings) * len(example.articles)
    assert all(said)
    kinds = {words.split(":")[0] for words in said}
    assert {"says so", "says otherwise", "silent", "not yet known"} <= kinds


def test_every_shape_that_occurs_is_told_above_the_matrix(story, show) -> None:
    opened = show(story)
    shapes = set(
        opened.page.evaluate(
            "[...document.querySelectorAll('.finding .row td')].map((cell) => "
            "cell.classList.contains('bare') && !cell.classList.contains('perhaps') ? 'bare' : cell.classList[0])"
        )
    )
    told = set(
        opened.page.evaluate("[...document.querySelectorAll('.legend .shape')].map((shape) => shape.dataset.state)")
    )
    assert shapes <= told


def test_a_finding_of_one_article_opens_by_its_statement(example, show) -> None:
    opened = show(example, "#single")
    finding = opened.page.locator("#matrix > .finding[data-r=single]").first
    finding.locator(".statement").click()
    expect(finding.locator("details")).to_have_attribute("open", "")
    expect(finding.locator(".passages > li mark").first).to_be_visible()
