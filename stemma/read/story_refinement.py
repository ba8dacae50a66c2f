"""A second look at the articles of one story, each in the light of the others.

What other articles of the story report is body; a list of headlines from the same site is not. Texts without markup
are told anew by the words that the others use (where there is markup, it tells more than likeness does); of all, what
was lost of the body comes back (``lost_blocks``).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.model.article import Article
from stemma.read.lines import Line, split_lines, unwrap_lines
from stemma.read.lost_blocks import settle_blocks
from stemma.read.recurring import REASON as RECURS
from stemma.read.span_moves import drop_spans
from stemma.text.words import fold_text

_LEAST_OTHERS = 2
_LEAST_WORDS = 6
_LONGER = 3
_TOLD = ("title", "deck", "byline", "authors", "published", "modified", "dates", "outlet", "language")


def refine_articles(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """``stemma.read.refine_story``."""
    if len(articles) <= _LEAST_OTHERS:
        return settle_blocks(articles)
    own = {article.id: _vocabulary(article) for article in articles}
    used = Counter(word for words in own.values() for word in words)
    return settle_blocks([_refine(article, own[article.id], used) for article in articles])


def _refine(article: Article, own: frozenset[str], used: Mapping[str, int]) -> Article:
    """``article`` told anew, by the words that the others use."""
    if article.markup or not article.body:
        return article
    from stemma.read.text_article import label_article

    lines = unwrap_lines(split_lines(article.text), article.text)
    # above the body stand headline, deck and captions, which are as like the others as the body is
    begins = article.body[0].start
    likeness = [
        share if line.start >= begins else None
        for line, share in zip(lines, measure_likeness(lines, own, used), strict=True)
    ]
    refined = _keep_told(article, label_article(article, lines, likeness))
    # a second look may move an edge; one that throws half of the body away has misread the story
    if _letters(refined) * 2 < _letters(article):
        return article
    recurs = [stretch for stretch in article.furniture if stretch.reason == RECURS]
    again = [s for s in refined.body if any(r.start <= s.start and s.end <= r.end for r in recurs)]
    return drop_spans(refined, dict.fromkeys(again, RECURS))


def _keep_told(before: Article, after: Article) -> Article:
    """``after`` with what it leaves out and the text's container (a mail, a PDF, a feed) told ``before``."""
    told = {name: getattr(before, name) for name in _TOLD if not getattr(after, name)}
    return replace(after, **told)


def measure_likeness(lines: Sequence[Line], own: frozenset[str], used: Mapping[str, int]) -> list[float | None]:
    """Of each line the share of its longer words that other articles use; None where it has too few of them."""
    shares: list[float | None] = []
    for line in lines:
        words = _content_words(line.text)
        if len(words) < _LEAST_WORDS:
            shares.append(None)
            continue
        known = sum(used.get(word, 0) > (word in own) for word in words)
        shares.append(known / len(words))
    return shares


def _vocabulary(article: Article) -> frozenset[str]:
    return frozenset(word for start, end in article.body for word in _content_words(article.text[start:end]))


def _content_words(text: str) -> list[str]:
    return [word for word in fold_text(text[:4000]).split() if len(word) > _LONGER]


def _letters(article: Article) -> int:
    return sum(end - start for start, end in article.body)
