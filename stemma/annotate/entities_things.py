"""Places and organisations: acronyms and their expansion, other names, the town and the station that bears its name."""

import re
from collections.abc import Mapping, Sequence

from stemma.annotate.entities_forms import Form, Key
from stemma.annotate.gazetteer import open_gazetteer
from stemma.annotate.names_lexicon import (
    ABBREVIATED_STATES,
    COMMON_PARTS,
    CONNECTORS,
    FACILITY_WORDS,
    LEGAL_FORMS,
    ORGANISATION_ALIASES,
    PLACE_ALIASES,
    STANDS_FOR_PLACE,
    STATE_CODES,
)
from stemma.annotate.transliteration import match_spelling
from stemma.model.annotation import Mention

_BRACKETED = re.compile(r"['’s]{0,2}[ \n]?\(([^\W\d_][\w.&-]{1,10})\)")
# Words that a place's short name leaves out: at its end, at its front (also in other languages), and with all after.
_PLACE_TAILS = frozenset("city town islands archipelago municipality".split())
_PLACE_HEADS = frozenset("kepulauan pulau islas isla ilhas ilha iles".split())
_PLACE_JOINTS = frozenset("upon nad na am an der do de del sur sous la on pri pod by".split())


def canonical_place(form: Form) -> Key:
    """The place's key with abbreviations of states and countries written out."""
    joined = " ".join(form.key)
    if joined in PLACE_ALIASES:
        return tuple(PLACE_ALIASES[joined].split())
    written = next(iter(sorted(form.variants)), "")
    if joined in ABBREVIATED_STATES and any("." in v for v in form.variants):
        return tuple(ABBREVIATED_STATES[joined].split())
    if written in STATE_CODES and all(v.isupper() for v in form.variants):
        return tuple(STATE_CODES[written].split())
    return form.key


def canonical_organisation(key: Key) -> Key:
    """The organisation's key without legal form and article, common acronyms written out."""
    joined = " ".join(key)
    if joined in ORGANISATION_ALIASES:
        return tuple(ORGANISATION_ALIASES[joined].split())
    bare = key[1:] if len(key) > 2 and key[0] == "the" else key
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    return tuple(ORGANISATION_ALIASES.get(" ".join(bare), " ".join(bare)).split())


def find_acronyms(articles: Sequence[tuple[str, Sequence[Mention]]], texts: Mapping[str, str]) -> dict[str, str]:
    """Acronyms given in brackets after their expansion: folded mention text by folded acronym."""
    out: dict[str, str] = {}
    for article, mentions in articles:
        text = texts.get(article, "")
        for mention in mentions:
            found = _BRACKETED.match(text, mention.end)
            if found and sum(map(str.isupper, found.group(1))) >= 2 and " " in mention.text:
                letters = found.group(1).replace(".", "").casefold()
                if letters[0] in {w[0].casefold() for w in mention.text.split()}:
                    out.setdefault(letters, mention.text)
    return out


def match_initials(acronym: str, key: Key) -> bool:
    """Whether an acronym is made of the first letters of the words, small words counted or not."""
    if len(key) < 2 or not 2 <= len(acronym) <= 8:
        return False
    every = "".join(w[0] for w in key)
    main = "".join(w[0] for w in key if w not in CONNECTORS and w != "the")
    return acronym in (every, main)


def place_core(key: Key) -> tuple[Key, str]:
    """The proper part of a compound place, and the last common noun taken off ("" where none was)."""
    core, noun = key, ""
    while len(core) > 1 and (core[-1] in FACILITY_WORDS or core[-1] in STANDS_FOR_PLACE or core[-1] in COMMON_PARTS):
        noun = noun or core[-1]
        core = core[:-1]
    return core, noun


def shorten_place(key: Key) -> Key:
    """The short name of a place's long one ("Lima City", "Malta Islands", "Newcastle upon Tyne"); () for none."""
    if key[-1] in _PLACE_TAILS:
        return key[:-1]
    if key[0] in _PLACE_HEADS and len(key) > 1:
        return key[1:]
    for place in range(1, len(key) - 1):
        if key[place] in _PLACE_JOINTS:
            return key[:place]
    return ()


def is_larger(key: Key) -> bool:
    """Whether a name is a country's or a region's: "Mexico" is not "Mexico City"."""
    return any(p.level in ("country", "region") and not p.alternate for p in open_gazetteer().find(" ".join(key)))


def same_place_name(a: Key, b: Key) -> bool:
    """Whether two place keys are spellings of one name, word by word."""
    return len(a) == len(b) and all(match_spelling(x, y) for x, y in zip(a, b, strict=True))


def join_places(a: Key, b: Key) -> bool:
    """Whether two place names are one: spellings, or a name and the station, base or port that bears it."""
    if same_place_name(a, b):
        return True
    if len(a) > len(b):
        a, b = b, a
    core, noun = place_core(b)
    if noun and same_place_name(core, a) and (noun in STANDS_FOR_PLACE or noun in {"center", "centre"}):
        return "space" in b or noun not in {"center", "centre"}
    other, second = place_core(a)
    if noun and second and same_place_name(core, other):
        return noun in STANDS_FOR_PLACE | {"center", "centre"} and second in STANDS_FOR_PLACE | {"center", "centre"}
    # "Omsk-Zapadny-2": a station numbered after its town and region.
    return len(b) == len(a) + 2 and b[-1].isdigit() and match_spelling(a[0], b[0]) and len(a) == 1
