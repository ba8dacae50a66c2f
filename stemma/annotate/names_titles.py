"""What stands before a name and is no part of it: titles, trades, portfolios, nationalities."""

from stemma.annotate.gazetteer import open_gazetteer
from stemma.annotate.names_lexicon import (
    COMPASS,
    CONNECTORS,
    FACILITY_WORDS,
    OFFICES,
    ORGANISATION_WORDS,
    PERSON_PARTICLES,
    PLACE_WORDS,
    POSTS,
    SUFFIXES,
    TITLE_MODIFIERS,
    TITLES,
)
from stemma.annotate.names_words import Word, is_demonym, is_given, is_role


def strip_titles(words: list[Word], start: int, end: int) -> tuple[int, int, bool]:
    """Takes the titles off the front ("Foreign Minister", "Gov."); says whether there were any."""
    last_title = -1
    for place in range(start, min(end, start + 6)):
        low = words[place].low
        if low in TITLES and (
            place == start
            or last_title >= 0
            or low in OFFICES
            or low in POSTS
            or words[place - 1].low in TITLE_MODIFIERS
        ):
            last_title = place
        elif is_given(low) and low not in TITLE_MODIFIERS and not is_demonym(low):
            break
    if last_title < 0:
        last_title = _last_of_role(words, start, end)
    if last_title < 0:
        return start, end, False
    if last_title + 1 >= end:
        return (end, end, True) if all(is_title_like(w) for w in words[start:end]) else (start, end, False)
    rest = words[last_title + 1 : end]
    particle = rest[0].capital and rest[0].low in PERSON_PARTICLES and len(rest) > 1  # "Mr Van Dam"
    if (rest[0].low in CONNECTORS | SUFFIXES and not particle) or rest[
        -1
    ].low in ORGANISATION_WORDS | FACILITY_WORDS | PLACE_WORDS:
        return start, end, False
    return last_title + 1, end, True


def _last_of_role(words: list[Word], start: int, end: int) -> int:
    """The word before the name where a trade stands in front ("Seismologist Ana Ruiz"), or a post and its country.

    A trade with a capital inside a sentence may begin a title or a body ("Official Secrets Act"), so
    there a known given name must follow, or what the recogniser takes for a person.
    """
    if end - start > 1 and is_role(words[start].low):
        after = words[start + 1]
        plain = words[start].starts_sentence and end - start > 2
        return start if plain or after.kind == "person" or is_given(after.low) else -1
    # "President of Mali Ana Ruiz", "Minister for Culture Ana Ruiz"
    post = words[start - 2].low if start > 1 and words[start - 1].low in ("of", "for") else ""
    if end - start < 3 or not (post in TITLES or is_role(post)):
        return -1
    if words[start].low in TITLE_MODIFIERS or any(
        p.level == "country" for p in open_gazetteer().find(words[start].low)
    ):
        return start
    return next((n - 1 for n in range(start + 1, min(end - 1, start + 4)) if is_given(words[n].low)), -1)


def is_title_like(word: Word) -> bool:
    """Whether a word is a title, goes with one, or names a nationality."""
    return word.low in TITLES or word.low in TITLE_MODIFIERS or is_demonym(word.low)


def count_demonym_words(words: list[Word], start: int, end: int) -> int:
    """How many words at the front are a demonym that is no part of the name ("North Korean", "Far Eastern")."""
    place = start
    while place < end - 1 and words[place].low in COMPASS and not words[place].low.startswith("central"):
        place += 1
    if not is_demonym(words[place].low) and not (words[place].low in COMPASS and words[place].low.endswith("ern")):
        return 0
    inside = place + 1 < end and words[place].kind is not None and words[place].entity == words[place + 1].entity
    # "the Canadian Ana Ruiz" is a person, whatever the recogniser makes of it; "British Petroleum" is one name.
    inside = inside and not (words[place].kind == "person" or is_given(words[place + 1].low))
    return 0 if inside else place + 1 - start
