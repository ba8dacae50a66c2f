"""Statements and summary sentences in a writer's words, where these are proven; in the articles' own words else.

A writer is not trusted. What it gives must pass the proof that the summary passes (names, figures and dates stand in
the cited words) and keep what that proof does not see: every figure and day of the sentence, its denials, its hedges,
who says it, and most of its words (``stemma.tell.faithfulness``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from stemma.errors import AnswerRefused, WriterFailed
from stemma.model.dossier import Dossier, Finding, SummarySentence
from stemma.model.writing import Wording
from stemma.tell.check import check_dossier
from stemma.tell.faithfulness import is_faithful, shape_answer
from stemma.tell.proof import Evidence, find_unproven

Progress = Callable[[int, int], None]
_BATCH = 8
_MOST = 240
"""Sentences that one dossier has put to a writer; what most articles say comes first."""
_LONGEST = 500
_REFUSALS = 3
"""So many refused answers, one after the other, and the writer is not asked again."""


class Writer(Protocol):
    """Puts sentences in other words."""

    version: int
    """Of its instructions."""

    @property
    def name(self) -> str:
        """What it is called in a dossier."""

    def rephrase(self, items: Sequence[Wording]) -> Mapping[str, str]:
        """Sentences by the items' ids. Raises WriterFailed, AnswerRefused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence of the dossier: of the summary, or a finding's statement."""

    key: str
    sentence: str
    findings: tuple[str, ...]
    contrasted: bool
    """Its claims do not say the same, so that words of one would be wrong for another."""


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    same: int = 0
    unproven: int = 0
    failure: str = ""


def rephrase_dossier(dossier: Dossier, writer: Writer, *, progress: Progress | None = None) -> Dossier:
    """The dossier with what ``writer`` put well in its words; ``notes`` and ``settings`` say how much that is.

    Never raises for what the writer does: without an answer, the dossier stays as it is and a note says why.
    """
    pieces = _list_pieces(dossier)
    tally = _Tally()
    answers = _ask(dossier, pieces[:_MOST], writer, tally, progress)
    kept = _keep_proven(dossier, pieces[:_MOST], answers, tally)
    findings = tuple(replace(f, statement=kept.get(f"f{n}", f.statement)) for n, f in enumerate(dossier.findings))
    summary = tuple(replace(s, sentence=kept.get(f"s{n}", s.sentence)) for n, s in enumerate(dossier.summary))
    told = {
        "writer": writer.name,
        "writer_prompt": writer.version,
        "sentences": len(pieces),
        "rephrased": len(kept),
        "not_proven": tally.unproven,
    }
    return replace(
        dossier,
        findings=findings,
        summary=summary,
        notes=(*dossier.notes, *_note(writer.name, len(pieces), len(kept), tally)),
        settings=dossier.settings | told,
    )


def _list_pieces(dossier: Dossier) -> list[_Piece]:
    """The summary first, then the findings' statements in their order; what is too long is not offered."""
    relation = {f.id: f.relation for f in dossier.findings}
    pieces = [
        _Piece(
            key=f"s{n}",
            sentence=s.sentence,
            findings=s.findings,
            contrasted=any(relation.get(key) not in {"agree", "single"} for key in s.findings),
        )
        for n, s in enumerate(dossier.summary)
    ]
    pieces += [
        _Piece(key=f"f{n}", sentence=f.statement, findings=(f.id,), contrasted=f.relation not in {"agree", "single"})
        for n, f in enumerate(dossier.findings)
    ]
    return [piece for piece in pieces if piece.sentence.strip() and len(piece.sentence) <= _LONGEST]


def _ask(
    dossier: Dossier, pieces: Sequence[_Piece], writer: Writer, tally: _Tally, progress: Progress | None
) -> dict[str, str]:
    """The writer's sentences by key, unchecked; a batch at a time, until the writer fails."""
    known = {f.id: f for f in dossier.findings}
    answers: dict[str, str] = {}
    refusals = 0
    for start in range(0, len(pieces), _BATCH):
        if progress is not None:
            progress(start, len(pieces))
        batch = pieces[start : start + _BATCH]
        try:
            answers.update(writer.rephrase([_word(piece, known) for piece in batch]))
            refusals = 0
        except AnswerRefused as error:
            refusals += 1
            tally.failure = str(error)
            if refusals == _REFUSALS:
                break
        except WriterFailed as error:
            tally.failure = str(error)
            break
    if progress is not None:
        progress(len(pieces), len(pieces))
    return answers


def _word(piece: _Piece, known: Mapping[str, Finding]) -> Wording:
    quotes = [c.quote for key in piece.findings if key in known for c in known[key].claims]
    return Wording(id=piece.key, sentence=piece.sentence, quotes=tuple(dict.fromkeys(quotes)))


def _keep_proven(
    dossier: Dossier, pieces: Sequence[_Piece], answers: Mapping[str, str], tally: _Tally
) -> dict[str, str]:
    """The answers that may stand, by key."""
    answered = [piece for piece in pieces if piece.key in answers]
    tally.asked = len(answered)
    bare = _strip(dossier)
    kept: dict[str, str] = {}
    for piece in answered:
        sentence = shape_answer(answers[piece.key], piece.sentence)
        if sentence == piece.sentence:
            tally.same += 1
        elif sentence and _may_stand(piece, sentence, bare):
            kept[piece.key] = sentence
        else:
            tally.unproven += 1
    return kept


def _strip(dossier: Dossier) -> Dossier:
    """The dossier with what the check of a summary sentence looks at, and nothing else that it would look at."""
    return replace(
        dossier,
        articles=tuple(replace(a, body=(), captions=(), furniture=()) for a in dossier.articles),
        findings=tuple(replace(f, settles=()) for f in dossier.findings),
        origins=tuple(replace(o, findings=()) for o in dossier.origins),
        copies=(),
        timeline=(),
        quotations=(),
        overrides=(),
    )


def _may_stand(piece: _Piece, sentence: str, bare: Dossier) -> bool:
    cited = tuple(f for f in bare.findings if f.id in piece.findings)
    if check_dossier(
        replace(bare, findings=cited, summary=(SummarySentence(sentence=sentence, findings=piece.findings),))
    ):
        return False
    own = Evidence(quotes=(piece.sentence,), names=(), dates=(), articles=0, all_articles=0)
    if piece.contrasted and find_unproven(sentence, own):
        return False
    quotes = () if piece.contrasted else tuple(c.quote for f in cited for c in f.claims)
    return is_faithful(sentence, piece.sentence, (piece.sentence, *quotes))


def _note(name: str, pieces: int, kept: int, tally: _Tally) -> tuple[str, ...]:
    notes = []
    if kept:
        notes.append(
            f"A language model ({name}) put {kept} of {pieces} statements and sentences of the summary in its own "
            "words; their names, figures and dates are proven by the words they cite, the rest of them is not."
        )
    else:
        notes.append(f"Nothing here is in the words of the language model that was asked ({name}).")
    if tally.unproven:
        notes.append(f"Of its sentences, {tally.unproven} did not pass the check: there the articles' own words stand.")
    unanswered = pieces - tally.asked
    if tally.failure:
        notes.append(f"It gave no usable answer for {unanswered} of the sentences, because {tally.failure}.")
    elif unanswered:
        notes.append(f"Of the sentences, {unanswered} were not put to it: so many are not asked about.")
    return tuple(notes)
