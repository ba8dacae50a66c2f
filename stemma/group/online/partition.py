"""Which article is in which story, while articles come and go and stories merge."""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import nsmallest

from stemma.text.article_order import Place

SAMPLE = 24
"""Articles that speak for a story: the mean likeness to them stands for that to all."""


@dataclass(slots=True)
class Members:
    """One story's articles, by number."""

    numbers: list[int]
    earliest: tuple[Place, int]
    """The place and number of its earliest article, which gives its id."""
    sample: list[tuple[bytes, int]] = field(default_factory=list)
    """The articles with the lowest hashes of their ids: a fair sample, the same in whatever order they came."""


class Partition:
    """Stories over articles by number; a story is known inside by a key that means nothing."""

    __slots__ = ("_keys", "_places", "_stories", "homes")

    def __init__(self) -> None:
        self.homes: list[int | None] = []
        """The key of each number's story; None where the article was taken out."""
        self._places: list[Place] = []
        self._stories: dict[int, Members] = {}
        self._keys = 0

    def __getitem__(self, key: int) -> Members:
        return self._stories[key]

    def __contains__(self, key: int) -> bool:
        return key in self._stories

    def __len__(self) -> int:
        return len(self._stories)

    def __iter__(self) -> Iterator[int]:
        """The stories, in no order that means anything."""
        return iter(self._stories)

    def append(self, place: Place) -> int:
        """Take up the next article, in no story yet; its number."""
        self.homes.append(None)
        self._places.append(place)
        return len(self.homes) - 1

    def found(self, numbers: Iterable[int]) -> int:
        """A story of these articles, which are in none; its key."""
        own = list(numbers)
        key = self._keys
        self._keys += 1
        self._stories[key] = Members(own, min(self._placed(n) for n in own), self._draw(own))
        for number in own:
            self.homes[number] = key
        return key

    def join(self, number: int, key: int) -> None:
        """Put an article that is in no story into one."""
        story = self._stories[key]
        story.numbers.append(number)
        story.earliest = min(story.earliest, self._placed(number))
        insort(story.sample, self._draw_lot(number))
        del story.sample[SAMPLE:]
        self.homes[number] = key

    def merge(self, one: int, other: int) -> int:
        """Make one story of two; its key. Costs what the smaller has."""
        keep, drop = (one, other) if self._outranks(one, other) else (other, one)
        story, gone = self._stories[keep], self._stories.pop(drop)
        for number in gone.numbers:
            self.homes[number] = keep
        story.numbers += gone.numbers
        story.earliest = min(story.earliest, gone.earliest)
        story.sample = sorted(story.sample + gone.sample)[:SAMPLE]
        return keep

    def take_out(self, number: int) -> int | None:
        """Take an article out of its story; the story's key, None where nothing is left of it."""
        key = self.homes[number]
        if key is None:
            return None
        self.homes[number] = None
        left = [n for n in self._stories[key].numbers if n != number]
        if not left:
            del self._stories[key]
            return None
        self._stories[key] = Members(left, min(self._placed(n) for n in left), self._draw(left))
        return key

    def dissolve(self, key: int) -> list[int]:
        """End a story; its articles, then in none."""
        numbers = self._stories.pop(key).numbers
        for number in numbers:
            self.homes[number] = None
        return numbers

    def in_order(self, key: int) -> list[int]:
        """A story's articles in order of publication."""
        return sorted(self._stories[key].numbers, key=self._placed)

    def _outranks(self, one: int, other: int) -> bool:
        a, b = self._stories[one], self._stories[other]
        return (-len(a.numbers), a.earliest) < (-len(b.numbers), b.earliest)

    def _placed(self, number: int) -> tuple[Place, int]:
        return self._places[number], number

    def _draw_lot(self, number: int) -> tuple[bytes, int]:
        return blake2b(self._places[number][2].encode(errors="replace"), digest_size=8).digest(), number

    def _draw(self, numbers: Iterable[int]) -> list[tuple[bytes, int]]:
        return nsmallest(SAMPLE, (self._draw_lot(n) for n in numbers))
