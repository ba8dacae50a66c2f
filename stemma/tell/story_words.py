"""Words for a story as a whole, beside its dossier: how many tell it, and which of its differences are new.

A story's articles are *independent of each other* as far as none prints another's text or the same agency's: that is
grouping's count. *Independent origins* are whom claims come from: that is the dossier's.
"""

from collections.abc import Collection

from stemma.tell.wording import count_words


def say_spread(*, articles: int, outlets: int, independent: int) -> str:
    """``6 articles of 5 outlets, 4 independent of each other``; of one article, ``1 article``."""
    told = count_words(articles, "article")
    if articles == 1:
        return told
    printed = f" of {count_words(outlets, 'outlet')}" if outlets else ""
    return f"{told}{printed}, {independent} independent of each other"


def count_differences(told: Collection[str], changed: Collection[str]) -> str:
    """``1 new difference and 2 changed differences``; ``changed``: those known, with another value."""
    known = len(set(told) & set(changed))
    parts = [
        count_words(number, f"{which} difference")
        for which, number in (("new", len(set(told)) - known), ("changed", known))
        if number
    ]
    return " and ".join(parts) or count_words(1, "new difference")
