"""A story's title: the real headline of its most central article, never a made one."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

from stemma.group.profile import split_terms
from stemma.model.article import Article
from stemma.text.words import fold_text, split_words

ABOUT = 0.85
"""Articles with this share of the highest nearness count as about as central: a little nearer says little."""
FLAWED = 0.8
"""What the nearness of a headline that is cut off or shouts counts for: it gives way to one that is nearly as near."""
NO_HEADLINE = "(no headline)"
_LONGEST = 120
_SHOUTED = 0.7
_OPENING, _CLOSING = frozenset("\"'“”„«»‘"), frozenset("\"'”“»«’")
_LABEL_WORDS = frozenset(
    "a all and as at blog breaking brief briefing briefs business culture daily digest economy from gallery happened "
    "headlines home in international it latest life live liveblog local morning national news newsletter of opinion "
    "photos pictures podcast politics report roundup science society sport sports stories story the today top uk "
    "update updates us video watch weather weekly world".split()
)
"""Words of which a section's or a live page's label consists; a headline has at least one other."""


def choose_title(articles: Sequence[Article], nearness: Sequence[float], words: Sequence[Collection[str]]) -> str:
    """The headline of the most central article: of those about as near to all others as the nearest (``ABOUT``), that
    one whose headline's own words the others use most; of equals the earlier one's, ``articles`` being in order.

    ``nearness``: each article's mean likeness to the others, 0..1; ``words``: the terms of each one's profile. A
    headline that is no more than the label of a section or a live page, or the outlet's name, is taken only where
    there is no other; without any, the first words of the first article stand for it.
    """
    titled = [number for number, article in enumerate(articles) if fold_text(article.title or "")]
    telling = [number for number in titled if not is_label(articles[number])] or titled
    if not telling:
        return _begin(articles)
    worth = {n: nearness[n] * (FLAWED if is_flawed(articles[n].title or "") else 1.0) for n in telling}
    central = [n for n in telling if worth[n] >= ABOUT * max(worth.values())]
    holders = Counter(word for held in words for word in held)

    def measure_use(number: int) -> float:
        own = {term for term in split_terms(articles[number].title or "") if term in words[number]}
        return sum(holders[word] - 1 for word in own) / math.sqrt(max(1, len(own)))

    # Whole headlines before flawed ones: where one article alone is there, or all are alike, nearness does not tell.
    best = min(
        central,
        key=lambda n: (is_flawed(articles[n].title or ""), -round(measure_use(n), 6), -round(worth[n], 6), n),
    )
    return " ".join((articles[best].title or "").split())


def is_label(article: Article) -> bool:
    """Whether its headline names a section, a live page or the outlet, and no event."""
    title = fold_text(article.title or "")
    return set(title.split()) <= _LABEL_WORDS or title in {
        fold_text(article.section or ""),
        fold_text(article.outlet or ""),
    }


def is_flawed(title: str) -> bool:
    """Whether a headline is cut off, in capitals for the most part, nothing but a quotation, or a single word."""
    letters = [char for char in title if char.isupper() or char.islower()]
    shouted = len(letters) > 8 and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)
    quoted = title.strip()[:1] in _OPENING and title.strip()[-1:] in _CLOSING
    return shouted or quoted or title.rstrip().endswith(("…", "...")) or len(split_words(title)) < 2


def _begin(articles: Sequence[Article]) -> str:
    first = next((a for a in articles if a.body), None)
    if first is None:
        return NO_HEADLINE
    words = " ".join(first.text[slice(*first.body[0])].split())
    if len(words) <= _LONGEST:
        return words or NO_HEADLINE
    # Where a script sets no spaces, the cut is as good anywhere.
    return (words[:_LONGEST].rpartition(" ")[0] or words[:_LONGEST]) + "…"
