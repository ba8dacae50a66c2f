"""Sources: the name a source goes by, and whom a pronoun or a role ("the minister") stands for.

A source is a person, an organisation, a document or a role. What cannot be led back to a name keeps the
words of the text and is marked as open.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from stemma.annotate.cues import DOCUMENTS, read_words
from stemma.annotate.passage import ParsedPassage

Sort = Literal["person", "body", "place", "group", "document", "other"]
_SORTS: dict[str, Sort] = {"person": "person", "organisation": "body", "place": "place"}

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves"))
RELATIVE = frozenset(("who", "which", "that", "whom", "what"))
PRONOUNS = HE | SHE | IT | THEY | RELATIVE | frozenset(("i", "we", "you", "me", "us", "this", "these", "those", "one"))

PERSON_ROLES = read_words("person_roles")
BODY_ROLES = read_words("body_roles")
_PARTICLES = frozenset(("al", "bin", "von", "van", "de", "der", "den", "di", "da", "du", "la", "le", "el", "ibn"))
_PERSON_LABELS = frozenset(("PERSON",))
_BODY_LABELS = frozenset(("ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"))
FIRMS = frozenset(
    """company firm group carrier manufacturer maker developer brewer builder operator insurer club bank carmaker
    utility importer producer retailer supplier start-up startup airline publisher brewery shipowner lender miner
    automaker drugmaker chipmaker""".split()
)
ROLES = PERSON_ROLES | BODY_ROLES | FIRMS
"""What "the ..." can stand for a name by."""
_HEAD_BODIES = frozenset(("agency", "newspaper", "network", "channel", "broadcaster", "outlet", "website", "magazine"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the story knows of the names in one article."""

    name_of: Callable[[int, int], str | None]
    """The canonical full name of the mention at a span of the article, or None."""
    kind_of: Callable[[int, int], str | None] = lambda start, end: None
    """Whether the mention at a span is a ``person``, an ``organisation`` or a ``place``; None: not known."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the mentions stand, in order."""

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The mentions that begin in ``start``..``end``."""
        return self.spans[bisect_left(self.spans, (start, 0)) : bisect_left(self.spans, (end, 0))]


def name_source(
    passage: ParsedPassage,
    head: Token,
    naming: Naming | None = None,
) -> tuple[str, Sort, bool]:
    """The name of the source whose head word is ``head``: (name, sort, whether it is a proper name).

    What the story does not know a name for, the tagger says.
    """
    doc = passage.doc
    entity = _entity_at(doc, head)
    if entity is None or (_label(entity) not in _PERSON_LABELS and head.lemma_.lower() in PERSON_ROLES):
        named = _apposed(doc, head)
        entity = named if named is not None else entity
    if entity is None and head.lemma_.lower() in DOCUMENTS:
        entity = _maker(doc, head)
    conjuncts = [c for c in head.children if c.dep_ == "conj"]
    if entity is not None and not conjuncts:
        words = _trim(entity)
        return _find_name(passage, words, naming) or _clean(words.text), _sort_of_name(passage, words, naming), True
    words = _core(doc, head)
    lemma = head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS") or bool(conjuncts)
    sort: Sort = "other"
    if head.pos_ == "PROPN" and not conjuncts:
        found = _find_name(passage, words, naming)
        return found or _clean(words.text), _known_sort(passage, words, naming) or "body", True
    if plural:
        sort = "group"
    elif lemma in DOCUMENTS:
        sort = "document"
    elif lemma in PERSON_ROLES:
        sort = "person"
    elif lemma in BODY_ROLES:
        sort = "body"
    return _clean(words.text), sort, bool(conjuncts) and head.pos_ == "PROPN"


def _find_name(passage: ParsedPassage, words: Tokens, naming: Naming | None) -> str | None:
    """The story's name for ``words``, or for the longest of their parts that it knows; a title may stand before."""
    if naming is None:
        return None
    doc, start, end = words.doc, words.start, words.end
    spans = [(start, end), *((first, end) for first in range(start - 1, max(-1, start - 4), -1))]
    parts = [(a, b) for a in range(start, min(start + 8, end)) for b in range(max(a + 1, end - 8), end + 1)]
    for a, b in [*spans, *sorted(parts, key=lambda part: (part[0] - part[1], -part[1]))]:
        name = naming.name_of(*passage.offset(doc[a:b]))
        if name:
            return name
    return None


def _label(entity: Tokens) -> str:
    return entity[0].ent_type_


def _known_sort(passage: ParsedPassage, words: Tokens, naming: Naming | None) -> Sort | None:
    """What the story knows ``words`` for, or the mention that ends with them or begins them."""
    if naming is None:
        return None
    doc, start, end = words.doc, words.start, words.end
    ending = [(first, end) for first in range(max(0, start - 3), end)]
    for a, b in (*ending, *((start, last) for last in range(end - 1, start, -1))):
        kind = naming.kind_of(*passage.offset(doc[a:b]))
        if kind in _SORTS:
            return _SORTS[kind or ""]
    return None


