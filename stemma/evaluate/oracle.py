"""Grouping alone: what the compare stage makes of claims that are cut as the gold cuts them.

The mate of ``links_gold_groups`` (``stemma.evaluate.spans``), which takes our cuts and the gold's grouping.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.compare.findings import compare_story
from stemma.evaluate.comparison import Comparison, Extent
from stemma.evaluate.spans import gold_extents
from stemma.evaluate.stories import score_links
from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.span import Span
from stemma.read import read_one_story


def score_gold_spans(pages: Path, gold: Mapping[str, Any]) -> float:
    """``links`` with the gold's spans and our grouping of them: the pages are read and annotated, claims replaced.

    A gold claim that the text does not bear is missed, as ever.
    """
    story = annotate_story(read_one_story([pages]))
    articles = [{"id": a.article.id, "source": a.article.source, "text": a.article.text} for a in story.articles]
    laid = Comparison({"articles": articles, "findings": []}, gold)
    extents = gold_extents(laid)
    stems = {article["id"]: stem for stem, article in laid.by_stem.items()}
    recut = [recut_claims(a, extents.get(stems.get(a.article.id, ""), ()), _short_names(story)) for a in story.articles]
    findings = compare_story(recut, story.entities, vectors=True).findings
    told = [
        {"claims": [{"article": c.article, "start": c.start, "end": c.end} for c in finding.claims]}
        for finding in findings
    ]
    return score_links(Comparison({"articles": articles, "findings": told}, gold))


def recut_claims(annotated: Annotated, extents: Sequence[Extent], names: Mapping[str, str]) -> Annotated:
    """The article with one claim for each of ``extents`` and no other.

    Each takes what the claim says, when and by whom from the one of ours that shares most characters with it,
    and its slots from the article. ``names``: entity id → the short form to align by.
    """
    claims = tuple(_recut(annotated, start, end, names) for start, end in sorted(set(extents)))
    return Annotated(
        article=annotated.article,
        sentences=annotated.sentences,
        mentions=annotated.mentions,
        times=annotated.times,
        quantities=annotated.quantities,
        attributions=annotated.attributions,
        claims=claims,
    )


def _recut(annotated: Annotated, start: int, end: int, names: Mapping[str, str]) -> Claim:
    article = annotated.article
    title = article.title_span
    blank = Claim(
        id="",
        article=article.id,
        start=start,
        end=end,
        quote="",
        part="headline" if title and title.start <= start < title.end else "body",
        sentence=Span(start, end),
    )
    near = max(annotated.claims, key=lambda c: min(c.end, end) - max(c.start, start), default=blank)
    base = near if min(near.end, end) > max(near.start, start) else blank
    mentions = tuple(m for m in annotated.mentions if start <= m.start and m.end <= end)
    return replace(
        base,
        id=hashlib.sha256(f"{article.id}:{start}:{end}".encode()).hexdigest()[:12],
        start=start,
        end=end,
        quote=article.text[start:end],
        wording=_reword(article.text, start, end, [(m.start, m.end, names.get(m.entity or "", "")) for m in mentions]),
        mentions=mentions,
        times=tuple(t for t in annotated.times if start <= t.start and t.end <= end),
        quantities=tuple(q for q in annotated.quantities if start <= q.start and q.end <= end),
        # The gold labels no questions, so that none may be dropped as one.
        modality="asserted" if base.modality == "asked" else base.modality,
        complete=False,
    )


def _reword(text: str, start: int, end: int, named: Sequence[tuple[int, int, str]]) -> str:
    """The words with each name in its short form, as the annotators word a claim."""
    parts: list[str] = []
    for first, last, name in named:
        if name and first >= start:
            parts += [text[start:first], name]
            start = last
    return " ".join("".join([*parts, text[start:end]]).split())


def _short_names(story: AnnotatedStory) -> dict[str, str]:
    """Entity id to the form to align by: of a person the last word."""
    return {e.id: _short_name(e) for e in story.entities}


def _short_name(entity: Entity) -> str:
    return entity.name.split()[-1] if entity.kind == "person" else entity.name
