"""An article's terms as its page writes them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stemma.group.profile import find_names, fold_words, name_term, read_lead
from stemma.model.article import Article
from stemma.text.days import MONTHS, WEEKDAYS
from stemma.text.words import fold_text

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_POSSESSED = re.compile(r"['’]s?$")
_NO_NAMES = frozenset(day.casefold() for day in (*MONTHS, *WEEKDAYS))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What the headline and the first words of the body write."""

    forms: Mapping[str, str]
    """A term, as profiles have it, to the word that stands for it most often."""
    names: tuple[str, ...]
    """Names of the body as written, in order, each once."""


def read_words(article: Article) -> PageWords:
    """The written forms of ``article``; reads the headline and as much of the body as grouping does."""
    lead = read_lead(article)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for written, times in Counter(_WORD.findall(f"{article.title or ''}\n{lead}")).items():
        for word in fold_words(written):
            forms[name_term(word)][written if len(word) > 2 or written.isascii() else word] += times
    # German writes every noun with a capital.
    names = dict.fromkeys(_list_names(lead)) if article.language != "de" else {}
    return PageWords(
        forms={term: _choose_form(counted) for term, counted in forms.items() if term},
        names=tuple(names),
    )


def _choose_form(counted: Counter[str]) -> str:
    """The form that is met most; of equals one in small letters, then one that is not all in capitals."""
    return min(counted, key=lambda form: (-counted[form], not form.islower(), form.isupper(), form))


def _list_names(text: str) -> Iterator[str]:
    for written in find_names(text):
        name = _POSSESSED.sub("", written)
        if set(fold_text(name).split()) - _NO_NAMES:
            yield name
