"""The example story that ships with the package."""

import re
from pathlib import Path

from stemma.demo import demo_pages


def read_pages() -> dict[str, str]:
    return {Path(str(page)).name: page.read_text("utf-8") for page in demo_pages().iterdir()}


def read_words(page: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)).split()


def test_there_are_four_pages_of_html_and_two_text_dumps() -> None:
    assert sorted(name.rpartition(".")[2] for name in read_pages()) == ["html"] * 4 + ["txt"] * 2


def test_each_page_is_as_long_as_a_short_report() -> None:
    assert all(200 <= len(read_words(page)) <= 460 for page in read_pages().values())


def test_two_pages_print_one_sentence_of_an_agency() -> None:
    sentence = "The blaze started in the auxiliary generator room shortly before ten o’clock and spread to the main"
    assert sum(sentence in page for page in read_pages().values()) == 2


def test_the_story_holds_what_a_dossier_tells_apart() -> None:
    pages = read_pages().values()
    for words in (
        "Fourteen people",
        "Seventeen p",
        "186 to 191",
        "Qipshidze",
        "Kipshidze",
        "lost an engine",
        "lost a ship",
    ):
        assert any(words in page for page in pages), words
