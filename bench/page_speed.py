"""How fast the page of a dossier is in a browser.

    python bench/page_speed.py [ARTICLES FINDINGS]      default: the example story, then 40 articles and 600 findings

For each story: the size of its file, the time to its first paint, and of a filter (one relation), a search (one word)
and an order (by date): until script and layout are done, and until the next frame is drawn, each the median of five
fresh pages, in milliseconds; with ``busy``, how long the main thread worked from before it until two frames after,
which other work on the machine changes least. Wanted: 1.5 MB at most for the example; for the large story a first
paint within 1,000 ms and a filter within 100 ms.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from stemma.demo import demo_pages
from stemma.model.dossier import Dossier
from stemma.model.settings import Settings
from stemma.pipeline import make_dossiers
from stemma.tell.html import render_html
from tests.large_story import make_large_story

TIMES = 5
ACTIONS = {
    "a filter": 'document.querySelector(".chip[data-r=agree]").click()',
    "a search": "const field = document.getElementById('filter-text'); field.value = 'road';"
    " field.dispatchEvent(new Event('input', { bubbles: true }))",
    "an order": "const field = document.getElementById('filter-sort'); field.value = 'date';"
    " field.dispatchEvent(new Event('input', { bubbles: true }))",
}
_TIME = """() => new Promise((done) => {
  const began = performance.now();
  ACTION;
  document.getElementById("findings").offsetHeight;
  const laid = performance.now();
  requestAnimationFrame(() => setTimeout(() => done([laid - began, performance.now() - began])));
})"""
_PAINT = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
})"""


def read_busy(session: Any) -> float:
    """Milliseconds that the page's main thread has worked."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def time_story(browser: Any, path: Path) -> None:
    """Prints a line for each figure."""
    paints = []
    figures: dict[str, list[tuple[float, float, float]]] = {action: [] for action in ACTIONS}
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        page.goto(path.as_uri())
        paints.append(page.evaluate(_PAINT))
        for action, words in ACTIONS.items():
            page.evaluate("() => { location.hash = '#findings' }")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
            before = read_busy(session)
            laid, drawn = page.evaluate(_TIME.replace("ACTION", words))
            figures[action].append((laid, drawn, read_busy(session) - before))
        context.close()
    print(f"  first paint            {median(paints):7.0f} ms")
    for action, times in figures.items():
        laid, drawn, busy = (median(column) for column in zip(*times, strict=True))
        print(f"  {action:10} laid out {laid:7.0f} ms   drawn {drawn:5.0f} ms   busy {busy:5.0f} ms")


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("There is no Chromium here: run 'make browser', or install one.")
    stories: dict[str, Dossier] = {}
    if len(sys.argv) == 3:
        stories[" x ".join(sys.argv[1:])] = make_large_story(int(sys.argv[1]), int(sys.argv[2]))
    else:
        example = make_dossiers([demo_pages()], settings=Settings(one_story=True, vectors=False))
        stories = {"the example story": example.dossiers[0], "40 x 600": make_large_story()}
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        for name, dossier in stories.items():
            page_file = Path(folder) / "page.html"
            page_file.write_text(render_html(dossier), encoding="utf-8")
            print(f"{name}: {page_file.stat().st_size / 1e6:.2f} MB", flush=True)
            time_story(browser, page_file)
        browser.close()


if __name__ == "__main__":
    main()
