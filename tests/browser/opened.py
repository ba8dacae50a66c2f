"""A page in the browser, and what a test asks of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective}`));
"""
_STICKING_OUT = """(whole) => {
  // What lies far from the window is skipped until it is drawn; to look at it, it must be drawn.
  if (whole) for (const at of document.querySelectorAll(".finding, .column")) at.style.contentVisibility = "visible";
  const wide = document.documentElement.clientWidth;
  const clips = (at) => !["visible", "clip"].includes(getComputedStyle(at).overflowX);
  const found = [];
  const all = document.documentElement.scrollWidth;
  if (all > wide) found.push(`the page is ${all} wide`);
  for (const at of document.querySelectorAll("body *")) {
    if (!at.checkVisibility({ contentVisibilityAuto: true })) continue;
    if (at.closest(".vh, .skip, script, style, option, thead")) continue;
    const box = at.getBoundingClientRect();
    if (!box.width || (box.right <= wide + 1 && box.left >= -1)) continue;
    let inside = false;
    for (let up = at.parentElement; up && up !== document.body; up = up.parentElement) inside ||= clips(up);
    if (!inside && !at.closest("svg")) found.push(`${at.localName}.${at.className} ${box.left}..${box.right}`);
  }
  for (const words of document.querySelectorAll("svg text")) {
    if (!words.checkVisibility()) continue;
    const box = words.getBoundingClientRect();
    const sheet = words.ownerSVGElement.getBoundingClientRect();
    if (box.left < sheet.left - 2 || box.right > sheet.right + 2) found.push(`svg text “${words.textContent}”`);
  }
  return found.slice(0, 8);
}"""


@dataclass
class Opened:
    """An open page: what it said and what it asked for, from before its first byte."""

    page: Any
    context: Any
    url: str
    heard: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        browser: Any,
        path: Path,
        place: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        still: bool = False,
    ) -> "Opened":
        """``path`` at ``place`` in a context of its own: no state is shared with another test."""
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce" if still else "no-preference",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(60_000)
        if script:
            context.add_init_script(_LISTEN)
        opened = cls(page=context.new_page(), context=context, url=path.as_uri())
        opened.page.on("console", lambda message: opened.heard.append(message.text))
        opened.page.on("pageerror", lambda error: opened.heard.append(str(error)))
        opened.page.on("request", lambda request: opened.asked.append(request.url))
        opened.page.goto(opened.url + place)
        return opened

    def close(self) -> None:
        """Ends the page and all that it kept."""
        self.context.close()

    def go(self, place: str) -> None:
        """To another place of the same page, as a link from elsewhere would."""
        self.page.goto(self.url + place)

    @property
    def place(self) -> str:
        """What stands in the address after the file."""
        return str(self.page.evaluate("location.hash"))

    def list_shown(self) -> list[str]:
        """The ids of the findings that are shown, in the order of the page."""
        return list(
            self.page.evaluate(
                '[...document.querySelectorAll("#matrix > .finding:not([hidden])")].map((finding) => finding.id)'
            )
        )

    def read_shown(self, name: str) -> list[str]:
        """One ``data-`` attribute of the findings shown, in order."""
        return list(
            self.page.evaluate(
                "(name) => [...document.querySelectorAll('#matrix > .finding:not([hidden])')]"
                ".map((finding) => finding.dataset[name])",
                name,
            )
        )

    def find_focus(self) -> str:
        """The element that has the keyboard, as a selector a reader can tell."""
        return str(
            self.page.evaluate(
                "(() => { const at = document.activeElement;"
                " return at.localName + (at.id ? '#' + at.id : '') + (at.hash || ''); })()"
            )
        )

    def list_sticking_out(self, *, whole: bool = True) -> list[str]:
        """What reaches beyond the window or its picture, of the whole page or of what is drawn now."""
        return list(self.page.evaluate(_STICKING_OUT, whole))

    def run_axe(self, within: str = "") -> list[str]:
        """What axe finds that is serious or critical, a line each."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, context=within or None).response["violations"]
        return [
            f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:4]]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
