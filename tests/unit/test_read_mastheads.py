"""The line over a text dump's menu is the outlet's name."""

from pathlib import Path

from stemma.model.article import Article
from stemma.read import read_paths

PARAGRAPH = "The council of Marram voted on Tuesday to close the old quay, which has stood empty for nine years. "


def read_page(folder: Path, *head: str) -> Article:
    page = "\n".join([*head, "", "Old quay to close", "", PARAGRAPH * 2, "", PARAGRAPH]) + "\n"
    (folder / "quay.txt").write_text(page, encoding="utf-8")
    articles, _ = read_paths([folder])
    return articles[0]


def test_a_name_over_a_menu_is_the_outlet(tmp_path: Path) -> None:
    article = read_page(tmp_path, "Dala Akparat", "Latest | Politics | Society | Money | Archive")
    assert article.outlet == "Dala Akparat"
    assert article.title == "Old quay to close"


def test_a_line_with_no_menu_under_it_is_not(tmp_path: Path) -> None:
    assert read_page(tmp_path, "Dala Akparat").outlet is None


def test_the_day_of_saving_over_a_menu_is_not(tmp_path: Path) -> None:
    assert read_page(tmp_path, "Thursday, May 30, 2024", "Home | World | Asia | Sport | Culture").outlet is None
