"""The table of agencies and public bodies: shipped, extended by a user, and what a bad file says."""

from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.text.agencies import find_agency, find_agency_within, find_body
from stemma.text.name_table import VARIABLE, load_table

HEAD = "kind,country,name,aliases\n"


@pytest.fixture
def extend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "names.csv"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def test_the_shipped_table_is_wide_and_each_name_stands_for_one() -> None:
    table = load_table()
    assert len(table.rows["agency"]) >= 150
    assert len(table.rows["body"]) >= 100
    for kind, rows in table.rows.items():
        for own, *others in rows:
            assert {table.names[kind][n.replace("’", "'").casefold()] for n in (own, *others)} == {own}


def test_names_in_the_agencys_own_language_are_known() -> None:
    assert find_agency("共同通信") == "Kyodo News"
    assert find_body("Auswärtiges Amt") == "German Foreign Office"


def test_a_longer_name_is_another_agencys() -> None:
    assert find_agency_within("Source: Harbour Business Wire") is None
    assert find_agency_within("By Business Wire") == "Business Wire"
    assert find_agency_within("Petra Harbour Wire") is None


def test_a_user_adds_names_and_wins_over_the_shipped_ones(extend: Path) -> None:
    extend.write_text(
        HEAD + '# ours\nagency,PT,Tavira News,TVN|Notícias Tavira\nbody,,"Port, Tavira",the port\nagency,,Own,AP\n'
    )
    assert find_agency("notícias tavira") == "Tavira News"
    assert find_agency_within("Ana Duarte, TVN") == "Tavira News"
    assert find_body("the port") == "Port, Tavira"
    assert find_agency("AP") == "Own"
    assert find_agency("Reuters") == "Reuters"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        ("agency,PT,Tavira News,\n", "line 1: should name the columns"),
        (HEAD + "agency,PT,Tavira News\n", "line 2: should have 4 columns, has 3"),
        (HEAD + "paper,PT,Tavira News,\n", "line 2: kind should be agency or body, is 'paper'"),
        (HEAD + "agency,PT,,TVN\n", "line 2: the name is empty"),
        (HEAD + 'agency,PT,"Tavira,\n', "line 2"),
    ],
)
def test_a_bad_file_says_where_and_what(extend: Path, text: str, fault: str) -> None:
    extend.write_text(text)
    with pytest.raises(UsageError, match=fault):
        load_table()


def test_a_file_that_cannot_be_read_says_so(extend: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        load_table()
    extend.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8"):
        load_table()
