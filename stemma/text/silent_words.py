"""Words that say nothing of what a text is about, in languages other than English."""

from functools import cache

from stemma.text.tables import load_rows
from stemma.text.words import fold_text


@cache
def load_silent(language: str | None) -> frozenset[str]:
    """The silent words of ``language`` (ISO 639-1), folded; empty where none are known for it."""
    for row in load_rows("silent_words.txt"):
        code, *words = row.split()
        if code == language:
            return frozenset(fold_text(word) for word in words)
    return frozenset()
