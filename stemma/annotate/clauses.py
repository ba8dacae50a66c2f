"""Sentences cut into clauses: the spans at which claims are made.

A clause is headed by a verb that asserts something of its own (main verbs, coordinated verbs,
subordinate, relative and participial clauses, what is said in reported speech) or by an apposition
that says who or what somebody is. Its span runs from its first to its last own word; what hangs
inside it stays inside, what trails after it as a clause of its own is cut off.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

# Clauses that stand for themselves once they have enough words of their own.
_CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass", "pcomp"})
_VERBAL = frozenset({"VERB", "AUX"})
_EDGE_DEPS = frozenset({"cc", "mark", "punct", "preconj"})
_EDGE_WORDS = frozenset({"and", "but", "or", "that", "while", "because", "since", "though", "although", "as"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LEAST_WORDS = 3
_BEFORE_NOUN = frozenset({"compound", "amod", "poss", "nmod", "nummod"})
_DEEPEST = 20
_SHORT_QUOTATION = 8
_LONGEST_MENDED = 60
_TEMPORAL = frozenset({"after", "before", "while", "when", "since", "until", "following", "without", "despite"})


# Verbs whose complement is what somebody says, shows or thinks: a claim of its own.
CUE_LEMMAS = frozenset(
    """acknowledge add admit affirm agree allege announce argue assert assume believe boast caution claim comment
    complain concede conclude confirm contend declare deny describe disclose emphasise emphasize estimate
    explain fear find hint hope indicate inform insist know learn maintain mention mean note observe predict
    promise propose read recall remark remember reply report respond reveal say show signal specify speculate
    state stress suggest suspect tell testify think tweet underline underscore urge vow warn wonder worry
    write""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """``head`` heads the clause; ``first`` and ``last`` are its outermost token indexes, inclusive."""

    head: Token
    first: int
    last: int
    own: tuple[int, ...]
    """Token indexes that belong to this clause and to none inside it."""
    subject: str | None = None
    """The subject carried over, where the clause names none."""


def split_clauses(sentence: Tokens) -> tuple[Clause, ...]:
    """The clauses of one parsed sentence, in order of their first word; at least one if it has words."""
    heads = {sentence.root.i} | {t.i for t in sentence if _is_head(t)}
    owner = _owners(sentence, heads)
    own: dict[int, list[int]] = {h: [] for h in heads}
    for index, head in owner.items():
        own[head].append(index)
    _merge_small(sentence, own)
    clauses = []
    for head, indexes in _part_at_semicolons(sentence, own):
        trimmed = trim_edges(sentence, indexes)
        if trimmed:
            token = sentence.doc[head]
            subject = carry_subject(token)
            clauses.append(Clause(head=token, first=trimmed[0], last=trimmed[-1], own=tuple(trimmed), subject=subject))
    return tuple(sorted(clauses, key=lambda c: (c.first, c.last, c.head.i)))


