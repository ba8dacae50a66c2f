"""Statements and summary in a writer's words: only where proven, else in the articles' own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from stemma.errors import AnswerRefused, WriterFailed
from stemma.model.dossier import Dossier
from stemma.model.writing import Wording
from stemma.tell.check import check_dossier
from stemma.tell.faithfulness import is_faithful, shape_answer
from stemma.tell.rephrasing import rephrase_dossier
from tests.dossiers import make_dossier


@dataclass
class FakeWriter:
    change: Callable[[str], str]
    name: str = "quill-1"
    version: int = 3
    asked: list[Wording] = field(default_factory=list)

    def rephrase(self, items: Sequence[Wording]) -> Mapping[str, str]:
        self.asked += items
        return {item.id: self.change(item.sentence) for item in items}


def list_sentences(dossier: Dossier) -> list[str]:
    return [*(s.sentence for s in dossier.summary), *(f.statement for f in dossier.findings)]


def as_told(words: str) -> Callable[[str], str]:
    """A writer who has ``words`` for the bridge's closing, and repeats everything else."""
    return lambda sentence: words if sentence == "The Alder bridge was closed on Friday" else sentence


def tell_closing(words: str) -> str:
    told = rephrase_dossier(make_dossier(), FakeWriter(as_told(words)))
    assert check_dossier(told) == ()
    return next(f.statement for f in told.findings if f.id == "f-closed")


CLOSED = "The Alder bridge was closed on Friday"


@pytest.mark.parametrize(
    "words",
    [
        "On Friday the bridge over the Alder was closed",
        "The Alder bridge in Wexcombe has been shut since Friday",
        "The bridge was closed on Friday 11 October 2024",
    ],
)
def test_words_that_the_cited_spans_bear_out_are_taken(words: str) -> None:
    # A date that only the finding's resolved date proves is a figure more than the sentence had.
    assert tell_closing(words) == (words if "2024" not in words else CLOSED)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("The Alder bridge was closed on Friday by Mayor Crook", "a name that nobody cites"),
        ("The Alder bridge was closed on Monday", "another day"),
        ("The Alder bridge was closed", "a day lost"),
        ("The Alder bridge was closed for 40 days on Friday", "a figure that nobody cites"),
        ("The Alder bridge was not closed on Friday", "a denial more"),
        ("The Alder bridge may have been closed on Friday", "a doubt more"),
        ("The Alder bridge was closed on Friday, it was said", "a speaker more"),
        ("The Alder bridge was closed on Friday because greedy contractors stole cement", "words from nowhere"),
        ("The Alder bridge was closed on Friday by cowards", "a word that takes no other's place"),
        ("The Alder bridge was closed on Friday. The bridge was closed", "two sentences"),
        ("The Alder bridge was closed on Friday, see alder.example", "a link"),
        ("<b>The Alder bridge was closed on Friday</b>", "markup"),
        ("**The Alder bridge** was closed on Friday", "markup"),
        ("The Alder bridge\nwas closed on Friday", "a line break"),
        ("The Alder bridge was\u202e closed on Friday", "a hidden character"),
        ("The Alder bridge was closed on Friday " + "on that very Friday " * 9, "length"),
        ("Was the Alder bridge closed on Friday?", "a question"),
        ("", "nothing"),
        ("…", "no word"),
    ],
)
def test_words_that_are_not_proven_fall_back_to_the_articles_own(words: str, fault: str) -> None:
    assert tell_closing(words) == CLOSED, fault


def test_of_versions_that_differ_none_is_put_in_place_of_another() -> None:
    dossier = make_dossier()
    repairs = replace(dossier.findings[1], statement="Repairs will take six weeks")
    dossier = replace(dossier, findings=(dossier.findings[0], repairs, *dossier.findings[2:]))
    other = "The repairs would last at least two months"
    told = rephrase_dossier(dossier, FakeWriter(lambda s: other if s == repairs.statement else s))
    assert told.findings[1].statement == repairs.statement
    better = "The repairs will take six weeks"
    told = rephrase_dossier(dossier, FakeWriter(lambda s: better if s == repairs.statement else s))
    assert told.findings[1].statement == better


