"""Words of a text, and what is counted over them."""

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ALONE = re.compile(r"[^\W_]+")
"""Runs of what ``str.isalnum`` takes for a letter or digit."""


def fold_text(text: str) -> str:
    """``text`` in NFKC, case folded, everything but letters and digits as single spaces."""
    return " ".join(_ALONE.findall(unicodedata.normalize("NFKC", text).casefold()))


def split_words(text: str) -> list[str]:
    """The words of ``text`` as written; an apostrophe inside a word belongs to it."""
    return _WORD.findall(text)


def count_shingles(words: list[str], size: int = 4) -> Counter[tuple[str, ...]]:
    """How often each run of ``size`` words occurs; a shorter text is one shingle."""
    if len(words) < size:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[i:] for i in range(size)), strict=False))
