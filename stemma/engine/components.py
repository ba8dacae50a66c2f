"""Connected components of a graph that no machine holds whole.

Large-star and small-star in turns (R. Kiveris, S. Lattanzi, V. Mirrokni, V. Rastogi, S. Vassilvitskii: Connected
Components in MapReduce and Beyond, SoCC 2014), over shuffles: after some rounds, which grow with the logarithm of the
longest path, every node has one edge, to the least of its component. Each file of edges is contracted by itself first,
which leaves few rounds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stemma.engine.parquet import load_pyarrow, part_of, read_table
from stemma.engine.protocol import PART, Dataset, Result, Shard, Stage, Tables
from stemma.errors import EngineError

if TYPE_CHECKING:
    from stemma.engine.protocol import Engine

Nodes = NDArray[np.int64]
EDGES = "edges"
MOST_ROUNDS = 60
"""More than a path of all the nodes that a number can name wants."""


def find_components(engine: "Engine", name: str, edges: Dataset) -> Dataset:
    """As ``Engine.components``. Raises EngineError where a shard of it is in quarantine: half a graph has others."""
    shards = [Shard(name=file.stem, given=str(file)) for file in edges.list_files()]
    stage = _require_whole(engine.map_shards(f"{name}-contract", _Contract(parts=engine.parts), shards))
    for turn in range(MOST_ROUNDS):
        both = stage.datasets.get(EDGES)
        if both is None:
            return Dataset(folder=edges.folder, shards=())
        large = engine.group_apply(f"{name}-{turn:02d}-large", _Star(parts=engine.parts, large=True), {EDGES: both})
        if not _require_whole(large).count("unfinished"):
            return _require_whole(engine.group_apply(f"{name}-nodes", tell_nodes, {EDGES: both})).datasets["nodes"]
        small = _Star(parts=engine.parts, large=False)
        stage = _require_whole(engine.group_apply(f"{name}-{turn:02d}-small", small, {EDGES: large.datasets[EDGES]}))
    raise EngineError(f"the components of {name} were not found in {MOST_ROUNDS} rounds")


def _require_whole(stage: Stage) -> Stage:
    if stage.quarantined:
        raise EngineError(
            f"{stage.name} cannot go on without {stage.quarantined[0].shard}: {stage.quarantined[0].reason}"
        )
    return stage


def join_locally(one: Nodes, other: Nodes) -> tuple[Nodes, Nodes]:
    """The nodes of these edges in order, and the least of the component of each, by these edges alone."""
    nodes, ends = np.unique(np.concatenate((one, other)), return_inverse=True)
    left, right = ends[: len(one)], ends[len(one) :]
    least = np.arange(len(nodes))
    while True:
        before = least.copy()
        low = np.minimum(least[left], least[right])
        np.minimum.at(least, least[left], low)
        np.minimum.at(least, least[right], low)
        while True:
            jumped = least[least]
            if np.array_equal(jumped, least):
                break
            least = jumped
        if np.array_equal(before, least):
            return nodes, nodes[least]


def take_star(centre: Nodes, neighbour: Nodes, *, large: bool) -> tuple[Nodes, Nodes]:
    """One star over whole neighbourhoods: the edges that come of it, each once, as (greater, lesser), in order.

    Large: the greater neighbours of a centre are joined to the least of all about it. Small: its lesser neighbours and
    the centre itself are joined to the least of them.
    """
    if not large:
        lesser = neighbour < centre
        centre, neighbour = centre[lesser], neighbour[lesser]
    centre, neighbour = _unique_edges(centre, neighbour)
    if not len(centre):
        return centre, neighbour
    begins = np.flatnonzero(np.diff(centre, prepend=centre[0] - 1))
    least = np.repeat(np.minimum(centre[begins], neighbour[begins]), np.diff([*begins, len(centre)]))
    if large:
        kept = neighbour > centre
        return _unique_edges(neighbour[kept], least[kept])
    near, target = np.concatenate((neighbour, centre[begins])), np.concatenate((least, least[begins]))
    apart = near != target
    return _unique_edges(near[apart], target[apart])


def count_unfinished(centre: Nodes, neighbour: Nodes) -> int:
    """How many nodes are neither the least of a star nor a point of one; every edge stands at both its ends."""
    centre, neighbour = _unique_edges(centre, neighbour)
    if not len(centre):
        return 0
    begins = np.flatnonzero(np.diff(centre, prepend=centre[0] - 1))
    sizes = np.diff([*begins, len(centre)])
    return int(((neighbour[begins] < centre[begins]) & (sizes > 1)).sum())


def tell_nodes(part: int, tables: Tables) -> Result:
    """The least of each node's component, once every component is a star."""
    centre, neighbour = _unique_edges(*_take_edges(tables[EDGES]))
    begins = np.flatnonzero(np.diff(centre, prepend=centre[0] - 1)) if len(centre) else np.zeros(0, dtype=np.int64)
    nodes, least = centre[begins], np.minimum(centre[begins], neighbour[begins])
    pyarrow = load_pyarrow()
    parts = pyarrow.array(np.full(len(nodes), part, dtype=np.int32))
    return Result(tables={"nodes": pyarrow.table({PART: parts, "node": nodes, "least": least})})


def _unique_edges(one: Nodes, other: Nodes) -> tuple[Nodes, Nodes]:
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    fresh = np.ones(len(one), dtype=bool)
    fresh[1:] = (np.diff(one) != 0) | (np.diff(other) != 0)
    return one[fresh], other[fresh]


def _take_edges(rows: Any) -> tuple[Nodes, Nodes]:
    return rows.column("centre").to_numpy(), rows.column("neighbour").to_numpy()


def _tabulate(centre: Nodes, neighbour: Nodes, parts: int) -> Any:
    return load_pyarrow().table({PART: part_of(centre, parts), "centre": centre, "neighbour": neighbour})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contract:
    """Edges of a file to stars of its own; each edge goes to both its ends."""

    parts: int

    def __call__(self, shard: Shard) -> Result:
        rows = read_table(Path(shard.given))
        nodes, least = join_locally(rows.column("one").to_numpy(), rows.column("other").to_numpy())
        apart = nodes != least
        both = np.concatenate((nodes[apart], least[apart])), np.concatenate((least[apart], nodes[apart]))
        return Result(tables={EDGES: _tabulate(*both, self.parts)}, counts={"nodes": len(nodes)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Star:
    """Of a part of the nodes; after a large star an edge goes to its greater end, after a small one to both."""

    parts: int
    large: bool

    def __call__(self, part: int, tables: Tables) -> Result:
        centre, neighbour = _take_edges(tables[EDGES])
        greater, lesser = take_star(centre, neighbour, large=self.large)
        if self.large:
            return Result(
                tables={EDGES: _tabulate(greater, lesser, self.parts)},
                counts={"unfinished": count_unfinished(centre, neighbour)},
            )
        both = np.concatenate((greater, lesser)), np.concatenate((lesser, greater))
        return Result(tables={EDGES: _tabulate(*both, self.parts)})
