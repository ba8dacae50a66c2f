"""By keys alone: Tab reaches everything, and one sees where it is."""

import pytest

from tests.dossiers import make_dossier

_WALK = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const box = [...at.getClientRects()].find((one) => one.width && one.height) || at.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 12), 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
  const over = document.elementFromPoint(x, y);
  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  return {
    key: at.dataset.walk,
    name: `${at.localName}#${at.id}.${at.className.baseVal ?? at.className} ${at.textContent.slice(0, 30)}`,
    ring: ringed(at) && parseFloat(style.outlineWidth) >= 2,
    uncovered: Boolean(over && (at.contains(over) || over.contains(at))),
  };
}"""
_NUMBER = """() => {
  let count = 0;
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const reach = [];
  for (const at of document.querySelectorAll(wanted)) {
    if (at.tabIndex < 0 || at.disabled || !at.checkVisibility({ visibilityProperty: true })) continue;
    at.dataset.walk = String(count++);
    reach.push(at.dataset.walk);
  }
  return reach;
}"""


def walk(opened) -> tuple[list[str], list[dict]]:
    """All that Tab should reach, and where it came, from the first stop to the end of the page."""
    wanted = opened.page.evaluate(_NUMBER)
    steps = []
    for _ in range(len(wanted) + 40):
        opened.page.keyboard.press("Tab")
        step = opened.page.evaluate(_WALK)
        if step is None or (steps and step["key"] == steps[0]["key"]):
            break
        steps.append(step)
    return wanted, steps


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_in_the_order_of_the_page_and_one_sees_it(written, show, width) -> None:
    opened = show(written(make_dossier()), width=width)
    wanted, steps = walk(opened)
    assert [step["key"] for step in steps if step["key"]] == wanted
    assert [step["name"] for step in steps if not step["ring"]] == []
    assert [step["name"] for step in steps if not step["uncovered"]] == []


def test_tab_goes_through_the_example_with_all_its_findings(example, show) -> None:
    opened = show(example)
    wanted, steps = walk(opened)
    assert [step["key"] for step in steps if step["key"]] == wanted
    assert [step["name"] for step in steps if not (step["ring"] and step["uncovered"])] == []


def test_the_first_stop_leads_past_everything_to_the_findings(example, show) -> None:
    opened = show(example)
    opened.page.keyboard.press("Tab")
    skip = opened.page.locator(".skip")
    assert skip.bounding_box()["x"] >= 0
    opened.page.keyboard.press("Enter")
    assert opened.place.startswith("#findings")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("Boolean(document.activeElement.closest('#findings'))")


def test_filters_can_be_set_by_keys(example, show) -> None:
    opened = show(example, "#findings")
    opened.page.locator(".chip").first.focus()
    opened.page.keyboard.press("Space")
    assert set(opened.list_shown()) == example.find_relation("differ")
    opened.page.locator("#filter-text").focus()
    opened.page.keyboard.type("nothinglikethis")
    assert opened.list_shown() == []
    opened.page.locator("#filter-reset").focus()
    opened.page.keyboard.press("Enter")
    assert len(opened.list_shown()) == len(example.findings)


def test_the_theme_and_the_columns_are_chosen_by_keys(example, show) -> None:
    opened = show(example, "#side")
    opened.page.locator("#theme").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"
    boxes = opened.page.locator('#chooser [name="a"]:not(:checked)')
    value = boxes.first.get_attribute("value")
    boxes.first.focus()
    opened.page.keyboard.press("Space")
    assert opened.page.locator(f"#a{value}").is_visible()