def _part_at_semicolons(sentence: Tokens, own: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Head and words of each clause, cut where a semicolon ends a statement that the parse runs on."""
    doc = sentence.doc
    marks = [t.i for t in sentence if t.text == ";"]
    for head, indexes in own.items():
        parts = defaultdict(list)
        for index in sorted(indexes):
            parts[bisect_left(marks, index)].append(index)
        if any(sum(doc[i].is_alpha for i in part) < _LEAST_WORDS for part in parts.values()):
            yield head, sorted(indexes)
            continue
        for part in parts.values():
            yield head if head in part else min(part, key=lambda i: (_depth(doc[i]), i)), part


def join_sentences(doc: Doc) -> Iterator[tuple[Tokens, bool]]:
    """The sentences of a passage; True with those that were cut inside a short quotation and are one again.

    "The “Stop. Look. Go.” campaign began" is one sentence, whatever the marks inside it end.
    """
    held: Tokens | None = None
    for sentence in doc.sents:
        joined = doc[held.start : sentence.end] if held is not None else sentence
        goes_on = joined.end < len(doc) and len(joined) < _LONGEST_MENDED
        if goes_on and (_breaks_off(joined) or (held is not None and doc[joined.end].is_lower)):
            held = joined
            continue
        yield joined, held is not None
        held = None
    if held is not None:
        yield held, False


def _breaks_off(sentence: Tokens) -> bool:
    """Ends inside a quotation that goes on in the middle of a sentence."""
    opened = sum(t.text in "“«„" for t in sentence) - sum(t.text in "”»" for t in sentence)
    straight = sum(t.text == '"' for t in sentence)
    if opened <= 0 and straight % 2 == 0:
        return False
    doc = sentence.doc
    for index in range(sentence.end, min(sentence.end + _SHORT_QUOTATION, len(doc) - 1)):
        if doc[index].text in {"”", "»", '"'}:
            return doc[index + 1].is_lower
    return False


def whole_clause(sentence: Tokens) -> Clause | None:
    """The sentence as one clause; None where it has no words."""
    trimmed = trim_edges(sentence, [t.i for t in sentence])
    return Clause(head=sentence.root, first=trimmed[0], last=trimmed[-1], own=tuple(trimmed)) if trimmed else None


def _is_head(token: Token) -> bool:
    """Whether a clause of its own begins at this word's subtree."""
    dep = token.dep_
    if dep == "ROOT":
        return True
    if dep == "conj":
        return token.pos_ in _VERBAL and _is_coordinate(token)
    if dep == "appos":
        return _size(token) >= 4
    if dep not in _CLAUSAL or not (token.pos_ in _VERBAL or any(c.dep_ in SUBJECTS for c in token.children)):
        return False
    if dep in {"relcl", "acl"}:
        return _is_set_off(token)
    if dep == "pcomp":
        return token.head.lower_ in _TEMPORAL
    if dep == "ccomp":
        return _is_said(token)
    # "to boost cooperation" is the purpose of its clause, not another assertion.
    return not any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _is_coordinate(token: Token) -> bool:
    """A second verb that asserts beside the first; not "hold or breathe", "will improve and increase"."""
    first = token.head
    if any(c.dep_ in SUBJECTS for c in token.children):
        return True
    if first.pos_ not in _VERBAL or first.dep_ == "xcomp":
        return False
    return not any(c.tag_ == "MD" for c in first.children) or any(c.dep_ == "aux" for c in token.children)


def _is_set_off(token: Token) -> bool:
    """A relative or participial clause after a comma, dash or bracket asserts; one without picks out."""
    first = token.left_edge
    if first.i == token.sent.start:
        return True
    before = token.doc[first.i - 1]
    return before.is_punct and not before.is_quote


def _is_said(token: Token) -> bool:
    """What is said, reported or shown; not the complement of "made sure" or "seemed"."""
    return token.head.lemma_.lower() in CUE_LEMMAS or (token.left_edge.i > token.sent.start and token.i < token.head.i)


def _size(token: Token) -> int:
    return token.right_edge.i - token.left_edge.i + 1


def _owners(sentence: Tokens, heads: set[int]) -> dict[int, int]:
    """Each token's nearest clause head, itself included, going up the tree."""
    found: dict[int, int] = {h: h for h in heads}
    for token in sentence:
        path: list[int] = []
        at = token
        while at.i not in found and at.head.i != at.i and len(path) <= len(sentence):
            path.append(at.i)
            at = at.head
        head = found.get(at.i, sentence.root.i)
        for index in path:
            found[index] = head
    return {t.i: found.get(t.i, sentence.root.i) for t in sentence}


def _merge_small(sentence: Tokens, own: dict[int, list[int]]) -> None:
    """Give the words of clauses too small to stand alone to the clause they hang on."""
    for head in sorted(own, key=lambda h: (-_depth(sentence.doc[h]), h)):
        token = sentence.doc[head]
        if token.head.i == head:
            continue
        words = [i for i in own[head] if sentence.doc[i].is_alpha or sentence.doc[i].like_num]
        content = [i for i in words if not sentence.doc[i].is_stop]
        if len(words) >= _LEAST_WORDS and content:
            continue
        parent = token.head
        while parent.i not in own and parent.head.i != parent.i:
            parent = parent.head
        if parent.i in own:
            own[parent.i].extend(own.pop(head))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def trim_edges(sentence: Tokens, indexes: list[int]) -> list[int]:
    """Without the punctuation, the conjunctions and the prepositions left over at both ends."""
    doc = sentence.doc
    low, high = 0, len(indexes)
    while low < high and _is_edge(doc[indexes[low]]):
        low += 1
    while high > low and _is_tail(doc[indexes[high - 1]], indexes[low], indexes[high - 1]):
        high -= 1
    return indexes[low:high]


def _is_tail(token: Token, low: int, last: int) -> bool:
    """Punctuation, "and", or a preposition whose object was cut off as a clause of its own."""
    if token.is_punct or token.is_space or token.dep_ in {"cc", "mark"}:
        return True
    return token.dep_ in {"prep", "agent"} and not any(low <= c.i <= last for c in token.children)


def _is_edge(token: Token) -> bool:
    if token.is_space or (token.is_punct and not token.is_quote):
        return True
    return token.dep_ in _EDGE_DEPS and token.lower_ in _EDGE_WORDS


def carry_subject(head: Token) -> str | None:
    """The subject of the clause that this one hangs on, where it has none itself.

    For a relative clause or an apposition that is the noun it explains.
    """
    if head.dep_ not in {"relcl", "acl", "appos"} and any(c.dep_ in SUBJECTS for c in head.children):
        return None
    noun = find_carried(head)
    return _name_noun(noun) if noun is not None else None


def find_carried(head: Token) -> Token | None:
    """The word that heads the subject carried over to the clause of ``head``; None where it hangs on none."""
    if head.dep_ in {"relcl", "acl", "appos"}:
        return head.head
    if head.dep_ == "ROOT":
        return None
    at, steps = head, 0
    while at.head.i != at.i and steps < _DEEPEST:
        at, steps = at.head, steps + 1
        subject = next((c for c in at.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return subject
    return None


def _name_noun(noun: Token) -> str:
    """The noun with what stands before it, without the clauses that hang on it."""
    before = [t for t in noun.children if t.dep_ in _BEFORE_NOUN and t.i < noun.i]
    return " ".join(t.text for t in [*before, noun])
