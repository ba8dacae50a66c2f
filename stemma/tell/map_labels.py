"""Names on a map, placed so that none lies over another or over a point: greedily, the weightiest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stemma.tell.drawn_text import measure_text


class Box(NamedTuple):
    """A taken rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any ground."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A name to place at or near a point."""

    text: str
    x: float
    y: float
    away: float
    """How far from the point it begins; 0 for a name that is to stand on it."""
    kind: str
    size: float
    """The height of its letters."""


def place_labels(
    wanted: Sequence[Wanted], taken: Sequence[Box], width: float, height: float, letter: float
) -> list[tuple[Wanted, float, float, str]]:
    """Each name that finds room, with x, y (of its baseline) and text-anchor; the others are left out."""
    boxes = list(taken)
    placed = []
    for one in wanted:
        room = measure_text(one.text, letter * one.size / 13)
        for x, y, anchor in _list_spots(one):
            left = x - room * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            box = Box(left - 2, y - one.size + 1, left + room + 2, y + 4)
            inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
            if inside and not any(box.meets(other) for other in boxes):
                boxes.append(box)
                placed.append((one, x, y, anchor))
                break
    return placed


def _list_spots(one: Wanted) -> list[tuple[float, float, str]]:
    x, y, away, low = one.x, one.y, one.away, one.size * 0.35
    if away == 0:
        return [(x, y + low + step, "middle") for step in (0.0, 16.0, -16.0, 30.0, -30.0)]
    near = away * 0.7
    return [
        (x + away, y + low, "start"),
        (x - away, y + low, "end"),
        (x, y - away, "middle"),
        (x, y + away + one.size * 0.8, "middle"),
        (x + near, y - near, "start"),
        (x + near, y + near + one.size * 0.7, "start"),
        (x - near, y - near, "end"),
        (x - near, y + near + one.size * 0.7, "end"),
        (x + away + 4, y - one.size, "start"),
        (x + away + 4, y + one.size * 1.6, "start"),
        (x - away - 4, y - one.size, "end"),
        (x - away - 4, y + one.size * 1.6, "end"),
    ]
