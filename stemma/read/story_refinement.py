"""A second look at the articles of one story, each in the light of the others."""

from stemma.model.article import Article


def refine_articles(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """``stemma.read.refine_story``."""
    return articles
