"""Forms: the distinct spellings of names over a story, with the votes on what they name."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.annotate.gazetteer import open_gazetteer
from stemma.annotate.names_lexicon import (
    ABBREVIATED_STATES,
    FACILITY_WORDS,
    FIRST_NAMES,
    ORGANISATION_ALIASES,
    ORGANISATION_WORDS,
    PLACE_ALIASES,
    PLACE_WORDS,
    STATE_CODES,
    TITLE_MODIFIERS,
    TITLES,
)
from stemma.annotate.names_words import is_demonym, is_role
from stemma.annotate.places_lexicon import SURE_PLACE_ENDS
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import EntityKind, Mention

Key = tuple[str, ...]
_BEFORE = re.compile(r"(?:[^\W\d_][\w.'’-]*[ \n]+){1,5}$")
_OWNER = re.compile(r"([^\W\d_][\w.&-]{0,40}['’]s?)[ \n]+$")
_NOUN_AFTER = re.compile(
    r"[ \n]((?:(?:space|air|railway|train|military|naval|launch|airforce)[ \n])?"
    r"(?:cosmodrome|spaceport|station|base|airbase|airfield|center|centre|site|launchpad))\b"
)
_PREPOSITION = re.compile(r"\b(?:in|near|outside|around|across|through|throughout|of|at|from|to)[ \n]$", re.IGNORECASE)
_CLOSED = re.compile(r"['’]s?\b|[ \n](?:said|says|told|and[ \n](?:his|her))\b")
_COMMA_PLACE = re.compile(r",[ \n]((?:[A-Z][\w.]*)(?:[ \n][A-Z][\w.]*){0,2})")
_WORDS_BACK = 90
_PLACE_JOINTS = frozenset("de do da del di upon sur am an nad na".split())
_DATELINE_REST = re.compile(r"(?:, [^\W\d_][\w. ]{1,30})?(?: \([\w .&-]{2,40}\))? [—–] ")
_AGE = re.compile(r", (?:aged )?[1-9]\d,?(?!\d|[ \n](?:miles|km|kilom|people|dead))|[ \n]\([1-9]\d\)")
_ACTS = re.compile(r",?[ \n](?:said|says|told|added|who|whose|himself|herself)\b")
_ROLE_BEFORE = re.compile(r"([^\W\d_][\w-]+)(,?)[ \n]$")
_SAID_BEFORE = re.compile(r"[,\"'”’] (?:said|says|added|according to)[ \n]$")


@dataclass(slots=True, kw_only=True)
class Form:
    """One spelling (case, hyphens and accents aside) and where it stands."""

    key: Key
    votes: Counter[EntityKind] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, int]] = field(default_factory=list)
    """(article, mention) numbers, in order."""
    titled: int = 0
    located: int = 0
    """How often it stands where a place does: after "in", before a state or country."""
    human: int = 0
    """How much the words around it treat it as a person: an age, a trade, a verb of saying."""
    sited: int = 0
    """How often it opens a dateline, or a country or region follows it after a comma."""
    kind: EntityKind = "other"

    @property
    def weight(self) -> int:
        """How often it stands in the story."""
        return len(self.places)


@dataclass(slots=True, kw_only=True)
class Reading:
    """What the words around one mention say of it."""

    key: Key
    titled: bool
    longer: tuple[str, ...]
    located: bool
    sited: bool
    human: int


Readings = dict[tuple[str, int, int], Reading]


def collect_forms(
    articles: Sequence[tuple[str, Sequence[Mention]]], texts: Mapping[str, str], known: Readings
) -> tuple[dict[Key, Form], dict[tuple[int, int], tuple[str, ...]]]:
    """The forms of a story, and for each mention its titled or possessed form where it has one.

    ``known`` keeps what was read around each mention, so that a second collection over more mentions is cheap.
    """
    forms: dict[Key, Form] = {}
    extended: dict[tuple[int, int], tuple[str, ...]] = {}
    for number, (article, mentions) in enumerate(articles):
        text = texts.get(article, "")
        for place, mention in enumerate(mentions):
            at = (article, mention.start, mention.end)
            reading = known.get(at) or known.setdefault(at, _read_mention(text, mention))
            if not reading.key:
                continue
            form = forms.setdefault(reading.key, Form(key=reading.key))
            form.votes[mention.kind] += 1
            form.variants[" ".join(mention.text.split())] += 1
            form.places.append((number, place))
            form.titled += reading.titled
            form.located += reading.located
            form.sited += reading.sited
            form.human += reading.human
            if reading.longer:
                extended[number, place] = reading.longer
    for form in forms.values():
        form.kind = _vote_kind(form)
    _follow_surnames(forms)
    return forms, extended


def _read_mention(text: str, mention: Mention) -> Reading:
    key = split_name(mention.text)
    titled, longer = _longer_forms(text, mention, key) if key else (False, ())
    located = bool(key) and stands_like_place(text, mention)
    human = stands_like_person(text, mention, len(key)) if key else 0
    sited = bool(key) and (opens_dateline(text, mention) or _before_container(text, mention))
    return Reading(key=key, titled=titled, longer=longer, located=located, sited=sited, human=human)


def _follow_surnames(forms: Mapping[Key, Form]) -> None:
    """A name in doubt that ends in a surname which the story uses of a person ("Mr Okoro") is a person's."""
    surnames = {f.key[0] for f in forms.values() if len(f.key) == 1 and f.kind == "person" and (f.titled or f.human)}
    surnames |= {f.key[0] for f in forms.values() if len(f.key) == 1 and f.kind == "person" and not f.located}
    for form in forms.values():
        last = form.key[-1]
        if form.kind in ("organisation", "other") and 2 < len(form.key) < 5 and not form.located:
            # "Ana Ruiz Prado" beside "Ana Ruiz".
            near = forms.get(form.key[:2]) or forms.get(form.key[1:])
            if near and near.kind == "person" and len(near.key) > 1 and last not in ORGANISATION_WORDS | FACILITY_WORDS:
                form.kind = "person"
        if form.kind == "person" or not 1 < len(form.key) < 5 or last not in surnames or last in ORGANISATION_WORDS:
            continue
        thing = form.key[0] in PLACE_WORDS | FACILITY_WORDS | {"mt", "fort", "camp"} or last in FACILITY_WORDS
        if not thing and not form.located and not open_gazetteer().find(" ".join(form.key)):
            form.kind = "person"


