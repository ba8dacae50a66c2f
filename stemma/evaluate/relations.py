"""The relation alone: what the compare stage says of groups that the gold makes.

The mate of ``links_gold_spans`` (``stemma.evaluate.oracle``): there the gold cuts and we group, here the gold
groups and we say what the group amounts to.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.compare.contrasts import Judgement
from stemma.compare.findings import make_context
from stemma.compare.relation import judge_claims
from stemma.evaluate.comparison import Comparison, f_score, share
from stemma.evaluate.stories import CONTRASTS, TYPED, score_told_relations
from stemma.model.annotation import Claim
from stemma.read import read_one_story

Judged = tuple[Mapping[str, Any], tuple[Claim, ...], Judgement | None]
"""A gold finding, the claims of ours that its claims are assigned to, and what we make of them; None: no claims."""


def judge_gold_groups(story: AnnotatedStory, gold: Mapping[str, Any]) -> list[Judged]:
    """Each gold finding with our judgement of its claims, in the order of the gold file.

    A gold claim is assigned to the claim of ours that covers half of it or more and fits it best, as for ``links``.
    """
    articles = [{"id": a.article.id, "source": a.article.source, "text": a.article.text} for a in story.articles]
    claims = [claim for a in story.articles for claim in a.claims]
    told = [{"claims": [{"article": c.article, "start": c.start, "end": c.end}]} for c in claims]
    laid = Comparison({"articles": articles, "findings": told}, gold)
    groups: list[dict[int, None]] = [{} for _ in gold["findings"]]
    for claim, cover in zip(laid.claims, laid.covers, strict=True):
        if cover:
            groups[claim.finding][cover.claim] = None
    context = make_context(story.articles, story.entities, story.places)
    judged: list[Judged] = []
    for finding, group in zip(gold["findings"], groups, strict=True):
        own = tuple(sorted((claims[i] for i in group), key=lambda c: (c.article, c.start, c.end)))
        judged.append((finding, own, judge_claims(own, context) if own else None))
    return judged


def score_judged(judged: Sequence[Judged]) -> dict[str, float]:
    """``relation``, ``conflicts``, ``conflicts_typed`` over gold groups, and ``differ_precision``.

    The last is the share of what we say differs that the gold sets side by side at all.
    """
    pairs = [(finding["relation"], judgement.relation if judgement else None) for finding, _, judgement in judged]
    typed = [judgement for finding, _, judgement in judged if is_typed(finding)]
    right = sum(wanted in CONTRASTS and got in CONTRASTS for wanted, got in pairs)
    told = sum(got in CONTRASTS for _, got in pairs)
    asked = sum(wanted in CONTRASTS for wanted, _ in pairs)
    differing = [wanted for wanted, got in pairs if got == "differ"]
    return {
        "relation": score_told_relations(pairs),
        "conflicts": f_score(right, told - right, asked - right) if asked else float(not told),
        "conflicts_typed": share((j for j in typed if j and j.relation in CONTRASTS), len(typed)),
        "differ_precision": share((w for w in differing if w in CONTRASTS), len(differing)),
    }


def is_typed(finding: Mapping[str, Any]) -> bool:
    """Whether the gold sets values of quantity, time, place or wording side by side there."""
    return finding["relation"] in CONTRASTS and finding.get("kind") in TYPED


def score_gold_groups_relation(pages: Path, gold: Mapping[str, Any]) -> dict[str, float]:
    """The figures of ``score_judged`` of one story, told from its pages; each name ends in ``_gold_groups``."""
    story = annotate_story(read_one_story([pages]))
    return {f"{name}_gold_groups": value for name, value in score_judged(judge_gold_groups(story, gold)).items()}
