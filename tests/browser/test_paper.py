"""Without script, and on paper: all that the page says is there."""

import io
import re

from playwright.sync_api import expect

from tests.browser.story import tell_relation


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_page(opened) -> str:
    return squeeze(opened.page.locator("main").text_content())


def test_without_script_all_findings_all_words_and_all_articles_are_in_the_page(story, show) -> None:
    opened = show(story, script=False)
    assert opened.page.locator("#matrix > .finding").count() == len(story.findings)
    assert opened.page.locator("#columns > .column").count() == len(story.articles)
    text = read_page(opened)
    for finding in story.findings:
        assert squeeze(finding["statement"]) in text
    for article in story.articles:
        for start, end in article["body"]:
            bare = re.sub(r"<[^>]+>", "", article["text"][start:end])
            assert all(word in text for word in bare.split()[:4])


def test_without_script_nothing_is_hidden_that_only_script_could_open(example, show) -> None:
    opened = show(example, script=False)
    for words in ("#filters", "#chooser", "#theme"):
        expect(opened.page.locator(words)).to_be_hidden()
    assert opened.page.locator("#columns > .column:visible").count() == len(example.articles)
    finding = opened.page.locator("#matrix > .finding").first
    expect(finding.locator(".passages")).to_have_count(finding.locator(".passages").count())
    finding.locator("summary").click()
    expect(finding.locator(".passages > li").first).to_be_visible()
    finding.locator(".row td a").first.click()
    expect(finding.locator(".passages > li mark").first).to_be_in_viewport()


def test_without_script_links_lead_to_findings_words_and_views(example, show) -> None:
    opened = show(example, script=False)
    opened.page.locator('.views a[href="#people"]').click()
    expect(opened.page.locator("#h-people")).to_be_in_viewport()
    cite = opened.page.locator(".summary .cite").first
    key = cite.get_attribute("href")
    cite.click()
    expect(opened.page.locator(f"{key} .statement")).to_be_in_viewport()


def test_without_script_a_phone_shows_it_without_sideways_scrolling(example, show) -> None:
    opened = show(example, width=360, height=740, script=False)
    wide = opened.page.locator("body").bounding_box()["width"]
    assert wide <= 360
    assert opened.page.locator("main > section").evaluate_all("(all) => all.every((one) => one.scrollWidth <= 360)")


def print_page(opened) -> tuple[int, str]:
    """How many pages it prints on, and the words on them without blanks."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(opened.page.pdf(format="A4", print_background=True)))
    return len(reader.pages), squeeze("".join(page.extract_text() for page in reader.pages))


def test_paper_has_every_article_whole_and_the_words_of_every_finding(example, show) -> None:
    opened = show(example, "#side?a=1,2", dark=True)
    pages, text = print_page(opened)
    assert 10 <= pages <= 60
    letters = re.sub(r"[^A-Za-z]", "", text)
    for article in example.articles:
        for start, end in article["body"]:
            words = re.findall(r"[A-Za-z]{4,}", article["text"][start:end])
            found = sum(word in letters for word in words)
            assert found >= 0.95 * len(words)
    for finding in example.findings:
        words = re.findall(r"[A-Za-z]{4,}", " ".join(claim["quote"] for claim in finding["claims"]))
        assert all(word in letters for word in words)
    assert "Copyalinktothisview" not in text
    expect(opened.page.locator("#columns > .column:visible")).to_have_count(2)


def test_paper_has_only_what_the_filters_leave(example, show) -> None:
    statements = {tell_relation(f): f["statement"] for f in example.findings}
    opened = show(example, "#findings?r=differ", dark=True)
    opened.page.emulate_media(media="print")
    printed = opened.page.locator("#matrix").inner_text()
    assert statements["differ"] in printed
    assert statements["single"] not in printed


def test_paper_is_white_and_shows_each_finding_opened_and_nothing_to_press(example, show) -> None:
    opened = show(example, dark=True)
    opened.page.emulate_media(media="print")
    expect(opened.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    words = opened.page.locator("#matrix > .finding").first.locator(".passages > li mark").first
    expect(words).to_be_visible()
    for name in (".views", "#filters", "#chooser", "#theme"):
        expect(opened.page.locator(name)).to_be_hidden()
    expect(opened.page.locator("details.furniture .block").first).to_be_hidden()
