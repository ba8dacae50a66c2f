"""A story's title: the real headline of its most central article, never a made one."""

from collections.abc import Sequence

from stemma.model.article import Article
from stemma.text.words import fold_text, split_words

FLAWED = 0.8
"""What the nearness of a headline that is cut off or shouts counts for: it gives way to one that is nearly as near."""
NO_HEADLINE = "(no headline)"
_LONGEST = 120
_SHOUTED = 0.7
_LABEL_WORDS = frozenset(
    "a all and as at blog breaking brief briefing briefs business culture daily digest economy from gallery happened "
    "headlines home in international it latest life live liveblog local morning national news newsletter of opinion "
    "photos pictures podcast politics report roundup science society sport sports stories story the today top uk "
    "update updates us video watch weather weekly world".split()
)
"""Words of which a section's or a live page's label consists; a headline has at least one other."""


def choose_title(articles: Sequence[Article], nearness: Sequence[float]) -> str:
    """The headline of the article nearest to all others; of equals the earlier one's, ``articles`` being in order.

    ``nearness``: each article's mean likeness to the others, 0..1. A headline that is no more than the label of a
    section or a live page, or the outlet's name, is taken only where there is no other; without any, the first words
    of the first article stand for it.
    """
    titled = [
        (article, near) for article, near in zip(articles, nearness, strict=True) if fold_text(article.title or "")
    ]
    telling = [one for one in titled if not is_label(one[0])] or titled
    if not telling:
        return _begin(articles)
    best = max(telling, key=lambda one: round(one[1] * (FLAWED if is_flawed(one[0].title or "") else 1.0), 6))
    return " ".join((best[0].title or "").split())


def is_label(article: Article) -> bool:
    """Whether its headline names a section, a live page or the outlet, and no event."""
    title = fold_text(article.title or "")
    return set(title.split()) <= _LABEL_WORDS or title in {
        fold_text(article.section or ""),
        fold_text(article.outlet or ""),
    }


def is_flawed(title: str) -> bool:
    """Whether a headline is cut off before its end, is in capitals for the most part, or is a single word."""
    letters = [char for char in title if char.isupper() or char.islower()]
    shouted = len(letters) > 8 and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)
    return shouted or title.rstrip().endswith(("…", "...")) or len(split_words(title)) < 2


def _begin(articles: Sequence[Article]) -> str:
    first = next((a for a in articles if a.body), None)
    if first is None:
        return NO_HEADLINE
    words = " ".join(first.text[slice(*first.body[0])].split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + "…"
