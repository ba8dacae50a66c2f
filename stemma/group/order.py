"""The order in which articles stand wherever grouping has them in a row, so that the order given never shows."""

from stemma.model.article import Article

Place = tuple[bool, str, str, str]


def place_article(article: Article) -> Place:
    """What orders articles: those without a date last, then publication as written, id, source."""
    return (article.published is None, article.published or "", article.id, article.source)
