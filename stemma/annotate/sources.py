"""Sources: the name a source goes by, and whom a pronoun or a role ("the minister") stands for.

A source is a person, an organisation, a document or a role. What cannot be led back to a name keeps the
words of the text and is marked as open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from stemma.annotate.cues import DOCUMENTS, NEWS_AGENCIES, read_words
from stemma.annotate.passage import ParsedPassage

NameOf = Callable[[int, int], str | None]
Sort = Literal["person", "body", "place", "group", "document", "other"]

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves"))
RELATIVE = frozenset(("who", "which", "that", "whom", "what"))
PRONOUNS = HE | SHE | IT | THEY | RELATIVE | frozenset(("i", "we", "you", "me", "us", "this", "these", "those", "one"))

PERSON_ROLES = read_words("person_roles")
BODY_ROLES = read_words("body_roles")
_MALE_TITLES = frozenset(("mr", "mr.", "sir", "lord", "king", "prince", "congressman", "spokesman", "chairman"))
_FEMALE_TITLES = frozenset(
    ("mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame", "congresswoman", "spokeswoman")
)
_MALE_NAMES = read_words("male_names")
_FEMALE_NAMES = read_words("female_names")
_PARTICLES = frozenset(("al", "bin", "von", "van", "de", "der", "den", "di", "da", "du", "la", "le", "el", "ibn"))
_PERSON_LABELS = frozenset(("PERSON",))
_BODY_LABELS = frozenset(("ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"))
_FIRMS = frozenset(
    "company firm group carrier manufacturer maker developer brewer builder operator insurer club bank".split()
)
ROLES = PERSON_ROLES | BODY_ROLES | _FIRMS
"""What "the ..." can stand for a name by."""
_OUTLETS = read_words("outlet_words")
_FARTHEST_ROLE = 7
_HEAD_BODIES = frozenset(("agency", "newspaper", "network", "channel", "broadcaster", "outlet", "website", "magazine"))


@dataclass(slots=True)
class Known:
    """Someone or something named so far: what later pronouns and roles can stand for."""

    name: str
    sort: Sort
    gender: Literal["m", "f", "?"]
    plural: bool
    roles: set[str] = field(default_factory=set)
    proper: bool = True
    """Whether it is a name, not the words of a role or group."""
    times: int = 0
    """How often it was mentioned."""
    last: int = -1
    """Running number of the sentence of the last mention."""
    weight: float = 0.0
    """How prominent that mention was: 0 in passing, 1 a subject, 1.5 the speaker of its sentence."""


def name_source(
    passage: ParsedPassage, head: Token, name_of: NameOf | None = None, *, span: Tokens | None = None
) -> tuple[str, Sort, bool]:
    """The name of the source whose head word is ``head``: (name, sort, whether it is a proper name)."""
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
        return _find_name(passage, words, name_of) or _clean(words.text), _sort_of_name(entity), True
    words = span if span is not None else _core(doc, head)
    lemma = head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS") or bool(conjuncts)
    sort: Sort = "other"
    if head.pos_ == "PROPN" and not conjuncts:
        return _find_name(passage, words, name_of) or _clean(words.text), "body", True
    if plural:
        sort = "group"
    elif lemma in DOCUMENTS:
        sort = "document"
    elif lemma in PERSON_ROLES:
        sort = "person"
    elif lemma in BODY_ROLES:
        sort = "body"
    return _clean(words.text), sort, bool(conjuncts) and head.pos_ == "PROPN"


def _find_name(passage: ParsedPassage, words: Tokens, name_of: NameOf | None) -> str | None:
    """The story's name for ``words``, or for the longest of their parts that it knows; a title may stand before."""
    if name_of is None:
        return None
    doc, start, end = words.doc, words.start, words.end
    spans = [(start, end), *((first, end) for first in range(start - 1, max(-1, start - 4), -1))]
    parts = [(a, b) for a in range(start, min(start + 8, end)) for b in range(max(a + 1, end - 8), end + 1)]
    for a, b in [*spans, *sorted(parts, key=lambda part: (part[0] - part[1], -part[1]))]:
        name = name_of(*passage.offset(doc[a:b]))
        if name:
            return name
    return None


