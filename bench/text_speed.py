"""How fast main text is found: fast path, its whole article and best path, beside trafilatura on the same pages.

    python bench/text_speed.py [--data ../shared] [--pages 60]

For each: milliseconds of CPU time a page (the quickest of three passes over each page, what earlier pages left in
Stemma's memory of words forgotten before each pass), and how many times as fast as trafilatura's fast mode that is.
The ratio is what can be compared between machines.
"""

import argparse
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from stemma.evaluate import texts
from stemma.evaluate.texts_rivals import list_rivals
from stemma.read import furniture_phrases
from stemma.read.quick import line_table, quick_lines

PASSES = 3
KEPT = (
    quick_lines.read_name,
    quick_lines.open_tag,
    line_table.measure_words,
    furniture_phrases.match_heading,
    furniture_phrases.match_address,
)


def time_pages(extract: Callable[[str], str], pages: list[str]) -> float:
    """Milliseconds of CPU time a page."""
    quickest = [float("inf")] * len(pages)
    for _ in range(PASSES):
        for one in KEPT:
            one.cache_clear()
        for n, page in enumerate(pages):
            began = time.process_time()
            extract(page)
            quickest[n] = min(quickest[n], time.process_time() - began)
    return sum(quickest) / len(pages) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    folder = options.data / "bench" / "data" / "ext-scrapinghub"
    listed = texts.BENCHMARKS["text-scrapinghub"].list_pages(folder)
    pages = [page.markup for page in islice(listed, options.pages)]
    timed = {
        "trafilatura, fast mode": list_rivals()["trafilatura-fast"],
        "fast path": texts.extract_fast,
        "fast path, whole article": texts.extract_fast_article,
        "best path": texts.extract_best,
    }
    base = None
    for name, extract in timed.items():
        extract(pages[0])
        spent = time_pages(extract, pages)
        base = base or spent
        print(f"{name:26} {spent:7.2f} ms a page   {1000 / spent:6.0f} pages/s   {base / spent:5.2f} times as fast")


if __name__ == "__main__":
    main()
