"""The filters and the orders of the findings, held against what the dossier says."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.story import list_holders, tell_relation


def read_count(opened) -> str:
    return opened.page.locator("#shown").inner_text()


def expect_shown(opened, story, keys: set[str]) -> None:
    total = len(story.findings)
    words = f"{total} findings" if len(keys) == total else f"{len(keys)} of {total} findings"
    expect(opened.page.locator("#shown")).to_have_text(words)
    assert set(opened.list_shown()) == keys


def test_each_relation_can_be_chosen_alone_and_several_together(story, show) -> None:
    opened = show(story, "#findings")
    chips = opened.page.locator("#filters .chip")
    chosen: set[str] = set()
    for number in range(chips.count()):
        chip = chips.nth(number)
        relation = chip.get_attribute("data-r")
        chip.click()
        assert chip.get_attribute("aria-pressed") == "true"
        expect_shown(opened, story, story.find_relation(relation))
        if number < 2:
            chosen.add(relation)
        chip.click()
    for relation in sorted(chosen):
        opened.page.locator(f'.chip[data-r="{relation}"]').click()
    expect_shown(opened, story, story.find(lambda f: tell_relation(f) in chosen))
    assert set(opened.place.split("?r=")[1].replace("%2C", ",").split(",")) == chosen
    opened.page.locator("#filter-reset").click()
    expect_shown(opened, story, story.find(lambda _: True))
    assert opened.place == "#findings"
    expect(opened.page.locator("#filter-reset")).to_be_hidden()


def test_each_choice_of_a_list_shows_as_many_findings_as_it_says(story, show) -> None:
    opened = show(story, "#findings")
    tried = 0
    for name in ("kind", "source", "person", "place"):
        options = opened.page.locator(f"#filters [name={name}] option").evaluate_all(
            "(all) => all.slice(1, 6).map((option) => [option.value, option.textContent])"
        )
        for value, words in options:
            opened.page.select_option(f"#filters [name={name}]", value)
            count = int(re.search(r"\((\d+)\)$", words)[1])
            assert len(opened.list_shown()) == count
            assert read_count(opened).startswith(f"{count} ")
            tried += 1
        opened.go("#findings")
    assert tried > 8


def test_a_kind_and_a_source_show_what_the_dossier_has_of_them(example, show) -> None:
    opened = show(example, "#findings")
    kind = example.findings[0]["kind"]
    opened.page.select_option("[name=kind]", kind)
    expect_shown(opened, example, example.find(lambda f: f["kind"] == kind))
    opened.page.select_option("[name=kind]", "")
    source = next(claim["said_by"][0] for f in example.findings for claim in f["claims"] if claim["said_by"])
    names = {origin["id"]: origin["name"] for origin in example.dossier["origins"]}
    opened.page.select_option("[name=source]", source)

    def has_it(finding) -> bool:
        said = {name for claim in finding["claims"] for name in (*claim["said_by"], names[claim["origin"]])}
        return source.casefold() in {name.casefold() for name in said}

    expect_shown(opened, example, example.find(has_it))


def test_an_article_can_be_asked_for_what_it_says_and_for_what_it_leaves_out(story, show) -> None:
    opened = show(story, "#findings")
    article = story.articles[1]["id"]
    opened.page.select_option("[name=article]", "2")
    expect_shown(opened, story, story.find(lambda f: article in list_holders(f)))
    opened.page.select_option("[name=article]", "-2")
    expect_shown(opened, story, story.find(lambda f: len(list_holders(f)) > 1 and article not in list_holders(f)))


def test_words_show_the_findings_that_hold_all_of_them_and_no_others(story, show) -> None:
    opened = show(story, "#findings")
    word = re.findall(r"\w{5,}", story.findings[0]["statement"])[-1].lower()
    opened.page.fill("#filter-text", f"  {word.upper()}  ")
    shown = set(opened.list_shown())
    assert 0 < len(shown) < len(story.findings)
    texts = dict(
        opened.page.evaluate(
            "[...document.querySelectorAll('#matrix > .finding')].map((one) => [one.id, one.textContent.toLowerCase()])"
        )
    )
    assert shown == {key for key, text in texts.items() if word in text}
    opened.page.fill("#filter-text", f"{word} nobodyhassaidthis")
    expect(opened.page.locator("#nothing")).to_be_visible()
    assert opened.list_shown() == []


def test_filters_narrow_each_other_and_outlast_a_reload_and_a_share(story, show) -> None:
    opened = show(story, "#findings")
    opened.page.locator(".chip[data-r=agree]").click()
    opened.page.select_option("[name=article]", "1")
    opened.page.select_option("[name=sort]", "origins")
    first = story.articles[0]["id"]
    expect_shown(opened, story, story.find(lambda f: tell_relation(f) == "agree" and first in list_holders(f)))
    order, place = opened.list_shown(), opened.place
    assert place == "#findings?r=agree&article=1&sort=origins"
    opened.page.reload()
    assert (opened.list_shown(), opened.place) == (order, place)
    expect(opened.page.locator(".chip[data-r=agree]")).to_have_attribute("aria-pressed", "true")
    opened.page.locator("#filter-link").click()
    expect(opened.page.locator("#said")).to_have_text("Link copied")
    link = opened.page.evaluate("navigator.clipboard.readText()")
    other = show(story, link.removeprefix(opened.url))
    assert other.list_shown() == order


@pytest.mark.parametrize(("order", "names"), [("spread", "no"), ("origins", "on")])
def test_most_comes_first_by_articles_or_by_origins(story, show, order, names) -> None:
    opened = show(story, f"#findings?sort={order}")
    counts = list(zip(*(map(int, opened.read_shown(name)) for name in names), strict=True))
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == len(story.findings)
    expect(opened.page.locator("#matrix > .group:visible")).to_have_count(0)


def test_by_date_and_as_the_story_goes(story, show) -> None:
    opened = show(story, "#findings?sort=date")
    dates = opened.read_shown("d")
    assert dates == sorted(dates, key=lambda date: date or "9999")
    opened.page.select_option("#filter-sort", "story")
    places = [int(place) for place in opened.read_shown("t")]
    assert places == sorted(places)


def test_as_told_puts_every_finding_back_into_its_group(story, show) -> None:
    opened = show(story)
    parts = "[...document.querySelectorAll('#matrix > tbody')].map((part) => part.id)"
    told = opened.page.evaluate(parts)
    opened.go("#findings?sort=date")
    assert opened.page.evaluate(parts) != told
    opened.page.select_option("#filter-sort", "")
    assert opened.page.evaluate(parts) == told


def test_a_group_counts_what_the_filters_leave_of_it(example, show) -> None:
    opened = show(example, "#findings?article=1")
    group = opened.page.locator("#agree h3 .n")
    held = len(example.find_relation("agree"))
    left = opened.page.evaluate("document.querySelectorAll('.finding[data-r=agree]:not([hidden])').length")
    assert group.inner_text() == f"{left} of {held}"


def test_all_words_open_and_close_at_once(example, show) -> None:
    opened = show(example, "#findings?r=differ,update")
    button = opened.page.locator("#open-all")
    button.click()
    expect(opened.page.locator(".finding details[open]")).to_have_count(len(opened.list_shown()))
    button.click()
    expect(opened.page.locator(".finding details[open]")).to_have_count(0)


def test_on_a_phone_the_filters_are_folded_and_open_by_a_press(example, show) -> None:
    opened = show(example, "#findings", width=360, height=740)
    words = opened.page.locator("#filter-text")
    expect(words).to_be_hidden()
    opened.page.locator("#refine > summary").click()
    words.fill("ferry")
    assert 0 < len(opened.list_shown()) < len(example.findings)
