"""Stories of several blocks as one: those that hold the same articles where their blocks overlap.

A story is known by its block and its place there. An article that lies in two blocks is in a story of each. The two are
one story where they share at least half of the articles that either of them has in the overlap; one article that
strayed does not join two large ones. What hangs together by that is one story; an article belongs to the story that it
is in where it lies in the core.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.rows import HOME, find_home, sum_counts, tabulate
from stemma.engine import Result, Tables
from stemma.engine.parquet import part_of

MEET, JOIN, GRAPH, SETTLE = "group-meet", "group-join", "group-graph", "group-settle"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetStories:
    """Work on the places of a part's articles, in whatever blocks: which stories share them."""

    parts: int

    def __call__(self, part: int, tables: Tables) -> Result:
        """Datasets: ``met`` pairs of stories, both ways round, and ``core`` places, both parted by story."""
        rows = tables["places"]
        core = rows.filter(rows.column("core")).select(["number", "story", "own", "central"])
        own, other = pair_stories(np.asarray(rows.column("number")), np.asarray(rows.column("story")))
        own, other, both = sum_counts(own, other, counts=np.ones(len(own)))
        return Result(
            tables={
                "met": tabulate(
                    {"story": ("int64", own), "other": ("int64", other), "both": ("int64", both)},
                    part=part_of(own, self.parts),
                ),
                "core": tabulate(
                    {
                        "number": ("int64", core.column("number")),
                        "story": ("int64", core.column("story")),
                        "own": ("float64", core.column("own")),
                        "central": ("float64", core.column("central")),
                    },
                    part=part_of(core.column("story"), self.parts),
                ),
            },
            counts={"articles": len(core)},
        )


def pair_stories(numbers: Any, stories: Any) -> tuple[Any, Any]:
    """Each two stories that one article is in, both ways round, once for each such article."""
    order = np.lexsort((stories, numbers))
    number, story = numbers[order], stories[order]
    found: list[tuple[Any, Any]] = []
    # An article lies in few blocks: those whose margins reach back to it.
    for apart in range(1, len(number)):
        same = np.flatnonzero(number[apart:] == number[:-apart])
        if not len(same):
            break
        found += [(story[same], story[same + apart]), (story[same + apart], story[same])]
    nothing = np.empty(0, np.int64)
    return (
        np.concatenate([nothing, *(one for one, _ in found)]),
        np.concatenate([nothing, *(other for _, other in found)]),
    )


def join_stories(part: int, tables: Tables) -> Result:
    """Work on pairs of stories that met, by the one: ``edges`` to those that share half of what it has with them."""
    rows = tables["met"]
    story, other, both = sum_counts(*(rows.column(name) for name in ("story", "other")), counts=rows.column("both"))
    # What a story has in the overlap with a block is what it shares with all stories of that block.
    overlap = np.stack((story, other >> HOME), axis=1)
    _, at = np.unique(overlap, axis=0, return_inverse=True)
    whole = np.bincount(at.ravel(), weights=both, minlength=1) if len(story) else np.empty(0)
    joined = 2 * both >= whole[at.ravel()]
    return Result(
        tables={"edges": tabulate({"one": ("int64", story[joined]), "other": ("int64", other[joined])})},
        counts={"met": len(story), "joined": int(joined.sum())},
    )


def settle_stories(part: int, tables: Tables) -> Result:
    """Work on core places and the components' ``nodes``, by story: each article's ``settled`` story, where it lies."""
    rows = tables["core"]
    story = np.asarray(rows.column("story"))
    nodes = tables.get("nodes")
    if nodes is not None and len(nodes):
        node, least = np.asarray(nodes.column("node")), np.asarray(nodes.column("least"))
        order = np.argsort(node)
        at = np.minimum(np.searchsorted(node[order], story), len(node) - 1)
        story = np.where(node[order][at] == story, least[order][at], story)
    number = np.asarray(rows.column("number"))
    return Result(
        tables={
            "settled": tabulate(
                {
                    "number": ("int64", number),
                    "story": ("int64", story),
                    "own": ("float64", rows.column("own")),
                    "central": ("float64", rows.column("central")),
                },
                part=find_home(number),
            )
        }
    )