def _label(entity: Tokens) -> str:
    return entity[0].ent_type_


def _sort_of_name(entity: Tokens) -> Sort:
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
            end = min(child.right_edge.i + 1, head.i + 12)
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


class Memory:
    """What has been named so far in an article, to lead pronouns and roles back to."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._surnames: dict[str, str] = {}
        """Surname -> key of the person last named in full by it."""
        self._clock = 0

    def next_sentence(self) -> None:
        """Count one sentence on: recency is measured in sentences."""
        self._clock += 1

    def note_credit(self, credit: str) -> None:
        """Remember the agency that the whole article is credited to."""
        self._known[credit.casefold()] = Known(name=credit, sort="body", gender="?", plural=False, last=-40)

    def note(self, name: str, sort: Sort, *, head: Token, weight: float, proper: bool = True) -> None:
        """Remember a mention of ``name``, whose head word is ``head``, as prominent as ``weight`` says."""
        sort = self._settle(name, sort)
        key = self._key(name, sort)
        known = self._known.pop(key, None)
        if known is None:
            known = Known(name=name, sort=sort, gender=_gender(name, head), plural=head.tag_ in ("NNS", "NNPS"))
            known.proper = proper
        elif len(name) > len(known.name):
            known.name = name
        known.times += 1
        if known.gender == "?":
            known.gender = _gender(name, head)
        if known.sort == "place" and weight > 1:
            known.sort = "body"  # a capital that speaks stands for its government
        for other in (head, *head.children):
            if other.dep_ in ("compound", "appos", "amod") or other is head:
                known.roles.add(other.lemma_.lower())
        if head.dep_ == "appos":
            known.roles.add(head.head.lemma_.lower())
        if sort == "person":
            known.roles |= _roles_beside(head)
        self._known[key] = known  # last in, most recent
        if sort == "person" and name.split():
            self._surnames[name.split()[-1].casefold()] = key
        known.weight = max(weight, known.weight) if known.last == self._clock else weight
        known.last = self._clock

    def add_role(self, name: str, sort: Sort, role: str) -> None:
        """Remember that ``name`` can be meant by "the ``role``"."""
        known = self._known.get(self._key(name, self._settle(name, sort)))
        if known is not None:
            known.roles.add(role)

    def _settle(self, name: str, sort: Sort) -> Sort:
        """A name once known as a person's stays one, whatever the tagger says of it later."""
        if sort in ("body", "place"):
            folded = name.casefold()
            if f"p:{folded}" in self._known or folded in self._surnames:
                return "person"
        return sort

    def full_name(self, name: str, sort: Sort) -> str:
        """The fullest form so far of a name ("Lee" after "Ann Lee"), or the name itself."""
        known = self._known.get(self._key(name, self._settle(name, sort)))
        return known.name if known else name

    def _key(self, name: str, sort: Sort) -> str:
        if sort != "person":
            return name.casefold()
        surname = name.split()[-1].casefold() if name.split() else name
        full, short = f"p:{name.casefold()}", f"p:{surname}"
        if " " in name:
            # A short form met first gives way to the full name of the same surname.
            if full not in self._known and short in self._known:
                self._known[full] = self._known.pop(short)
            return full
        return self._surnames.get(surname, short)

    def _recent(self) -> Iterator[Known]:
        return islice(reversed(self._known.values()), 60)

    def resolve_pronoun(self, word: str) -> Known | None:
        """Whom "he", "she", "it" or "they" stands for: the most recent that fits, subjects first; None if unsure."""
        word = word.lower()
        if word in HE or word in SHE:
            gender = "m" if word in HE else "f"
            fits = [k for k in self._recent() if k.sort == "person" and k.gender in (gender, "?")]
            return self._best(fits, sure=gender)
        if word in IT:
            return self._best([k for k in self._recent() if k.sort in ("body", "document") and not k.plural])
        if word in THEY:
            return self._best([k for k in self._recent() if k.sort == "group" or k.plural], reach=3)
        return None

    def resolve_role(self, head: Token) -> Known | None:
        """Whom "the minister" or "the agency" stands for: the latest whose title or name says so."""
        lemma = head.lemma_.lower()
        if lemma in PERSON_ROLES:
            fits = [k for k in self._recent() if k.sort == "person" and k.proper and lemma in k.roles]
            return self._best(fits, reach=60)
        if lemma in BODY_ROLES or lemma in _FIRMS or lemma in ("outlet", "paper"):
            bodies = [k for k in self._recent() if k.sort == "body" and k.proper]
            fits = [k for k in bodies if lemma in k.name.lower().split() or lemma in k.roles]
            if not fits and lemma in ("agency", "service", "outlet"):
                fits = [k for k in bodies if NEWS_AGENCIES & set(k.name.lower().split())]
            if not fits and lemma in _FIRMS:
                return self._main_firm()
            return self._best(fits, reach=60)
        if lemma in DOCUMENTS:
            return self._best([k for k in self._recent() if k.proper and lemma in k.roles], reach=12)
        return None

    def _main_firm(self) -> Known | None:
        """The one body that the article keeps naming and that is no office or outlet: what "the company" means."""
        offices = (BODY_ROLES | NEWS_AGENCIES | _OUTLETS) - _FIRMS
        bodies = [k for k in self._recent() if k.sort == "body" and k.proper]
        named = [k for k in bodies if not offices & set(k.name.lower().split())]
        ranked = sorted(named, key=lambda k: (-k.times, k.name))
        if not ranked or ranked[0].times < 2 or (len(ranked) > 1 and ranked[0].times < 2 * ranked[1].times):
            return None
        return ranked[0]

    def _best(self, fits: list[Known], *, sure: str = "", reach: int = 8) -> Known | None:
        near = [k for k in fits if self._clock - k.last <= reach]
        if not near:
            return None

        def rank(known: Known) -> float:
            return self._clock - known.last - 1.5 * known.weight + (0.7 if sure and known.gender == "?" else 0)

        ranked = sorted(near, key=lambda k: (rank(k), k.name))
        if len(ranked) > 1 and rank(ranked[1]) - rank(ranked[0]) < 0.25:
            return None
        return ranked[0]


