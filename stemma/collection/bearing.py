"""Which corrections by hand bear on a story: the others neither change its dossier nor make it be told anew."""

from collections.abc import Collection, Sequence

from stemma.model.article import Article
from stemma.model.overrides import ClaimRef, Overrides
from stemma.text.references import ArticleNames, find_words


def select_overrides(overrides: Overrides, articles: Sequence[Article], claims: Collection[str]) -> Overrides:
    """Those that name an article, words or a claim of this story; stories set by hand are left to grouping.

    ``claims``: ids of the claims that the story is known to have.
    """
    story = _Story(articles, claims)
    return Overrides(
        join_findings=tuple(o for o in overrides.join_findings if any(map(story.has_claim, o.claims))),
        split_finding=tuple(o for o in overrides.split_finding if any(map(story.has_claim, o.claims))),
        join_entities=tuple(o for o in overrides.join_entities if sum(map(story.has_words, o.names)) > 1),
        split_entity=tuple(
            o
            for o in overrides.split_entity
            if any(map(story.has_words, o.names)) and (o.article is None or story.has_article(o.article))
        ),
        set_origin=tuple(
            o
            for o in overrides.set_origin
            if (o.article is not None and story.has_article(o.article))
            or (o.claim is not None and story.has_claim(o.claim))
        ),
        set_date=tuple(o for o in overrides.set_date if story.has_article(o.article)),
    )


def needs_claims(overrides: Overrides) -> bool:
    """Whether any correction names a claim by its id, so that a story's claims must be known to choose."""
    refs = [ref for o in overrides.join_findings for ref in o.claims]
    refs += [ref for o in overrides.split_finding for ref in o.claims]
    refs += [o.claim for o in overrides.set_origin if o.claim is not None]
    return any(ref.claim is not None for ref in refs)


class _Story:
    def __init__(self, articles: Sequence[Article], claims: Collection[str]) -> None:
        self._articles = articles
        self._names = ArticleNames(articles)
        self._claims = claims

    def has_article(self, name: str) -> bool:
        return bool(self._names.find(name))

    def has_words(self, words: str, articles: Sequence[Article] | None = None) -> bool:
        return any(find_words(words, article.text) for article in (self._articles if articles is None else articles))

    def has_claim(self, ref: ClaimRef) -> bool:
        if ref.claim is not None:
            return ref.claim in self._claims
        if ref.article is None:
            return ref.words is not None and self.has_words(ref.words)
        named = self._names.find(ref.article)
        return bool(named) and (ref.words is None or self.has_words(ref.words, named))
