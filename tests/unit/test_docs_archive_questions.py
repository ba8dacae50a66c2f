"""``docs/archive_questions.md`` asks ten questions, and the tables answer what stands there."""

from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: NOT MEASURED")
pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")

from tests.asked_questions import DOC, answer, list_questions, make_tables

QUESTIONS = list_questions(DOC.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("asked"))


def test_there_are_ten_questions_each_with_an_answer_of_one_row_at_least() -> None:
    assert [title.split(".")[0] for title, _, _ in QUESTIONS] == [str(number) for number in range(1, 11)]
    assert all(len(told.splitlines()) >= 3 for _, _, told in QUESTIONS)


@pytest.mark.parametrize(("title", "query", "told"), QUESTIONS, ids=[title.split(".")[0] for title, _, _ in QUESTIONS])
def test_the_tables_answer_what_the_page_says(tables: Path, title: str, query: str, told: str) -> None:
    assert answer(tables, query) == told, f"{title}: python -m tests.asked_questions writes the answers anew"


def test_the_agency_behind_most_stories_of_march_is_the_one_that_was_put_there(tables: Path) -> None:
    first = answer(tables, QUESTIONS[0][1]).splitlines()[2]
    # Two stories of March have its text, the ferry's and the bank's, in five articles.
    assert first.split() == ["Norvane", "News", "Agency", "2", "5"]