def _roles_beside(head: Token) -> set[str]:
    """The roles that stand before or after a person's name, whatever the parse: "the Minister for Health, Dr Lee"."""
    doc, first, after = head.doc, head.i, head.i + 1
    while first > 0 and doc[first - 1].ent_type_ == "PERSON" and doc[first].ent_iob_ == "I":
        first -= 1
    found: set[str] = set()
    commas = 0
    for token in reversed(doc[max(0, first - _FARTHEST_ROLE) : first]):
        commas += token.text == ","
        if token.pos_ in ("VERB", "AUX", "CCONJ", "PRON") or token.tag_ == "POS" or token.text in ".;:" or commas > 1:
            break
        if token.lemma_.lower() in PERSON_ROLES:
            found.add(token.lemma_.lower())
    if doc[after : after + 2].text.lower() in (", the", ", a", ", its", ", their"):
        for token in doc[after + 2 : after + 2 + _FARTHEST_ROLE]:
            if token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "PRON") or token.tag_ == "POS":
                break
            if token.lemma_.lower() in PERSON_ROLES:
                found.add(token.lemma_.lower())
    return found


def _gender(name: str, head: Token) -> Literal["m", "f", "?"]:
    before = {t.lower_ for t in head.lefts} | ({head.nbor(-1).lower_} if head.i else set())
    if before & _MALE_TITLES:
        return "m"
    if before & _FEMALE_TITLES:
        return "f"
    first = name.split()[0].lower() if " " in name else ""
    if first in _MALE_NAMES:
        return "m"
    return "f" if first in _FEMALE_NAMES else "?"
