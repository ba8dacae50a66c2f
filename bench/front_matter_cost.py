"""What the front matter costs beside the whole reading of a page: CPU time, as a share, in one run.

python bench/front_matter_cost.py --data ../shared [--pages 100]
"""

import argparse
import time
from pathlib import Path

from stemma.evaluate.page_dates import DatedPage, find_day, read_dated
from stemma.read.headlines import choose_title, find_title_line
from stemma.read.html_article import read_page
from stemma.read.html_front import find_page_front
from stemma.read.page_dates import find_page_dates
from stemma.read.page_text import PageText, parse_page, prune_hidden, render_page
from stemma.read.structured_data import PageData, read_page_data


def main() -> None:
    """Print a line for each part: milliseconds a page, and the share of the whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args()
    pages = list(read_dated(options.data / "bench/data/date-htmldate"))
    pages = pages[:: max(1, len(pages) // options.pages)]
    spent: dict[str, float] = dict.fromkeys(("read_page", "data", "front matter", "of that, dates", "a day alone"), 0.0)
    for page in pages:
        measure_page(page, spent)
    whole = spent["read_page"]
    for part, seconds in spent.items():
        print(f"{part:15} {1000 * seconds / len(pages):7.2f} ms/page {seconds / whole:6.1%}")


def measure_page(page: DatedPage, spent: dict[str, float]) -> None:
    """Add the CPU seconds of each part for ``page`` to ``spent``."""
    at = time.process_time()

    def book(part: str) -> None:
        nonlocal at
        now = time.process_time()
        spent[part] += now - at
        at = time.process_time()

    read_page(page.page, source=page.url, identity="0" * 16)
    book("read_page")
    find_day(page)
    book("a day alone")
    tree = parse_page(page.page)
    if tree is None:
        return
    at = time.process_time()
    data: PageData = read_page_data(tree)
    book("data")
    prune_hidden(tree)
    text: PageText = render_page(tree)
    body = [not line.zone and len(line.text) > 80 for line in text.lines]
    at = time.process_time()
    find_page_front(tree, text, body, data)
    book("front matter")
    title = choose_title(text, data)
    line = find_title_line(text.lines, title, 0) if title else None
    at = time.process_time()
    find_page_dates(tree, data, text, url=page.url, title_line=line)
    book("of that, dates")


if __name__ == "__main__":
    main()
