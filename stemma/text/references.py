"""What a correction by hand refers to: articles by stem, outlet, source or id, and places of quoted words in them."""

import re
from collections.abc import Sequence

from stemma.model.article import Article
from stemma.model.span import Span

_ENDINGS = re.compile(r"(?:\.(?:txt|html?|gz))+$", re.IGNORECASE)
_MARKS = {"'": "['‘’‛`´]", '"': '["“”„«»]', "-": "[-‐‑‒–—−]"}
_SAME = {mark: sign for sign, marks in _MARKS.items() for mark in marks[1:-1]}


def find_articles(name: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that ``name`` means: by id, by source, by its file's stem, else by outlet; case aside."""
    wanted = fold_name(name)
    if not wanted:
        return ()
    for key in (_by_id, _by_source, _by_stem, _by_outlet):
        found = tuple(a for a in articles if key(a) == wanted)
        if found:
            return found
    return ()


def find_words(words: str, text: str) -> tuple[Span, ...]:
    """Where ``words`` stand in ``text``: case, spaces, and the shape of quotation marks and dashes aside."""
    pieces = ["".join(_MARKS.get(_SAME.get(c, c), re.escape(c)) for c in piece) for piece in words.split()]
    if not pieces:
        return ()
    return tuple(Span(*found.span()) for found in re.finditer(r"\s+".join(pieces), text, re.IGNORECASE))


def fold_name(name: str) -> str:
    """A name to compare by: case, the number of spaces and a leading "the" aside."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def _by_id(article: Article) -> str:
    return fold_name(article.id)


def _by_source(article: Article) -> str:
    return fold_name(article.source)


def _by_stem(article: Article) -> str:
    return fold_name(_ENDINGS.sub("", article.source.rstrip("/").rpartition("/")[2]))


def _by_outlet(article: Article) -> str:
    return fold_name(article.outlet or "")
