"""A text that several outlets print is parsed once, and nothing that is found depends on that."""

from dataclasses import replace

import pytest

from stemma.annotate import parse
from stemma.annotate.annotators import ANNOTATORS, Draft
from stemma.annotate.story import annotate_story
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from tests.reading import make_article

WIRE = (
    "The ferry Halda ran aground near Port Ellis on Tuesday, and 212 passengers were taken off, the coastguard said.\n"
    "“We saw the light too late,” said its captain, Oren Vale, who had been at sea for nineteen hours.\n"
    "Two of the four engines had failed a week before, according to the owner, Vessen Lines."
)
OTHER = "Harbour pilots in Port Ellis had asked for a second beacon in March, their union said."
SHARED = 3


def print_wire(outlet: str, *, own: str = "") -> Article:
    return make_article(f"{own}\n{WIRE}" if own else WIRE, outlet=outlet)


def strip_ids(annotated: Annotated) -> list[tuple[object, ...]]:
    """What was found, by its place and value, without what is counted over the story."""
    return [
        *((m.start, m.end, m.text) for m in annotated.mentions),
        *((t.start, t.end, t.kind, t.value) for t in annotated.times),
        *((a.cue, a.source, a.content, a.quoted) for a in annotated.attributions),
        *((c.start, c.end) for c in annotated.claims),
    ]


def test_the_same_block_in_two_articles_is_one_parse() -> None:
    one, other = parse.parse_articles([print_wire("Echo"), print_wire("Gazette", own=OTHER)])
    assert [p.doc for p in one] == [p.doc for p in other[1:]]
    assert len(one) == SHARED
    assert [p.start for p in other[1:]] == [p.start + len(OTHER) + 1 for p in one]


def test_the_model_sees_each_wording_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    model = parse.load_model()

    class Watched:
        def pipe(self, texts: list[str], batch_size: int) -> object:
            seen.extend(texts)
            return model.pipe(texts, batch_size=batch_size)

    monkeypatch.setattr(parse, "load_model", Watched)
    parsed = parse.parse_articles([print_wire(f"Outlet {n}") for n in range(40)])
    assert len(seen) == SHARED
    assert all(len(passages) == SHARED for passages in parsed)


def test_a_line_break_within_a_block_makes_no_other_wording_and_keeps_offsets() -> None:
    wrapped = replace(print_wire("Echo"), text=WIRE.replace("near Port", "near\tPort"))
    (one, *_), (other, *_) = parse.parse_articles([print_wire("Gazette"), wrapped])
    assert one.doc is other.doc
    assert len(other.doc.text) == other.end - other.start


def test_no_annotator_changes_a_parse() -> None:
    draft = Draft(articles=(print_wire("Echo"), print_wire("Gazette", own=OTHER)))
    before: list[bytes] = []
    for annotator in ANNOTATORS:
        annotator.run(draft)
        docs = [p.doc.to_bytes() for passages in draft.passages.values() for p in passages]
        before = before or docs
        assert docs == before, annotator.name


def test_an_article_beside_its_copies_is_annotated_as_it_is_alone() -> None:
    article = print_wire("Echo", own=OTHER)
    alone = annotate_story([article]).articles[0]
    beside = annotate_story([print_wire("Gazette"), article, print_wire("Courier")]).articles[1]
    assert strip_ids(beside) == strip_ids(alone)
