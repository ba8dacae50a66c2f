"""A parse as bytes: what annotating reads of it comes back, and what is no parse is none."""

import pytest

from stemma.annotate.parse import load_model, name_model, parse_articles
from stemma.annotate.parse_bytes import dump_parse, load_parse
from tests.heap import make_heap

TEXT = "Mayor Ines Calloway said on Sunday that 1.4 million crowns had gone to Sarnmouth. “We’re glad,” she added – 𝔘."


class KeptParses:
    """Parses in a dict."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.asked: set[str] = set()

    def get_parses(self, model, wordings):
        assert model == name_model()
        return {wording: self.held[wording] for wording in wordings if wording in self.held}

    def put_parses(self, model, parses):
        self.held.update(parses)
        self.asked |= parses.keys()


def read(doc):
    tokens = [
        (
            t.text,
            t.idx,
            t.lemma_,
            t.pos_,
            t.tag_,
            t.dep_,
            t.head.i,
            str(t.morph),
            t.ent_type_,
            t.ent_iob_,
            t.is_sent_start,
        )
        for t in doc
    ]
    chunks = [(chunk.start, chunk.end, chunk.root.i) for chunk in doc.noun_chunks]
    return tokens, chunks, [(e.start, e.end, e.label_) for e in doc.ents], [(s.start, s.end) for s in doc.sents]


def test_what_is_read_of_a_parse_comes_back() -> None:
    doc = load_model()(TEXT)
    again = load_parse(dump_parse(doc), load_model().vocab)
    assert again is not None
    assert read(again) == read(doc)
    assert dump_parse(again) == dump_parse(doc)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"no\nparse",
        b"[]\n",
        b'{"shape": [1], "type": "<u8"}\n',
        b'{"shape": [1], "type": "i4,,i"}\n1234',
        b"[" * 200_000,
        b"\xff\xfe\n\0",
    ],
)
def test_other_bytes_are_no_parse(content: bytes) -> None:
    assert load_parse(content, load_model().vocab) is None


def test_a_parse_cut_off_is_none() -> None:
    assert load_parse(dump_parse(load_model()(TEXT))[:-5], load_model().vocab) is None


def test_what_is_kept_is_not_parsed_and_what_is_broken_is_parsed_anew() -> None:
    kept, articles = KeptParses(), make_heap()[:2]
    first = [[read(p.doc) for p in passages] for passages in parse_articles(articles, kept)]
    kept.asked.clear()
    assert [[read(p.doc) for p in passages] for passages in parse_articles(articles, kept)] == first
    assert kept.asked == set()
    one, other, *_ = sorted(kept.held)
    kept.held[one], kept.held[other] = b"broken", kept.held[one]  # the second is of other words
    assert [[read(p.doc) for p in passages] for passages in parse_articles(articles, kept)] == first
    assert kept.asked == {one, other}
