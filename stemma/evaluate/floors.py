"""Floors: the figures below which no change may fall.

A floors file maps task to figure to floor; a figure of one part (a story) stands below the part's
name: ``{"stories": {"mean": {"links": 0.22}}}``.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stemma.errors import UsageError
from stemma.evaluate.runs import Figures

CEILINGS = frozenset({"density", "false_alarms", "wrong", "error"})
"""Figures that are better when lower: their "floor" is the most they may be."""

SLACK = 1e-9
"""Rounding in the last place is not a fall."""


def load_floors(path: Path) -> Mapping[str, Figures]:
    """Read a floors file.

    Raises:
        UsageError: it is not there, or no such file.
    """
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"--gate {path}: {error.strerror or error}") from None
    except ValueError as error:
        raise UsageError(f"--gate {path}: is not JSON: {error}") from None
    if not isinstance(floors, dict) or not all(isinstance(task, dict) for task in floors.values()):
        raise UsageError(f"--gate {path}: should map task to figure to floor")
    for task, figures in floors.items():
        for names, floor in flatten(figures):
            if isinstance(floor, bool) or not isinstance(floor, int | float):
                raise UsageError(f"--gate {path}: the floor of {' '.join((task, *names))} should be a number")
    return floors


def find_breaches(figures: Mapping[str, Figures], floors: Mapping[str, Figures]) -> tuple[str, ...]:
    """A sentence for each figure that is not at its floor; tasks that did not run are passed over."""
    breaches = []
    for task, wanted in floors.items():
        if task not in figures:
            continue
        got = dict(flatten(figures[task]))
        for names, floor in flatten(wanted):
            label = " ".join((task, *names))
            value = got.get(names)
            if value is None:
                breaches.append(f"{label}: has a floor of {floor:g} but was not measured")
            elif names[-1] in CEILINGS and value > floor + SLACK:
                breaches.append(f"{label}: {value:.4f} is above {floor:g}, the most it may be")
            elif names[-1] not in CEILINGS and not value >= floor - SLACK:
                breaches.append(f"{label}: {value:.4f} is below its floor of {floor:g}")
    return tuple(breaches)


def flatten(figures: Mapping[str, Any], names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every figure with the names that lead to it."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flatten(value, (*names, name))
        else:
            yield (*names, name), value
