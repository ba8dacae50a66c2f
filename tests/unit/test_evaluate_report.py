"""A few parts stand side by side; many are summed up, so that a table fits its terminal."""

import io

from rich.console import Console

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
