"""The day that a page was published, against htmldate's labelled pages (Barbaresi 2020, JOSS 5(51))."""

import gzip
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stemma.read.decoding import decode_text
from stemma.read.page_dates import date_page, find_chosen
from stemma.read.page_text import parse_page

_FOLDERS = ("eval", "cache")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    """A page of the set: its address, its text, and the day that a reader found on it."""

    url: str
    page: str
    day: str


def read_dated(data: Path, limit: int | None = None) -> Iterator[DatedPage]:
    """The labelled pages below ``data`` in the order of the labels; pages that are not there are passed over."""
    labels = json.loads((data / "eval_default.json").read_text(encoding="utf-8"))
    for url, label in list(labels.items())[:limit]:
        paths = [data / folder / f"{label['file']}.gz" for folder in _FOLDERS]
        path = next((path for path in paths if path.exists()), None)
        text = decode_text(gzip.decompress(path.read_bytes()), markup=True) if path else None
        if text is not None:
            yield DatedPage(url=url, page=text, day=label["date"])


def find_day(page: DatedPage) -> str | None:
    """Stemma's day for ``page``, whether or not it holds an article."""
    tree = parse_page(page.page)
    if tree is None:
        return None
    published = find_chosen(date_page(tree, page.url), "published")
    return published[:10] if published else None


def evaluate_page_dates(data: Path, limit: int | None = None) -> dict[str, float]:
    """``accuracy``: share of the pages given the right day; ``wrong``: share given a false one (the rest get none).

    ``milliseconds``: CPU time for a page, from its text to its day, parsing included; no merit of 0 to 1.
    """
    return measure_days(list(read_dated(data, limit)), find_day)


def measure_rivals(data: Path, limit: int | None = None) -> dict[str, float]:
    """The same figures of htmldate, its quick search and its extensive one, on the same pages."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    pages = list(read_dated(data, limit))
    figures: dict[str, float] = {}
    for name, extensive in (("htmldate_quick", False), ("htmldate", True)):

        def find(page: DatedPage, extensive: bool = extensive) -> str | None:
            try:
                return find_date(page.page, original_date=True, extensive_search=extensive)
            except Exception:  # whatever fails inside the rival is a page without a day
                return None

        figures |= {f"{name}_{figure}": value for figure, value in measure_days(pages, find).items()}
    return figures


def measure_days(pages: list[DatedPage], find: Callable[[DatedPage], str | None]) -> dict[str, float]:
    """The figures of ``find`` on ``pages``."""
    counts: Counter[str] = Counter()
    before = time.process_time()
    found = [find(page) for page in pages]
    spent = time.process_time() - before
    for page, day in zip(pages, found, strict=True):
        counts["right" if day == page.day else "wrong" if day else "none"] += 1
    total = max(1, len(pages))
    return {
        "accuracy": counts["right"] / total,
        "wrong": counts["wrong"] / total,
        "milliseconds": 1000 * spent / total,
    }
