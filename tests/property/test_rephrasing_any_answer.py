"""Whatever a writer answers: the dossier holds, and what is not proven is not in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model.writing import Wording
from stemma.tell.check import check_dossier
from stemma.tell.dossier_json import dump_dossier
from stemma.tell.rephrasing import rephrase_dossier
from tests.dossiers import make_dossier

BEFORE = make_dossier()
SENTENCES = [s.sentence for s in BEFORE.summary] + [f.statement for f in BEFORE.findings]
OWN = sorted({word for sentence in SENTENCES for word in sentence.split()})
BARRED = {"Xanadu", "97", "ninety-seven", "not", "http://x.example", "<b>", "Tuesday"}
FOREIGN = [*sorted(BARRED), "liars", "\u202e", "\n", "\ud800"]
ANSWERS = st.text(max_size=60) | st.lists(st.sampled_from(OWN + FOREIGN), min_size=1, max_size=14).map(" ".join)


@dataclass
class AnyWriter:
    answers: Sequence[str]
    name: str = "any"
    version: int = 1

    def rephrase(self, items: Sequence[Wording]) -> Mapping[str, str]:
        return {item.id: self.answers[number % len(self.answers)] for number, item in enumerate(items)}


@settings(max_examples=150, deadline=None)
@given(answers=st.lists(ANSWERS, min_size=1, max_size=6))
def test_any_answer_leaves_a_dossier_that_holds(answers: Sequence[str]) -> None:
    told = rephrase_dossier(BEFORE, AnyWriter(answers))
    assert check_dossier(told) == ()
    dump_dossier(told).encode("utf-8")
    sentences = [s.sentence for s in told.summary] + [f.statement for f in told.findings]
    changed = [now for was, now in zip(SENTENCES, sentences, strict=True) if was != now]
    assert len(changed) == told.settings["rephrased"]
    for sentence in changed:
        assert sentence.isprintable()
        assert not BARRED & set(sentence.split())


@settings(max_examples=100, deadline=None)
@given(answers=st.dictionaries(st.text(max_size=4) | st.sampled_from(["s0", "f0", "f9"]), ANSWERS, max_size=6))
def test_ids_that_were_not_asked_for_change_nothing(answers: Mapping[str, str]) -> None:
    class Stray(AnyWriter):
        def rephrase(self, items: Sequence[Wording]) -> Mapping[str, str]:
            return answers

    told = rephrase_dossier(BEFORE, Stray([""]))
    assert check_dossier(told) == ()
    assert len(told.findings) == len(BEFORE.findings)
