"""Labelled data as it lies in files: JSON Lines, and a few items of many."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from stemma.errors import UsageError

_Item = TypeVar("_Item")


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The object of each line of a JSON Lines file; empty lines are passed over.

    Raises:
        UsageError: it cannot be read, or a line holds no object; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as labelled data: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: is no JSON: {error}") from None
        if not isinstance(entry, dict):
            raise UsageError(f"{path}, line {number}: should be an object")
        yield entry


def spread_items(items: Sequence[_Item], limit: int | None) -> Sequence[_Item]:
    """``limit`` of the items, spread evenly over them, in their order; all where there are no more, or no limit."""
    if limit is None or limit >= len(items):
        return items
    return [items[number * len(items) // limit] for number in range(limit)]
