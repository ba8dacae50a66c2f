"""What hangs together: numbers that are linked one by one, each set named by its lowest."""

from collections import defaultdict


class Links:
    """Disjoint sets of the numbers from 0 to before ``size``; a set grows by each link, whatever the order."""

    def __init__(self, size: int) -> None:
        self._onto = list(range(size))

    def find(self, number: int) -> int:
        """The lowest number of its set; shortens the way to it."""
        while self._onto[number] != number:
            self._onto[number] = number = self._onto[self._onto[number]]
        return number

    def join(self, one: int, other: int) -> None:
        """Make the sets of both one."""
        low, high = sorted((self.find(one), self.find(other)))
        self._onto[high] = low

    def list_groups(self) -> list[list[int]]:
        """The sets in order of their lowest numbers, each in order."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._onto)):
            groups[self.find(number)].append(number)
        return list(groups.values())
