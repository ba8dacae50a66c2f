"""Two editions of an article: which articles of two dossiers are the same one, and where its words are not.

Only the article's own words count: what a page carries besides (menus, "most read") changes with every visit.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from stemma.model.article import Article
from stemma.model.changes import ArticleEdit, WordEdit
from stemma.tell.wording import clean_line
from stemma.text.references import fold_name
from stemma.text.word_alignment import Block, align_words
from stemma.text.words import count_shingles, fold_text

_WORD = re.compile(r"\S+")
_LEAST_ALIKE = 0.5
"""The share of runs of four words that two editions have in common, where neither address nor headline tells."""
_NOTICE = re.compile(
    r"""\b(?:corrections?|clarification|erratum|editor['’]s\ note)\s*[:(—–-]
    |\b(?:an\ )?(?:earlier|previous|original)\ version\ of\ (?:this|the)\ (?:article|story|report|headline)
    |\bthis\ (?:article|story|report|page|piece|headline|copy)\ (?:was|has\ been|is)\ (?:\w+\ ){0,2}?
      (?:corrected|amended|updated|revised|edited|changed)
    |\b(?:we|the\ editors)\ (?:have\ )?(?:corrected|amended|clarified)\b
    |^\s*(?:updated?|corrected|amended)\b(?:\ (?:on|at)\b|\s*:|\s+\d)""",
    re.I | re.X | re.M,
)
_PLAIN_MARKS = {
    ord(written): plain for marks, plain in (("‘’‛`´", "'"), ("“”„«»", '"'), ("‐‑‒–—−", "-")) for written in marks
}
_SENTENCE = re.compile(r"[^.!?\n]*[.!?]?")
_FIELDS = ("title", "deck", "published", "modified", "byline")


@dataclass(frozen=True)
class Edition:
    """An article's own words: each folded to compare by, with where it stands in the page's text."""

    article: Article
    heads: tuple[str, ...] = ()
    """Which of headline and deck count: those whose place in the text both editions know."""

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of each word, in the order of the text."""
        article = self.article
        spans = [*article.body, *article.captions, *filter(None, (getattr(article, name) for name in self.heads))]
        found: set[tuple[int, int]] = set()
        for start, end in spans:
            found.update(match.span() for match in _WORD.finditer(article.text, start, end))
        return sorted(found)

    @cached_property
    def words(self) -> list[str]:
        """The words, quotation marks and dashes in one form: an outlet's program changes these, not its editors."""
        return [self.article.text[start:end].translate(_PLAIN_MARKS) for start, end in self.places]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts."""
        return [start for start, _ in self.places]

    def find_words(self, start: int, end: int) -> range:
        """The words (by number) that ``text[start:end]`` holds."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def cut(self, first: int, last: int) -> tuple[str, int, int]:
        """The words from ``first`` up to ``last`` as they stand, with their span; empty where there are none."""
        if first == last:
            at = self.places[first][0] if first < len(self.places) else len(self.article.text)
            return "", at, at
        start, end = self.places[first][0], self.places[last - 1][1]
        return self.article.text[start:end], start, end


@dataclass(frozen=True)
class Pair:
    """An article in two editions, and how the words of the one stand to those of the other."""

    old: Edition
    new: Edition

    @cached_property
    def blocks(self) -> list[Block]:
        """Stretches of words in order: from, to before, and from, to now; same or in place of each other."""
        return align_words(self.old.words, self.new.words)

    def is_same(self, block: Block) -> bool:
        """Whether the stretch has the same words in both."""
        a, b, c, d = block
        return self.old.words[a:b] == self.new.words[c:d]

    @cached_property
    def _old_bounds(self) -> list[int]:
        return [block[0] for block in self.blocks]

    def carry(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the later text that stands where this one of the earlier stood; None where it is gone."""
        if self.old.article.text == self.new.article.text:
            return start, end
        words = self.old.find_words(start, end)
        low: int | None = None
        high = 0
        at = max(0, bisect_right(self._old_bounds, words.start) - 1)
        for a, b, c, d in self.blocks[at:]:
            if a >= words.stop:
                break
            first, last = max(words.start, a), min(words.stop, b)
            if first >= last or c == d:
                continue
            # Of a stretch in place of another no more is known than its bounds.
            begin, stop = (c + first - a, c + last - a) if b - a == d - c else (c, d)
            low = begin if low is None else min(low, begin)
            high = max(high, stop)
        if low is None:
            return None
        return self.new.places[low][0], self.new.places[high - 1][1]


def join_editions(old: Article, new: Article) -> Pair:
    """The article in its two editions."""
    heads = tuple(n for n in ("title_span", "deck_span") if getattr(old, n) is not None and getattr(new, n) is not None)
    return Pair(Edition(old, heads), Edition(new, heads))


def pair_articles(old: Sequence[Article], new: Sequence[Article]) -> tuple[tuple[Article, Article], ...]:
    """The articles that are one and the same in both, in the order of ``new``.

    The same page; else the same address; else outlet and headline; else outlet and file; else one outlet's text that
    is mostly the same. Of several that fit, those whose words are most alike.
    """
    left_old, left_new = list(old), list(new)
    found: list[tuple[Article, Article]] = []
    likeness = _Likeness()
    for key in (*_SURE, _by_outlet):
        least = _LEAST_ALIKE if key is _by_outlet else -1.0
        fits = [
            (-likeness.measure(a, b), a.id, b.id, a, b) for b, group in _meet(left_old, left_new, key) for a in group
        ]
        # Kept apart, because both sides may hold the very same objects.
        taken: set[int] = set()
        taken_new: set[int] = set()
        for score, _, _, a, b in sorted(fits, key=lambda fit: fit[:3]):
            if -score >= least and id(a) not in taken and id(b) not in taken_new:
                taken.add(id(a))
                taken_new.add(id(b))
                found.append((a, b))
        left_old = [a for a in left_old if id(a) not in taken]
        left_new = [b for b in left_new if id(b) not in taken_new]
    order = {id(b): number for number, b in enumerate(new)}
    return tuple(sorted(found, key=lambda pair: order[id(pair[1])]))


def _meet(
    old: Sequence[Article], new: Sequence[Article], key: Callable[[Article], tuple[str, ...] | None]
) -> Iterator[tuple[Article, list[Article]]]:
    groups: dict[tuple[str, ...], list[Article]] = {}
    for article in old:
        if (own := key(article)) is not None:
            groups.setdefault(own, []).append(article)
    for article in new:
        if (own := key(article)) is not None and own in groups:
            yield article, groups[own]


def _by_page(article: Article) -> tuple[str, ...] | None:
    return (article.id, article.text) if article.id else None


def _by_address(article: Article) -> tuple[str, ...] | None:
    """The address without what changes from visit to visit."""
    if not article.url:
        return None
    plain = re.sub(r"^https?://(?:www\.|m\.|amp\.)?", "", article.url.strip(), flags=re.I).partition("#")[0]
    path, _, query = plain.partition("?")
    kept = "&".join(sorted(p for p in query.split("&") if p and not re.match(r"utm_|fbclid=|gclid=|ref=", p, re.I)))
    return (path.rstrip("/"), kept)


def _by_headline(article: Article) -> tuple[str, ...] | None:
    outlet, title = fold_name(article.outlet or ""), fold_text(article.title or "")
    return (outlet, title) if outlet and title else None


def _by_file(article: Article) -> tuple[str, ...] | None:
    return (fold_name(article.outlet or ""), article.source) if article.source else None


def _by_outlet(article: Article) -> tuple[str, ...] | None:
    outlet = fold_name(article.outlet or "")
    return (outlet,) if outlet else None


_SURE = (_by_page, _by_address, _by_headline, _by_file)


def list_keys(article: Article) -> dict[tuple[str, ...], int]:
    """What an article is known by, to look it up in other dossiers, each with how surely: the greater the surer."""
    return {(str(rank), *own): rank for rank, key in enumerate(_SURE[::-1], start=1) if (own := key(article))}


class _Likeness:
    """The share, 0..1, of runs of four words that the shorter article's own words have in common with the other's."""

    def __init__(self) -> None:
        self._runs: dict[int, Counter[tuple[str, ...]]] = {}

    def measure(self, one: Article, other: Article) -> float:
        if one.text == other.text:
            return 1.0
        a, b = self._count(one), self._count(other)
        least = min(a.total(), b.total())
        return (a & b).total() / least if least else 0.0

    def _count(self, article: Article) -> "Counter[tuple[str, ...]]":
        if id(article) not in self._runs:
            self._runs[id(article)] = count_shingles(Edition(article).words)
        return self._runs[id(article)]


def describe_edit(pair: Pair, name: str) -> ArticleEdit | None:
    """How the later edition differs from the earlier; None where its own words and dates are the same."""
    old, new = pair.old.article, pair.new.article
    edits = []
    for block in pair.blocks if old.text != new.text else ():
        if pair.is_same(block):
            continue
        (was, old_start, old_end), (now, new_start, new_end) = pair.old.cut(*block[:2]), pair.new.cut(*block[2:])
        edits.append(
            WordEdit(old=was, new=now, old_start=old_start, old_end=old_end, new_start=new_start, new_end=new_end)
        )
    told = [(field, getattr(old, field), getattr(new, field)) for field in _FIELDS]
    fields = tuple((field, was, now) for field, was, now in told if was != now)
    if not edits and not fields:
        return None
    notice = _find_notice(old.text, new.text)
    kind: Literal["silent", "marked", "metadata"] = "marked" if notice else "silent" if edits else "metadata"
    return ArticleEdit(
        old=old.id,
        new=new.id,
        name=name,
        url=new.url or old.url,
        kind=kind,
        notice=notice,
        fields=fields,
        edits=tuple(edits),
    )


def _find_notice(old: str, new: str) -> str | None:
    """The first sentence of ``new``, not in ``old``, that says that the article was corrected or updated."""
    known = fold_text(old)
    for match in _NOTICE.finditer(new):
        start = max(new.rfind(mark, 0, match.start() + 1) for mark in (". ", "\n", "! ", "? ")) + 1
        end = _SENTENCE.match(new, match.end())
        sentence = clean_line(new[start : end.end() if end else match.end()])
        if fold_text(sentence) not in known:
            return sentence
    return None
