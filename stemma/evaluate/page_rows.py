"""What the kept figures say of each capability: ours, the rivals' of the same run, the published, and how it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.evaluate.capabilities import CAPABILITIES, Capability, Published
from stemma.evaluate.intervals import find_interval
from stemma.evaluate.results import Result, find_figure, find_newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure with its interval, where it has one."""

    name: str
    value: float
    interval: tuple[float, float] | None = None

    def write(self) -> str:
        """The figure to three digits, its interval to two."""
        ends = f" ({write_figure(self.interval[0], 2)}–{write_figure(self.interval[1], 2)})" if self.interval else ""
        return f"{write_figure(self.value)}{ends}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A capability as it was last measured."""

    capability: Capability
    result: Result
    ours: Measured
    rivals: tuple[Measured, ...]
    """The best first."""

    @property
    def published(self) -> tuple[Published, ...]:
        """What others published, the best first."""
        return tuple(sorted(self.capability.published, key=lambda one: -one.value * self.capability.better))

    def stands(self) -> str:
        """``ahead``, ``level`` or ``behind`` the best rival of the same run, and whether below what was published.

        Level is where either interval holds the other figure: the difference is within chance.
        """
        words = []
        if self.rivals:
            known = self.ours.interval or self.rivals[0].interval
            words.append(
                compare(self.ours, self.rivals[0], self.capability.better) + ("" if known else " (no interval)")
            )
        elif self.capability.rivals:
            words.append("not yet measured beside others")
        if any(self.is_below(one) for one in self.published):
            words.append("**below published**")
        return ", ".join(words) or "nothing beside"

    def is_below(self, other: Published) -> bool:
        """Whether ours is worse than a published figure that may be set against it."""
        return other.same and (self.ours.value - other.value) * self.capability.better < 0


def compare(ours: Measured, other: Measured, better: int = 1) -> str:
    """How ours stands to another figure."""
    within = any(
        one.interval and one.interval[0] <= against.value <= one.interval[1]
        for one, against in ((ours, other), (other, ours))
    )
    gain = (ours.value - other.value) * better
    if within:
        return "level" if gain >= 0 else "level (below, within chance)"
    return "ahead" if gain > 0 else "**behind**"


def list_rows(results: Sequence[Result]) -> Iterator[Row]:
    """A row for each capability that was measured, in the registry's order."""
    for capability in CAPABILITIES:
        result = find_newest(results, capability.task)
        row = make_row(capability, result) if result else None
        if row:
            yield row


def make_row(capability: Capability, result: Result) -> Row | None:
    """The capability by the figures of one result; None where it has not its figure."""
    figures = result.tasks[capability.task]
    ours = find_measured("Stemma", figures, capability.figure)
    if ours is None:
        return None
    rivals = [find_measured(name, figures, names) for name, names in capability.rivals.items()]
    found = sorted((one for one in rivals if one), key=lambda one: (-one.value * capability.better, one.name))
    return Row(capability=capability, result=result, ours=ours, rivals=tuple(found))


def find_measured(name: str, figures: Mapping[str, object], names: Sequence[str]) -> Measured | None:
    """The figure that ``names`` lead to, with its interval."""
    value = find_figure(figures, names)
    return None if value is None else Measured(name=name, value=value, interval=find_interval(figures, names))


def write_figure(value: float, digits: int = 3) -> str:
    """A figure without its leading nought."""
    written = f"{value:.{digits}f}"
    return written.removeprefix("0")
