from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.evaluate.samples import read_json_lines, spread_items


def test_a_line_is_an_object_and_empty_lines_are_none(tmp_path: Path) -> None:
    (tmp_path / "told.jsonl").write_text('{"text": "one\u2028line"}\n\n{"text": "two"}\n', encoding="utf-8")
    assert [entry["text"] for entry in read_json_lines(tmp_path / "told.jsonl")] == ["one\u2028line", "two"]


@pytest.mark.parametrize(
    ("line", "said"), [('{"text": ', "line 2: is no JSON"), ("[1]", "line 2: should be an object")]
)
def test_a_line_that_is_no_object_is_named(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "told.jsonl").write_text(f'{{"text": "one"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        list(read_json_lines(tmp_path / "told.jsonl"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"told\.jsonl: cannot be read as labelled data"):
        list(read_json_lines(tmp_path / "told.jsonl"))


@pytest.mark.parametrize(
    ("limit", "chosen"), [(None, [0, 1, 2, 3, 4, 5]), (9, [0, 1, 2, 3, 4, 5]), (3, [0, 2, 4]), (1, [0]), (0, [])]
)
def test_a_few_items_are_spread_over_all(limit: int | None, chosen: list[int]) -> None:
    assert list(spread_items(range(6), limit)) == chosen
