"""``stemma check``: what does not hold in a dossier is said in a sentence each."""

import json
from typing import Any

import pytest

from stemma.tell.check import check_dossier
from stemma.tell.dossier_json import dump_dossier
from tests.dossiers import make_dossier, make_large_dossier


@pytest.fixture
def raw() -> dict[str, Any]:
    made = json.loads(dump_dossier(make_dossier()))
    assert isinstance(made, dict)
    return made


def test_a_sound_dossier_is_proven(raw: dict[str, Any]) -> None:
    assert check_dossier(raw) == ()
    assert check_dossier(make_dossier()) == ()
    assert check_dossier(make_large_dossier(5, 30)) == ()


def test_a_quote_that_is_not_at_its_place_is_named(raw: dict[str, Any]) -> None:
    raw["findings"][1]["claims"][0]["start"] += 1
    (failure,) = check_dossier(raw)
    assert failure == (
        'Finding "f-repairs", claim "c4" cites "Repairs will take six weeks", '
        'but at 191–217 its article says "epairs will take six weeks".'
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 3), (0, 10**9)])
def test_a_span_outside_its_article_is_named(raw: dict[str, Any], start: int, end: int) -> None:
    raw["findings"][0]["claims"][0] |= {"start": start, "end": end}
    assert "is no stretch of its article" in check_dossier(raw)[0]


@pytest.mark.parametrize("place", [True, 1.5, "3", None])
def test_an_offset_that_is_no_whole_number_is_named(raw: dict[str, Any], place: object) -> None:
    raw["findings"][0]["claims"][0]["start"] = place
    assert any("not whole numbers" in failure for failure in check_dossier(raw))


def test_an_altered_quotation_is_checked_at_its_place(raw: dict[str, Any]) -> None:
    raw["quotations"][0]["variants"][1]["quote"] = "Someone was in danger,"
    assert "Quotation" in check_dossier(raw)[0]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("findings", 0, "claims", 0, "article"), "a-none", 'article "a-none"'),
        (("findings", 0, "claims", 0, "origin"), "o-none", 'origin "o-none"'),
        (("findings", 0, "missing", 0, "article"), "a-none", 'article "a-none"'),
        (("origins", 0, "articles", 0), "a-none", 'article "a-none"'),
        (("origins", 0, "findings", 0), "f-none", 'finding "f-none"'),
        (("timeline", 0, "findings", 0), "f-none", 'finding "f-none"'),
        (("summary", 0, "findings"), ["f-none"], 'finding "f-none"'),
        (("copies", 0, "to", "article"), "a-none", 'article "a-none"'),
        (("copies", 0, "to", "end"), 10**6, "is no stretch"),
        (("articles", 0, "body", 0), [3, 10**6], "is no stretch"),
        (("articles", 0, "furniture", 0), [3], "is not a span"),
        (("articles", 1, "id"), "a-echo", "more than once"),
        (("findings", 0, "claims", 0, "id"), "c2", "more than once"),
        (("findings", 0, "claims"), [], "has no claims"),
        (("summary", 0, "findings"), [], "cites no finding"),
        (("summary", 0, "sentence"), " ", "is empty"),
    ],
)
def test_what_refers_to_nothing_is_named(raw: dict[str, Any], path: tuple[Any, ...], value: object, said: str) -> None:
    at: Any = raw
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert any(said in failure for failure in check_dossier(raw)), check_dossier(raw)


@pytest.mark.parametrize(
    ("sentence", "unproven"),
    [
        ("The Alder bridge in Wexcombe was closed on Friday.", None),
        ("The Alder bridge was closed on 11 October 2024.", None),
        ("The Alder bridge was closed on Saturday.", 'the date "Saturday"'),
        ("The Alder bridge was closed on 12 October 2024.", 'the figure "12"'),
        ("The Alder bridge was closed in November.", 'the date "November"'),
        ("The Thames bridge was closed on Friday.", 'the name "Thames"'),
        ("Four bridges were closed on Friday.", 'the figure "Four"'),
        ("Three articles say that the Alder bridge was closed.", None),
        ("Nine articles say that the Alder bridge was closed.", 'the figure "Nine"'),
        ("The Alder Echo says that the bridge was closed.", None),
        ("The Alder bridge was closed, the Corran News Agency says.", 'the name "Corran News Agency"'),
    ],
)
def test_a_summary_sentence_is_proven_by_its_findings(raw: dict[str, Any], sentence: str, unproven: str | None) -> None:
    raw["summary"] = [{"sentence": sentence, "findings": ["f-closed"]}]
    failures = check_dossier(raw)
    assert [unproven in failure for failure in failures] == [True] if unproven else failures == ()


def test_a_source_proves_a_name_only_if_its_article_names_it(raw: dict[str, Any]) -> None:
    raw["summary"] = [{"sentence": "Repairs will take six weeks, Corran News Agency says.", "findings": ["f-repairs"]}]
    assert check_dossier(raw) == ()
    raw["summary"][0]["sentence"] = "Repairs will take six weeks, Harbour Wire says."
    raw["findings"][1]["claims"][0]["said_by"] = ["Harbour Wire"]
    assert 'the name "Harbour Wire"' in check_dossier(raw)[0]


@pytest.mark.parametrize("sentence", ["{}", "It fell in {} March.", "It fell, according to {} articles."])
def test_a_figure_of_thousands_of_digits_is_named_like_any_other(raw: dict[str, Any], sentence: str) -> None:
    raw["summary"][0]["sentence"] = sentence.format("9" * 5000)
    assert any("the figure" in failure for failure in check_dossier(raw))


def test_what_says_nothing_of_its_schema_is_no_dossier() -> None:
    assert check_dossier({"findings": []}) == (
        'This is not a dossier: it has no "schema", where one says "stemma/dossier/1".',
    )
