"""Phrases inside a clause that may answer a question of their own.

"During his six-day visit, Kim met Putin at the spaceport" holds a duration and a place beside its
deed. Each noun phrase, prepositional phrase and verb phrase inside a clause is offered; comparing
keeps those that another article states too, the rest are never shown.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from math import exp

from spacy.tokens import Doc, Token

from stemma.annotate.clauses import Clause

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "SYM"})
_NOUN_ROLES = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "dative", "oprd", "npadvmod", "nmod", "dep", "ROOT"}
)
_VERB_ROLES = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp", "conj", "pcomp", "csubj"})
_PREP_ROLES = frozenset({"prep", "agent"})
_VERBAL = frozenset({"VERB", "AUX"})
_PREPOSITIONS = frozenset(
    """about above across after against along amid among around as at before behind below beside between beyond by
    despite down during for from in into like near of off on onto out outside over past per since through throughout
    to toward towards under until up upon via with within without""".split()
)
_LEAST_WORDS = 2
LEAST_WORTH = 0.55
"""A phrase of less worth is not offered; chosen on invented stories."""
_LEFT_OUT = 2
"""A phrase that is the whole clause but for fewer words than this says nothing of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """``head`` heads the phrase; ``first`` and ``last`` are its outermost token indexes, inclusive."""

    head: Token
    first: int
    last: int
    core: bool = False
    """A verb with what belongs to it, its adjuncts cut off."""


class _Words:
    """What the phrases of a parse are asked, token by token: a sentence has some forty phrases that overlap, and a
    token that is fetched from spaCy anew for each of them costs more than all that is asked of it."""

    def __init__(self, doc: Doc) -> None:
        self.tokens = tokens = tuple(doc)
        self.marks = tuple(t.is_punct for t in tokens)
        self._marked = _sum_up(self.marks)
        numbers = [t.like_num for t in tokens]
        said = [n or t.is_alpha for t, n in zip(tokens, numbers, strict=True)]
        self._said = _sum_up(said)
        self._telling = _sum_up(s and (n or not t.is_stop) for t, s, n in zip(tokens, said, numbers, strict=True))
        self._verbs = _sum_up(t.pos_ == "VERB" for t in tokens)
        self._joined = _sum_up(t.dep_ == "conj" for t in tokens)
        self._quotes = _sum_up(t.is_quote for t in tokens)

    def count_said(self, first: int, last: int) -> int:
        """Words and figures from ``first`` to ``last``, inclusive."""
        return self._said[last + 1] - self._said[first]

    def has_telling(self, first: int, last: int) -> bool:
        """Whether one of them is more than a stop word."""
        return self._telling[last + 1] > self._telling[first]

    def count_plain(self, first: int, last: int) -> int:
        """Tokens that are no punctuation."""
        return last + 1 - first - (self._marked[last + 1] - self._marked[first])

    def has_verb_beside(self, first: int, last: int, head: Token) -> bool:
        """Whether a verb other than the head stands there."""
        inside = first <= head.i <= last and head.pos_ == "VERB"
        return self._verbs[last + 1] - self._verbs[first] > inside

    def has_joined(self, first: int, last: int) -> bool:
        """Whether something is joined on to what stands there."""
        return self._joined[last + 1] > self._joined[first]

    def has_quote(self, first: int, last: int) -> bool:
        """Whether a quotation mark stands there."""
        return self._quotes[last + 1] > self._quotes[first]

    def list_plain(self, indexes: Sequence[int]) -> list[int]:
        """Those of the tokens that are no punctuation."""
        return [i for i in indexes if not self.marks[i]]


def _sum_up(flags: Iterable[bool]) -> tuple[int, ...]:
    """How many stand before each place, so that those of any stretch are one difference."""
    return (0, *accumulate(map(int, flags)))


@lru_cache(maxsize=1)
def _read_words(doc: Doc) -> _Words:
    """Clauses are read passage by passage: the last parse alone is asked again."""
    return _Words(doc)


