"""What every engine makes: the same files, byte for byte, once and no more."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.engine.files import FileEngine
from stemma.engine.parquet import load_pyarrow, part_of, read_table, write_table
from stemma.engine.protocol import PART, Dataset, Progress
from tests.engines import (
    PARTS,
    SHARDS,
    HereEngine,
    Traced,
    join_rows,
    list_traces,
    make_nothing,
    make_rows,
    part_by_key,
    read_files,
    read_rows,
    run_job,
)

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the job, done in this process."""
    folder = tmp_path_factory.mktemp("known")
    run_job(HereEngine(folder / "work", parts=PARTS), folder / "tables")
    return read_files(folder / "work", folder / "tables")


def test_every_engine_makes_the_same_files_byte_for_byte(engine: FileEngine, tmp_path, known) -> None:
    run_job(engine, tmp_path / "tables")
    made = read_files(tmp_path / "work", tmp_path / "tables")
    assert sorted(made) == sorted(known)
    assert [name for name in made if made[name] != known[name]] == []
    assert {name.split("/")[0] for name in made} == {"work", "tables"}


def test_a_stage_tells_what_was_counted_and_what_could_not_be_used(engine: FileEngine, tmp_path) -> None:
    told: list[Progress] = []
    engine._tell = told.append
    read = engine.map_shards("read", make_rows, SHARDS)
    engine._tell = lambda progress: None
    assert read.count("rows") == 50 * len(SHARDS)
    assert [one.shard for one in read.done] == [shard.name for shard in SHARDS]
    assert all(one.rejected == {"It holds no text.": 1} and one.peak > 0 for one in read.done)
    assert sorted(row["item"] for row in read_rows(read.datasets["rejected"])) == [f"page-{n}.html" for n in range(6)]
    assert [one.done for one in told] == [*range(len(SHARDS) + 1)]
    assert {one.last.shard for one in told[1:]} == {shard.name for shard in SHARDS}


def test_what_is_done_is_not_done_again(engine: FileEngine, tmp_path, known) -> None:
    work = Traced(work=make_rows, trace=tmp_path / "trace")
    first = run_job(engine, tmp_path / "tables", work=work)
    assert len(list_traces(tmp_path / "trace")) == len(SHARDS)
    assert run_job(engine, tmp_path / "tables", work=work) == first
    assert len(list_traces(tmp_path / "trace")) == len(SHARDS)


def test_what_has_no_marker_is_done_again_and_nothing_else(engine: FileEngine, tmp_path, known) -> None:
    work = Traced(work=make_rows, trace=tmp_path / "trace")
    run_job(engine, tmp_path / "tables", work=work)
    for shard in SHARDS[1:3]:
        (tmp_path / "work" / "read" / f"{shard.name}.done").unlink()
        (tmp_path / "work" / "read" / "rows" / f"{shard.name}.parquet").write_bytes(b"half a file")
    left = tmp_path / "work" / "read" / "rows" / f".{SHARDS[1].name}.parquet.{'0a' * 16}"
    left.write_bytes(b"begun by a process that was killed")
    run_job(engine, tmp_path / "tables", work=work)
    assert len(list_traces(tmp_path / "trace")) == len(SHARDS) + 2
    assert read_files(tmp_path / "work", tmp_path / "tables") == known
    assert [path for path in (tmp_path / "work").rglob(".*") if path.name != ".lock"] == []


def test_nothing_comes_of_nothing(engine: FileEngine, tmp_path) -> None:
    assert engine.map_shards("none", make_rows, []).datasets == {}
    empty = engine.map_shards("empty", make_nothing, SHARDS)
    assert (len(empty.done), empty.datasets) == (len(SHARDS), {})
    assert empty.get_dataset("rows").list_files() == ()
    turned = engine.shuffle_by("turn", empty.get_dataset("rows"), part_by_key)
    assert turned.datasets["rows"].list_files() == ()
    assert engine.group_apply("join", join_rows, {"rows": turned.datasets["rows"]}).done == ()
    assert engine.components("graph", empty.get_dataset("edges")).list_files() == ()
    assert engine.write("write", turned.datasets["rows"], tmp_path / "tables").done == ()
    assert not (tmp_path / "tables").exists()


ROWS = st.lists(st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), st.text(max_size=5)), max_size=30), max_size=4)


@pytest.mark.parametrize(("name", "examples"), [("here", 40), ("local", 12), ("dask", 12)])
def test_a_shuffle_keeps_every_row_once_and_puts_it_where_its_key_says(
    name, examples, open_shared, tmp_path_factory
) -> None:
    pyarrow = load_pyarrow()

    @settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(files=ROWS)
    def shuffle(files: list[list[tuple[int, str]]]) -> None:
        folder = tmp_path_factory.mktemp("shuffle")
        shards = []
        for number, rows in enumerate(files):
            keys, texts = [key for key, _ in rows], [text for _, text in rows]
            columns = {"key": pyarrow.array(keys, pyarrow.int64()), "text": pyarrow.array(texts, pyarrow.string())}
            shards.append(f"f{number}")
            write_table(folder / "in" / f"f{number}.parquet", pyarrow.table(columns))
        engine = open_shared(name, folder / "work")
        turned = engine.shuffle_by("turn", Dataset(folder=folder / "in", shards=tuple(shards)), part_by_key)
        found = read_rows(turned.datasets["rows"])
        assert Counter((row["key"], row["text"]) for row in found) == Counter(row for rows in files for row in rows)
        assert [row[PART] for row in found] == part_of(np.array([row["key"] for row in found]), PARTS).tolist()

    shuffle()


def test_rows_of_a_part_keep_their_order_and_texts_of_any_length(tmp_path: Path) -> None:
    pyarrow = load_pyarrow()
    texts = pyarrow.chunked_array([["a", "b" * 70_000, ""], [], ["ü", "e"]])
    table = pyarrow.table({"text": texts, PART: pyarrow.array([2, 0, 2, 0, 2], pyarrow.int32())})
    write_table(tmp_path / "one.parquet", table)
    write_table(tmp_path / "two.parquet", table.combine_chunks())
    assert read_table(tmp_path / "one.parquet").to_pydict() == {
        PART: [0, 0, 2, 2, 2],
        "text": ["b" * 70_000, "ü", "a", "", "e"],
    }
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
