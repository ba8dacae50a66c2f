"""A few parts stand side by side; many are summed up, so that a table fits its terminal."""

import io

import pytest
from rich.console import Console

from stemma.cli.evaluate import show as print_tables
from stemma.evaluate.report import figures_table


def show(parts: int) -> str:
    figures = {f"story-{n}": {"links": n / 100} for n in range(parts)}
    page = io.StringIO()
    Console(file=page, width=120).print(figures_table("stories", figures))
    return page.getvalue()


def test_a_few_stories_each_have_a_column() -> None:
    assert all(f"{n / 100:.3f}" in show(5) for n in range(5))


def test_many_stories_are_a_mean_a_lowest_and_a_highest() -> None:
    table = show(21)
    assert "0.100" in table
    assert "0.000" in table
    assert "0.200" in table
    assert "0.050" not in table


def test_a_figure_that_some_parts_lack_is_summed_up_over_those_that_have_it() -> None:
    figures = {f"part-{n}": {"f1": 0.5} | ({"kinds": n / 10} if n < 2 else {}) for n in range(12)}
    page = io.StringIO()
    Console(file=page, width=120).print(figures_table("copies", figures))
    assert "0.050" in page.getvalue()


def test_no_figure_is_cut_off_however_many_systems_stand_beside(capsys: pytest.CaptureFixture[str]) -> None:
    print_tables({"corpus": {f"sentencevectors{n}": {"links": n / 100} for n in range(7)}})
    told = capsys.readouterr().out
    assert "…" not in told
    assert all(f"{n / 100:.3f}" in told for n in range(7))
