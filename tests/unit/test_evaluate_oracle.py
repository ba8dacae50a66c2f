"""Grouping alone: claims cut as the gold cuts them go through the compare stage."""

from pathlib import Path
from typing import Any

import pytest

from stemma.evaluate.oracle import recut_claims, score_gold_spans
from stemma.model.annotation import Annotated, Claim, Mention, Quantity
from stemma.model.article import Article
from stemma.model.span import Span

TEXT = "Ada Moss said the dam at Orlen broke and four people drowned."


def annotate() -> Annotated:
    article = Article(id="a", source="a.txt", text=TEXT, body=(Span(0, len(TEXT)),))
    start = TEXT.index("the dam")
    claim = Claim(
        id="ours",
        article="a",
        start=start,
        end=len(TEXT) - 1,
        quote=TEXT[start:-1],
        part="body",
        sentence=Span(0, len(TEXT)),
        said_by=("Ada Moss",),
        date="2031-03-04",
        modality="asked",
    )
    at = TEXT.index("four")
    return Annotated(
        article=article,
        mentions=(Mention(start=0, end=8, text="Ada Moss", kind="person", entity="e1"),),
        quantities=(Quantity(start=at, end=at + 4, text="four", op="=", quantity=4.0, of="person"),),
        claims=(claim,),
    )


def extent(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_each_gold_span_is_a_claim_with_what_ours_knew_and_the_article_s_slots() -> None:
    spans = [extent("four people drowned"), extent("the dam at Orlen broke")]
    dam, drowned = recut_claims(annotate(), spans, {}).claims
    assert (dam.quote, drowned.quote) == ("the dam at Orlen broke", "four people drowned")
    assert all(TEXT[c.start : c.end] == c.quote for c in (dam, drowned))
    assert dam.said_by == drowned.said_by == ("Ada Moss",)
    assert dam.date == "2031-03-04"
    assert [len(c.quantities) for c in (dam, drowned)] == [0, 1]
    assert dam.id != drowned.id


def test_a_gold_span_is_never_dropped_as_a_question() -> None:
    (claim,) = recut_claims(annotate(), [extent("the dam at Orlen broke")], {}).claims
    assert claim.modality == "asserted"


def test_names_are_worded_in_their_short_form() -> None:
    (claim,) = recut_claims(annotate(), [extent("Ada Moss said the dam")], {"e1": "Moss"}).claims
    assert claim.wording == "Moss said the dam"


def test_a_gold_span_where_we_claim_nothing_is_a_claim_all_the_same() -> None:
    (claim,) = recut_claims(annotate(), [extent("Ada Moss")], {}).claims
    assert (claim.part, claim.said_by, claim.wording) == ("body", (), "Ada Moss")


SHARED = "The dam above Orlen broke on Monday morning after three days of heavy rain in the hills"
ALONE = {"a": "The council will meet on Friday", "b": "Nurses in Tamsk asked for higher wages"}


REST = {
    "a": "Farmers along the river had moved their cattle to higher ground the day before, as they do every spring.",
    "b": "The town lives from its paper mill, which employs nine hundred people and was closed for repairs.",
}


def write_pages(folder: Path) -> dict[str, Any]:
    for name, words in ALONE.items():
        page = f"News from the valley of {name}\n\n{SHARED}.\n\n{REST[name]}\n\n{words}, a notice said.\n"
        (folder / f"{name}.txt").write_text(page, encoding="utf-8")
    return {
        "articles": [{"id": name, "file": f"pages/{name}.txt"} for name in ALONE],
        "findings": [
            {"claims": [{"article": name, "quote": SHARED} for name in ALONE]},
            *({"claims": [{"article": name, "quote": words}]} for name, words in ALONE.items()),
        ],
    }


def test_the_same_words_on_two_pages_are_grouped_and_others_are_not(tmp_path: Path) -> None:
    gold = write_pages(tmp_path)
    assert score_gold_spans(tmp_path, gold) == pytest.approx(1.0)


def test_a_gold_claim_that_no_page_bears_is_missed(tmp_path: Path) -> None:
    gold = write_pages(tmp_path)
    gold["findings"][0]["claims"].append({"article": "b", "quote": "nobody wrote this"})
    assert score_gold_spans(tmp_path, gold) == pytest.approx(2 / 3)
