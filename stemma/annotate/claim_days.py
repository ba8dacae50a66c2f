"""The day that a clause tells of: one that it names, or one that it carries on from the words before."""

from collections.abc import Sequence

from spacy.tokens import Span as Tokens

from stemma.annotate.clauses import Clause
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.slots import within
from stemma.model.annotation import Attribution, TimeExpression


class DayReader:
    """Reads the days of one article's clauses, which must come in order of place."""

    def __init__(self, times: Sequence[TimeExpression]) -> None:
        """``times``: all of the article, in order of place."""
        self._times = times
        self._day: TimeExpression | None = None
        self._spoke: dict[str, TimeExpression] = {}

    def open_passage(self) -> None:
        """Go on to the next passage: a date is carried from sentence to sentence, never into the next paragraph."""
        self._day = None

    def read(
        self,
        passage: ParsedPassage,
        sentence: Tokens,
        clause: Clause,
        times: Sequence[TimeExpression],
        attribution: Attribution | None,
    ) -> tuple[str | None, str | None]:
        """The first date in the clause, else in its sentence, else one that it carries on; and how precise it is.

        ``times`` are those in the words of the claim, ``attribution`` who says them.
        A deed told in the past tense goes on on the day its paragraph last spoke of; quoted words were
        said on the day that their speaker was last said to speak. What holds now or always carries no day,
        neither of a deed that its sentence tells beside it.
        """
        start, end = passage.offset(sentence)
        speaker = attribution.chain[-1] if attribution and attribution.chain else None
        beside = within(self._times, start, end)
        if _holds_on(clause):
            beside = tuple(t for t in beside if not _is_apart(passage, sentence, clause, t))
        for time in (*times, *beside):
            if time.date and time.kind in {"DATE", "TIME"}:
                if time.precision in {"day", "time"}:
                    self._day = time
                    if speaker:
                        self._spoke[speaker] = time
                return time.date, time.precision
        told = clause.head.tag_ == "VBD" and clause.head.dep_ != "relcl"
        carried = self._day if told else None
        if attribution and attribution.quoted == "direct":
            carried = self._spoke.get(speaker or "") or self._day
        return (carried.date, carried.precision) if carried else (None, None)


def _holds_on(clause: Clause) -> bool:
    """Told of what is so now: "runs two ships"."""
    aux = {c.dep_ for c in clause.head.children}
    return clause.head.tag_ in {"VBZ", "VBP"} and not aux & {"aux", "auxpass"}


def _is_apart(passage: ParsedPassage, sentence: Tokens, clause: Clause, time: TimeExpression) -> bool:
    """Whether a time of the sentence hangs on another verb than the clause does."""
    token = next((t for t in sentence if passage.start + t.idx >= time.start), None)
    return token is not None and token.i not in clause.own
