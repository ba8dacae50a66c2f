"""Annotating a story: every annotator over every article, in the order that their needs set.

parse → mentions → entities (over the story) → anchors (over the story) → times → quantities
      → attributions → claims
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.annotate.anchors import Anchor, find_anchors
from stemma.annotate.attribution import find_attributions
from stemma.annotate.claims import Slots, make_claims
from stemma.annotate.entities import group_names
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import LANGUAGES, parse_articles
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.places import resolve_places
from stemma.annotate.quantities import find_quantities
from stemma.annotate.times import find_article_times
from stemma.model.annotation import Annotated, Entity, Mention, Quantity, TimeExpression
from stemma.model.article import Article, Rejected
from stemma.model.dossier import Place
from stemma.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedStory:
    """The articles of one story with all that was found in them, and what they share."""

    articles: tuple[Annotated, ...]
    entities: tuple[Entity, ...]
    anchors: tuple[Anchor, ...]
    """The day each article's "today" means, in the order of ``articles``."""
    places: tuple[Place, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def annotate_story(articles: Sequence[Article]) -> AnnotatedStory:
    """Annotate the articles of one story together; those in a language without a model are rejected."""
    readable = tuple(a for a in articles if a.language is None or a.language in LANGUAGES)
    rejected = tuple(
        Rejected(
            item=a.source,
            stage="annotate",
            reason=f"The article is in language '{a.language}', for which no model is installed (there is: en).",
        )
        for a in articles
        if a not in readable
    )
    parsed = parse_articles(readable)
    entities, mentions = group_names(
        [(a.id, find_mentions(passages)) for a, passages in zip(readable, parsed, strict=True)],
        texts={a.id: a.text for a in readable},
    )
    anchors = find_anchors(readable)
    names = _common_names(entities, [m for found in mentions.values() for m in found])
    # To align claims, "Putin" and "Vladimir Putin" must read the same, and short, or the names outweigh the rest.
    short = {e.id: e.name.split()[-1] if e.kind == "person" else e.name for e in entities}
    annotated = [
        _annotate_article(article, passages, mentions.get(article.id, ()), anchors[article.id], names, short)
        for article, passages in zip(readable, parsed, strict=True)
    ]
    return AnnotatedStory(
        articles=tuple(annotated),
        entities=entities,
        anchors=tuple(anchors[a.id] for a in readable),
        places=resolve_places(entities, mentions, texts={a.id: a.text for a in readable}),
        rejected=rejected,
    )


def _common_names(entities: Sequence[Entity], mentions: Sequence[Mention]) -> dict[str, str]:
    """Entity id → what the story mostly calls it; a person by two words at least, where it does so at all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.entity:
            counts[mention.entity][mention.text] += 1
    common = {}
    for entity in entities:
        forms = counts[entity.id]
        full = {n: k for n, k in forms.items() if entity.kind != "person" or len(n.split()) > 1}
        common[entity.id] = min(full, key=lambda n: (-full[n], -len(n), n)) if full else entity.name
    return common


def _annotate_article(
    article: Article,
    passages: Sequence[ParsedPassage],
    mentions: Sequence[Mention],
    anchor: Anchor,
    names: dict[str, str],
    short: dict[str, str],
) -> Annotated:
    mentions = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
    times = _in_order(find_article_times([(p.start, p.doc.text) for p in passages], anchor=anchor))
    quantities = _find_quantities(passages, times)
    named = {(m.start, m.end): names[m.entity] for m in mentions if m.entity in names}
    attributions = find_attributions(passages, name_of=lambda s, e: named.get((s, e)), credit=article.agency)
    slots = Slots(mentions=mentions, times=times, quantities=quantities, attributions=attributions)
    return Annotated(
        article=article,
        sentences=tuple(Span(*p.offset(s)) for p in passages for s in p.doc.sents),
        mentions=mentions,
        times=times,
        quantities=quantities,
        attributions=attributions,
        claims=make_claims(article, passages, slots, short),
    )


def _in_order(times: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    return tuple(sorted(times, key=lambda t: (t.start, t.end)))


def _find_quantities(passages: Sequence[ParsedPassage], times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
    taken = [(t.start, t.end) for t in times if t.kind != "DURATION"]
    found = [q for p in passages for q in find_quantities(p.doc.text, start=p.start, taken=taken)]
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))
