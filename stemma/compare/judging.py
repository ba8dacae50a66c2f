"""Judging: pairs of claims that likeness leaves open are put to a judge, where the user names one.

Open are pairs of two articles that are each other's best match, or would be, and whose score lies in a band around
the threshold above which they are linked. The most uncertain are asked about first.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from stemma.compare.alignment import Thresholds, match_best
from stemma.compare.likeness import Likeness
from stemma.compare.scores import Scores
from stemma.errors import AnswerRefused, WriterFailed
from stemma.model.annotation import Claim
from stemma.model.dossier import Finding
from stemma.model.writing import Answer

Progress = Callable[[int, int], None]
Link = tuple[float, int, int]
MOST_PAIRS = 60
"""Pairs of one story that a judge is asked about."""
_BAND = 0.5
"""How far a score may lie from the link threshold, as a share of it; the floor of likeness is lowered by as much."""
_REFUSALS = 5
"""So many refused answers, one after the other, and the judge is not asked again."""


class Judge(Protocol):
    """Says of two texts whether they answer the same question. Raises WriterFailed, AnswerRefused."""

    version: int
    """Of its instructions."""

    @property
    def name(self) -> str:
        """What it is called in a dossier."""

    def __call__(self, one: str, other: str) -> Answer:
        """The answer, the same in either order."""


class Judging:
    """What one story's judge was asked, and what it answered; without a judge, nothing."""

    def __init__(self, judge: Judge | None, *, most: int = MOST_PAIRS, progress: Progress | None = None) -> None:
        self._judge = judge
        self._most = most
        self._progress = progress
        self._same: dict[str, set[str]] = {}
        """Claim id → the ids of the claims that were judged to be the same."""
        self._notes: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What was asked and answered, in plain sentences."""
        return tuple(self._notes)

    def judge(
        self,
        claims: Sequence[Claim],
        likeness: Likeness,
        certain: Sequence[tuple[int, int]],
        thresholds: Thresholds,
    ) -> tuple[list[Link], set[tuple[int, int]]]:
        """The pairs (by index, with their score) judged the same, and those judged different."""
        if self._judge is None:
            return [], set()
        links = list_open(claims, likeness, certain, thresholds)
        asked = links[: self._most]
        answers, failure = self._ask(self._judge, claims, asked)
        same = [link for link, answer in zip(asked, answers, strict=False) if answer == "same"]
        for _, i, j in same:
            self._same.setdefault(claims[i].id, set()).add(claims[j].id)
        self._note(self._judge.name, len(links), answers, failure)
        apart = {(min(i, j), max(i, j)) for (_, i, j), a in zip(asked, answers, strict=False) if a == "different"}
        return same, apart

    def explain(self, finding: Finding) -> Finding:
        """The finding, with a sentence in its ``why`` where it holds claims that were judged to be the same."""
        held = {claim.id for claim in finding.claims}
        if self._judge is None or not any(self._same.get(key, set()) & held for key in held):
            return finding
        return replace(finding, why=f"{finding.why} A language model ({self._judge.name}) judged these to be the same.")

    def _ask(self, judge: Judge, claims: Sequence[Claim], links: Sequence[Link]) -> tuple[list[Answer | None], str]:
        """The answers in order, None where one was refused; fewer than ``links``, and why, after a failure."""
        answers: list[Answer | None] = []
        # Copied words make the same pair twice.
        known: dict[tuple[str, str], Answer | None] = {}
        refusals = 0
        for number, (_, i, j) in enumerate(links):
            if self._progress is not None:
                self._progress(number, len(links))
            one, other = sorted((claims[i].quote, claims[j].quote))
            try:
                if (one, other) not in known:
                    known[one, other] = judge(one, other)
                    refusals = 0
                answers.append(known[one, other])
            except AnswerRefused as error:
                known[one, other] = None
                answers.append(None)
                refusals += 1
                if refusals == _REFUSALS:
                    return answers, str(error)
            except WriterFailed as error:
                return answers, str(error)
        if self._progress is not None:
            self._progress(len(links), len(links))
        return answers, ""

    def _note(self, name: str, found: int, answers: Sequence[Answer | None], failure: str) -> None:
        counts = Counter(answers)
        if answers:
            self._notes.append(
                f"Pairs of claims whose likeness leaves open whether they belong together, put to a language model "
                f"({name}): {len(answers)}. It judged {counts['same']} the same, {counts['different']} different, "
                f"{counts['unsure']} unsure."
            )
        if counts[None]:
            self._notes.append(f"Of its judgements, {counts[None]} could not be used.")
        left = found - len(answers)
        if failure:
            self._notes.append(
                f"The language model ({name}) was asked no further, because {failure}; pairs left as likeness has "
                f"them: {left}."
            )
        elif left:
            self._notes.append(f"Pairs not put to it: {left}; it is asked about {self._most} of a story at most.")


def list_open(
    claims: Sequence[Claim], likeness: Likeness, certain: Sequence[tuple[int, int]], thresholds: Thresholds
) -> list[Link]:
    """The pairs that likeness leaves open, each with its score, the most uncertain first; the same in any order."""
    low, high = thresholds.link * (1 - _BAND), thresholds.link * (1 + _BAND)
    scores = Scores(likeness, claims, least=low)
    settled = {(min(pair), max(pair)) for pair in certain}
    links = [
        link
        for link in match_best(scores, claims, thresholds.least * (1 - _BAND))
        if link[0] <= high and (min(link[1:]), max(link[1:])) not in settled and _are_apart(claims, link)
    ]
    # By what the claims say, so that which are asked does not hang on where their articles stand.
    return sorted(
        links, key=lambda link: (abs(link[0] - thresholds.link), *sorted((claims[link[1]].id, claims[link[2]].id)))
    )


def _are_apart(claims: Sequence[Claim], link: Link) -> bool:
    """Of two articles: a headline and the body under it need no judge."""
    return claims[link[1]].article != claims[link[2]].article
