"""Whatever words a page holds, every format stays readable to its field's reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.tell.formats.registry import find_format
from tests.dossiers import make_hostile_dossier
from tests.formats import read_back

TEXT = st.text(st.characters(), max_size=60) | st.text("=+-@\"'\t\r\n,;:\\[]()*_`<>&|#^1.a \u202e\ud800", max_size=30)


@pytest.mark.parametrize(
    "name",
    [
        "terminal",
        "json",
        "markdown",
        "csv",
        "tsv",
        "parquet",
        "geojson",
        "ics",
        "claimreview",
        "jsonld",
        "stix",
        "annotations",
    ],
)
@settings(max_examples=40, deadline=None)
@given(words=TEXT)
def test_any_words_can_be_read_back(name: str, words: str) -> None:
    read_back(find_format(name), make_hostile_dossier(words))
