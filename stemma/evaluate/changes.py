"""How figures measured anew stand beside those that were kept: which rose, which fell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.evaluate.capabilities import CAPABILITIES, Capability
from stemma.evaluate.results import Result, find_figure, find_newest

_ROUNDING = 0.0005
"""Kept figures are told to three digits; what differs by less is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A capability's figure, the newest that was kept of it (None where none was), and the one measured now."""

    capability: Capability
    before: float | None
    now: float

    @property
    def verdict(self) -> str:
        """``new``, ``same``, ``better`` or ``fell``; by whether more of the figure is better."""
        if self.before is None:
            return "new"
        gain = self.capability.better * (self.now - self.before)
        return "same" if abs(gain) < _ROUNDING else "better" if gain > 0 else "fell"


def list_changes(measured: Result, kept: Sequence[Result]) -> Iterator[Change]:
    """Every capability that ``measured`` has a figure of, beside the newest of ``kept`` (the newest first)."""
    for capability in CAPABILITIES:
        now = find_figure(measured.tasks.get(capability.task, {}), capability.figure)
        if now is not None:
            newest = find_newest(kept, capability.task)
            before = find_figure(newest.tasks[capability.task], capability.figure) if newest else None
            yield Change(capability=capability, before=before, now=now)
