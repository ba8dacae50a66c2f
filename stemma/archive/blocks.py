"""Blocks: stretches of time whose articles are grouped together, with those of the days before.

News is grouped with the news of its days. A block has a core, which no other has, and a margin before it; an article
is in the core of one block and in the margins of those that follow within days. A stretch of one hour that holds more
than a block may is cut by the texts that its articles print, which is counted: stories in it may fall apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from stemma.archive.options import ArchiveOptions
from stemma.archive.rows import UNDATED, Numbers, tell_day

Hours = Numbers
"""``tell_when`` without its minutes."""
_NEVER = UNDATED // 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One; hours are ``tell_when // 100``, ends are not in it."""

    margin: int
    """The first hour of its margin."""
    first: int
    """The first hour of its core."""
    end: int
    cuts: int = 1
    """In how many pieces its articles are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """All, in order of time, and what is numbered of them: a piece of a block is a part."""

    blocks: tuple[Block, ...]

    @property
    def capped(self) -> int:
        """How many blocks had to be cut."""
        return sum(block.cuts > 1 for block in self.blocks)

    def place(self, kin: Numbers, whens: Numbers) -> tuple[Numbers, NDArray[np.int32], NDArray[np.bool_]]:
        """For each block that an article is in: the article's row, the piece of the block, whether it is in the core.

        ``kin``: a number that those articles share which no cut is to part. Rows ascend by block.
        """
        if not self.blocks or not len(whens):
            return np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.bool_)
        cuts = np.array([block.cuts for block in self.blocks], dtype=np.int64)
        begins = np.cumsum(cuts) - cuts
        hours = whens // 100
        # Cores follow each other without a gap that holds an article, and margins begin in the order of their blocks.
        core = np.searchsorted([block.first for block in self.blocks], hours, "right") - 1
        last = np.searchsorted([block.margin for block in self.blocks], hours, "right")
        much = last - core
        rows = np.repeat(np.arange(len(hours)), much)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(much) - much, much)
        blocks = core[rows] + within
        order = np.argsort(blocks, kind="stable")
        rows, blocks, within = rows[order], blocks[order], within[order]
        return rows, (begins[blocks] + kin[rows] % cuts[blocks]).astype(np.int32), within == 0


def plan_blocks(hours: Hours, counts: Numbers, options: ArchiveOptions) -> Blocks:
    """The blocks for so many articles in each of ``hours``, which ascend, each once."""
    ends = np.concatenate(([0], np.cumsum(counts)))
    found = []
    first = 0
    while first < len(hours):
        last = first + 1
        # What has no date goes by itself: it is near nothing in time.
        while (
            last < len(hours)
            and ends[last + 1] - ends[first] <= options.block
            and (hours[last] < _NEVER) == (hours[first] < _NEVER)
        ):
            last += 1
        margin = _begin_margin(hours, ends, first, options)
        size = ends[last] - ends[margin]
        most = options.block + options.margin
        found.append(
            Block(
                margin=int(hours[margin]),
                first=int(hours[first]),
                end=int(hours[last - 1]) + 1,
                cuts=1 if size <= most else int(-(-size // options.block)),
            )
        )
        first = last
    return Blocks(blocks=tuple(found))


def _begin_margin(hours: Hours, ends: Numbers, first: int, options: ArchiveOptions) -> int:
    """The place of the first hour of the margin before ``first``: within days, of no more articles than it may have."""
    day = tell_day(int(hours[first]) * 100)
    if day is None:
        return first
    earliest = date.fromisoformat(day) - timedelta(
        days=min(options.margin_days, date.fromisoformat(day).toordinal() - 1)
    )
    begin = int(earliest.strftime("%Y%m%d")) * 100
    at = first
    while at > 0 and hours[at - 1] >= begin and ends[first] - ends[at - 1] <= options.margin:
        at -= 1
    return at


def sum_hours(hours: Sequence[Hours], counts: Sequence[Numbers]) -> tuple[Hours, Numbers]:
    """The counts of several parts together."""
    every = np.concatenate([np.empty(0, np.int64), *hours])
    unique, at = np.unique(every, return_inverse=True)
    summed = np.zeros(len(unique), dtype=np.int64)
    np.add.at(summed, at, np.concatenate([np.empty(0, np.int64), *counts]))
    return unique, summed
