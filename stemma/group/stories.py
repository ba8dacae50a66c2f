"""Articles on one event are one story: likeness of headline and lead, joined by average linkage.

Thin on purpose: no dates, no blocking, no copies. Quadratic in the number of articles.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.model.article import Article
from stemma.text.words import fold_text

LEAD_WORDS = 150
"""How much of the body says what it is about; the rest is background, quotes, other events."""

HEADLINE_WEIGHT = 2
"""A headline's words count as if said this much more often."""

PSEUDO_ARTICLES = 50
"""Articles imagined beside the given ones, so that a word which all articles of a small input share
still speaks for their being one story."""

THRESHOLD = 0.13
"""Mean likeness from which two groups are one story: between what suits few articles of many events
(0.10) and many articles of like events (0.16) on labelled stories."""

_FUNCTION_WORDS = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how i if in into is it its just may me might more most must my no nor not now of off on once one
only or other our out over own said same say says she should so some such than that the their them then there
these they this those through to too two under until up upon us very was we were what when where which while who
whom why will with would you your s t new news year years day days time people told first last
"""
_SILENT = frozenset(_FUNCTION_WORDS.split())

Likeness = NDArray[np.float64]


def group_articles(articles: Sequence[Article], *, one_story: bool) -> tuple[tuple[Article, ...], ...]:
    """The stories that ``articles`` tell, each a tuple of its articles; every article is in exactly one.

    Articles stand in order of publication (those without a date last), stories in order of their
    first article; the order given does not show in the result. ``one_story`` joins all.
    """
    if not articles:
        return ()
    ordered = sorted(articles, key=_place_in_time)
    if one_story or len(ordered) == 1:
        return (tuple(ordered),)
    labels = link_average(measure_likeness(ordered), THRESHOLD)
    stories: dict[int, list[Article]] = {}
    for label, article in zip(labels, ordered, strict=True):
        stories.setdefault(label, []).append(article)
    return tuple(tuple(story) for story in stories.values())


def measure_likeness(articles: Sequence[Article]) -> Likeness:
    """Cosine of TF-IDF vectors of headline and lead, each article with each."""
    counts = [_count_words(article) for article in articles]
    holders = Counter(word for count in counts for word in count)
    # A word of one article adds to its length alone: it needs no column of its own.
    columns = {word: column for column, word in enumerate(sorted(w for w, n in holders.items() if n > 1))}
    vectors = np.zeros((len(counts), len(columns)))
    lengths = np.zeros(len(counts))
    for row, count in enumerate(counts):
        for word, times in sorted(count.items()):
            rarity = math.log((len(counts) + PSEUDO_ARTICLES) / (holders[word] + 1))
            weight = (1 + math.log(times)) * rarity
            lengths[row] += weight * weight
            if word in columns:
                vectors[row, columns[word]] = weight
    lengths = np.sqrt(np.where(lengths > 0, lengths, 1.0))
    vectors /= lengths[:, None]
    return np.asarray(vectors @ vectors.T)


def link_average(likeness: Likeness, threshold: float) -> list[int]:
    """Join the two groups with the highest mean likeness until none reaches ``threshold``.

    Returns each row's group, named by its first row. Of equal pairs the first is taken.
    """
    mean = likeness.copy()
    size = len(mean)
    label = list(range(size))
    if size < 2:
        return label
    np.fill_diagonal(mean, -np.inf)
    members = np.ones(size)
    nearest = mean.argmax(axis=1)
    best = mean.max(axis=1)
    while True:
        row = int(best.argmax())
        if not best[row] >= threshold:
            return label
        keep, drop = sorted((row, int(nearest[row])))
        joined = (members[keep] * mean[keep] + members[drop] * mean[drop]) / (members[keep] + members[drop])
        mean[keep, :] = mean[:, keep] = joined
        mean[drop, :] = mean[:, drop] = -np.inf
        mean[keep, keep] = -np.inf
        members[keep] += members[drop]
        label = [keep if one == drop else one for one in label]
        # A mean is never above both its parts: only rows whose nearest was joined can change.
        stale = np.flatnonzero((nearest == keep) | (nearest == drop) | (np.arange(size) == keep))
        nearest[stale] = mean[stale].argmax(axis=1)
        best[stale] = mean[stale].max(axis=1)
        best[drop] = -np.inf


def _count_words(article: Article) -> Counter[str]:
    lead: list[str] = []
    for start, end in article.body:
        lead += fold_text(article.text[start:end]).split()
        if len(lead) >= LEAD_WORDS:
            break
    words = Counter(lead[:LEAD_WORDS])
    for word in fold_text(article.title or "").split():
        words[word] += HEADLINE_WEIGHT
    return Counter({word: n for word, n in words.items() if word not in _SILENT and len(word) > 1})


def _place_in_time(article: Article) -> tuple[bool, str, str, str]:
    return article.published is None, article.published or "", article.id, article.source
