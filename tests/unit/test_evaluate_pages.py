"""The measures of page dates and of front matter, on sets of one page."""

import gzip
import json
from pathlib import Path

from stemma.evaluate.front_matter import LabelledPage, Labels, evaluate_front_matter, measure_front
from stemma.evaluate.page_dates import evaluate_page_dates, measure_days, read_dated
from tests.news_page import print_page
from tests.news_pages import PAGES

GERMAN = next(page for page in PAGES if page.language == "de")


def write_dated(folder: Path, day: str) -> None:
    (folder / "eval").mkdir()
    (folder / "eval" / "a.html.gz").write_bytes(gzip.compress(print_page(GERMAN).encode()))
    labels = {
        "https://a.example/1": {"file": "a.html", "date": day},
        "https://a.example/2": {"file": "gone.html", "date": day},
    }
    (folder / "eval_default.json").write_text(json.dumps(labels), encoding="utf-8")


def test_a_right_day_counts_and_a_page_that_is_not_there_does_not(tmp_path: Path) -> None:
    write_dated(tmp_path, GERMAN.day)
    figures = evaluate_page_dates(tmp_path)
    assert (figures["accuracy"], figures["wrong"]) == (1.0, 0.0)


def test_a_false_day_is_wrong_and_none_is_not(tmp_path: Path) -> None:
    write_dated(tmp_path, "1999-01-01")
    pages = list(read_dated(tmp_path))
    assert measure_days(pages, lambda page: "2000-01-01")[0]["wrong"] == 1.0
    assert measure_days(pages, lambda page: None)[0]["wrong"] == 0.0


def test_names_are_counted_by_f1_and_the_rest_by_shares() -> None:
    gold = Labels(title="boat", authors=("ann lee", "jo hill"), day="2021-03-04")
    page = LabelledPage(url="https://a.example/1", page="", labels=gold)
    figures, _ = measure_front([page], lambda page: Labels(title="boat", authors=("ann lee",), day="2021-03-05"))
    assert figures == {"title": 1.0, "authors": 2 / 3, "date": 0.0, "outlet": 0.0}


def test_a_set_in_the_form_of_trafilaturas_is_read(tmp_path: Path) -> None:
    data = tmp_path / "ext-trafilatura"
    (data / "cache").mkdir(parents=True)
    (data / "cache" / "a.html.gz").write_bytes(gzip.compress(print_page(GERMAN).encode()))
    row = {"file": "a.html", "title": GERMAN.title, "author": " und ".join(GERMAN.authors), "date": GERMAN.day}
    (data / "evaldata.json").write_text(json.dumps({"https://a.example/1": row}), encoding="utf-8")
    figures = evaluate_front_matter(tmp_path)
    assert (figures["title"], figures["authors"], figures["date"]) == (1.0, 1.0, 1.0)
