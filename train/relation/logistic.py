"""Logistic regression with a ridge, by Newton's method from zero: no chance is involved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = 15
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Weights over standardised features; ``base`` goes without one."""

    mean: Floats
    spread: Floats
    weights: Floats
    base: float

    def judge(self, table: Floats) -> Floats:
        """The chance of each row, 0..1."""
        return np.asarray(1 / (1 + np.exp(-((table - self.mean) / self.spread @ self.weights + self.base))))


def fit_logistic(table: Floats, labels: Floats, shares: Floats, *, ridge: float) -> Logistic:
    """``shares``: how much each row counts."""
    mean, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-9)
    rows = np.hstack([np.ones((len(table), 1)), (table - mean) / spread])
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (shares * (labels - chances)) - penalty * weights
        bend = (rows * (shares * chances * (1 - chances))[:, None]).T @ rows + np.diag(penalty)
        weights = weights + np.linalg.solve(bend + 1e-9 * np.eye(len(weights)), slope)
    return Logistic(mean=mean, spread=spread, weights=weights[1:], base=float(weights[0]))
