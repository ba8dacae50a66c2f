"""Annotating a story: every annotator over all its articles, because names and dates are settled over the story."""

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.annotate.anchors import Anchor
from stemma.annotate.annotators import ANNOTATORS, Draft
from stemma.annotate.parse import LANGUAGES, Parses, load_model, parse_articles
from stemma.model.annotation import Annotated, Entity
from stemma.model.article import Article, Rejected
from stemma.model.dossier import Place
from stemma.model.overrides import Override, Overrides
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
    overrides: tuple[Override, ...] = ()
    """What became of the corrections of entities."""


def annotate_story(
    articles: Sequence[Article], *, overrides: Overrides | None = None, parses: Parses | None = None
) -> AnnotatedStory:
    """Annotate the articles of one story together; those in a language without a model are rejected.

    ``overrides`` join and split entities before anything rests on them. ``parses``: where parses are kept.

    Raises MissingPart where no English model is installed.
    """
    readable = tuple(a for a in articles if _is_readable(a))
    draft = Draft(articles=readable, overrides=overrides or Overrides(), parses=parses)
    # spaCy keeps every new word for good, unless it may forget them with the texts they stood in.
    with load_model().memory_zone():
        for annotator in ANNOTATORS:
            annotator.run(draft)
        annotated = tuple(_finish(draft, a) for a in readable)
        draft.passages.clear()
    return AnnotatedStory(
        articles=annotated,
        entities=draft.entities,
        anchors=tuple(draft.anchors[a.id] for a in readable),
        places=draft.places,
        rejected=tuple(_reject(a) for a in articles if not _is_readable(a)),
        overrides=draft.told,
    )


def warm_parses(articles: Sequence[Article], parses: Parses) -> None:
    """Parse what ``annotate_story`` would, for ``parses`` alone. Raises MissingPart."""
    with load_model().memory_zone():
        parse_articles([a for a in articles if _is_readable(a)], parses)


def _is_readable(article: Article) -> bool:
    return article.language is None or article.language in LANGUAGES


def _finish(draft: Draft, article: Article) -> Annotated:
    return Annotated(
        article=article,
        sentences=tuple(Span(*p.offset(s)) for p in draft.passages[article.id] for s in p.doc.sents),
        mentions=draft.mentions[article.id],
        times=draft.times[article.id],
        quantities=draft.quantities[article.id],
        attributions=draft.attributions[article.id],
        claims=draft.claims[article.id],
        phrases=draft.phrases[article.id],
    )


def _reject(article: Article) -> Rejected:
    return Rejected(
        item=article.source,
        stage="annotate",
        reason=f"The article is in language '{article.language}', for which no model is installed (there is: en).",
    )
