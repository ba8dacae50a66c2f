"""One page found twice is one article with two captures: told by its bytes, or by its address and its text."""

import zlib
from dataclasses import dataclass
from hashlib import blake2b

from stemma.model.article import Article
from stemma.model.capture import Capture, Seen
from stemma.read.page_address import identify_address
from stemma.text.words import fold_text

SAME_BYTES = "the same bytes"
SAME_ADDRESS = "the same address"
_KEPT = 32
"""Fingerprints of a text: the least hashes of its runs of words (Broder 1997, bottom-k)."""
_RUN = 4
_ALIKE = 0.25
"""The share of fingerprints in common from which two texts under one address are one page, updated or shortened."""
_LONG_WORD = 12
_LETTERS = 6
_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """An article that was told before, found in one more capture."""

    article: str
    """Its id."""
    capture: Seen


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    title: int
    prints: bytes


class Doubles:
    """What was told so far, by hashes alone: some hundred bytes an article."""

    def __init__(self) -> None:
        self._by_address: dict[bytes, list[_Known]] = {}
        self._by_id: set[str] = set()

    def tell_again(self, article: Article, capture: Capture) -> Again | None:
        """The article told before that ``article`` is once more; None where it is new, and is known from now on."""
        if article.id in self._by_id:  # of an article, or of a page that was one found again: its bytes are known
            return Again(article=article.id, capture=make_seen(capture, SAME_BYTES))
        before = self.learn(article, capture.url)
        return Again(article=before, capture=make_seen(capture, SAME_ADDRESS)) if before else None

    def learn(self, article: Article, address: str | None) -> str | None:
        """Know ``article``, received from ``address``; the id of the one known before that is the same page."""
        self._by_id.add(article.id)
        keys = sorted({key for one in (address, article.url) if (key := _hash_address(one))})
        if not keys:
            return None
        known = _know(article)
        before = next((one for key in keys for one in self._by_address.get(key, ()) if _is_one_page(one, known)), None)
        for key in keys:
            same = self._by_address.setdefault(key, [])
            if (before or known) not in same:
                same.append(before or known)
        return before.id if before else None


def is_one_page(one: Article, other: Article) -> bool:
    """Whether two articles found under one address are one page, updated or shortened: by headline, or by words."""
    return _is_one_page(_know(one), _know(other))


def make_seen(capture: Capture, why: str | None = None) -> Seen:
    """Where ``capture`` was found."""
    return Seen(source=capture.source, url=capture.url, record=capture.record, media_type=capture.media_type, why=why)


def fingerprint_text(article: Article) -> bytes:
    """The least hashes of the runs of words of its body, 4 bytes each, ordered."""
    words = fold_text(" ".join(article.text[a:b] for a, b in article.body)).split()
    letters = sum(map(len, words))
    if words and letters > _LONG_WORD * len(words):  # a script without spaces
        joined = "".join(words)
        runs = {joined[n : n + _LETTERS] for n in range(max(1, len(joined) - _LETTERS + 1))}
    else:
        runs = {" ".join(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1))}
    least = sorted({zlib.crc32(run.encode("utf-8", "replace")) for run in runs})[:_KEPT]
    return b"".join(value.to_bytes(4, "big") for value in least)


def _know(article: Article) -> _Known:
    return _Known(article.id, _hash_title(article.title), fingerprint_text(article))


def _is_one_page(one: _Known, other: _Known) -> bool:
    if one.title and one.title == other.title:
        return True
    first, second = _values(one.prints), _values(other.prints)
    least = sorted(first | second)[:_KEPT]
    return sum(value in first and value in second for value in least) >= _ALIKE * len(least)


def _values(prints: bytes) -> set[bytes]:
    return {prints[n : n + 4] for n in range(0, len(prints), 4)}


def _hash_title(title: str | None) -> int:
    words = fold_text(title or "").split()
    return zlib.crc32(" ".join(words).encode("utf-8", "replace")) if len(words) >= _TITLE_WORDS else 0


def _hash_address(address: str | None) -> bytes | None:
    told = identify_address(address)
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).digest() if told else None