def test_what_becomes_of_denials_hedges_and_speakers_is_compared() -> None:
    assert is_faithful(
        "Two of the crew didn't drown", "Two of the crew did not drown", ["Two of the crew did not drown"]
    )
    for sentence, original in [
        ("Two of the crew drowned", "Two of the crew did not drown"),
        ("The crane is 40 metres high", "The crane is about 40 metres high"),
        ("At least 40 people fled", "40 people fled"),
        ("The crane was moved", "The crane will be moved"),
        ("The crane was moved", "The crane was allegedly moved"),
        ("The crane was moved", "The crane was moved, the port said"),
        ("The crane was the first to fall", "The crane was the last to fall"),
        ("Prosecutors closed an inquiry", "Prosecutors opened an inquiry"),
        ("The port denied that the crane fell", "The port said that the crane fell"),
    ]:
        assert not is_faithful(sentence, original, [original, sentence]), sentence


def test_a_full_stop_stands_where_one_stood() -> None:
    assert shape_answer("It rained. ", "Rain fell") == "It rained"
    assert shape_answer("It rained", "Rain fell.") == "It rained."
    assert shape_answer("Mr. J. Smith of St. Ives came", "J. Smith came") == "Mr. J. Smith of St. Ives came"


def test_the_dossier_tells_how_many_sentences_are_the_writers() -> None:
    told = rephrase_dossier(make_dossier(), FakeWriter(as_told("On Friday the bridge over the Alder was closed")))
    assert told.settings["writer"] == "quill-1"
    assert told.settings["writer_prompt"] == 3
    assert (told.settings["sentences"], told.settings["rephrased"], told.settings["not_proven"]) == (6, 1, 0)
    assert "put 1 of 6 statements" in told.notes[0]
    assert "quill-1" in told.notes[0]
    assert told.settings["vectors"] is False, "what made the dossier before stays told"


def test_a_writer_who_invents_changes_nothing_and_is_told_of() -> None:
    before = make_dossier()
    told = rephrase_dossier(before, FakeWriter(lambda s: s.rstrip(".") + " and Zoltan Quux saw 97 of them."))
    assert list_sentences(told) == list_sentences(before)
    assert told.notes[0].startswith("Nothing here is in the words of the language model")
    assert told.notes[1].startswith("Of its sentences, 6 did not pass the check")


def test_a_writer_gets_the_sentence_and_the_words_it_rests_on() -> None:
    writer = FakeWriter(str)
    rephrase_dossier(make_dossier(), writer)
    closed = next(item for item in writer.asked if item.sentence == CLOSED)
    assert closed.quotes == (
        "The Alder bridge in Wexcombe was closed on Friday",
        "The bridge over the Alder was shut on Friday",
        "The Alder bridge has been closed since Friday",
    )


@pytest.mark.parametrize("error", [WriterFailed("nothing listens there"), AnswerRefused("its answer is no text")])
def test_without_an_answer_the_dossier_is_as_it_was_and_says_why(error: Exception) -> None:
    def fail(_: str) -> str:
        raise error

    before = make_dossier()
    told = rephrase_dossier(before, FakeWriter(fail))
    assert list_sentences(told) == list_sentences(before)
    assert str(error) in told.notes[-1]


def test_a_writer_that_fails_is_not_asked_again_and_one_that_is_refused_three_times_neither() -> None:
    before = make_dossier()
    many = replace(before, findings=tuple(replace(before.findings[2], id=f"f{n}") for n in range(80)), summary=())
    for error, calls in ((WriterFailed("gone"), 8), (AnswerRefused("nonsense"), 24)):
        writer = FakeWriter(str)

        def fail(items: Sequence[Wording], writer: FakeWriter = writer, error: Exception = error) -> Mapping[str, str]:
            writer.asked += items
            raise error

        writer.rephrase = fail  # type: ignore[method-assign]
        rephrase_dossier(many, writer)
        assert len(writer.asked) == calls


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    rephrase_dossier(make_dossier(), FakeWriter(str), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(0, 6), (6, 6)]


def test_a_story_with_nothing_to_tell_is_no_trouble() -> None:
    empty = replace(make_dossier(), findings=(), summary=(), origins=(), timeline=())
    assert rephrase_dossier(empty, FakeWriter(str)).settings["rephrased"] == 0
