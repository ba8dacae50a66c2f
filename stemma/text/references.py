"""What a correction by hand refers to: articles by stem, address, outlet or id, and places of quoted words in them."""

import re
from collections.abc import Sequence

from stemma.model.article import Article
from stemma.model.span import Span

_ENDINGS = re.compile(r"(?:\.(?:txt|html?|gz|zst|md|pdf|mhtml?|eml))+$", re.IGNORECASE)
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_MARKS = {"'": "['‘’‛`´]", '"': '["“”„«»]', "-": "[-‐‑‒–—−]"}
_SAME = {mark: sign for sign, marks in _MARKS.items() for mark in marks[1:-1]}


def find_articles(name: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that ``name`` means: by id, source, address, its file's stem, else by outlet; case aside.

    Of an address, ``https://``, ``www.`` and a last ``/`` may be left out.
    """
    return ArticleNames(articles).find(name)


class ArticleNames:
    """All that articles go by, for many look-ups over one heap."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._keys: list[dict[str, list[Article]]] = []
        for key in (_by_id, _by_source, _by_address, _by_stem, _by_outlet):
            named: dict[str, list[Article]] = {}
            for article in articles:
                named.setdefault(key(article), []).append(article)
            self._keys.append(named)

    def find(self, name: str) -> tuple[Article, ...]:
        """As ``find_articles``."""
        for fold, named in zip(_FOLDS, self._keys, strict=True):
            wanted = fold(name)
            if wanted and wanted in named:
                return tuple(named[wanted])
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


def _fold_address(address: str) -> str:
    return fold_name(_SCHEME.sub("", address.strip()).rstrip("/"))


def _by_address(article: Article) -> str:
    return _fold_address(article.url or "")


def _by_stem(article: Article) -> str:
    return fold_name(_ENDINGS.sub("", article.source.rstrip("/").rpartition("/")[2]))


def _by_outlet(article: Article) -> str:
    return fold_name(article.outlet or "")


_FOLDS = (fold_name, fold_name, _fold_address, fold_name, fold_name)
