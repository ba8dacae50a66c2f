"""The measure of times: TimeML read safely, overlaps paired, and the mark held on the open data."""

from pathlib import Path

import pytest

from stemma.evaluate.times import evaluate_times, read_timeml

SHARED = Path(__file__).parents[2].parent / "shared"
DATA = SHARED / "bench" / "data" / "time-te3-full"
DOCUMENT = """<?xml version="1.0"?>
<!DOCTYPE TimeML [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2021-03-14" functionInDocument="CREATION_TIME">14 March</TIMEX3></DCT>
<TEXT>The mayor <EVENT eid="e1">left</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2021-03-12">Friday</TIMEX3>&secret;.
He stayed <TIMEX3 tid="t2" type="DURATION" value="P3D">two days</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.tml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "broken.tml").write_text("<TimeML>", encoding="utf-8")
    return tmp_path


def test_spans_are_offsets_in_the_text(folder: Path) -> None:
    labelled = read_timeml(folder / "one.tml")
    assert labelled is not None
    assert [labelled.text[time.start : time.end] for time in labelled.times] == ["Friday", "two days"]


def test_the_time_of_creation_is_the_anchor_and_is_not_counted(folder: Path) -> None:
    labelled = read_timeml(folder / "one.tml")
    assert labelled is not None
    assert str(labelled.anchor.day) == "2021-03-14"
    assert len(labelled.times) == 2


def test_a_wrong_value_counts_for_the_span_only(folder: Path) -> None:
    figures = evaluate_times(folder)
    assert (figures["span_f1"], figures["value_f1"]) == (1.0, 0.5)


def test_a_folder_without_documents_measures_nothing(tmp_path: Path) -> None:
    assert evaluate_times(tmp_path)["value_f1"] == 0.0


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared, the labelled data, is not here")
def test_the_mark_is_held_on_timebank_and_aquaint() -> None:
    assert evaluate_times(DATA)["value_f1"] >= 0.78
