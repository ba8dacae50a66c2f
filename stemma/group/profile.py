"""What grouping knows of an article: a small, bounded summary of what its headline and lead tell."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stemma.model.article import Article
from stemma.text.words import fold_text

LEAD_WORDS = 150
"""How much of the body says what it is about; the rest is background, quotes, other events."""

HEADLINE_WEIGHT = 2
"""A headline's words count as if said this much more often."""

_FUNCTION_WORDS = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how i if in into is it its just may me might more most must my no nor not now of off on once one
only or other our out over own said same say says she should so some such than that the their them then there
these they this those through to too two under until up upon us very was we were what when where which while who
whom why will with would you your s t new news year years day days time people told first last
"""
_SILENT = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One article as grouping sees it; a pure function of the article, a few kilobytes at most."""

    article: str
    """Its id."""
    place: tuple[bool, str, str, str]
    """What orders articles: those without a date last, then publication, id, source."""
    published: date | None
    words: Mapping[str, float]
    """Term to how often it is said; empty where the article says nothing to group by."""
    names: frozenset[str] = frozenset()
    """Names of people, places, bodies, folded."""
    days: frozenset[date] = frozenset()
    """Days that the headline and lead speak of."""
    figures: frozenset[str] = frozenset()
    """Figures other than parts of dates, as digits."""


def make_profile(article: Article) -> Profile:
    """The profile of ``article``; reads the headline and the first ``LEAD_WORDS`` words of the body."""
    lead: list[str] = []
    for start, end in article.body:
        lead += fold_text(article.text[start : min(end, start + 20 * LEAD_WORDS)]).split()
        if len(lead) >= LEAD_WORDS:
            break
    words = Counter(lead[:LEAD_WORDS])
    for word in fold_text(article.title or "").split():
        words[word] += HEADLINE_WEIGHT
    return Profile(
        article=article.id,
        place=(article.published is None, article.published or "", article.id, article.source),
        published=read_day(article.published),
        words={word: n for word, n in words.items() if word not in _SILENT and len(word) > 1},
    )


def read_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where it gives none, or not as precisely."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
