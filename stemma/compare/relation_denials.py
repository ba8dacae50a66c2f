"""What one claim denies, corrects or says is none, and the other asserts."""

import re
from functools import lru_cache

from stemma.compare.contrasts import Context, Found
from stemma.compare.figure_states import find_states
from stemma.compare.quotations import name_one_speaker
from stemma.compare.revisions import published_order
from stemma.model.annotation import Claim

_NONE = re.compile(r"\b(?:no|nobody|none|no one|not (?:a single|one|any)|without(?: any)?|nothing)\b", re.IGNORECASE)
_ANY_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|nearly|almost|hardly|barely|den(?:y|ie[sd]|ying))\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:,.]|\b(?:and|but|while|except|until|before|other|further|more|else)\b", re.IGNORECASE)
_FAR = 45
"""Characters behind a word of none in which it still governs what befell people."""
_DENIED_FIRST = re.compile(
    r"\b(?:no(?: such)?|(?:did|do|does|has|have|had|was|were|is|are|will|would)(?: not|n['’]t)(?: yet| ever| been| be|"
    r" have| being)*|never|nothing|nobody)\s+(?:(?:a|an|the|any|its|their|his|her)\s+)?"
    r"(?:[^\W\d_]+['’]s\s+)*(?P<word>[A-Za-z]{4,})",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"\b(?:until|till|before|other|more|less|longer|than|only|just|yet|again|greater|further|beyond|unless|if|whether|"
    r"except|fully|always|all|every|even|enough|so|too|either|alone|sure|certain|clear|known|say|said|think|believe|"
    r"much|many|often|very|really|quite|long|far|exactly|entirely|completely|necessarily)\b",
    re.IGNORECASE,
)
_SAYS_NO = re.compile(
    r"\b(?:refus|fail|stop|halt|ceas|withdr|withh|suspend|cancel|instead|lack|reject|forb[ia]d|bann?|barr|clos|shut|"
    r"block|rul(?:e[sd]?|ing) out|leav\w* out|left out|waiv|zero|spare|prevent|avoid|abandon|drop|against|"
    r"miss(?:es|ed|ing)?\b|short of|free of|out of|doubt|disput|contradict|declin|"
    r"un(?:able|paid|known|likely|hurt|harmed|touched|changed)|"
    r"few|little|contrary|rather|keeps?\b|kept|exempt|absent|empty|annul|end(?:s|ed)?\b|over\b|off\b|yet to|remain)",
    re.IGNORECASE,
)
"""Words that come to a no without a negation."""
_OPEN = re.compile(r"\b(?:whether|if)\b", re.IGNORECASE)
"""What follows these words nobody asserts."""
_CORRECTED = re.compile(
    r"(?:,| and| but| –| —) not (?:the |a |an |on |in |at |by |for )?(?P<figure>[$€£]?\d[\d.,]*\d|\d|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december)(?![\w%])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{4,}")
_FUNCTION = frozenset(
    "that this these those with from have been were would could should will their there they them than then when what "
    "which while about after before into over under also only just more most some such very said says told asked "
    "last year years".split()
)


def contrast_denials(one: Claim, other: Claim, context: Context) -> Found | None:
    """One claim says that there was none, denies or corrects in so many words what the other asserts."""
    for first, second, turned in ((one, other, False), (other, one, True)):
        found = _none_against_some(first, second, context) or _correct(first, second, context) or _deny(first, second)
        if found:
            return found._replace(words=(found.words[1], found.words[0])) if turned else found
    return None


def _none_against_some(none: Claim, some: Claim, context: Context) -> Found | None:
    """No dead, nobody hurt, against words of dead and hurt; what a later report counts brings it up to date."""
    denied = _list_none(none.quote)
    if not denied or _negates(some.quote):
        return None
    told = find_states(some.quote)
    for words, states in denied:
        if states & told:
            later = published_order(none, some, context) > 0
            pair = (words, some.quote)
            return Found("update" if later else "differ", "quantity", pair, "later" if later else "denied")
    return None


@lru_cache(maxsize=8192)
def _list_none(words: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Where the words say that nobody or nothing came to harm: the words, and the states that they say nobody is in."""
    found = []
    for match in _NONE.finditer(words):
        governed = _CLAUSE_END.split(words[match.end() : match.end() + _FAR])[0]
        found.append((match[0] + governed.rstrip(), find_states(governed)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _negates(words: str) -> bool:
    return _ANY_NEGATION.search(words) is not None


def _correct(correcting: Claim, corrected: Claim, context: Context) -> Found | None:
    """ "Seven, not nine" against nine."""
    for match in _CORRECTED.finditer(correcting.quote):
        figure = re.compile(rf"(?<![\w.,]){re.escape(match['figure'])}(?![\w]|[.,]\d)", re.IGNORECASE)
        if figure.search(corrected.quote) and not _negates(corrected.quote):
            later = published_order(corrected, correcting, context) > 0
            words = (correcting.quote, match["figure"])
            return Found("update" if later else "differ", "quantity", words, "revised" if later else "denied")
    return None


def _deny(denying: Claim, affirming: Claim) -> Found | None:
    """The first word behind a negation stands in the other claim, which says nothing like a no."""
    denied = _list_denied(denying.quote)
    if not denied or affirming.polarity != "affirmed" or _negates(affirming.quote):
        return None
    if _SAYS_NO.search(affirming.quote) or _OPEN.search(affirming.quote):
        return None
    return tell_denial(denying, affirming) if denied & _stems(affirming.quote) else None


def tell_denial(denying: Claim, affirming: Claim) -> Found:
    """What a denial comes to: of one speaker both can be true, for nobody denies his own words.

    Papers that retell a saying turn it round: "not a promise" is "more than something that one promises".
    """
    words = (denying.quote, affirming.quote)
    if name_one_speaker(denying, affirming):
        return Found("compatible", "wording", words)
    return Found("differ", "wording", words, "denied")


@lru_cache(maxsize=8192)
def _list_denied(words: str) -> frozenset[str]:
    """The stems of the first words behind each negation; of "no Orion 2 this year" none."""
    if _BLOCKED.search(words):
        return frozenset()
    return frozenset(m["word"][:5] for m in _DENIED_FIRST.finditer(words) if m["word"][0].islower())


@lru_cache(maxsize=8192)
def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:5] for w in _WORD.findall(words.casefold()) if w not in _FUNCTION)
