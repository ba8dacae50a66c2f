"""Tables written for others: a file for each part, and by a column's values where one is named."""

import shutil
from pathlib import Path

import pytest

from stemma.archive.rows import tabulate
from stemma.engine.parquet import read_table, write_table
from stemma.engine.protocol import Dataset
from tests.archived import HereEngine

pyarrow = pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")


def write_rows(folder: Path) -> Dataset:
    for name, first in (("a", 0), ("b", 4)):
        numbers = list(range(first, first + 4))
        months = [f"2031-0{3 + number % 2}" if number else "none" for number in numbers]
        rows = tabulate({"number": ("int64", numbers), "month": ("string", months)}, part=[n % 2 for n in numbers])
        write_table(folder / "in" / f"{name}.parquet", rows)
    return Dataset(folder=folder / "in", shards=("a", "b"))


def list_written(target: Path) -> dict[str, list[dict[str, object]]]:
    return {str(file.relative_to(target)): read_table_plainly(file) for file in sorted(target.rglob("*.parquet"))}


def read_table_plainly(file: Path) -> list[dict[str, object]]:
    return list(pyarrow.parquet.ParquetFile(file).read().to_pylist())


def test_each_part_is_a_file_without_its_number(tmp_path: Path) -> None:
    stage = HereEngine(tmp_path / "work", parts=2).write("w", write_rows(tmp_path), tmp_path / "out")
    assert stage.count("rows") == 8
    found = list_written(tmp_path / "out")
    assert list(found) == ["part-00000.parquet", "part-00001.parquet"]
    assert [row["number"] for row in found["part-00000.parquet"]] == [0, 2, 4, 6]
    assert set(found["part-00000.parquet"][0]) == {"number", "month"}


def test_each_value_is_a_folder_and_its_column_goes(tmp_path: Path) -> None:
    schema = pyarrow.schema([("number", pyarrow.int32())])
    engine = HereEngine(tmp_path / "work", parts=2)
    stage = engine.write("w", write_rows(tmp_path), tmp_path / "out", schema=schema, by="month")
    assert stage.count("rows") == 8
    assert list_written(tmp_path / "out") == {
        "month=2031-03/part-00000.parquet": [{"number": 2}, {"number": 4}, {"number": 6}],
        "month=2031-04/part-00001.parquet": [{"number": 1}, {"number": 3}, {"number": 5}, {"number": 7}],
        "month=none/part-00000.parquet": [{"number": 0}],
    }


def test_what_was_taken_away_or_cut_is_written_again_and_nothing_else(tmp_path: Path) -> None:
    source, target = write_rows(tmp_path), tmp_path / "out"
    HereEngine(tmp_path / "work", parts=2).write("w", source, target, by="month")
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in target.rglob("*.parquet")}
    one, cut, other = sorted(before)
    cut.write_bytes(cut.read_bytes()[:-1])
    HereEngine(tmp_path / "work", parts=2).write("w", source, target, by="month")
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in target.rglob("*.parquet")}
    assert {file: told for file, (told, _) in after.items()} == {file: told for file, (told, _) in before.items()}
    assert [file for file in sorted(after) if after[file] == before[file]] == [one, other]
    shutil.rmtree(target)
    HereEngine(tmp_path / "work", parts=2).write("w", source, target, by="month")
    assert {file: file.read_bytes() for file in target.rglob("*.parquet")} == {
        file: told for file, (told, _) in before.items()
    }


def test_files_that_no_part_wrote_are_taken_away_and_nothing_that_is_no_table(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for name in ("month=1999-01/part-00007.parquet", "month=none/.part-00001.parquet." + "0a" * 16, "notes/letter.txt"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(b"by another")
    HereEngine(tmp_path / "work", parts=2).write("w", write_rows(tmp_path), target, by="month")
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()) == [
        "month=2031-03/part-00000.parquet",
        "month=2031-04/part-00001.parquet",
        "month=none/part-00000.parquet",
        "notes/letter.txt",
    ]
    assert not (target / "month=1999-01").exists()


@pytest.mark.parametrize(("by", "name"), [("month", "month=none/part-00000.parquet"), (None, "part-00000.parquet")])
def test_a_table_without_rows_is_one_file_of_its_columns(tmp_path: Path, by: str | None, name: str) -> None:
    schema = pyarrow.schema([("number", pyarrow.int32()), ("names", pyarrow.list_(pyarrow.string()))])
    nothing, target = Dataset(folder=tmp_path / "in", shards=()), tmp_path / "out"
    for _ in range(2):
        stage = HereEngine(tmp_path / "work", parts=2).write("w", nothing, target, schema=schema, by=by)
        assert (stage.count("rows"), list_written(target)) == (0, {name: []})
    assert pyarrow.parquet.read_schema(target / name).equals(schema)


def test_an_engine_reads_back_what_it_wrote_before(tmp_path: Path) -> None:
    source = write_rows(tmp_path)
    engine = HereEngine(tmp_path / "work", parts=2)
    engine.write("w", source, tmp_path / "out", by="month")
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.parquet")}
    assert engine.write("w", source, tmp_path / "out", by="month").count("rows") == 8
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.parquet")} == before
    assert len(read_table(source.list_files()[0])) == 4
