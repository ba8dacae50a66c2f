"""What grouping knows of an article: a small, bounded summary of what its headline and lead tell.

A profile is a bag of terms. The first sign tells what a term is: ``@`` a name or a word of one, ``#`` a figure,
none a word, cut to its first letters so that its forms are one term in any language that inflects at the end.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from stemma.model.article import Article
from stemma.text.article_order import Place, place_article
from stemma.text.days import read_day
from stemma.text.silent_words import load_silent
from stemma.text.words import fold_text

LEAD_WORDS = 400
"""How much of the body says what it is about; the rest is background, quotes, other events."""
_LETTERS = 24
"""No word that counts is much longer on average; bounds what is read of a body without spaces."""
_KEPT_LETTERS = 5
_HALVED_AT = 60
"""The word at this place of the body counts half of the first."""
_LEAST = 0.2
_PLACES = tuple(max(_LEAST, 1 / (1 + at / _HALVED_AT)) for at in range(LEAD_WORDS))
_HEADLINE = 3.0
"""A word of the headline counts as if it stood first in the body this much more often."""
_NAME = 3.0
_OFTEN = 3
"""A word of a name counts ``_NAME`` where it is said so often or oftener, else its share; a whole name half of that."""

_FUNCTION_WORDS = """
a about above after again against all also am an and any are as at be because been before being below between
both but by can could did do does doing down during each few for from further had has have having he her here
hers him his how i if in into is it its just may me might more most must my no nor not now of off on once one
only or other our out over own said same say says she should so some such than that the their them then there
these they this those through to too two under until up upon us very was we were what when where which while who
whom why will with would you your s t new news year years day days time people told first last
"""
_SILENT = frozenset(_FUNCTION_WORDS.split())
_CAPITAL = f"[{''.join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())}]"
# Capitalised words (Latin, Greek, Cyrillic) where no sentence begins; a small word of names may stand between two.
_NAMES = re.compile(
    rf"(?<![.!?:\n'\"”] )(?<!^)(?<!\n)\b({_CAPITAL}[\w’'-]+(?: (?:of |the |de |al-)?{_CAPITAL}[\w’'-]+)*)"
)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One article as grouping sees it; a pure function of the article, some hundreds of terms at most."""

    article: str
    """Its id."""
    place: Place
    """What orders articles: those without a date last, then publication, id, source."""
    published: date | None
    words: Mapping[str, float]
    """Term to how much it is said; empty where the article says nothing to group by."""
    outlet: str = ""
    """The name of its outlet, folded; empty where that is not known."""


def make_profile(article: Article) -> Profile:
    """The profile of ``article``; reads the headline and the first ``LEAD_WORDS`` words of the body."""
    headline, lead = article.title or "", read_lead(article)
    said: dict[str, float] = defaultdict(float)
    for word, place in zip(fold_words(lead), _PLACES, strict=False):
        said[word] += place
    for word in fold_words(headline):
        said[word] += _HEADLINE
    terms: dict[str, float] = defaultdict(float)
    silent = load_silent(article.language)
    for word, much in said.items():
        terms["" if word in silent else name_term(word)] += much
    terms.pop("", None)
    terms.update(_weigh_names(f"{headline}.\n{lead}"))
    return Profile(
        article=article.id,
        place=place_article(article),
        published=read_day(article.published),
        words=dict(terms),
        outlet=fold_outlet(article),
    )


def fold_outlet(article: Article) -> str:
    """The name of the outlet as it is compared; empty where the article names none."""
    return sys.intern(fold_text(article.outlet or "").removeprefix("the "))


def read_lead(article: Article) -> str:
    """The first ``LEAD_WORDS`` words of the body, spaces as single ones."""
    words: list[str] = []
    for start, end in article.body:
        words += article.text[start : min(end, start + _LETTERS * (LEAD_WORDS - len(words)))].split()
        if len(words) >= LEAD_WORDS:
            break
    return " ".join(words[:LEAD_WORDS])


def split_terms(text: str) -> list[str]:
    """The term of each word of ``text`` in order; empty for a word that tells nothing."""
    return [name_term(word) for word in fold_words(text)]


def fold_words(text: str) -> list[str]:
    """The words of ``text``, folded; of scripts that set no spaces, pairs of letters."""
    words = fold_text(text).split()
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [part for word in words for part in _part_unspaced(word)]


def name_term(word: str) -> str:
    """The term that a folded word stands for; empty where it tells nothing."""
    if word in _SILENT or len(word) < 2:
        return ""
    return f"#{word}" if word.isdigit() else word[:_KEPT_LETTERS]


def find_names(text: str) -> list[str]:
    """The names in ``text`` as written: capitalised words where no sentence begins, runs of them as one."""
    return _NAMES.findall(text)


def _weigh_names(text: str) -> Iterator[tuple[str, float]]:
    """Each name as a whole, and each of its words."""
    names: Counter[str] = Counter()
    for written, times in Counter(find_names(text)).items():
        names[fold_text(written)] += times
    parts: Counter[str] = Counter()
    for name, times in names.items():
        words = name.split()
        for word in words:
            parts[word] += times
        if len(words) > 1:
            yield f"@{name}", _NAME / 2 * min(times, _OFTEN) / _OFTEN
    for word, times in parts.items():
        if word not in _SILENT and word:
            yield f"@{word}", _NAME * min(times, _OFTEN) / _OFTEN


def _part_unspaced(word: str) -> list[str]:
    """A word of a script that sets no spaces, as its pairs of letters; any other as it is."""
    return [word[at : at + 2] for at in range(len(word) - 1)] if _UNSPACED.search(word) else [word]
