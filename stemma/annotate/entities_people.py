"""People: which full names are one person, whom a bare surname or given name means, and how a name is shortened."""

from collections.abc import Iterable, Sequence

from stemma.annotate.entities_forms import Form, Key
from stemma.annotate.names_lexicon import FIRST_NAMES, PERSON_PARTICLES, SUFFIXES
from stemma.annotate.names_words import is_demonym, is_given, is_role
from stemma.annotate.transliteration import fold_word, match_given, match_spelling, skeleton_of

_JUNIOR = {"jr": "jr", "jnr": "jr", "sr": "sr", "snr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
# Surnames that stand first in Chinese, Korean and Vietnamese names.
_FIRST_SURNAMES = frozenset(
    "ahn an bae baek bui cai cao chang chen cheng chiang cho choe choi dang deng do duong feng gao guo ha han "
    "he heo ho hoang hong hu huang hwang im jang jeong jiang jo joo jung kang kim kwon le lee li liang lim lin "
    "liu lu luo ly ma moon nam ngo nguyen noh oh pak park peng pham phan ryu seo shen shin sin song sun tang "
    "tran tsai vo vu wang wei wu xi xiao xie xu yang yi yoo yoon yun zhang zhao zheng zhou zhu".split()
)
_ALSO_GIVEN = frozenset("kim lee jo shin an do le van ha".split())


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


def short_forms(spelling: str) -> tuple[str, ...]:
    """The surname of a full name as spelt: with its particle and without; the first word where the surname leads."""
    words = [w for w in spelling.split() if fold_word(w)]
    while len(words) > 1 and fold_word(words[-1]) in SUFFIXES:
        words.pop()
    if len(words) < 2:
        return ()
    if leads_with_surname(words):
        return (words[0],)
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PERSON_PARTICLES:
        start -= 1
    return tuple(dict.fromkeys((words[-1], " ".join(words[start:]))))


def strip_role(spelling: str) -> str:
    """A full name without the nationality or trade in front of it ("Canadian Ana Ruiz"); empty where there is none."""
    words = spelling.split()
    bare = words
    while len(bare) > 2 and (is_demonym(bare[0].casefold()) or is_role(bare[0].casefold())):
        bare = bare[1:]
    return " ".join(bare) if len(bare) < len(words) else ""


def leads_with_surname(words: Sequence[str]) -> bool:
    """Whether a name is written surname first, as Chinese, Korean and Vietnamese names are ("Oh Tae-yun")."""
    if fold_word(words[0]) not in _FIRST_SURNAMES:
        return False
    if "-" in words[-1] or (len(words) == 3 and not is_given(words[1].casefold())):
        return True
    western = fold_word(words[0]) in _ALSO_GIVEN or is_given(words[0].casefold()) or is_given(words[-1].casefold())
    return len(words) == 2 and not western


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