def stands_like_person(text: str, mention: Mention, words: int) -> int:
    """How much the words around a mention of ``words`` words treat it as a person: 0, 1 (it speaks) to 3 (an age)."""
    if _AGE.match(text, mention.end):
        return 3
    before = _ROLE_BEFORE.search(text[max(0, mention.start - 24) : mention.start])
    if before and words > 1:
        low = before.group(1).casefold()
        if is_role(low) or low in TITLES or low.endswith(("woman", "sman")) or (is_demonym(low) and low != "western"):
            return 2
    speaks = _ACTS.match(text, mention.end) or _SAID_BEFORE.search(text[max(0, mention.start - 20) : mention.start])
    return 1 if speaks else 0


def _longer_forms(text: str, mention: Mention, key: Key) -> tuple[bool, tuple[str, ...]]:
    """Whether a title stands before a mention, and its forms with title, owner or following common noun."""
    name = " ".join(mention.text.split())
    before = text[max(0, mention.start - _WORDS_BACK) : mention.start]
    longer: list[str] = []
    title = _title_before(before)
    if title:
        longer.append(f"{title} {name}")
        last = title.split()[-1]
        if last != title:
            longer.append(f"{last} {name}")
    elif len(key) > 2 and (owner := _OWNER.search(before)) and owner.group(1)[0].isupper():
        longer.append(f"{owner.group(1)} {name}")
    if mention.kind != "person" and (noun := _NOUN_AFTER.match(text, mention.end)):
        longer.append(f"{name} {' '.join(noun.group(1).split())}")
    return bool(title), tuple(longer)


def stands_like_place(text: str, mention: Mention) -> bool:
    """Whether the words around a mention treat it as a place: "in X", "near X", "X, Ohio", "X, Russia"."""
    if mention.text in STATE_CODES and text[max(0, mention.start - 2) : mention.start] == ", ":
        return True
    if _PREPOSITION.search(text[max(0, mention.start - 12) : mention.start]):
        return not _CLOSED.match(text, mention.end)
    return _before_container(text, mention)


def opens_dateline(text: str, mention: Mention) -> bool:
    """Whether a mention opens a paragraph as a dateline does: "PORT LOUIS (AP) —"."""
    opens = mention.start == 0 or text[mention.start - 1] in "\n—"
    return opens and bool(_DATELINE_REST.match(text, mention.end))


