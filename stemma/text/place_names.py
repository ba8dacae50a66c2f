"""Places by their names in many languages and scripts: Moscow, Moskau, Москва, モスクワ are one.

The table is made by ``train/make_place_names.py`` from GeoNames (CC BY 4.0) and Unicode's CLDR. It holds countries and
the larger towns; no coordinates, no small places (the annotate stage's gazetteer has those, in Latin script alone).
"""

import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_ENDING = re.compile(r"(?:[aeiouyаеёиоуыэюяіїєьйαεηιουω]{1,3})\Z")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "و", "ب", "ل", "ف", "ك")
_INFLECTED = frozenset("ru uk be bg sr hr bs sk cs pl sl lt lv el".split())
_ELIDED = re.compile(r"[a-z]{1,5}['’](?=[^\W\d_])")
"""What stands before a capital and is no part of the name: l'Italie, dell'Egeo."""
_JOINED = re.compile(r"[^\s\-’']")
_LONGEST_NAME = 4
_LONGEST_RUN = 8


@lru_cache(maxsize=65536)
def fold_place(name: str) -> str:
    """The form in which names of places are looked up: small letters, no accents, words parted by one space."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = unicodedata.normalize(
        "NFC", "".join(c for c in plain if not unicodedata.combining(c) or c in "\u3099\u309a")
    )
    return " ".join(re.split(r"[\W_]+", bare.translate(_ARABIC))).strip()


def find_places(text: str, language: str | None) -> frozenset[str]:
    """The keys of the places that ``text`` names: a country's ISO 3166-1 code, a town's GeoNames number."""
    return frozenset(key for _, _, key in locate_places(text, language))


def locate_places(text: str, language: str | None) -> tuple[tuple[int, int, str], ...]:
    """Each naming of a place in ``text``: where it starts and ends, and the place's key; in order, disjoint.

    Words are taken for names where they are written with a capital, in scripts that have such.
    """
    found = [
        (run.start() + start, run.start() + end, key)
        for run in _UNSPACED.finditer(text)
        for start, end, key in _scan_run(run[0])
    ]
    words = [m for m in _WORD.finditer(text) if not _UNSPACED.match(m[0])]
    index = 0
    while index < len(words):
        if words[index][0][0].islower() and not _ELIDED.match(words[index][0]):
            index += 1
            continue
        key, length = _match_words(text, words, index, language)
        if key:
            found.append((words[index].start(), words[index + length - 1].end(), key))
        index += max(length, 1)
    return tuple(sorted(found))


def _match_words(text: str, words: Sequence[re.Match[str]], index: int, language: str | None) -> tuple[str | None, int]:
    """The place named from the word ``index`` on, the longest name first, and how many words it takes."""
    first = words[index][0]
    longest = _LONGEST_NAME if fold_place(_bare(first)) in _load_openings() else 1
    for length in range(min(longest, len(words) - index), 0, -1):
        last = words[index + length - 1]
        if length > 1 and _JOINED.search(_between(text, words[index : index + length])):
            continue
        stretch = text[words[index].start() : last.end()]
        key = _find_name(stretch, language)
        if key:
            return key, length
    return None, 0


@lru_cache(maxsize=65536)
def _find_name(stretch: str, language: str | None) -> str | None:
    for form in _list_forms(stretch, language):
        key = _load_names().get(form)
        if key:
            return key
    stem = _cut_ending(fold_place(stretch)) if language in _INFLECTED else None
    return _load_stems().get(stem) if stem else None


def _bare(word: str) -> str:
    return _ELIDED.sub("", word)


def _between(text: str, words: Sequence[re.Match[str]]) -> str:
    return "".join(text[a.end() : b.start()] for a, b in pairwise(words))


def _list_forms(stretch: str, language: str | None) -> Iterator[str]:
    yield fold_place(stretch)
    head, mark, _ = stretch.replace("’", "'").partition("'")
    if mark and len(head) > 2 and head[0].isupper():  # İzmir'de, Portugal's
        yield fold_place(head)
    elif mark:  # l'Italie, d'Espagne
        yield fold_place(stretch[len(head) + 1 :])
    if language in ("ar", "fa") or "\u0600" <= stretch[0] <= "\u06ff":
        folded = fold_place(stretch)
        for prefix in _PREFIXES:
            if folded.startswith(prefix) and len(folded) > len(prefix) + 2:
                bare = folded[len(prefix) :]
                yield bare
                yield "ال" + bare


def _scan_run(run: str) -> Iterator[tuple[int, int, str]]:
    """Places in a run of Chinese or Japanese, where nothing parts words: the longest name at each point."""
    names, index = _load_names(), 0
    while index < len(run):
        for length in range(min(_LONGEST_RUN, len(run) - index), 1, -1):
            key = names.get(fold_place(run[index : index + length]))
            if key:
                yield index, index + length, key
                index += length - 1
                break
        index += 1


def _cut_ending(folded: str) -> str | None:
    stem = _ENDING.sub("", folded)
    return stem if len(stem) > 3 else None


@cache
def _load_names() -> dict[str, str]:
    packed = files("stemma.text").joinpath("data", "place_names.tsv.gz").read_bytes()
    names: dict[str, str] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        key, _, listed = line.partition("\t")
        names.update(dict.fromkeys(listed.split("|"), key))
    return names


@cache
def _load_openings() -> frozenset[str]:
    """The first words of names that have several."""
    return frozenset(name.partition(" ")[0] for name in _load_names() if " " in name)


@cache
def _load_stems() -> dict[str, str]:
    """Stems of names without their ending vowels; those that two places share are left out."""
    stems: dict[str, str] = {}
    for name, key in _load_names().items():
        stem = _cut_ending(name)
        if stem:
            stems[stem] = key if stems.get(stem, key) == key else ""
    return {stem: key for stem, key in stems.items() if key}
