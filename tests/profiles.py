"""Profiles of invented articles, without an article to make them from."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from stemma.group.profile import Profile


def profile(article: str, words: str | Iterable[str], published: str | None = None) -> Profile:
    """A profile that says these words; ``published``: an ISO 8601 day or time."""
    said = words.split() if isinstance(words, str) else list(words)
    return Profile(
        article=article,
        place=(published is None, published or "", article, f"{article}.txt"),
        published=date.fromisoformat(published[:10]) if published else None,
        words={word: float(times) for word, times in Counter(said).items()},
    )
