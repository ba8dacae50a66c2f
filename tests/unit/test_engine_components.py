"""Connected components over shuffles: the same as a dictionary and union-find would find."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.engine.components import count_unfinished, join_locally
from stemma.engine.files import FileEngine
from stemma.engine.parquet import read_table, write_table
from stemma.engine.protocol import Dataset
from stemma.engine.tasks import run_task

pyarrow = pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")


class HereEngine(FileEngine):
    """One that does all in this process."""

    def run_tasks(self, tasks):
        for task in tasks:
            yield run_task(task)

    def close(self) -> None:
        pass


def find_plainly(edges: list[tuple[int, int]]) -> dict[int, int]:
    leader: dict[int, int] = {}

    def find(node: int) -> int:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    for one, other in edges:
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    return {node: find(node) for node in leader}


def find_by_engine(folder: Path, edges: list[tuple[int, int]], files: int, parts: int) -> dict[int, int]:
    names = []
    for number in range(files):
        own = edges[number::files]
        names.append(f"f{number}")
        table = pyarrow.table(
            {
                "one": np.array([a for a, _ in own], dtype=np.int64),
                "other": np.array([b for _, b in own], dtype=np.int64),
            }
        )
        write_table(folder / "in" / f"f{number}.parquet", table)
    engine = HereEngine(folder / "work", parts=parts)
    found = engine.components("graph", Dataset(folder=folder / "in", shards=tuple(names)))
    rows = [row for file in found.list_files() for row in read_table(file).to_pylist()]
    assert len({row["node"] for row in rows}) == len(rows)
    return {row["node"]: row["least"] for row in rows}


@given(
    edges=st.lists(st.tuples(st.integers(-9, 40), st.integers(-9, 40)), max_size=60),
    files=st.integers(1, 4),
    parts=st.integers(1, 5),
)
@settings(max_examples=40)
def test_any_graph_has_the_components_that_union_find_tells(tmp_path_factory, edges, files, parts) -> None:
    known = {n: least for n, least in find_plainly(edges).items() if any(n in e and e[0] != e[1] for e in edges)}
    assert find_by_engine(tmp_path_factory.mktemp("g"), edges, files, parts) == known


def test_a_path_of_three_hundred_over_many_files_is_one(tmp_path: Path) -> None:
    path = [(n, n + 1) for n in range(300)]
    assert set(find_by_engine(tmp_path, path[::-1], 7, 3).values()) == {0}


@given(edges=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_joining_in_one_place_finds_them_too(edges) -> None:
    one, other = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    nodes, least = join_locally(one, other)
    assert dict(zip(nodes.tolist(), least.tolist(), strict=True)) == find_plainly(edges)


def test_a_star_is_finished_and_a_path_is_not() -> None:
    star = np.array([1, 2, 3, 9, 9, 9]), np.array([9, 9, 9, 1, 2, 3])
    assert count_unfinished(*star) == 1  # 9 is not the least of it
    star = np.array([1, 1, 2, 3]), np.array([2, 3, 1, 1])
    assert count_unfinished(*star) == 0
    path = np.array([1, 2, 2, 3]), np.array([2, 1, 3, 2])
    assert count_unfinished(*path) == 1
