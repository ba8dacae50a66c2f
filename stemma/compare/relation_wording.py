"""Wordings of one head that change the meaning."""

import re

from stemma.compare.contrasts import Context, Found
from stemma.compare.opposites import find_opposites, is_succession
from stemma.model.annotation import Claim

_COMPOUND = re.compile(r"\b(\w{3,})-(\w{4,})\s+(\w{3,})(?:\s+(\w{3,}))?")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand".split()
)
_EXCLUSIVE = (
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "left right",
    "upper lower middle",
    "inner outer",
    "front rear back",
    "northern southern eastern western",
    "doctoral master's undergraduate bachelor's",
    "male female",
    "domestic foreign international",
    "public private",
    "civil criminal",
    "temporary permanent provisional",
    "military civilian",
    "full partial",
    "voluntary mandatory compulsory",
    "minor major serious",
    "oral written",
    "direct indirect",
)
"""General knowledge of English: modifiers of which a thing bears one alone."""
_NO_HEADS = frozenset("was were has had have and but for from with who that which the over into after before".split())
_SET_OF = {word: number for number, words in enumerate(_EXCLUSIVE) for word in words.split()}
_MODIFIED = re.compile(rf"\b({'|'.join(_SET_OF)})\s+([A-Za-z]{{3,}})\b".replace("'", "['’]"), re.IGNORECASE)


def contrast_wording(one: Claim, other: Claim, context: Context) -> Found | None:
    """Wordings that news does not exchange: "nuclear-powered" and "nuclear-capable bombers", resigned and dismissed."""
    return _contrast_compounds(one, other) or _contrast_modifiers(one, other) or _contrast_opposites(one, other)


def _contrast_compounds(one: Claim, other: Claim) -> Found | None:
    """One head, one stem, two meanings."""
    for stem, end, *heads in _COMPOUND.findall(one.quote.lower()):
        for stem_, end_, *heads_ in _COMPOUND.findall(other.quote.lower()):
            same_head = {h for h in heads if h} & {h for h in heads_ if h}
            if stem == stem_ and end != end_ and same_head and not {end, end_, stem} & _NUMBERS and not end.isdigit():
                head = sorted(same_head)[0]
                return Found("differ", "wording", (f"{stem}-{end} … {head}", f"{stem}-{end_} … {head}"))
    return None


def _contrast_modifiers(one: Claim, other: Claim) -> Found | None:
    """One head, two modifiers of a set of which a thing bears one: "the third attempt", "its second attempt"."""
    first, second = _modified(one), _modified(other)
    for key in sorted(first.keys() & second.keys()):
        if not first[key] & second[key]:
            words = tuple(f"{min(found[key])} {key[1]}" for found in (first, second))
            return Found("differ", "wording", (words[0], words[1]))
    return None


def _modified(claim: Claim) -> dict[tuple[int, str], set[str]]:
    """Set of modifiers (by number) and head to the modifiers of the set that the head bears."""
    found: dict[tuple[int, str], set[str]] = {}
    for match in _MODIFIED.finditer(claim.quote):
        if match[2].casefold() in _NO_HEADS:
            continue
        word = match[1].casefold().replace("’", "'")
        found.setdefault((_SET_OF[word], match[2].casefold()), set()).add(word)
    return found


def _contrast_opposites(one: Claim, other: Claim) -> Found | None:
    words = find_opposites(one.quote, other.quote)
    if words is None or one.polarity != other.polarity:
        return None
    return Found("update" if is_succession(words) else "differ", "wording", words)
