"""Tables written for others: a file for each part, and by a column's values where one is named."""

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


def test_an_engine_reads_back_what_it_wrote_before(tmp_path: Path) -> None:
    source = write_rows(tmp_path)
    engine = HereEngine(tmp_path / "work", parts=2)
    engine.write("w", source, tmp_path / "out", by="month")
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.parquet")}
    assert engine.write("w", source, tmp_path / "out", by="month").count("rows") == 8
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.parquet")} == before
    assert len(read_table(source.list_files()[0])) == 4
