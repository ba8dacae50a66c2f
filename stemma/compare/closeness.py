"""How close the figures of two claims are, looked up by what they measure."""

from collections.abc import Sequence

import numpy as np

from stemma.compare.figure_words import name_measure
from stemma.compare.grams import Floats, Indexes
from stemma.model.annotation import Claim, Quantity
from stemma.text.units import convert

_THIRD = 1.3
_NEAR = 0.6
"""The closeness of figures that are within a third of each other; of equal ones it is 1."""


class FigureIndex:
    """The figures of a story's claims: claim (by index), value in the base unit and as it stands, by measure."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._own: list[list[tuple[str, float, float]]] = [
            [(name_measure(q), _base(q), q.quantity) for q in c.quantities] for c in claims
        ]
        held: dict[str, list[tuple[int, float, float]]] = {}
        for index, figures in enumerate(self._own):
            for measure, base, quantity in figures:
                held.setdefault(measure, []).append((index, base, quantity))
        self._held = {
            measure: (np.array([h[0] for h in found], np.intp), np.array([h[1:] for h in found]).T)
            for measure, found in held.items()
            if len({h[0] for h in found}) > 1
        }

    def add_closeness(self, likeness: Floats, rows: Indexes, weight: float, columns: Indexes | None = None) -> None:
        """Add to each likeness (rows by columns; by all claims where none are given) ``weight`` x closeness, 0..1.

        1 for the same figure of the same measure, 0.6 for one within a third of it; of several figures the closest
        count. One is too common a figure to tell anything.
        """
        for number, row in enumerate(rows):
            if not self._own[row]:
                continue
            best = np.zeros(len(self._own))
            for measure, base, quantity in self._own[row]:
                if measure in self._held:
                    others, (bases, quantities) = self._held[measure]
                    # Of equal figures the earlier claim's number tells whether it is a one: 1 km is 1,000 m.
                    ones = np.where(others > row, quantity, quantities) == 1
                    low, high = np.minimum(bases, base), np.maximum(bases, base)
                    near = np.where((low > 0) & (high < low * _THIRD), _NEAR, 0.0)
                    np.maximum.at(best, others, np.where(bases == base, np.where(ones, 0.0, 1.0), near))
            best[row] = 0.0
            likeness[number] += weight * (best if columns is None else best[columns])


def _base(quantity: Quantity) -> float:
    return convert(quantity.quantity, quantity.unit)[0] if quantity.unit else quantity.quantity
