"""The tables of a dossier, as separated values and as Parquet: columns, rows, cells that are text to a spreadsheet."""

import dataclasses
from io import BytesIO

import pytest

from stemma.tell.formats.separated import neutralise_formula
from stemma.tell.formats.tables import COLUMNS
from tests.formats import make_second, make_story, render, rows


@pytest.mark.parametrize("name", ["csv", "tsv"])
@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_its_documented_columns_in_their_order(name: str, table: str) -> None:
    header = render(name, table=table).split("\n")[0]
    assert header.split("\t" if name == "tsv" else ",") == [column.name for column in COLUMNS[table]]


def test_a_claim_is_a_row_with_words_place_chain_and_value() -> None:
    claim = next(row for row in rows("csv", "claims") if row["claim"] == "c4")
    assert claim["quote"] == "Repairs will take six weeks"
    assert claim["said_by"] == "Corran News Agency | the ministry"
    assert (claim["value"], claim["value_op"], claim["value_quantity"]) == ("six weeks", "exactly", "6.0")
    assert claim["name"] == "The Alder Echo"
    article = make_story().articles[0]
    assert article.text[int(claim["start"]) : int(claim["end"])] == claim["quote"]


def test_tables_of_several_stories_are_told_apart_by_the_story() -> None:
    assert {row["story"] for row in rows("tsv", "findings", make_story(), make_second())} == {"s1", "s2"}
    assert len(rows("csv", "articles", make_story(), make_second())) == 6


def test_every_row_refers_to_rows_of_the_other_tables() -> None:
    articles = {row["article"] for row in rows("csv", "articles")}
    findings = {row["finding"] for row in rows("csv", "findings")}
    origins = {row["origin"] for row in rows("csv", "origins")}
    for claim in rows("csv", "claims"):
        assert claim["article"] in articles
        assert claim["finding"] in findings
        assert claim["origin"] in origins
    assert {row["from_article"] for row in rows("csv", "copies")} <= articles


def test_line_ends_inside_a_cell_survive_csv_and_become_blanks_in_tsv() -> None:
    dossier = make_story()
    first = dataclasses.replace(dossier.articles[0], deck='one\ntwo\t"three"')
    dossier = dataclasses.replace(dossier, articles=(first, *dossier.articles[1:]))
    assert rows("csv", "articles", dossier)[0]["deck"] == 'one\ntwo\t"three"'
    assert rows("tsv", "articles", dossier)[0]["deck"] == 'one two "three"'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "\ufeff=1", "'=1", "\x00=1"]
)
def test_what_begins_like_a_formula_is_text_to_a_spreadsheet(cell: str) -> None:
    assert neutralise_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "12", "“-”", "'s Hertogenbosch", "’t Hooft"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert neutralise_formula(cell) == cell


def test_parquet_has_the_same_columns_typed() -> None:
    from pyarrow import parquet

    table = parquet.read_table(BytesIO(render("parquet", make_story(), make_second(), table="claims")))
    types = {field.name: str(field.type) for field in table.schema}
    assert types["start"] == "int64"
    assert types["value_quantity"] == "double"
    assert types["said_by"].startswith("list<")
    told = table.to_pylist()
    assert {row["story"] for row in told} == {"s1", "s2"}
    claim = next(row for row in told if row["claim"] == "c4")
    assert claim["said_by"] == ["Corran News Agency", "the ministry"]
    assert claim["value_date"] is None


def test_parquet_and_csv_hold_the_same_rows() -> None:
    from pyarrow import parquet

    for table in COLUMNS:
        typed = parquet.read_table(BytesIO(render("parquet", table=table))).to_pylist()
        plain = rows("csv", table)
        assert len(typed) == len(plain)
        for one, other in zip(typed, plain, strict=True):
            for column in COLUMNS[table]:
                if column.type == "text" and one[column.name] is not None:
                    assert one[column.name] == other[column.name]
