"""``docs/archive_tables.md`` has a line for each column of each table, and the tables have no others."""

import re
from pathlib import Path

import pytest

from stemma.archive.options import ArchiveOptions
from stemma.archive.schemas import COLUMNS, MONTH, make_schema
from tests.archive_jobs import UNPARTED
from tests.archived import make_archive, run_here, write_archive, write_rejected

pyarrow = pytest.importorskip("pyarrow", reason="the extra 'archive' is not installed: NOT MEASURED")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: NOT MEASURED")
DOC = (Path(__file__).parents[2] / "docs" / "archive_tables.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<type>[^|]+) \| (?P<what>[^|]+) \|$", re.M)


def list_told() -> dict[str, list[tuple[str, str]]]:
    """The columns that the page tells of each table, with their types, in order."""
    sections = re.split(r"^## ", DOC, flags=re.M)[1:]
    found = {section.split("\n", 1)[0]: _ROW.findall(section) for section in sections}
    return {name: [(column, kind) for column, kind, _ in rows] for name, rows in found.items() if rows}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    inputs = write_archive(folder / "in", make_archive(events=2, outlets=3))
    (folder / "in" / "no.warc").write_bytes(b"nothing of a WARC")
    run = run_here([*inputs, str(folder / "in" / "no.warc")], folder / "out", options=ArchiveOptions(parts=2))
    write_rejected(run, folder / "out")
    return folder / "out"


def test_the_page_tells_of_every_table() -> None:
    assert list(list_told()) == list(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_page_tells_the_columns_and_their_types(table: str) -> None:
    empty = make_schema(table).empty_table()
    assert len(empty) == 0
    described = duckdb.connect().execute("DESCRIBE SELECT * FROM empty").fetchall()
    assert list_told()[table] == [(row[0], row[1].replace('"', "")) for row in described]


@pytest.mark.parametrize("table", COLUMNS)
def test_the_files_have_the_columns_of_the_schema(out: Path, table: str) -> None:
    files = sorted((out / "tables" / table).rglob("*.parquet"))
    assert files
    for file in files:
        found = pyarrow.parquet.ParquetFile(file).schema_arrow
        assert found.names == make_schema(table).names
        assert table == "rejected" or found.equals(make_schema(table))
        assert (file.parent.name == table) == (table in UNPARTED)
        assert table in UNPARTED or re.fullmatch(rf"{MONTH}=(\d{{4}}-\d\d|none)", file.parent.name)
        assert table in UNPARTED or re.fullmatch(r"part-\d{5}\.parquet", file.name)


def test_every_key_leads_to_a_row(out: Path) -> None:
    connection = duckdb.connect()
    for table in COLUMNS:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{out}/tables/{table}/**/*.parquet')")
    for query in (
        "SELECT story FROM articles EXCEPT SELECT id FROM stories",
        "SELECT id FROM stories EXCEPT SELECT story FROM articles",
        "SELECT family FROM articles EXCEPT SELECT id FROM articles",
        "SELECT one FROM copies EXCEPT SELECT id FROM articles",
        "SELECT other FROM copies EXCEPT SELECT id FROM articles",
        "SELECT (story, finding) FROM claims EXCEPT SELECT (story, id) FROM findings",
        "SELECT (story, origin) FROM claims EXCEPT SELECT (story, id) FROM origins",
        "SELECT article FROM claims EXCEPT SELECT id FROM articles",
        "SELECT quote FROM claims c JOIN articles a ON a.id = c.article "
        'WHERE quote <> substring(a.text, c.start + 1, c."end" - c.start)',
        "SELECT id FROM stories s WHERE articles <> (SELECT count(*) FROM articles a WHERE a.story = s.id)",
    ):
        assert connection.execute(query).fetchall() == [], query
    assert connection.execute("SELECT count(*) > 10 FROM claims").fetchone() == (True,)


def test_prints_of_one_text_are_one_family_over_chains(out: Path) -> None:
    connection = duckdb.connect()
    articles, copies = (f"read_parquet('{out}/tables/{name}/*/*.parquet')" for name in ("articles", "copies"))
    pairs = connection.execute(
        f"SELECT a.family, b.family, c.prints FROM {copies} c JOIN {articles} a ON a.id = c.one "
        f"JOIN {articles} b ON b.id = c.other"
    ).fetchall()
    assert {prints for _, _, prints in pairs} == {True, False}
    assert all(one == other for one, other, prints in pairs if prints)
    assert connection.execute(
        f"SELECT count(*) FROM {articles} a JOIN {articles} f ON f.id = a.family WHERE f.published > a.published"
    ).fetchone() == (0,)
