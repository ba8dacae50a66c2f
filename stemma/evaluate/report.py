"""Figures as a table for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stemma.evaluate.intervals import WHOLE_HIGH, WHOLE_LOW, find_interval

if TYPE_CHECKING:
    from rich.table import Table

    from stemma.evaluate.runs import Figures

DIGITS = 4
_WIDEST = 8
"""Parts that are shown side by side; more are summed up."""


def figures_table(task: str, figures: Figures) -> Table:
    """One row a figure; a column for each part, where the task has parts; beside it its interval, where it has one."""
    from rich.table import Table

    parts = {name: value for name, value in figures.items() if isinstance(value, Mapping)}
    whole = {name: value for name, value in figures.items() if not isinstance(value, Mapping)}
    columns: dict[str, Mapping[str, float]] = {"": whole}
    columns |= {name: value for name, value in parts.items() if not _is_end(name)}
    intervals = {name: _show_intervals(figures, name, column) for name, column in columns.items()}
    if len(columns) > _WIDEST:
        columns = _sum_up(columns, [name for name in columns if not name or intervals[name]])
    table = Table(box=None, pad_edge=False)
    table.add_column(task, no_wrap=True)
    cells: list[Mapping[str, str]] = []
    for name, column in columns.items():
        if not column:
            continue
        # A story's name over several lines leaves its figures side by side.
        table.add_column(name.replace("-", "-\n"), justify="right", no_wrap=True)
        cells.append({row: _show(value) for row, value in column.items()})
        if intervals.get(name):
            table.add_column("95 %", justify="right", no_wrap=True)
            cells.append(intervals[name])
    for row in dict.fromkeys(row for column in columns.values() for row in column):
        table.add_row(row, *(column.get(row, "") for column in cells))
    return table


def _is_end(part: str) -> bool:
    return part.endswith(("_low", "_high")) or part in (WHOLE_LOW, WHOLE_HIGH)


def _show_intervals(figures: Figures, part: str, column: Mapping[str, float]) -> dict[str, str]:
    ends = {row: find_interval(figures, [part, row] if part else [row]) for row in column}
    return {row: f"{found[0]:.2f}–{found[1]:.2f}" for row, found in ends.items() if found}


def _sum_up(parts: Mapping[str, Mapping[str, float]], kept: Sequence[str]) -> dict[str, Mapping[str, float]]:
    """Mean, lowest and highest of many parts, which would not fit side by side (``--json`` gives each)."""
    each = [figures for name, figures in parts.items() if name not in kept and name != "mean"]
    found = {
        row: [figures[row] for figures in each if row in figures]
        for row in dict.fromkeys(row for one in each for row in one)
    }
    mean = {} if "mean" in parts else {"mean": {row: sum(values) / len(values) for row, values in found.items()}}
    return {
        **{name: parts[name] for name in parts if name in kept or name == "mean"},
        **mean,
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
