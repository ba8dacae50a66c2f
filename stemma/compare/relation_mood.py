"""What one claim denies and the other affirms."""

import re

from stemma.compare.contrasts import Context, Found
from stemma.compare.relation_denials import tell_denial
from stemma.model.annotation import Claim

_NEGATION = re.compile(
    r"\b(?:not|never|nobody|no longer|no one|nothing|neither|without|cannot|no|denie[sd]|deny|denying|n[o']t)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_DENIES_NOTHING = re.compile(
    r"^\W*(?:Do not|Don['’]t)\b|\bNo [A-Z]|\b(?:[Nn]o|not) (?:fewer|less|more|later|earlier) than\b"
)
_TURN = re.compile(r"\bbut\b", re.IGNORECASE)
"""What "not a spire but a mast" denies stands before it."""
_OWNER = re.compile(r"\b[^\W\d_]+['’]s\s")
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(
    "that this these those with from have been were would could should will their there they them than then when what "
    "which while about after before into over under also only just more most some such very said says told asked "
    "being does doing done make made take taken having because since until whether each other another "
    "being last year years month week".split()
)
_NEGATIVE_IN_MEANING = re.compile(
    r"\b(?:refus|fail|stop|halt|ceas|withdr[ae]w|suspend|cancel|instead|lack|reject|forb[ia]d|bann?|clos|shut|"
    r"block|rule[sd]? out|"
    r"turned (?:off|away|down)|gave up|given up|(?:is|are|was|were) (?:down|off|out|cut|over)|un(?:able|paid|"
    r"known|likely|hurt)|"
    r"rather than|except|save (?:the|for)|barely|hardly|scarcely|few|little|only|end(?:ed|s)|los[ets]|miss|keep "
    r"out|kept out|"
    r"but not|yet to|so far|first|doubt|disput|contradict|spare|prevent|avoid|abandon|drop|waiv|withh|leav\w* out)",
    re.IGNORECASE,
)
"""Words that deny without a negation: a claim that has one may say the same as the denial."""
_ALIKE, _LEAST_SHARED = 0.5, 2
"""The share and the number of longer words that two claims have in common at least, of which one denies the other."""
_REACH = 2
"""Content words behind a negation that it can govern."""


def contrast_mood(one: Claim, other: Claim, context: Context) -> Found | None:
    """One claim denies in so many words what the other affirms."""
    for denying, affirming, turned in ((one, other, False), (other, one, True)):
        if denying.polarity != "denied" or affirming.polarity != "affirmed":
            continue
        denied = _denied_stems(denying.quote)
        if not denied & _stems(affirming.quote) or not _overlap(denying, affirming):
            continue
        if not any(p.search(affirming.quote) for p in (_NEGATION, _NEGATIVE_IN_MEANING)):
            found = tell_denial(denying, affirming)
            return found._replace(words=(found.words[1], found.words[0])) if turned else found
    return None


def _denied_stems(words: str) -> set[str]:
    """The stems of the words just behind each negation, owners ("the mill's") aside.

    None of a warning ("Do not ..."), of a name ("No Orion") or of a bound ("no fewer than six").
    """
    found: set[str] = set()
    for match in _NEGATION.finditer(words):
        if any(m.end() >= match.end() and m.start() <= match.start() for m in _DENIES_NOTHING.finditer(words)):
            continue
        governed = _TURN.split(words[match.end() : match.end() + 80])[0]
        found |= set(_content(_OWNER.sub(" ", governed))[:_REACH])
    return found


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether half of the longer words of the two claims together stand in both."""
    first, second = _stems(one.wording), _stems(other.wording)
    return len(first & second) >= max(_LEAST_SHARED, _ALIKE * len(first | second))


def _stems(words: str) -> set[str]:
    return set(_content(words))


def _content(words: str) -> list[str]:
    return [w[:5] for w in _WORD.findall(words.casefold()) if w not in _EMPTY]
