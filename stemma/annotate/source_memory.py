"""Memory: what an article has named so far, to lead pronouns and roles back to names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from spacy.tokens import Token

from stemma.annotate.cues import DOCUMENTS, NEWS_AGENCIES, read_words
from stemma.annotate.sources import BODY_ROLES, FIRMS, HE, IT, PERSON_ROLES, SHE, THEY, Sort
from stemma.annotate.transliteration import fold_word

_MALE_TITLES = frozenset(("mr", "mr.", "sir", "lord", "king", "prince", "congressman", "spokesman", "chairman"))
_FEMALE_TITLES = frozenset(
    ("mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame", "congresswoman", "spokeswoman")
)
_MEN = frozenset("father son brother husband uncle grandfather boy nephew widower man monk king fisherman".split())
_WOMEN = frozenset("mother daughter sister wife aunt grandmother girl niece widow woman nun queen actress".split())
_MALE_NAMES = read_words("male_names")
_FEMALE_NAMES = read_words("female_names")
_OUTLETS = read_words("outlet_words")
_FIRM_ENDINGS = frozenset(
    """co corp inc ltd llc plc gmbh ag sa spa nv bv ab asa oy kk airlines airways motors holdings lines shipping ferries
    railways industries energy mining petroleum steel foods pharma pharmaceuticals telecom systems technologies
    logistics""".split()
)
_CRAFT = frozenset(
    """ferry ship vessel boat tanker freighter trawler yacht liner submarine frigate tug tugboat train plane aircraft
    jet helicopter airliner rocket spacecraft satellite probe telescope bridge dam mine tunnel stadium""".split()
)
"""Things that bear a name and are no firm: "the ferry Amra" is not "the company"."""
_FIRM_WORDS = re.compile(r"[\w/]+")
_FARTHEST_ROLE = 7


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
    articled: int = 0
    """How often it was mentioned with "the" before it."""
    last: int = -1
    """Running number of the sentence of the last mention."""
    weight: float = 0.0
    """How prominent that mention was: 0 in passing, 1 a subject, 1.5 the speaker of its sentence."""


class Memory:
    """What has been named so far in an article, to lead pronouns and roles back to."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._surnames: dict[str, str] = {}
        """Surname -> key of the person last named in full by it."""
        self._clock = 0
        self._named: Counter[str] = Counter()

    def expect(self, names: Iterable[str]) -> None:
        """Count the names that the whole article will mention: the one that it is about comes back."""
        self._named.update(name.casefold() for name in names)

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
            known = Known(name=name, sort=sort, gender=read_gender(name, head), plural=head.tag_ in ("NNS", "NNPS"))
            known.proper = proper
        elif len(name) > len(known.name):
            known.name = name
        known.times += 1
        known.articled += any(child.dep_ == "det" and child.lower_ == "the" for child in head.children)
        if known.gender == "?":
            known.gender = read_gender(name, head)
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
        if lemma in PERSON_ROLES or (lemma not in BODY_ROLES | FIRMS | DOCUMENTS and self.knows_role(lemma)):
            fits = [k for k in self._recent() if k.sort == "person" and k.proper and lemma in k.roles]
            return self._best(fits, reach=60)
        if lemma in BODY_ROLES or lemma in FIRMS or lemma in ("outlet", "paper"):
            bodies = [k for k in self._recent() if k.sort == "body" and k.proper]
            fits = [k for k in bodies if lemma in k.name.lower().split() or lemma in k.roles]
            if not fits and lemma in ("agency", "service", "outlet"):
                fits = [k for k in bodies if NEWS_AGENCIES & set(k.name.lower().split())]
            if not fits and lemma in FIRMS:
                return self._main_firm()
            return self._best(fits, reach=60)
        if lemma in DOCUMENTS:
            return self._best([k for k in self._recent() if k.proper and lemma in k.roles], reach=12)
        return None

    def _main_firm(self) -> Known | None:
        """What "the company" means: the one body that is called a firm, else the one that the article keeps naming."""
        offices = (BODY_ROLES | NEWS_AGENCIES | _OUTLETS) - FIRMS
        bodies = [k for k in self._recent() if k.sort == "body" and k.proper]
        named = [k for k in bodies if not offices & set(k.name.lower().split())]
        firms = [k for k in named if k.roles & FIRMS or _FIRM_ENDINGS & set(_FIRM_WORDS.findall(k.name.lower()))]
        # "The Amra Star" is a ship, a paper, a house; a firm goes without an article.
        named = [k for k in named if 2 * k.articled < max(k.times, 1) and not k.roles & _CRAFT]
        ranked = sorted(firms or named, key=lambda k: (-self._count(k), k.name))
        if not ranked or (not firms and self._count(ranked[0]) < 2):
            return None
        return None if len(ranked) > 1 and self._count(ranked[0]) < 2 * self._count(ranked[1]) else ranked[0]

    def _count(self, known: Known) -> int:
        return max(known.times, self._named[known.name.casefold()])

    def knows_role(self, lemma: str) -> bool:
        """Whether someone has been called by this noun."""
        return any(lemma in k.roles for k in self._recent() if k.proper and k.sort == "person")

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


def read_gender(name: str, head: Token) -> Literal["m", "f", "?"]:
    """Whether a name is a man's or a woman's, by title, kin or given name; ``head`` is its head word in the text."""
    before = {t.lower_ for t in head.lefts} | ({head.nbor(-1).lower_} if head.i else set())
    if before & _MALE_TITLES:
        return "m"
    if before & _FEMALE_TITLES:
        return "f"
    last = name.split()[-1].lower() if name else ""
    if last in _MEN or last in _WOMEN:
        return "m" if last in _MEN else "f"
    first = fold_word(name.split()[0].partition("-")[0]) if " " in name else ""
    if first in _MALE_NAMES:
        return "m"
    return "f" if first in _FEMALE_NAMES else "?"
