"""The articles of an index of stories: profiles kept small, and which of them share telling terms with a new one."""

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice
from typing import overload

from stemma.group.lexicon import Lexicon
from stemma.group.profile import Profile

ASKED = 32
"""Terms of a new article, the most telling ones, by which its like are looked for."""

LISTED = 256
"""Articles that a term leads to; of those that have it, the last that came."""

LISTED_OF_STORY = 32
"""Of them, how many may be of one story, so that a much printed one does not hide the others."""

_OVERFLOW = LISTED + LISTED // 4
"""Length at which a list is cut back to ``LISTED``: seldom, so that an article pays a bounded share of it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A profile in a sixth of its room: its terms shared with all others, its counts packed."""

    bare: Profile
    terms: tuple[str, ...]
    counts: "array[float]"


class Articles:
    """Profiles by number, in order of arrival; a number is never used twice.

    Work and memory for an article do not grow with the number of articles, but for the memory of its own terms.
    """

    __slots__ = ("_entries", "_lexicon", "_lists", "_overflown")

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._lexicon = Lexicon()
        self._lists: dict[str, list[int]] = {}
        self._overflown: set[str] = set()

    def __len__(self) -> int:
        """How many came, those taken out again included."""
        return len(self._entries)

    def append(self, profile: Profile) -> int:
        """Keep and count a profile; its number. It is not listed yet."""
        terms = tuple(sys.intern(str(term)) for term in sorted(profile.words))
        counts = array("d", [profile.words[term] for term in terms])
        self._entries.append(_Entry(replace(profile, words={}), terms, counts))
        self._lexicon.add(profile)
        return len(self._entries) - 1

    def list_terms(self, number: int, homes: Sequence[int | None]) -> None:
        """Let the article's terms lead to it. ``homes``: the story of each number; None: taken out."""
        for term in self._entries[number].terms:
            listed = self._lists.setdefault(term, [])
            listed.append(number)
            if len(listed) > _OVERFLOW:
                self._overflown.add(term)
                listed[:] = _cut(listed, homes)

    def unlist(self, number: int) -> None:
        """Let no term lead to the article; it stays counted until the index is consolidated."""
        for term in self._entries[number].terms:
            listed = self._lists.get(term, [])
            if number in listed:
                listed.remove(number)

    def bare(self, number: int) -> Profile:
        """The profile without its words: what it costs nothing to look up."""
        return self._entries[number].bare

    def profile(self, number: int) -> Profile:
        """The whole profile, made anew."""
        entry = self._entries[number]
        return replace(entry.bare, words=dict(zip(entry.terms, entry.counts, strict=True)))

    def weigh(self, number: int) -> Mapping[str, float]:
        """Its terms weighed by all articles that have come so far."""
        return self._lexicon.weigh(self.profile(number))

    def find_like(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Articles that share telling terms, each with the likeness as far as these terms tell it."""
        asked = nsmallest(ASKED, weights.items(), key=lambda item: (-item[1], item[0]))
        found: dict[int, float] = {}
        for term, weight in asked:
            gain = weight * weight
            for number in self._lists.get(term, ()):
                found[number] = found.get(number, 0.0) + gain
        return found

    def overflown_lists(self) -> Iterator[tuple[str, list[int]]]:
        """Terms whose list has been cut, in order, with what is left of it: all else follows from the articles."""
        return ((term, list(self._lists.get(term, ()))) for term in sorted(self._overflown))

    def set_list(self, term: str, listed: Sequence[int]) -> None:
        """Put back the list of a term that had been cut."""
        self._overflown.add(term)
        self._lists[term] = list(listed)


class ProfilesInOrder(Sequence[Profile]):
    """Some profiles of an index as a sequence, each made when asked for: all at once would take much room."""

    def __init__(self, articles: Articles, numbers: Sequence[int]) -> None:
        self._articles = articles
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Profile: ...

    @overload
    def __getitem__(self, at: slice) -> "ProfilesInOrder": ...

    def __getitem__(self, at: int | slice) -> "Profile | ProfilesInOrder":
        if isinstance(at, slice):
            return ProfilesInOrder(self._articles, self._numbers[at])
        return self._articles.profile(self._numbers[at])


def _cut(listed: Sequence[int], homes: Sequence[int | None]) -> list[int]:
    """The last ``LISTED`` of a list, of one story the last ``LISTED_OF_STORY``."""
    times: dict[int | None, int] = {}

    def admit(number: int) -> bool:
        home = homes[number]
        times[home] = times.get(home, 0) + 1
        return home is not None and times[home] <= LISTED_OF_STORY

    return list(islice((number for number in reversed(listed) if admit(number)), LISTED))[::-1]
