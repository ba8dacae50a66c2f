"""Findings of labelled stories, made as a user's are, with what the labels say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.compare.confidence import gather_evidence, measure_confidence
from stemma.compare.copies import find_copies
from stemma.compare.findings import find_rivals, group_claims, make_context
from stemma.compare.relation import judge_claims
from stemma.evaluate.comparison import Comparison
from stemma.evaluate.invented import InventedStory
from stemma.evaluate.relations import judge_gold_groups
from stemma.evaluate.stories import CONTRASTS
from stemma.model.annotation import Claim
from stemma.read import read_paths, refine_story

TOUCHES = 0.3
"""How much of a mark and a claim together is in both, at least, for the claim to tell the marked version."""
Versions = Mapping[str, frozenset[tuple[str, str | None]]]
"""Claim id → the facts that it tells and in which version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding of several articles in which no typed test fired."""

    story: str
    claims: tuple[Claim, ...]
    confidence: float
    contrast: bool
    """Whether it answers to a gold finding that is a contrast."""
    gold_group: bool
    """Whether the gold file grouped it, and not we."""

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({c.article for c in self.claims})


def read_told(pages: Path, gold: Mapping[str, Any], name: str) -> tuple[list[Told], AnnotatedStory]:
    """The findings of one story's pages, ours and as the gold groups them, and the story."""
    story = annotate_story(refine_story(read_paths([pages])[0]))
    annotated = sorted(story.articles, key=lambda a: a.article.id)
    claims, likeness, groups = group_claims(annotated, find_copies(annotated), vectors=True)
    rivals = find_rivals(groups, claims, likeness)
    context = make_context(story.articles, story.entities, story.places)
    articles = [{"id": a.article.id, "source": a.article.source, "text": a.article.text} for a in annotated]
    findings = [
        {"id": str(n), "claims": [{"article": c.article, "start": c.start, "end": c.end} for c in own]}
        for n, own in enumerate([claims[i] for i in g.members] for g in groups)
    ]
    laid = Comparison({"articles": articles, "findings": findings}, gold)
    pairs = zip(gold["findings"], laid.matches, strict=True)
    wanted = {match["id"] for finding, match in pairs if match and finding["relation"] in CONTRASTS}
    told = []
    for number, group in enumerate(groups):
        own = tuple(sorted((claims[i] for i in group.members), key=lambda c: (c.article, c.start, c.end)))
        if judge_claims(own, context).relation == "agree":
            sure = measure_confidence(gather_evidence(group.members, claims, likeness, rivals), vectors=True)
            told.append(Told(story=name, claims=own, confidence=sure, contrast=str(number) in wanted, gold_group=False))
    for finding, held, judgement in judge_gold_groups(story, gold):
        if judgement and judgement.relation == "agree":
            contrast = finding["relation"] in CONTRASTS
            told.append(Told(story=name, claims=held, confidence=1.0, contrast=contrast, gold_group=True))
    return told, story


def find_versions(
    told: Iterable[Told], texts: Mapping[str, str], names: Mapping[str, str], story: InventedStory
) -> Versions:
    """Which version of which fact each claim tells; ``names``: the invented article's name → our article's id."""
    by_article: dict[str, dict[str, Claim]] = {}
    for finding in told:
        for claim in finding.claims:
            by_article.setdefault(claim.article, {})[claim.id] = claim
    found: dict[str, set[tuple[str, str | None]]] = {}
    for article in story.articles:
        ours = names.get(article.name, "")
        for piece in article.pieces:
            for mark in piece.marks:
                start = texts.get(ours, "").find(piece.text[mark.start : mark.end])
                for claim in _list_touching(by_article.get(ours, {}).values(), start, start + mark.end - mark.start):
                    found.setdefault(claim.id, set()).add((mark.fact, mark.version))
    return {claim: frozenset(facts) for claim, facts in found.items()}


def _list_touching(claims: Iterable[Claim], start: int, end: int) -> list[Claim]:
    if start < 0:
        return []
    touching = []
    for claim in claims:
        shared = min(end, claim.end) - max(start, claim.start)
        if shared > 0 and shared >= TOUCHES * (max(end, claim.end) - min(start, claim.start)):
            touching.append(claim)
    return touching


def tell_apart(one: Claim, other: Claim, versions: Versions, contrasts: Sequence[str]) -> bool:
    """Whether two claims tell one fact, on which articles contrast, in versions that have none in common."""
    first, second = versions.get(one.id, frozenset()), versions.get(other.id, frozenset())
    for fact in sorted({f for f, _ in first} & {f for f, _ in second} & set(contrasts)):
        own = {v for f, v in first if f == fact}
        others = {v for f, v in second if f == fact}
        if None not in own | others and not own & others:
            return True
    return False
