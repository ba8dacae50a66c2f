"""People: which full names are one person, and whom a bare surname or given name means."""

from collections.abc import Iterable

from stemma.annotate.entities_forms import Form, Key
from stemma.annotate.names_lexicon import FIRST_NAMES, PERSON_PARTICLES, SUFFIXES
from stemma.annotate.names_words import is_demonym, is_role
from stemma.annotate.transliteration import match_given, match_spelling, skeleton_of

_JUNIOR = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}


def match_people(a: Key, b: Key) -> bool:
    """Whether two full names (two words and more, folded) may be one person's, compared word by word."""
    generation_a, generation_b = _JUNIOR.get(a[-1]), _JUNIOR.get(b[-1])
    if generation_a and generation_b and generation_a != generation_b:
        return False
    a, b = _bare(a), _bare(b)
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return False
    if len(a) == len(b) and all(match_given(x, y) for x, y in zip(a[:-1], b[:-1], strict=True)):
        return match_spelling(a[-1], b[-1])
    # "Tanaka Hiroshi" and "Hiroshi Tanaka", but not "Paul Ryan" and "Ryan Paul": one word must be no given name.
    if len(a) == len(b) == 2 and a == b[::-1]:
        return not (a[0] in FIRST_NAMES and a[1] in FIRST_NAMES)
    if len(a) > 1 and "".join(a) == "".join(b):
        return True
    if len(a) < 2 or len(a) == len(b):
        return False
    if all(match_spelling(x, y) for x, y in zip(a, b[len(b) - len(a) :], strict=True)):
        return True
    if all(match_spelling(x, y) for x, y in zip(a, b[: len(a)], strict=True)) and len(b) - len(a) == 1:
        return len(b[-1]) > 3 and len(b[0]) > 3
    return match_spelling(a[-1], b[-1]) and match_given(a[0], b[0]) and _in_order(a[1:-1], b[1:-1])


def _bare(key: Key) -> Key:
    """The name without "Jr" at its end and a nationality or trade at its front ("Canadian Ana Ruiz")."""
    while len(key) > 2 and (is_demonym(key[0]) or is_role(key[0])):
        key = key[1:]
    return key[:-1] if len(key) > 1 and key[-1] in SUFFIXES else key


def _in_order(few: Key, many: Key) -> bool:
    """Whether the middle names of one are among the other's, in the same order; "W." is not "H. W."."""
    if few and all(len(name) == 1 for name in (*few, *many)):
        return few == many
    rest = iter(many)
    return all(any(match_given(x, y) for y in rest) for x in few)


def short_names(key: Key) -> tuple[str, ...]:
    """The single words by which a person of this full name may be meant: surname first, then given name."""
    bare = _bare(key)
    names = [bare[-1]]
    if bare[0] not in PERSON_PARTICLES and len(bare[0]) > 1:
        names.append(bare[0])
    return tuple(dict.fromkeys(names))


def join_people(forms: Iterable[Form]) -> tuple[list[list[Form]], list[Form]]:
    """Groups of full names, each one person, and the forms that fit more than one of them.

    Longest names first, so that "John Smith" beside "John A. Smith" and "John B. Smith" is left open.
    """
    groups: list[list[Form]] = []
    by_end: dict[str, list[int]] = {}
    open_forms: list[Form] = []
    for form in sorted(forms, key=lambda f: (-len(_bare(f.key)), -sum(map(len, f.key)), f.key)):
        sounds = _sounds(form.key)
        near = sorted({n for sound in sounds for n in by_end.get(sound, [])})
        fits = [n for n in near if match_people(form.key, groups[n][0].key)]
        if len(fits) > 1:
            same = [n for n in fits if any(_bare(form.key) == _bare(other.key) for other in groups[n])]
            fits = same or fits
        if len(fits) == 1:
            groups[fits[0]].append(form)
        elif len(fits) > 1:
            open_forms.append(form)
        else:
            groups.append([form])
            for sound in sounds:
                by_end.setdefault(sound, []).append(len(groups) - 1)
    return groups, open_forms


def _sounds(key: Key) -> tuple[str, ...]:
    """Of these, two names of one person share at least one: the sounds of the surname and of the first word."""
    bare = _bare(key)
    turned = "t" + " ".join(sorted(bare)) if len(bare) == 2 else ""
    return tuple(dict.fromkeys(("s" + skeleton_of(bare[-1]), "f" + skeleton_of(bare[0]), turned)))