def describe_phrase(phrase: Phrase, clause: Clause, inside: Sequence[str], beside: Sequence[str]) -> Iterator[str]:
    """The features of a phrase that tell whether it answers a question of its own.

    ``inside`` and ``beside`` name the kinds of slots in the phrase and in the rest of its clause.
    """
    words, head = _read_words(clause.head.doc), phrase.head
    first = words.tokens[phrase.first]
    length = words.count_plain(phrase.first, phrase.last)
    own = words.list_plain(clause.own)
    before = bisect_left(own, phrase.first)
    others = before + len(own) - bisect_right(own, phrase.last)
    form = "core" if phrase.core else "prep" if head.dep_ in _PREP_ROLES else "verb" if head.pos_ in _VERBAL else "noun"
    size = _bucket(length, (2, 3, 4, 6, 9, 14))
    plain = [
        "bias",
        f"form={form}",
        f"role={form},{head.dep_}",
        f"under={form},{head.head.dep_},{head.head.pos_}",
        f"opens={form},{first.dep_}",
        f"size={form},{size}",
        f"share={form},{round(10 * length / (length + others))}",
        f"left={_bucket(others, (2, 3, 5, 8, 13))}",
        f"edge={form},{before == 0},{before == others}",
        f"verb={form},{words.has_verb_beside(phrase.first, phrase.last, head)}",
        f"joined={form},{words.has_joined(phrase.first, phrase.last)},{head.dep_ == 'conj'}",
        f"quotes={words.has_quote(phrase.first, phrase.last)}",
        f"upper={form},{first.text[:1].isupper() and first.i > clause.first}",
    ]
    yield from plain
    if form == "prep":
        yield f"word={head.lower_ if head.lower_ in _PREPOSITIONS else 'other'}"
    kinds = sorted(set(inside)) or ["nothing"]
    for kind in kinds:
        yield f"in={form},{kind}"
        yield f"in={form},{kind},{size}"
        if form == "prep":
            yield f"in={head.lower_ if head.lower_ in _PREPOSITIONS else 'other'},{kind}"
    for kind in sorted(set(beside)):
        yield f"by={form},{kind}"


def _bucket(number: int, tops: Sequence[int]) -> int:
    return next((top for top in tops if number <= top), 99)


def find_phrases(clause: Clause) -> tuple[Phrase, ...]:
    """The phrases inside a clause, in order of place, no two of one extent."""
    words = _read_words(clause.head.doc)
    own = set(clause.own)
    plain = words.list_plain(clause.own)
    found: dict[tuple[int, int], Phrase] = {}
    for index in clause.own:
        head = words.tokens[index]
        for first, last, core in _extents(head, own, clause):
            left = bisect_left(plain, first) + len(plain) - bisect_right(plain, last)
            told = words.count_said(first, last) >= _LEAST_WORDS and words.has_telling(first, last)
            if told and left >= _LEFT_OUT:
                found.setdefault((first, last), Phrase(head=head, first=first, last=last, core=core))
    return tuple(found[key] for key in sorted(found))


def _extents(token: Token, own: set[int], clause: Clause) -> Iterator[tuple[int, int, bool]]:
    """Where the phrase headed by a word runs: whole, and without what is coordinated with it."""
    noun = token.pos_ in _NOUNS and token.dep_ in _NOUN_ROLES
    verb = token.pos_ in _VERBAL and (token.dep_ in _VERB_ROLES or token.i == clause.head.i)
    if not (noun or verb or token.dep_ in _PREP_ROLES):
        return
    whole = [t.i for t in token.subtree if t.i in own]
    if token.i != clause.head.i:
        yield *_run(token, whole), False
    apart = {t.i for c in token.children if c.dep_ in {"conj", "appos"} for t in c.subtree}
    if apart:
        yield *_run(token, [i for i in whole if i not in apart]), False
    if verb:
        for first, last in _core(token, own):
            yield first, last, True


def _core(token: Token, own: set[int]) -> Iterator[tuple[int, int]]:
    """A verb with its subject and object, without the adjuncts that trail after them."""
    trailing = [
        c
        for c in token.children
        if c.i > token.i and c.dep_ in {"prep", "advcl", "npadvmod", "advmod", "conj", "xcomp"}
    ]
    for child in trailing:
        gone = {t.i for c in token.children if c.i >= child.i for t in c.subtree}
        yield _run(token, [t.i for t in token.subtree if t.i in own and t.i not in gone])


def _run(token: Token, indexes: list[int]) -> tuple[int, int]:
    """The unbroken stretch of words around the head, without punctuation and conjunctions at its ends."""
    words, have = _read_words(token.doc), set(indexes)
    tokens, marks = words.tokens, words.marks
    first = last = token.i
    while first - 1 in have or (first - 1 >= 0 and marks[first - 1] and first - 2 in have):
        first -= 1
    while last + 1 in have or (last + 1 < len(tokens) and marks[last + 1] and last + 2 in have):
        last += 1
    while first < last and (marks[first] or tokens[first].dep_ == "cc") and not tokens[first].is_quote:
        first += 1
    while last > first and (marks[last] or tokens[last].dep_ == "cc"):
        last -= 1
    return first, last


def weigh_features(features: Sequence[str]) -> float:
    """How likely a phrase with these features answers a question of its own, 0..1.

    A logistic regression on the marked claims of invented stories (``train/make_phrase_weights.py``).
    """
    weights = _load_weights()
    return 1 / (1 + exp(-sum(weights.get(f, 0.0) for f in dict.fromkeys(features))))


@lru_cache(maxsize=1)
def _load_weights() -> dict[str, float]:
    text = files("stemma.annotate").joinpath("data", "phrase_weights.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