def _sort_of_name(passage: ParsedPassage, entity: Tokens, naming: Naming | None) -> Sort:
    known = _known_sort(passage, entity, naming)
    if known is not None:
        return known
    label = _label(entity)
    if label in _PERSON_LABELS:
        return "person"
    return "place" if label == "GPE" else "body"


def _entity_at(doc: Doc, head: Token) -> Tokens | None:
    """The name that ``head`` ends or belongs to, or that stands before a common noun such as "agency"."""
    if head.ent_type_ in _PERSON_LABELS or head.ent_type_ in _BODY_LABELS:
        return _whole(doc, head)
    if head.lemma_.lower() in _HEAD_BODIES and head.pos_ != "PROPN":
        for child in reversed([c for c in head.lefts if c.dep_ in ("compound", "nmod", "appos")]):
            if child.ent_type_ == "ORG":
                return _whole(doc, child)
            if child.pos_ == "PROPN":
                return doc[child.left_edge.i : child.i + 1]
    return None


def _whole(doc: Doc, token: Token) -> Tokens:
    start, end = token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end]


def _apposed(doc: Doc, head: Token) -> Tokens | None:
    """Who is named in an apposition to a role: "the minister, Ann Lee", "the agency TASS"."""
    role = head.lemma_.lower()
    for child in head.children:
        if child.dep_ in ("appos", "nmod") and child.i > head.i:
            if child.ent_type_ in _PERSON_LABELS and role not in BODY_ROLES:
                return _whole(doc, child)
            beside = child.left_edge.i == head.i + 1
            if child.pos_ == "PROPN" and (role in BODY_ROLES or (role in PERSON_ROLES and beside)):
                if child.ent_type_:
                    return _whole(doc, child)
                return doc[child.i if role in BODY_ROLES else child.left_edge.i : child.i + 1]
    after = head.i + 1
    if role in BODY_ROLES and after < len(doc) and doc[after].pos_ == "PROPN" and head.pos_ != "PROPN":
        return _whole(doc, doc[after]) if doc[after].ent_type_ else doc[after : after + 1]
    return None


def _maker(doc: Doc, head: Token) -> Tokens | None:
    """Who made a document, where the text names it: "a report by X", "X's statement", "a video published by X"."""
    for child in head.children:
        named = child.ent_type_ in ("ORG", "PERSON", "GPE") or child.pos_ == "PROPN"
        if child.dep_ in ("poss", "compound", "nmod") and named and child.i < head.i:
            return _whole(doc, child) if child.ent_type_ else doc[child.left_edge.i : child.i + 1]
        links = [child]
        if child.dep_ == "acl":
            links = [c for c in child.children if c.dep_ in ("agent", "prep")]
        for link in links:
            if link.dep_ not in ("agent", "prep") or link.lower_ not in ("by", "from"):
                continue
            for noun in link.children:
                if noun.dep_ == "pobj":
                    return _entity_at(doc, noun) or _core(doc, noun)
    return None


def _trim(entity: Tokens) -> Tokens:
    doc, start, end = entity.doc, entity.start, entity.end
    while start < end - 1 and (doc[start].lower_ in ("the", "a", "an") or doc[start].is_punct):
        start += 1
    if doc[start].ent_type_ in _PERSON_LABELS:
        # The tagger takes a verb before a name into it ("rang Taylor").
        while start < end - 1 and doc[start].is_lower and doc[start].lower_ not in _PARTICLES:
            start += 1
    while start < end - 1 and (doc[end - 1].lower_ in ("'s", "’s", "'", "’") or doc[end - 1].is_punct):
        end -= 1
    return doc[start:end]


def _core(doc: Doc, head: Token) -> Tokens:
    """The noun phrase of ``head`` without clauses and appositions that trail it."""
    start, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if (
            child.dep_ == "prep" and child.lower_ in ("of", "for", "at", "from", "in", "with", "close", "familiar")
        ) or child.dep_ == "amod":
            end = min(_find_end(child), head.i + 12)
        elif child.dep_ in ("cc", "conj"):
            end = max(end, min(child.right_edge.i + 1, head.i + 12))
        elif child.dep_ not in ("case", "nmod"):
            break
    start = max(start, head.i - 12)
    for place in range(head.i - 1, start, -1):
        if doc[place].text in ("-", "–", "—", "--", ")", ":") and doc[place - 1].whitespace_:
            start = place + 1  # a dateline before the first words is no part of the name
            break
    return doc[start:end]


def _find_end(phrase: Token) -> int:
    """Where a phrase ends, without a clause that trails it: "passengers of a ferry" of "... that burned"."""
    clauses = [t.left_edge.i for t in phrase.subtree if t.dep_ in ("relcl", "acl") and t.i > t.head.i]
    return min([phrase.right_edge.i + 1, *clauses])


def _clean(text: str) -> str:
    words = " ".join(text.split()).strip(" ,;:.–—-“”\"'")
    first, _, rest = words.partition(" ")
    if first.lower() in ("the", "a", "an") and rest:
        words = rest
    for mark in ("'s", "’s"):
        words = words.removesuffix(mark)
    first, _, rest = words.partition(" ")
    if first.lower().rstrip(".") in ("mr", "mrs", "ms", "miss", "dr", "sir") and rest:
        words = rest
    return words
