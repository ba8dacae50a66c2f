"""What could not be used, by kind: reasons that differ by a number, an address or a list of names are of one kind."""

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ASIDE = re.compile(r" \(.*\)", re.DOTALL)
_LONGEST = 100
_PLACE = "\0"
"""Where a number stands in a kind, until it is told."""


class ReasonKinds:
    """Reasons counted by their stage and kind."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._numbers: dict[tuple[str, str], list[str]] = {}

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(self._counts)

    def add(self, stage: str, reasons: Mapping[str, int]) -> None:
        """Count what a stage could not use, how many by reason."""
        for reason, count in reasons.items():
            kind = strip_details(reason)
            key = stage, _NUMBER.sub(_PLACE, kind)
            numbers = _NUMBER.findall(kind)
            known = self._numbers.setdefault(key, numbers)
            self._numbers[key] = [one if one == other else "N" for one, other in zip(known, numbers, strict=True)]
            self._counts[key] = self._counts.get(key, 0) + count

    def list_most(self, most: int) -> list[tuple[str, str, int]]:
        """Stage, kind and count of those that were met most; N stands for a number that is not the same in all."""
        told = [(stage, self._tell((stage, kind)), count) for (stage, kind), count in self._counts.items()]
        return sorted(told, key=lambda one: (-one[2], one[:2]))[:most]

    def _tell(self, key: tuple[str, str]) -> str:
        first, *others = key[1].split(_PLACE)
        return first + "".join(number + text for number, text in zip(self._numbers[key], others, strict=True))


def strip_details(reason: str) -> str:
    """A reason without what is particular to one item, as far as punctuation tells: asides, advice, what was said."""
    told = _ASIDE.sub("", reason.replace(_PLACE, "")).partition("; ")[0]
    told = ": ".join(told.split(": ")[:2]).rstrip(".")
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
