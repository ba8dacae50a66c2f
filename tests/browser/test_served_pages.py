"""Every served page in a browser: narrow and wide, light and dark, by keys, without script, with hostile words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from stemma.model.overrides import SetOrigin
from tests.browser.served import Visit, serve, visit_pages
from tests.browser.test_keyboard import walk
from tests.desks import ALONE, BRIDGE, EARLIER, large_desk, make_desk, make_hostile_desk, quiet_desk
from tests.serving import TOKEN

VIEWS = ("", "/findings", "/stemma", "/timeline", "/map", "/people", "/side", "/made", "/history", "/correct")
PATHS = (
    "/", "/stories?q=none", "/stories?outlet=Northgate+Post", "/search", "/search?q=bridge+friday",
    "/search?q=bridge&in=articles", "/search?q=bridge&in=stories", "/search?q=none", "/outlets",
    "/outlets/Northgate%20Post", "/add", "/corrections", "/about", "/rejected", "/login", "/articles/a-post",
    f"/articles/{EARLIER}", f"/stories/{ALONE}", *(f"/stories/{BRIDGE}{view}" for view in VIEWS),
)  # fmt: skip
WORDS = (
    "</script><script>document.title='broken'</script><img src=x onerror=alert(1)> انهار الجسر \u202e " + "Llan" * 60
)
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serve(quiet_desk()) as address:
        yield address


@pytest.fixture
def visit(browser, base) -> Iterator[Visit]:
    with visit_pages(browser, base) as visiting:
        yield visiting


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_window_and_axe_finds_nothing_narrow_and_dark_or_wide_and_light(visit, path) -> None:
    opened = visit(path, width=390, dark=True)
    assert opened.list_sticking_out() == []
    opened.page.evaluate(OPEN_ALL)
    assert opened.list_sticking_out() == []
    assert opened.run_axe() == []
    opened.page.set_viewport_size({"width": 1280, "height": 900})
    opened.page.emulate_media(color_scheme="light")
    assert opened.list_sticking_out() == []
    assert opened.run_axe() == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_reads_without_script(visit, path) -> None:
    opened = visit(path, width=390, script=False)
    expect(opened.page.locator("h1")).to_have_count(1)
    expect(opened.page.locator("h1")).to_be_visible()
    expect(opened.page.locator("main")).to_be_visible()
    expect(opened.page.locator(".theme")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["/", "/search?q=bridge", "/articles/a-echo", f"/stories/{BRIDGE}/history", "/outlets"]
)
def test_tab_reaches_everything_in_order_and_one_sees_where_it_is(visit, path) -> None:
    opened = visit(path)
    wanted, steps = walk(opened)
    assert [step["key"] for step in steps if step["key"]] == wanted
    assert [step["name"] for step in steps if not (step["ring"] and step["uncovered"])] == []


def test_the_first_stop_leads_past_the_way_around(visit) -> None:
    opened = visit("/")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_from_the_river_to_the_words_that_a_finding_cites(visit) -> None:
    opened = visit("/")
    page = opened.page
    page.get_by_role("link", name="Bridge over the Alder closes after crack is found").click()
    page.locator(".views").get_by_role("link", name="The findings").click()
    page.locator(".finding .row td a").first.click()
    expect(page.locator(".finding .passages > li").first).to_be_focused()
    page.locator(".finding .there:visible").first.click()
    expect(page).to_have_url(re.compile(r"/side#w\d+$"))
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_a_number_in_the_summary_leads_to_its_finding_opened(visit) -> None:
    opened = visit(f"/stories/{BRIDGE}")
    opened.page.locator(".summary .cite").first.click()
    expect(opened.page.locator(".finding details[open]").first).to_be_in_viewport()


def test_findings_are_filtered_in_place(visit) -> None:
    opened = visit(f"/stories/{BRIDGE}/findings")
    opened.page.locator('.chip[data-r="differ"]').click()
    assert opened.list_shown() == ["f-f-repairs"]
    assert opened.place == "#findings?r=differ"


def test_side_by_side_begins_with_the_two_that_have_most_to_say_to_each_other(visit) -> None:
    opened = visit(f"/stories/{BRIDGE}/side")
    expect(opened.page.locator(".column:visible")).to_have_count(2)
    assert opened.page.locator("#chooser :checked").evaluate_all("all => all.map((one) => one.value)") == ["1", "2"]
    without = visit(f"/stories/{BRIDGE}/side", script=False)
    expect(without.page.locator(".column:visible")).to_have_count(3)


def test_the_chosen_colours_hold_on_the_next_page(visit) -> None:
    opened = visit("/")
    opened.page.locator("#theme").click()
    opened.page.locator(".site-nav").get_by_role("link", name="Search").click()
    expect(opened.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_older_stories_are_added_below_with_script_and_are_a_page_of_their_own_without(browser) -> None:
    with serve(large_desk()) as base, visit_pages(browser, base) as visit:
        opened = visit("/")
        expect(opened.page.locator(".story")).to_have_count(20)
        opened.page.get_by_role("link", name="Older stories").click()
        expect(opened.page.locator(".story")).to_have_count(40)
        opened.page.get_by_role("link", name="Older stories").click()
        expect(opened.page.locator(".story")).to_have_count(46)
        expect(opened.page.get_by_role("link", name="Older stories")).to_have_count(0)
        without = visit("/", script=False)
        without.page.get_by_role("link", name="Older stories").click()
        expect(without.page.locator(".story")).to_have_count(20)
        expect(without.page.get_by_text("Back to the newest")).to_be_visible()


def test_a_story_of_40_articles_fits_every_view(browser) -> None:
    story = next(one.story.id for one in large_desk().store.iter_stories() if len(one.story.articles) == 40)
    with serve(large_desk()) as base, visit_pages(browser, base) as visit:
        for width in (390, 1280):
            for view in VIEWS[:-1]:
                assert visit(f"/stories/{story}{view}", width=width).list_sticking_out(whole=False) == [], view


def test_hostile_words_stay_text_and_break_no_page(browser) -> None:
    collection = make_hostile_desk(WORDS)
    story = next(one.story.id for one in collection.store.iter_stories())
    with serve(collection) as base, visit_pages(browser, base) as visit:
        for path in ("/", "/outlets", "/about", "/rejected", "/corrections", "/articles/edited", "/articles/loose",
                     *(f"/stories/{story}{view}" for view in VIEWS)):  # fmt: skip
            for width in (390, 1280):
                opened = visit(path, width=width)
                opened.page.evaluate(OPEN_ALL)
                assert opened.list_sticking_out() == [], path
                assert opened.page.locator("main :is(script, img)").count() == 0
                assert opened.page.title() != "broken"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_one_signs_in_corrects_a_story_and_undoes_it(browser, script) -> None:
    collection = make_desk(logged=False)
    with serve(collection) as base, visit_pages(browser, base) as visit:
        page = visit(f"/stories/{BRIDGE}/correct", script=script).page
        page.get_by_role("link", name="Sign in with the token").click()
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text("Some of them are another story").click()
        page.locator('[name="article"][value="a-stub"]').check()
        page.locator('form:has([value="split_story"]) [name="note"]').fill("It is about a detour.")
        page.locator('form:has([value="split_story"]) button').click()
        expect(page.get_by_text("It is about a detour.")).to_be_visible()
        page.get_by_role("button", name="Undo the correction").click()
        expect(page.get_by_role("button", name="Do again the correction")).to_be_visible()
        assert [one.undone for one in collection.store.list_corrections()] == [True]


def test_the_forms_of_who_may_write_fit_and_axe_finds_nothing(browser) -> None:
    with serve(make_desk()) as base, visit_pages(browser, base) as visit:
        for width, dark in ((390, True), (1280, False)):
            opened = visit("/login", width=width, dark=dark)
            opened.page.get_by_label("Token").fill(TOKEN)
            opened.page.get_by_role("button", name="Sign in").click()
            for path in ("/add", "/corrections", "/about", f"/stories/{BRIDGE}/correct?finding=f-closed"):
                opened.page.goto(base + path)
                opened.page.evaluate(OPEN_ALL)
                assert opened.list_sticking_out() == [], path
                assert opened.run_axe() == [], path


def test_on_paper_the_way_around_and_what_is_pressed_are_left_out(visit) -> None:
    opened = visit("/")
    opened.page.emulate_media(media="print")
    for part in (".site-nav", ".find", ".theme", ".filters"):
        expect(opened.page.locator(part).first).to_be_hidden()
    expect(opened.page.locator(".story").first).to_be_visible()


@pytest.mark.parametrize("path", [f"/stories/{BRIDGE}/correct", f"/stories/{BRIDGE}/history", "/about"])
def test_on_a_phone_the_way_that_is_shown_stands_in_sight_in_its_row(visit, path) -> None:
    opened = visit(path, width=390)
    for current in opened.page.locator("nav [aria-current]").all():
        box = current.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_what_undoes_a_correction_keeps_its_words_on_one_line_beside_a_long_one(browser) -> None:
    collection = make_desk(logged=False)
    collection.correct(SetOrigin(origin="a ministry", article="https://echo.example/" + "bridge-" * 30))
    with serve(collection) as base, visit_pages(browser, base) as visit:
        opened = visit("/login?to=/corrections")
        opened.page.get_by_label("Token").fill(TOKEN)
        opened.page.get_by_role("button", name="Sign in").click()
        undo = opened.page.get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        box = undo.bounding_box()
        assert box["width"] > box["height"]
        assert opened.list_sticking_out() == []
