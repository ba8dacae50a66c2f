"""An article's words as its page writes them: names as names, the rest in the form that is met most."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stemma.group.profile import LEAD_WORDS
from stemma.model.article import Article
from stemma.text.days import MONTHS, WEEKDAYS
from stemma.text.words import fold_text

_ENDS = frozenset(".?!:;“”\"'‘’«»()[]–—|")
"""Marks after which a capital is no sign of a name."""
_NO_NAMES = frozenset(day.casefold() for day in (*MONTHS, *WEEKDAYS))
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_JOINING = frozenset("-‐‑'’&")
"""Marks that a name can hold."""
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What the headline and the first words of the body write."""

    forms: Mapping[str, str]
    """Folded word to its form on the page."""
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """Names in order, each once: as written, and the folded words that it is made of."""


class _Word(NamedTuple):
    written: str
    folded: tuple[str, ...]
    before: str
    """What stands between it and the word before it."""
    opens: bool
    """Whether it opens a sentence, or may."""
    headline: bool


def read_words(article: Article) -> PageWords:
    """The written forms of ``article``; reads the headline and as much of the body as grouping does."""
    words = list(_iter_words(article))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    capital: set[str] = set()
    small: set[str] = set()
    for word in words:
        for folded in word.folded:
            forms[folded][word.written] += 1
            if word.written[:1].islower():
                small.add(folded)
            elif word.written[:1].isupper() and not word.opens and not word.headline:
                capital.add(folded)
    # German writes every noun with a capital.
    known = capital - small - _NO_NAMES if article.language != "de" else frozenset[str]()
    names = {" ".join(run): tuple(fold_text(" ".join(run)).split()) for run in _list_runs(words, known)}
    return PageWords(
        forms={folded: _choose_form(folded, counted) for folded, counted in forms.items()},
        names=tuple(names.items()),
    )


def _choose_form(folded: str, counted: Counter[str]) -> str:
    """The form that is met most; of equals one in small letters, then one that is not all in capitals."""
    return min(counted, key=lambda form: (-counted[form], not form.islower(), form.isupper(), form))


def _iter_words(article: Article) -> Iterator[_Word]:
    yield from _split(article.title or "", headline=True)
    told = 0
    for start, end in article.body:
        for word in _split(article.text[start : min(end, start + 20 * LEAD_WORDS)], headline=False):
            yield word
            told += 1
            if told >= LEAD_WORDS:
                return


def _split(text: str, *, headline: bool) -> Iterator[_Word]:
    at = 0
    for found in _WORD.finditer(text):
        before = text[at : found.start()]
        opens = at == 0 or bool(_ENDS & set(before))
        yield _Word(found[0], tuple(fold_text(found[0]).split()), before, opens, headline)
        at = found.end()


def _list_runs(words: Sequence[_Word], known: Collection[str]) -> Iterator[list[str]]:
    """Words of names that stand side by side in the body, in order."""
    run: list[str] = []
    for word in words:
        is_name = not word.headline and word.written[:1].isupper() and any(folded in known for folded in word.folded)
        if run and (not is_name or word.opens or set(word.before.strip()) - _JOINING or len(run) >= _LONGEST_NAME):
            yield run
            run = []
        if is_name:
            run.append(word.written)
    if run:
        yield run