def _before_container(text: str, mention: Mention) -> bool:
    after = _COMMA_PLACE.match(text, mention.end)
    if after is None:
        return False
    words = after.group(1).split()
    return any(_is_container(" ".join(words[:size])) for size in range(len(words), 0, -1))


def _is_container(name: str) -> bool:
    key = " ".join(split_name(name))
    return (
        key in ABBREVIATED_STATES
        or name in STATE_CODES
        or key in PLACE_ALIASES
        or any(p.level in ("country", "region") for p in open_gazetteer().find(name))
    )


def _title_before(before: str) -> str:
    """The capitalised title that stands right before a name ("Mr", "Defence Minister"), or nothing."""
    found = _BEFORE.search(before)
    if not found:
        return ""
    words = found.group().split()
    taken: list[str] = []
    for word in reversed(words):
        low = word.casefold().rstrip(".").replace(".", "")
        if word.endswith(".") and len(word) > 5:
            break
        if not word[0].isupper() or not (low in TITLES or is_role(low) or (taken and low in TITLE_MODIFIERS)):
            break
        taken.insert(0, word)
        if word.endswith(",") or len(taken) > 4:
            break
    while taken and taken[0].casefold() in {"the", "then", "former"}:
        taken.pop(0)
    return " ".join(taken)


def _gazetteer_vote(form: Form) -> int:
    """How much the gazetteer and the places where it stands speak for a place."""
    if form.located and any(v in STATE_CODES for v in form.variants):
        return form.weight + 1
    if form.titled or len(form.key) > 4 or all(len(v) < 4 for v in form.variants):
        return 0
    found = open_gazetteer().find(" ".join(form.key))
    if not found:
        return 0
    best = max(found, key=lambda p: (not p.alternate, p.population))
    if best.level in ("country", "region", "continent"):
        return form.weight + 1
    if form.located:
        return form.weight + form.located + (best.population > 20_000)
    if best.alternate and any(w in _PLACE_JOINTS for w in form.key):
        return form.weight
    if best.alternate or (len(form.key) == 1 and form.votes["person"] > form.votes["place"]):
        return 0
    if len(form.key) > 1:
        return form.weight if form.key[0] not in FIRST_NAMES else 0
    return form.weight if best.population > 100_000 and form.key[0] not in FIRST_NAMES else form.weight // 2


def _vote_kind(form: Form) -> EntityKind:
    """The kind of a form: votes of its mentions, weighed by what its words say."""
    votes: Counter[EntityKind] = Counter(form.votes)
    votes["other"] = votes["other"] // 2
    last, joined = form.key[-1], " ".join(form.key)
    if len(form.key) == 1 and not form.titled and all(v.isupper() and len(v) < 7 for v in form.variants):
        votes["person"] //= 3  # an acronym
    votes["person"] += 3 * form.titled
    if last not in ORGANISATION_WORDS and last not in FACILITY_WORDS and last not in PLACE_WORDS and len(form.key) < 5:
        votes["person"] += form.human
    if len(form.key) > 1 and all(len(w) == 1 for w in form.key[:-1]) and len(last) > 3:
        votes["person"] += form.weight  # initials and a surname
    if joined in PLACE_ALIASES or joined in PLACE_ALIASES.values():
        votes["place"] += form.weight + 1
    if joined in ORGANISATION_ALIASES or (len(form.key) > 1 and last in ORGANISATION_WORDS):
        votes["organisation"] += form.weight + 1
    if len(form.key) > 1 and last in FACILITY_WORDS | PLACE_WORDS and form.key[0] not in FIRST_NAMES:
        votes["place"] += form.weight + 1
    if last in SURE_PLACE_ENDS and len(form.key) > 1:
        votes["place"] += 2 * form.weight
    elif 1 < len(form.key) < 5 and form.key[0] in FIRST_NAMES and last not in ORGANISATION_WORDS:
        votes["person"] += form.weight
    votes["place"] += _gazetteer_vote(form)
    if not form.titled:
        votes["place"] += 2 * form.sited
    best = max(votes.values(), default=0)
    ranked: tuple[EntityKind, ...] = ("person", "place", "organisation", "other")
    return next((kind for kind in ranked if votes[kind] == best and best > 0), "other")
