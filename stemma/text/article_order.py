"""The order of articles that never shows how they were given; a story bears the id of its first."""

from stemma.model.article import Article

Place = tuple[bool, str, str, str]


def place_article(article: Article) -> Place:
    """What orders articles: those without a date last, then publication as written, id, source."""
    return (article.published is None, article.published or "", article.id, article.source)
