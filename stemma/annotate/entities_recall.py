"""Names that one article of a story makes known and another only uses: short names, and places at a sentence's head."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from stemma.annotate.entities_forms import Form, Key
from stemma.annotate.entities_people import short_forms
from stemma.annotate.names_lexicon import (
    CALENDAR,
    FUNCTION,
    NUMBERS,
    TITLES,
)
from stemma.annotate.names_words import is_demonym, is_role
from stemma.annotate.transliteration import fold_word
from stemma.model.annotation import EntityKind, Mention

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_SPEAKS = re.compile(r",?[ \n](?:said|says|told|added|asked|is|was|has|had|will)\b")
Found = dict[tuple[str, ...], EntityKind]


def recall_names(
    articles: Sequence[tuple[str, Sequence[Mention]]], texts: Mapping[str, str], forms: Mapping[Key, Form]
) -> list[tuple[str, Sequence[Mention]]]:
    """The articles with further mentions: full and short names of the story's people and its places' names.

    A single word counts only with a capital, no other name beside it, and where the story nowhere writes it small; only
    the lines from the article's first mention to its last are read.
    """
    known = _collect_known(forms)
    # Built once for all articles: each text is read a single time.
    split = {article: list(_WORD.finditer(texts.get(article, ""))) for article, _ in articles}
    small = {w.group() for words in split.values() for w in words if w.group()[0].islower()}
    out: list[tuple[str, Sequence[Mention]]] = []
    for article, mentions in articles:
        more = _find_more(texts.get(article, ""), split[article], mentions, known, small) if mentions else []
        out.append((article, sorted([*mentions, *more], key=lambda m: (m.start, m.end)) if more else mentions))
    return out


def _collect_known(forms: Mapping[Key, Form]) -> dict[str, Found]:
    """Names to look for, by their first word folded: the folded words and what they name."""
    known: dict[str, Found] = {}
    for form in forms.values():
        if form.kind not in ("person", "place") or (form.kind == "person" and len(form.key) < 2):
            continue
        for spelling in form.variants:
            spellings = (spelling, *short_forms(spelling)) if form.kind == "person" else (spelling,)
            for text in spellings:
                words = tuple(fold_word(w) for w in text.split())
                if all(words) and (len(words) > 1 or (len(words[0]) > 2 and text.casefold() not in TITLES)):
                    known.setdefault(words[0], {}).setdefault(words, form.kind)
    return known


@lru_cache(maxsize=16384)
def _fold(word: str) -> str:
    return fold_word(_POSSESSIVE.sub("", word))


def _find_more(
    text: str, words: list[re.Match[str]], mentions: Sequence[Mention], known: dict[str, Found], small: set[str]
) -> list[Mention]:
    found: list[Mention] = []
    first, last = mentions[0].start, max(m.end for m in mentions)
    last = text.find("\n", last) if text.find("\n", last) >= 0 else len(text)
    line = text.rfind("\n", 0, first) + 1
    at = 0
    place = 0
    while place < len(words):
        word = words[place]
        start = word.start()
        while at < len(mentions) and mentions[at].end <= start:
            at += 1
        size = 0
        if line <= start < last and word.group()[0].isupper() and (at == len(mentions) or mentions[at].start > start):
            names = known.get(_fold(word.group()))
            room = mentions[at].start if at < len(mentions) else len(text)
            size, kind = _match_at(text, words, place, names, room) if names else (0, "other")
            if size and (size > 1 or _stands_alone(text, words, place, small)):
                end = words[place + size - 1].end()
                spelt = text[start:end]
                spelt = _POSSESSIVE.sub("", spelt)
                found.append(Mention(start=start, end=start + len(spelt), text=spelt, kind=kind))
        place += max(size, 1)
    return found


def _match_at(text: str, words: list[re.Match[str]], place: int, names: Found, room: int) -> tuple[int, EntityKind]:
    """How many words from ``place`` on are one of the names (0: none), the longest first, and its kind."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        here = words[place : place + len(name)]
        if len(here) < len(name) or here[-1].end() > room:
            continue
        joined = all(text[a.end() : b.start()] in (" ", "\n", ". ") for a, b in pairwise(here))
        if joined and all(_fold(w.group()) == part for w, part in zip(here, name, strict=True)):
            return len(name), names[name]
    return 0, "other"


def _stands_alone(text: str, words: list[re.Match[str]], place: int, small: set[str]) -> bool:
    """Whether a single word is a name by itself: no capitalised neighbour, and nowhere written small."""
    word = words[place]
    low = _POSSESSIVE.sub("", word.group()).casefold()
    if low in small or low in FUNCTION or low in CALENDAR or low in NUMBERS or is_demonym(low):
        return False
    if place and text[words[place - 1].end() : word.start()] in (" ", ". ") and words[place - 1].group()[0].isupper():
        before = words[place - 1].group().casefold()
        if not (before in FUNCTION or before in CALENDAR or before in TITLES or is_demonym(before) or is_role(before)):
            return text[words[place - 1].end()] == "." and len(before) > 3
    if place + 1 < len(words) and text[word.end() : words[place + 1].start()] == " ":
        after = words[place + 1].group()
        return not after[0].isupper() or bool(_SPEAKS.match(text, word.end()))
    return True
