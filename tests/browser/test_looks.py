"""How it looks: narrow and wide, light and dark, without motion."""

import pytest
from playwright.sync_api import expect

OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"
_LUMINANCE = "(name) => getComputedStyle(document.body)[name].match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1600])
def test_nothing_reaches_beyond_the_window_with_all_folded_and_all_opened(example, show, width) -> None:
    opened = show(example, width=width)
    assert opened.list_sticking_out() == []
    opened.page.evaluate(OPEN_ALL)
    assert opened.list_sticking_out() == []
    opened.go("#side?a=all")
    assert opened.list_sticking_out() == []


@pytest.mark.parametrize("width", [360, 1600])
def test_nothing_of_the_large_story_reaches_beyond_the_window(large, show, width) -> None:
    opened = show(large, width=width)
    assert opened.list_sticking_out(whole=False) == []
    opened.go("#differ")
    opened.page.locator(".finding summary").first.click()
    assert opened.list_sticking_out(whole=False) == []


def test_the_theme_follows_the_system_until_the_button_is_pressed_and_is_kept(example, show) -> None:
    opened = show(example, dark=True)
    is_dark = lambda: opened.page.evaluate(_LUMINANCE, "backgroundColor") < opened.page.evaluate(_LUMINANCE, "color")  # noqa: E731
    button = opened.page.locator("#theme")
    assert is_dark()
    expect(button).to_have_accessible_name("Use light colours")
    button.click()
    assert not is_dark()
    expect(button).to_have_accessible_name("Use dark colours")
    opened.page.emulate_media(color_scheme="light")
    button.click()
    assert is_dark()
    opened.page.reload()
    assert is_dark()


def test_dark_and_light_differ_in_colours_and_in_nothing_else(example, show) -> None:
    sizes = []
    for dark in (False, True):
        opened = show(example, "#findings", dark=dark)
        sizes.append(
            opened.page.evaluate(
                "(() => { const parts = [...document.querySelectorAll('main > section, .finding, .column')];"
                " for (const part of parts) part.style.contentVisibility = 'visible';"
                " return parts.map((part) => Math.round(part.offsetHeight)); })()"
            )
        )
    assert sizes[0] == sizes[1]


def test_nothing_moves_by_itself_whether_or_not_motion_is_wanted(example, show) -> None:
    for still in (True, False):
        opened = show(example, "#findings", still=still)
        moving = opened.page.evaluate(
            "[...document.querySelectorAll('*')].filter((at) => { const style = getComputedStyle(at);"
            " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0"
            " || style.scrollBehavior === 'smooth'; }).map((at) => at.localName)"
        )
        assert moving == []
        opened.page.locator(".finding .row td a").first.click()
        assert opened.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_of_each_picture_one_drawing_shows_and_its_words_have_room(story, show, width) -> None:
    opened = show(story, "#stemma", width=width)
    for view in ("stemma", "timeline", "map"):
        drawings = opened.page.locator(f"#{view} .picture svg:visible")
        expect(drawings).to_have_count(1)
        box = drawings.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
