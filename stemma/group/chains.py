"""Which story goes on from which: arrest, trial, verdict are three events and one affair.

Stories of one kind (two trials, two storms) share words; stories of one affair share names. So a story follows an
earlier one by the names that both are full of, each weighed by how few articles have it.
"""

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stemma.group.lexicon import Lexicon
from stemma.group.profile import Profile
from stemma.text.article_order import Place

WINDOW_DAYS = 90
"""A story further back is not gone on from directly."""

LEAST_NAMES = 0.25
"""Cosine of two stories' names from which they are of one affair: invented affairs (dev) had .30 and more, other
stories .13 and less; the whole of their terms must be alike besides."""

LEAST_LIKENESS = 0.08
"""Cosine of all their terms; below it the names are an agency's, a country's, or a namesake's."""

MOST_FOLLOWED = 3
"""Stories that one goes on from directly; a longer past is told by what these follow."""

SPEAKERS = 24
"""Articles that speak for a story, spread evenly over it."""

TELLING_NAMES = 12
"""Of a story's names, those that weigh most, by which earlier stories are looked for."""

LISTED = 100
"""Stories that a name leads to, the latest."""

COMPARED = 50
"""Earlier stories that one is compared with."""

_NAME = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A story as chains see it; its vectors have length one, or are empty."""

    id: str
    day: int
    first: str
    """When its earliest article was published, as written; empty where that has no date."""
    place: Place
    terms: Mapping[str, float]
    names: Mapping[str, float]


def find_chains(stories: Iterable[Sequence[Profile]], lexicon: Lexicon | None = None) -> dict[str, tuple[str, ...]]:
    """Story to the earlier stories that it goes on from, latest first; only stories that follow any.

    Stories are known by the id of their earliest article. ``lexicon``: how many articles have each term; counted
    over these stories where not given. Stories without dates, or without names, follow none and are followed by none.
    A story never follows a later one, so there are no circles; of several earlier stories of one affair it follows
    the latest alone. Work grows with the number of stories, not with its square.
    """
    given = [tuple(sorted(story, key=lambda one: one.place)) for story in stories]
    if lexicon is None:
        lexicon = Lexicon()
        for story in given:
            for profile in story:
                lexicon.add(profile)
    told = [one for story in given if (one := _tell(story, lexicon))]
    told.sort(key=lambda one: (one.day, one.place))
    known = {one.id: one for one in told}
    listed: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LISTED))
    affairs: dict[str, str] = {}
    follows: dict[str, tuple[str, ...]] = {}
    for now in told:
        telling = heapq.nlargest(TELLING_NAMES, now.names, key=_by_weight(now.names))
        earlier = [known[other] for other in _look_up(now, telling, listed)]
        chosen = _choose([other for other in earlier if _goes_on(now, other)], affairs)
        affairs[now.id] = now.id
        for other in chosen:
            affairs[_find_affair(other, affairs)] = now.id
        if chosen:
            follows[now.id] = tuple(chosen)
        for name in telling:
            listed[name].append(now.id)
    return follows


def _tell(story: Sequence[Profile], lexicon: Lexicon) -> _Told | None:
    """None where it has no date or no name."""
    days = sorted(profile.published for profile in story if profile.published)
    if not days:
        return None
    sums: dict[str, float] = defaultdict(float)
    speakers = [story[at * len(story) // SPEAKERS] for at in range(SPEAKERS)] if len(story) > SPEAKERS else story
    for profile in speakers:
        for term, weight in lexicon.weigh(profile).items():
            sums[term] += weight
    names = {term: weight for term, weight in sums.items() if term.startswith(_NAME) and weight > 0}
    if not names:
        return None
    return _Told(
        id=story[0].article,
        day=_ordinal(days),
        first=story[0].place[1],
        place=story[0].place,
        terms=_set_length(sums),
        names=_set_length(names),
    )


def _ordinal(days: Sequence[date]) -> int:
    """The day in the middle, so that one date a century off does not move a story."""
    return days[(len(days) - 1) // 2].toordinal()


def _set_length(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
    return {term: vector[term] / length for term in sorted(vector)}


def _look_up(story: _Told, telling: Sequence[str], listed: Mapping[str, deque[str]]) -> list[str]:
    """Earlier stories that share telling names, those that share most."""
    shared: dict[str, float] = defaultdict(float)
    for name in telling:
        for other in listed.get(name, ()):
            shared[other] += story.names[name] ** 2
    return heapq.nlargest(COMPARED, shared, key=_by_weight(shared))


def _by_weight(weights: Mapping[str, float]) -> Callable[[str], tuple[float, str]]:
    return lambda key: (weights[key], key)


def _goes_on(story: _Told, earlier: _Told) -> bool:
    apart = story.day - earlier.day
    if apart > WINDOW_DAYS:
        return False
    if not apart and not (len(earlier.first) > len("2031-05-02") and earlier.first < story.first):
        return False  # on one day only the hour tells which was first
    return (
        _multiply(story.names, earlier.names) >= LEAST_NAMES and _multiply(story.terms, earlier.terms) >= LEAST_LIKENESS
    )


def _choose(earlier: Sequence[_Told], affairs: dict[str, str]) -> list[str]:
    """The latest of each affair, latest first."""
    chosen: list[str] = []
    met: set[str] = set()
    for other in sorted(earlier, key=lambda one: (one.day, one.place), reverse=True):
        affair = _find_affair(other.id, affairs)
        if affair not in met and len(chosen) < MOST_FOLLOWED:
            met.add(affair)
            chosen.append(other.id)
    return chosen


def _find_affair(story: str, affairs: dict[str, str]) -> str:
    """The last story of the affair that a story is in; shortens the way to it."""
    while affairs[story] != story:
        affairs[story] = affairs[affairs[story]]
        story = affairs[story]
    return story


def _multiply(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)
