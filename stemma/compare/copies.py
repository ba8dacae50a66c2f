"""Copies: runs of words that two articles share, in order, letter case and marks aside."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd

LEAST_WORDS = 8
_WORD = re.compile(r"\w+")
_COMMON = 50
"""A shingle in more places than this is boilerplate and starts no run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of an article's own text, with their places."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def find_copies(annotated: Sequence[Annotated]) -> tuple[Copy, ...]:
    """Maximal runs of at least eight words that two articles share; earlier article first.

    Kind ``quotation`` where the whole run stands inside one speaker's direct speech on both sides.
    """
    texts = [_own_words(a.article) for a in annotated]
    seen: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    copies = []
    for i, at, j, place in _shared_shingles(texts):
        if (at, place) in seen[i, j]:
            continue
        length = _run_length(texts[i], at, texts[j], place)
        seen[i, j].update((at + k, place + k) for k in range(length - LEAST_WORDS + 1))
        copies.append(_copy(annotated[i], texts[i], at, annotated[j], texts[j], place, length))
    return tuple(sorted(copies, key=lambda c: (c.from_.article, c.from_.start, c.to.article, c.to.start)))


def _own_words(article: Article) -> _Words:
    found = [
        (m[0].casefold(), span.start + m.start(), span.start + m.end())
        for span in sorted(article.body)
        for m in _WORD.finditer(article.text[span.start : span.end])
    ]
    return _Words(
        words=tuple(w for w, _, _ in found), starts=tuple(s for _, s, _ in found), ends=tuple(e for _, _, e in found)
    )


def _shared_shingles(texts: Sequence[_Words]) -> list[tuple[int, int, int, int]]:
    """(article, place, other article, place) of equal shingles, in order."""
    where: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for index, text in enumerate(texts):
        for at in range(len(text.words) - LEAST_WORDS + 1):
            where[text.words[at : at + LEAST_WORDS]].append((index, at))
    pairs = []
    for places in where.values():
        if 1 < len(places) <= _COMMON:
            pairs += [(i, a, j, b) for n, (i, a) in enumerate(places) for j, b in places[n + 1 :] if i != j]
    return sorted(pairs)


def _run_length(one: _Words, at: int, other: _Words, place: int) -> int:
    length = LEAST_WORDS
    while (
        at + length < len(one.words)
        and place + length < len(other.words)
        and one.words[at + length] == other.words[place + length]
    ):
        length += 1
    return length


def _copy(one: Annotated, words: _Words, at: int, other: Annotated, others: _Words, place: int, length: int) -> Copy:
    here = CopyEnd(article=one.article.id, start=words.starts[at], end=words.ends[at + length - 1])
    there = CopyEnd(article=other.article.id, start=others.starts[place], end=others.ends[place + length - 1])
    # Without a credit or a time to go by, the direction is open; publication order is the best guess.
    first, second = sorted((here, there), key=lambda e: (_published(one if e is here else other), e.article))
    spoken = _is_spoken(one, here) and _is_spoken(other, there)
    return Copy(from_=first, to=second, words=length, kind="quotation" if spoken else "verbatim")


def _published(annotated: Annotated) -> str:
    return annotated.article.published or "9999"


def _is_spoken(annotated: Annotated, end: CopyEnd) -> bool:
    return any(
        span.start <= end.start + 1 and end.end - 1 <= span.end
        for a in annotated.attributions
        if a.quoted == "direct"
        for span in a.content
    )
