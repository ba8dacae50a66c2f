"""Checking a sentence against a story: which of its claims say the same, and which say otherwise.

The sentence is annotated together with the story's articles and compared with their claims as ``stemma.compare``
compares them with each other: the same likeness, the same tests of figures, places, days, names and denials, the same
chance below which nothing is told. It is no part of the story: it adds no origin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemma.annotate.parse import Parses
from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.collection.doubting import Around, Doubt, find_doubt, list_stems
from stemma.compare.alignment import WITH_VECTORS, WITHOUT_VECTORS
from stemma.compare.confidence import SURE, Evidence, measure_confidence
from stemma.compare.contrasts import Context, Contrast
from stemma.compare.copies import find_copies
from stemma.compare.findings import make_context
from stemma.compare.likeness import Embed, Likeness
from stemma.compare.origins import OriginBook, Route
from stemma.compare.relation import judge_claims
from stemma.compare.scores import Scores
from stemma.compare.vectors import embed_texts
from stemma.model.annotation import Annotated, Claim
from stemma.model.article import Article
from stemma.model.dossier import Relation
from stemma.model.span import Span

ASKED = "asked"
"""The id of the article that the sentence stands in meanwhile; articles of a collection have hashes."""


LEAST_AGAINST = 0.5
"""The chance that two claims answer one question from which one is told as contradicting the other."""
_FEW = 24
"""Fewer clauses than this do not tell what is common in news and what is peculiar to them."""
_BACKGROUND = (
    "The council approved the budget after a long debate",
    "Shares of the company fell by three percent on Tuesday",
    "The team won the match in the last minute",
    "A storm left thousands of homes without power",
    "The minister will travel to the capital next week",
    "Police arrested two men near the station",
    "Researchers published their findings in a journal",
    "The singer cancelled her concerts because of illness",
    "Farmers expect a poor harvest after the dry summer",
    "The court rejected the appeal of the former mayor",
    "Workers at the plant went on strike over pay",
    "The school opened a new library for its pupils",
    "Fuel prices rose for the fourth month in a row",
    "Residents were told to boil their drinking water",
    "The president signed the treaty on Friday",
    "An earthquake shook the islands during the night",
)
"""Sentences of other matters, so that a short story's own words can be told from news as such."""
_WHYS = {"denied": "one of the two denies it", "revised": "a figure was revised", "later": "a later report counts more"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A claim of the story that bears on a part of the sentence."""

    claim: Claim
    relation: Relation
    chance: float
    """0..1: that both answer one question."""
    sure: bool
    """Whether the chance is high enough for the relation to be told."""
    words: tuple[str, str] | None = None
    """How the two values read that differ, the sentence's first."""
    why: str = ""
    origin: Route | None = None
    """Where its article has it from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPart:
    """One assertion of the sentence, and what the story has on it, the likeliest first."""

    start: int
    end: int
    quote: str
    bearings: tuple[Bearing, ...]
    origins_for: tuple[Route, ...] = ()
    """The independent origins of the claims that say the same."""
    origins_against: tuple[Route, ...] = ()


def check_sentence(
    articles: Sequence[Article],
    sentence: str,
    *,
    vectors: bool = True,
    embed: Embed = embed_texts,
    parses: Parses | None = None,
) -> tuple[CheckedPart, ...]:
    """What the articles of one story have on each assertion of ``sentence``; empty where it makes none.

    ``embed`` and ``parses``: where vectors and parses are kept from one question to the next. Raises MissingPart where
    vectors are asked for in vain.
    """
    asked = Article(id=ASKED, source=ASKED, text=sentence, language="en", body=(Span(0, len(sentence)),))
    story = annotate_story((*articles, asked), parses=parses)
    own = [c for a in story.articles if a.article.id == ASKED for c in a.claims if c.modality != "asked"]
    if not own:
        return ()
    return _Check(story, own, vectors=vectors, embed=embed).list_parts()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    relation: Relation
    words: tuple[str, str] | None
    why: str


class _Check:
    """A story with the sentence in it, and all its claims: those of the sentence first."""

    def __init__(self, story: AnnotatedStory, own: Sequence[Claim], *, vectors: bool, embed: Embed) -> None:
        others = [one for one in story.articles if one.article.id != ASKED]
        clauses = [*own, *(c for one in others for c in one.claims if c.modality != "asked")]
        asked = {c.id for one in others for c in one.claims if c.modality == "asked"}
        self._own = range(len(own))
        self._claims = [*clauses, *(p for one in others for p in one.phrases if p.within not in asked)]
        self._vectors = vectors
        self._thresholds = WITH_VECTORS if vectors else WITHOUT_VECTORS
        wordings = [claim.wording for claim in self._claims]
        others_too = _BACKGROUND if len({claim.wording for claim in clauses}) < _FEW else ()
        self._likeness = Likeness(
            [*others_too, *wordings], vectors=vectors, clauses=len(others_too) + len(clauses), embed=embed
        ).keep(range(len(others_too), len(others_too) + len(wordings)))
        self._scores = Scores(self._likeness, self._claims, least=self._thresholds.link)
        self._context: Context = make_context(story.articles, story.entities, story.places)
        self._around = {one.article.id: _look_around(one) for one in others}
        self._names = {one.id: one.name for one in story.entities}
        self._book = OriginBook(others, story.entities, find_copies(others))

    def list_parts(self) -> tuple[CheckedPart, ...]:
        """Each assertion of the sentence."""
        return tuple(self._check(index) for index in self._own)

    def _check(self, index: int) -> CheckedPart:
        asked = self._claims[index]
        others = np.arange(len(self._own), len(self._claims))
        if not len(others):
            return CheckedPart(start=asked.start, end=asked.end, quote=asked.quote, bearings=())
        likeness = self._likeness.compare([index], others)[0]
        scores = self._scores.compare([index], others.tolist())[0]
        near = [
            int(others[place])
            for place in np.argsort(-scores, kind="stable")
            if likeness[place] >= self._thresholds.least and scores[place] >= self._thresholds.link
        ]
        by_claim = {int(other): float(value) for other, value in zip(others, likeness, strict=True)}
        chosen = self._choose(asked, near)
        held = {other for other, _ in chosen}
        bearings = [self._bear(other, judged, by_claim, held) for other, judged in chosen]
        if not bearings:
            bearings = [self._bear(int(others[int(np.argmax(scores))]), None, by_claim, held)]
        bearings.sort(key=lambda one: (not one.sure, -one.chance, one.claim.article, one.claim.start))
        same = [one.claim for one in bearings if one.sure and one.relation == "agree"]
        against = [one.claim for one in bearings if one.sure and one.relation == "differ"]
        return CheckedPart(
            start=asked.start,
            end=asked.end,
            quote=asked.quote,
            bearings=tuple(bearings),
            origins_for=self._book.settle(same)[1] if same else (),
            origins_against=self._book.settle(against)[1] if against else (),
        )

    def _choose(self, asked: Claim, near: Sequence[int]) -> list[tuple[int, _Judged]]:
        """Of each article the claim that says most nearly the same, and the nearest that says otherwise."""
        chosen: dict[tuple[str, Relation], tuple[int, _Judged]] = {}
        for other in near:
            judged = self._judge(asked, self._claims[other])
            chosen.setdefault((self._claims[other].article, judged.relation), (other, judged))
        kept = []
        for (article, relation), (other, judged) in chosen.items():
            same = chosen.get((article, "agree"))
            # What an article says in one place it need not take back in another, less like it.
            if relation == "agree" or same is None or near.index(same[0]) > near.index(other):
                kept.append((other, judged))
        return kept

    def _judge(self, asked: Claim, claim: Claim) -> _Judged:
        """What the claim is to the sentence; ``single`` where they are alike and yet not of one thing."""
        judged = judge_claims([asked, claim], self._context)
        doubt = find_doubt(asked, claim, self._around[claim.article], self._names)
        contrast = judged.contrast
        if doubt is not None and (judged.relation == "agree" or not _explains(contrast, doubt)):
            relation: Relation = "differ" if doubt.otherwise else "single"
            return _Judged(relation=relation, words=doubt.words, why=doubt.why)
        return _Judged(
            relation=judged.relation,
            words=contrast.words if contrast else None,
            why=_WHYS.get(contrast.why, "") if contrast else "",
        )

    def _bear(self, other: int, judged: _Judged | None, likeness: dict[int, float], held: set[int]) -> Bearing:
        claim = self._claims[other]
        rivals = [value for i, value in likeness.items() if i not in held and self._claims[i].article != claim.article]
        evidence = Evidence(
            mean=likeness[other],
            least=likeness[other],
            rival=max(rivals, default=0.0),
            articles=2,
            phrases=0.5 if claim.within is not None else 0.0,
        )
        chance = measure_confidence(evidence, vectors=self._vectors)
        relation: Relation = judged.relation if judged else "single"
        (route,), _, _ = self._book.settle([claim])
        return Bearing(
            claim=claim,
            relation=relation,
            chance=chance,
            sure=relation != "single" and chance >= (SURE if relation == "agree" else LEAST_AGAINST),
            words=judged.words if judged else None,
            why=judged.why if judged else "",
            origin=route,
        )


def _explains(contrast: Contrast | None, doubt: Doubt) -> bool:
    """Whether a test of relation found what the doubt is about: then its own word holds."""
    return contrast is not None and (doubt.otherwise or contrast.why == "denied")


def _look_around(one: Annotated) -> Around:
    named = frozenset(mention.entity for mention in one.mentions if mention.entity)
    return Around(named=named, stems=list_stems(one.article.text))
