"""The day that a page was published, against htmldate's labelled pages (Barbaresi 2020, JOSS 5(51))."""

import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from stemma.evaluate.intervals import Sums, name_part, score_items
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


def evaluate_page_dates(data: Path, limit: int | None = None) -> dict[str, float | Mapping[str, float]]:
    """``accuracy``: share of the pages given the right day; ``wrong``: share given a false one (the rest get none).

    ``milliseconds``: CPU time for a page, from its text to its day, parsing included; no merit of 0 to 1.
    """
    figures, ends = measure_days(list(read_dated(data, limit)), find_day)
    return {**figures, **ends}


def measure_rivals(data: Path, limit: int | None = None) -> dict[str, Mapping[str, float]]:
    """The same figures of other tools on the same pages, each a part: htmldate, extensive and quick; newspaper4k."""
    pages = list(read_dated(data, limit))
    figures: dict[str, Mapping[str, float]] = {}
    for name, find in list_finders().items():
        figures |= name_part(name, *measure_days(pages, find))
    return figures


def list_finders() -> dict[str, Callable[[DatedPage], str | None]]:
    """Other tools that are installed, each as what takes a page to its day."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)

    def make_htmldate(extensive: bool) -> Callable[[DatedPage], str | None]:
        return lambda page: find_date(page.page, original_date=True, extensive_search=extensive)

    finders = {"htmldate": make_htmldate(True), "htmldate-quick": make_htmldate(False)}
    if find_spec("newspaper"):
        newspaper = import_module("newspaper")
        logging.getLogger("newspaper").setLevel(logging.CRITICAL)

        def find_newspaper(page: DatedPage) -> str | None:
            article = newspaper.Article(page.url, fetch_images=False)
            article.download(input_html=page.page)
            article.parse()
            return str(article.publish_date)[:10] if article.publish_date else None

        finders["newspaper4k"] = find_newspaper
    return {name: shield(find) for name, find in finders.items()}


def shield(find: Callable[[DatedPage], str | None]) -> Callable[[DatedPage], str | None]:
    """``find`` with no day where it fails: a miss, as it would be for whoever runs it."""

    def run(page: DatedPage) -> str | None:
        try:
            return find(page)
        except Exception:  # whatever fails inside a rival is a page without a day
            return None

    return run


def measure_days(
    pages: list[DatedPage], find: Callable[[DatedPage], str | None]
) -> tuple[dict[str, float], dict[str, Mapping[str, float]]]:
    """The figures of ``find`` on ``pages``, and their intervals."""
    before = time.process_time()
    found = [find(page) for page in pages]
    spent = time.process_time() - before
    items = [
        {"pages": 1.0, "right": float(day == page.day), "wrong": float(bool(day) and day != page.day)}
        for page, day in zip(pages, found, strict=True)
    ]
    figures, ends = score_items(items, score_days)
    return figures | {"milliseconds": 1000 * spent / max(1, len(pages))}, ends


def score_days(sums: Sums) -> dict[str, float]:
    """Of so many pages the share with the right day and with a false one."""
    total = max(1, sums.get("pages", 0))
    return {"accuracy": sums.get("right", 0) / total, "wrong": sums.get("wrong", 0) / total}
