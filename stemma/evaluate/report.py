"""Figures as a table for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stemma.evaluate.intervals import HIGH, LOW

if TYPE_CHECKING:
    from rich.table import Table

    from stemma.evaluate.runs import Figures

DIGITS = 4
_WIDEST = 8
"""Parts that are shown side by side; more are summed up."""


def figures_table(task: str, figures: Figures) -> Table:
    """One row a figure; a column for each part, where the task has parts; a mean's interval beside it."""
    from rich.table import Table

    parts = {name: value for name, value in figures.items() if isinstance(value, Mapping)}
    low, high = parts.pop(LOW, {}), parts.pop(HIGH, {})
    if len(parts) > _WIDEST:
        parts = _sum_up(parts)
    whole = {name: value for name, value in figures.items() if not isinstance(value, Mapping)}
    table = Table(box=None, pad_edge=False)
    table.add_column(task, no_wrap=True)
    columns = ([whole] if whole else []) + list(parts.values())
    cells: list[Mapping[str, str]] = [{row: _show(value) for row, value in column.items()} for column in columns]
    titles = ([""] if whole else []) + list(parts)
    if low and "mean" in titles:
        at = titles.index("mean") + 1
        titles.insert(at, "95 %")
        cells.insert(at, {row: f"{low[row]:.2f}–{high[row]:.2f}" for row in low})
    for title in titles:
        # A story's name over several lines leaves its figures side by side.
        table.add_column(title.replace("-", "-\n"), justify="right", no_wrap=True)
    for row in dict.fromkeys(name for column in columns for name in column):
        table.add_row(row, *(column.get(row, "") for column in cells))
    return table


def _sum_up(parts: Mapping[str, Mapping[str, float]]) -> dict[str, Mapping[str, float]]:
    """Mean, lowest and highest of many parts, which would not fit side by side (``--json`` gives each)."""
    each = [figures for name, figures in parts.items() if name != "mean"]
    found = {
        row: [figures[row] for figures in each if row in figures]
        for row in dict.fromkeys(row for one in each for row in one)
    }
    return {
        "mean": parts.get("mean") or {row: sum(values) / len(values) for row, values in found.items()},
        f"lowest-of {len(each)}": {row: min(values) for row, values in found.items()},
        f"highest-of {len(each)}": {row: max(values) for row, values in found.items()},
    }


def figures_json(figures: Mapping[str, Figures]) -> dict[str, Any]:
    """Task to figures, rounded to four digits."""
    return {task: _round(values) for task, values in figures.items()}


def _show(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else ""


def _round(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _round(one) for name, one in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value
