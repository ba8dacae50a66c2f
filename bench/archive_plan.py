"""Who prints what and when in an archive of invented news: the plan of `bench/archive_make.py`, before any text.

All of it follows from size, seed and days. Some 60 bytes an article are held: 60 MB for a million.
"""

import hashlib
import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

PER_DAY = 2_500
BEGIN = datetime(2031, 3, 1, tzinfo=UTC)
ALONE = 0.74
"""Of the stories; it makes four articles in ten alone."""
LARGEST = 500
COPIES = 0.25
FOLLOWS = 1 / 6
FOLLOWS_WITHIN = 30.0
SITES = 400
UNDATED = 0.05
BROKEN = 0.005
TWICE = 0.03
KINDS = ("own", "exact", "cut", "edited", "within")
"""Of a copy: word for word; cut at the end; a sentence left out, a few words and the headline changed; printed within
a longer text of the outlet's own."""
KIND_SHARES = (0.4, 0.3, 0.2, 0.1)
AGENCIES = ("Reuters", "Associated Press", "AFP", "dpa", "TASS", "Xinhua", "ANSA", "Kyodo News")
AGENCY_SHARES = (0.3, 0.26, 0.2, 0.06, 0.06, 0.05, 0.04, 0.03)
WITH_AGENCY = 0.6
"""Of the families of copies, whose original is an agency's."""
BREAKS = ("sound", "empty", "wall", "cut short", "coding")
CHANGES = ("first", "same", "changed")
NO_COPY = -1

_ROW = np.dtype(
    [
        ("story", np.int32),
        ("turn", np.int16),
        ("moment", np.float64),
        ("site", np.int16),
        ("copies", np.int16),
        ("kind", np.int8),
        ("agency", np.int8),
        ("undated", np.bool_),
        ("broken", np.int8),
        ("first", np.int64),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where an article stands before it is written."""

    number: int
    story: int
    turn: int
    """Which of its story's articles it is, from 0."""
    moment: float
    """Days after ``BEGIN``."""
    site: int
    """Of ``SITES``; those from there on are the agencies' own."""
    copies: int
    """The turn of the article whose text it prints, or NO_COPY."""
    kind: str
    agency: str | None
    """Whose text it is, credited or not."""
    undated: bool
    broken: str
    original: int
    """The number of the article that it copies, or NO_COPY."""

    @property
    def published(self) -> datetime:
        """To the minute."""
        return (BEGIN + timedelta(days=self.moment)).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All articles, those of a story one after the other; stories in order of their beginning."""

    size: int
    seed: int
    days: float
    rows: NDArray[np.void]
    follows: NDArray[np.int32]
    """For each story the earlier one whose affair it takes further, or -1."""
    begins: NDArray[np.float64]
    """When each story begins, rising."""

    def read_slot(self, number: int) -> Slot:
        """One article."""
        row = self.rows[number]
        copies = int(row["copies"])
        agency = int(row["agency"])
        return Slot(
            number=number,
            story=int(row["story"]),
            turn=int(row["turn"]),
            moment=float(row["moment"]),
            site=int(row["site"]),
            copies=copies,
            kind=KINDS[row["kind"]],
            agency=AGENCIES[agency] if agency >= 0 else None,
            undated=bool(row["undated"]),
            broken=BREAKS[row["broken"]],
            original=NO_COPY if copies == NO_COPY else int(row["first"]) + copies,
        )

    def name(self, number: int) -> str:
        """Sixteen letters that no other article has."""
        return hashlib.sha256(f"{self.seed}/{number}".encode()).hexdigest()[:16]


def make_plan(size: int, seed: int, days: float | None = None) -> Plan:
    """The plan of ``size`` articles; stories begin over ``days``, by default as many as ``PER_DAY`` needs."""
    chance = random.Random(f"{seed}/archive")
    days = max(size / PER_DAY, 1.0) if days is None else days
    sizes: list[int] = []
    left = size
    while left:
        alone = chance.random() < ALONE
        articles = 1 if alone else min(int(2 * chance.random() ** (-1 / 1.4)), LARGEST)
        sizes.append(min(articles, left))
        left -= sizes[-1]
    begins = sorted(chance.random() * days for _ in sizes)
    follows = _choose_affairs(sizes, begins, chance)
    rows = np.zeros(size, _ROW)
    sums = list(accumulate(1 / (rank + 8) for rank in range(SITES)))
    at = 0
    for story, articles in enumerate(sizes):
        rows[at : at + articles] = list(_plan_story(story, articles, begins[story], at, sums, chance))
        at += articles
    return Plan(
        size=size,
        seed=seed,
        days=days,
        rows=rows,
        follows=np.array(follows, np.int32),
        begins=np.array(begins),
    )


def _choose_affairs(sizes: list[int], begins: list[float], chance: random.Random) -> list[int]:
    """Which earlier story each takes further; rather one that many told."""
    follows = []
    for begin in begins:
        first, last = bisect_left(begins, begin - FOLLOWS_WITHIN), bisect_left(begins, begin - 1)
        if chance.random() >= FOLLOWS or last <= first:
            follows.append(-1)
            continue
        asked = [chance.randrange(first, last) for _ in range(3)]
        follows.append(max(asked, key=lambda one: (sizes[one], -one)))
    return follows


def _plan_story(
    story: int, articles: int, begin: float, first: int, sums: list[float], chance: random.Random
) -> Iterator[tuple[object, ...]]:
    moment = begin
    agency = chance.choices(range(len(AGENCIES)), AGENCY_SHARES)[0] if chance.random() < WITH_AGENCY else -1
    originals: list[int] = []
    used: set[int] = set()
    wired = -1
    for turn in range(articles):
        copies, kind = NO_COPY, 0
        if turn and chance.random() < COPIES:
            copies = originals[0] if chance.random() < 0.7 else chance.choice(originals)
            kind = chance.choices(range(1, len(KINDS)), KIND_SHARES)[0]
        else:
            originals.append(turn)
        if wired < 0 and agency >= 0:
            wired = turn
        site = bisect_left(sums, chance.random() * sums[-1])
        while site in used and len(used) < SITES // 4:
            site = bisect_left(sums, chance.random() * sums[-1])
        used.add(site)
        if turn == wired and copies == NO_COPY and chance.random() < 0.3:
            site = SITES + agency
        whose = agency if wired in (turn, copies) else -1
        broken = chance.randrange(1, len(BREAKS)) if chance.random() < BROKEN else 0
        yield (story, turn, moment, site, copies, kind, whose, chance.random() < UNDATED, broken, first)
        moment += chance.expovariate(max(articles, 3) / 3)


def plan_captures(plan: Plan) -> Iterator[tuple[float, int, str]]:
    """When each page is fetched (days after ``BEGIN``), its article's number and how it is, in order of fetching.

    Some hours after publication, a few pages days after. Three in a hundred are fetched twice, half of those changed.
    """
    lots = np.random.default_rng([plan.seed, plan.size])
    late = lots.exponential(0.25, plan.size) + 0.02
    late += np.where(lots.random(plan.size) < 0.03, lots.exponential(7.0, plan.size), 0.0)
    first = plan.rows["moment"] + late
    again = np.flatnonzero(lots.random(plan.size) < TWICE)
    second = first[again] + 0.05 + lots.exponential(1.5, len(again))
    moments = np.concatenate([first, second])
    numbers = np.concatenate([np.arange(plan.size), again])
    states = np.concatenate([np.zeros(plan.size, np.int8), 1 + (lots.random(len(again)) < 0.5)])
    for at in np.lexsort((numbers, moments)):
        yield float(moments[at]), int(numbers[at]), CHANGES[states[at]]
