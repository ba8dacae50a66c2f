"""Trees from their table: each row goes down every tree, and what the leaves say is added up."""

import numpy as np
import pytest

from stemma.read.dump_choice import calibrate_sureness, choose_dump_lines
from stemma.read.dump_features import COLUMNS, count_words, mean_around, shift_column
from stemma.read.dump_trees import build_forest, load_forest

TABLE = {
    "base": 0.5,
    "trees": [
        [["words", 2.0, 1, 2], [-1.0], ["ends", 0.5, 3, 4], [0.25], [2.0]],
        [["place", 0.5, 1, 2], [0.125], [-0.125]],
        [[0.0625]],
    ],
    "calibration": [0, 1],
}


def make_row(**values: float) -> list[float]:
    return [values.get(name, 0.0) for name in COLUMNS]


def test_what_the_leaves_say_is_added_to_the_base() -> None:
    rows = np.array(
        [make_row(words=2.0, place=0.5), make_row(words=3.0, ends=1.0, place=0.6), make_row(words=3.0)],
        dtype=np.float32,
    )
    found = build_forest(TABLE).score(rows)
    assert found.tolist() == [0.5 - 1.0 + 0.125 + 0.0625, 0.5 + 2.0 - 0.125 + 0.0625, 0.5 + 0.25 + 0.125 + 0.0625]


def test_a_row_scores_the_same_alone_and_among_thousands() -> None:
    rows = np.tile(np.arange(len(COLUMNS), dtype=np.float32) % 7, (4500, 1))
    rows[:, 0] = np.arange(4500) / 900
    forest = load_forest()
    whole = forest.score(rows)
    for n in (0, 1999, 2000, 4499):
        assert forest.score(rows[n : n + 1])[0] == whole[n]


def test_a_column_that_is_unknown_is_an_error() -> None:
    with pytest.raises(KeyError):
        build_forest({**TABLE, "trees": [[["no such column", 1.0, 1, 2], [0.0], [0.0]]]})


def test_no_line_is_no_body() -> None:
    assert choose_dump_lines([], []) == ([], 0.0)


def test_sureness_rises_with_what_is_expected() -> None:
    sure = [calibrate_sureness(expected / 20) for expected in range(21)]
    assert sure == sorted(sure)
    assert 0 <= sure[0] < sure[-1] <= 1


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert count_words("the old lighthouse") == 3
    assert 4 <= count_words("埃勒里港将关闭旧灯塔") <= 8


def test_neighbours_and_means_stop_at_the_ends() -> None:
    column = np.array([1.0, 2.0, 6.0])
    assert shift_column(column, 1).tolist() == [2.0, 6.0, -1.0]
    assert shift_column(column, -2).tolist() == [-1.0, -1.0, 1.0]
    assert shift_column(column, 5).tolist() == [-1.0, -1.0, -1.0]
    assert mean_around(column, 1).tolist() == [1.5, 3.0, 4.0]
