"""Families: what hangs together in the graph of copies over the whole archive, and the agency whose text each prints.

Two articles print one text where the shorter is contained in the longer, which it makes up more than half of
(``stemma.group.copies.sets``). A family is a component of that graph: a chain of edited prints is one family, though
its ends may have less in common than a ``CopySet`` asks for.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from stemma.archive.copying import gather_copies
from stemma.archive.grouping import drop_twins
from stemma.archive.rows import HOME, find_home, tabulate
from stemma.engine import Result, Tables
from stemma.engine.parquet import part_of
from stemma.group.copies.sets import tell_agency

TWINS, PRINTS, GRAPH, GATHER, NAME = "twins", "family-prints", "family-graph", "family-gather", "family-name"


def find_twins(part: int, tables: Tables) -> Result:
    """Work on names parted by id: ``twins``, articles whose bytes another site has too, parted by where they lie.

    Of all of one id, that of the site whose hash is least is the article; it does not matter which, and it is the same
    always.
    """
    rows = tables["names"]
    _, name = np.unique(np.array(rows.column("id").to_pylist(), dtype="U"), return_inverse=True)
    number, site = np.asarray(rows.column("number")), np.asarray(rows.column("site"))
    order = np.lexsort((number, site, name))
    again = order[np.flatnonzero(np.diff(name[order], prepend=-1) == 0)]
    twins = np.sort(number[again])
    return Result(
        tables={"twins": tabulate({"number": ("int64", twins)}, part=find_home(twins))}, counts={"twins": len(twins)}
    )


def link_prints(part: int, tables: Tables) -> Result:
    """Work on the copies of a part: those that print one text, as ``links``."""
    copies = drop_twins(gather_copies(tables), tables, name="other")
    if copies is None:
        return Result()
    copies = copies.filter(copies.column("prints"))
    return Result(
        tables={"links": tabulate({name: ("int64", copies.column(name)) for name in ("one", "other")})},
        counts={"links": len(copies)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherFamilies:
    """Work on heads and the components' nodes where the articles lie: families together."""

    parts: int

    def __call__(self, part: int, tables: Tables) -> Result:
        """Dataset: ``kin``, the heads of the articles of families, parted by family."""
        heads, nodes = tables.get("heads"), tables.get("nodes")
        if heads is None or nodes is None or not len(nodes):
            return Result()
        nodes = drop_twins(nodes, tables, name="node")
        rows = heads.take(np.asarray(nodes.column("node")) - (np.int64(part) << HOME))
        least = np.asarray(nodes.column("least"))
        kinds = {"number": "int64", "id": "string", "time": "int64", "tie": "int64"}
        kinds |= {"outlet": "string", "agency": "string"}
        return Result(
            tables={
                "kin": tabulate(
                    {"least": ("int64", least), **{name: (kind, rows.column(name)) for name, kind in kinds.items()}},
                    part=part_of(least, self.parts),
                )
            }
        )


def name_families(part: int, tables: Tables) -> Result:
    """Work on whole families: each article's ``named`` family and whose text it is, parted by where it lies."""
    families: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in tables["kin"].to_pylist():
        families[row["least"]].append(row)
    numbers: list[int] = []
    names: list[str] = []
    agencies: list[str | None] = []
    for rows in families.values():
        rows.sort(key=lambda row: (row["time"], row["tie"], row["id"]))
        agency = tell_agency([(row["outlet"], row["agency"]) for row in rows])
        numbers += [row["number"] for row in rows]
        names += [rows[0]["id"]] * len(rows)
        agencies += [agency] * len(rows)
    return Result(
        tables={
            "named": tabulate(
                {
                    "number": ("int64", numbers),
                    "family": ("string", names),
                    "family_agency": ("string", agencies),
                },
                part=find_home(np.array(numbers, dtype=np.int64)),
            )
        },
        counts={"families": len(families), "articles": len(numbers)},
    )
