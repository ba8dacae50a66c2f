"""Other tools are measured by our scorers: what they find is put into our types, and they are treated generously."""

import datetime
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from stemma.annotate.anchors import parse_published
from stemma.evaluate import annotation_rivals, rivals
from stemma.evaluate.capabilities import CAPABILITIES
from stemma.evaluate.quantities import count_quantities, score_plainly
from stemma.evaluate.rival_sentences import cut_articles, write_dossier
from stemma.evaluate.story_rivals import join_through, link_averages
from stemma.model.article import Article
from stemma.model.span import Span

TEXT = (
    "Ferry sinks off Arvel\n\n"
    "The ferry sank at dawn. “All are safe,” Ann Keller said. According to Reuters 12 were hurt."
)
BODY = Span(TEXT.index("The ferry"), len(TEXT))


def make_article(name: str, text: str = TEXT) -> Article:
    return Article(
        id=name,
        source=f"{name}.txt",
        text=text,
        language="en",
        title_span=Span(0, 21),
        body=(Span(BODY.start, len(text)),),
    )


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(name: str, **contents: object) -> None:
        for part in (name.partition(".")[0], name):
            module = ModuleType(part)
            module.__spec__ = ModuleSpec(part, None)
            monkeypatch.setitem(sys.modules, part, module)
        vars(sys.modules[name]).update(contents)

    return put


def test_sentences_keep_their_place_their_quotation_mark_and_their_source() -> None:
    found = cut_articles([make_article("a")])
    assert [one.text for one in found] == [
        "Ferry sinks off Arvel",
        "The ferry sank at dawn.",
        "“All are safe,” Ann Keller said.",
        "According to Reuters 12 were hurt.",
    ]
    assert all(TEXT[one.start : one.end] == one.text for one in found)
    assert [one.said_by for one in found] == [(), (), ("Ann Keller",), ("Reuters",)]


def test_groups_become_findings_that_differ_where_figures_have_nothing_in_common() -> None:
    articles = [make_article("a"), make_article("b", TEXT.replace("12", "15"))]
    sentences = cut_articles(articles)
    dossier = write_dossier(articles, sentences, [[3, 7], [1, 5], [0]])
    assert [finding["relation"] for finding in dossier["findings"]] == ["differ", "agree", "single"]
    assert dossier["findings"][0]["origins"] == 1
    assert dossier["findings"][1]["origins"] == 2


def test_average_linkage_asks_for_the_mean_and_chains_for_one_link() -> None:
    likeness = np.array([[1, 0.8, 0.1], [0.8, 1, 0.7], [0.1, 0.7, 1]])
    assert sorted(map(sorted, link_averages(likeness, 0.5))) == [[0, 1], [2]]
    assert join_through(likeness, 0.5) == [[0, 1, 2]]


def test_dateparsers_words_are_put_where_they_stand(install: Any) -> None:
    told: dict[str, Any] = {}

    def search_dates(text: str, languages: list[str], settings: dict[str, Any]) -> list[tuple[str, datetime.datetime]]:
        told.update(settings)
        return [("Monday", datetime.datetime(2024, 5, 6)), ("Monday", datetime.datetime(2024, 5, 6))]

    install("dateparser.search", search_dates=search_dates)
    find = annotation_rivals.find_dateparser()
    assert find is not None
    found = find([(10, "On Monday, yes, Monday.")], parse_published("2024-05-07"))
    assert [(one.start, one.end, one.value) for one in found] == [(13, 19, "2024-05-06"), (26, 32, "2024-05-06")]
    assert told["RELATIVE_BASE"] == datetime.datetime(2024, 5, 7)


def test_quantulums_figures_are_held_to_spans_and_values_alone(install: Any) -> None:
    one = SimpleNamespace(span=(0, 5), value=12.0, surface="12 km")
    install("quantulum3.parser", parse=lambda text: [one] if "12" in text else [])
    find = annotation_rivals.find_quantulum()
    assert find is not None
    label = {"start": 0, "end": 5, "op": "~", "quantity": 12.0, "high": None, "unit": "km", "of": "thing"}
    assert score_plainly(count_quantities([label], find("12 km away"))) == {
        "span_f1": 1.0,
        "value_f1": 1.0,
        "clean": 1.0,
    }


def test_a_rival_that_fails_finds_nothing(install: Any) -> None:
    install("quantulum3.parser", parse=lambda text: 1 / 0)
    find = annotation_rivals.find_quantulum()
    assert find is not None
    assert find("12 km") == ()


def test_what_is_not_installed_is_no_rival(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (annotation_rivals, rivals):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert annotation_rivals.find_textacy() is None
    assert annotation_rivals.find_dateparser() is None
    assert rivals.list_absent() == rivals.list_packages()


def test_every_published_figure_says_where_it_stands() -> None:
    published = [one for capability in CAPABILITIES for one in capability.published]
    assert len(published) > 15
    assert all(one.source and one.on and 0 < one.value <= 1 for one in published)
