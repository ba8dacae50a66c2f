"""Pairs of wordings that news does not exchange without changing what happened.

General knowledge of English: each side is a list of stems; a claim that has a stem of one side, set against a claim
that has a stem of the other (and neither has both), tells something else.
"""

import re
from functools import lru_cache

_PAIRS = (
    # why it happened, or of whose will
    ("accident|accidental", "attack|sabotage|arson|deliberate|on purpose|intentional|terror"),
    (
        "resign|stepp?(?:ed|ing)? down|steps down|stood down|quit",
        "sack|dismiss|fired|oust|forced out|pushed out|removed from|was removed",
    ),
    (
        "voluntar|of (?:his|her|their|its) own (?:will|wish|accord)",
        "mandatory|compulsory|ordered|imposed|obliged|forced",
    ),
    (
        "(?:his|her|their|its) own (?:decision|choice)|free choice|family reasons",
        "push|oust|shown the door|forced (?:him|her|them) out|demand",
    ),
    ("suicide|took (?:his|her) own life", "murder|homicide|was killed by|manslaughter"),
    (
        "cyber ?attack|hack(?:er|ed)",
        "faulty|technical (?:fault|failure|error)|software (?:update|bug|error)|power (?:failure|unit|cut)",
    ),
    (
        "human error|pilot error|negligen",
        "technical (?:fault|failure)|mechanical (?:fault|failure)|malfunction|steering (?:gear|failure)",
    ),
    # how firm it is
    ("confirm", "suspect|alleg|unconfirmed|rumou?r|unverified"),
    (
        "firm order|binding|contract was signed",
        "letter of intent|non-?binding|memorandum|option for|declaration of intent",
    ),
    ("postpon|put off|delay|suspend|frozen|froze", "cancel|scrap|abandon|withdrawn|withdrew|repeal|called off"),
    ("unanimous", "split|divided|majority|dissent"),
    # how it stands
    ("on (?:time|schedule)|punctual", "late\\b|behind schedule|overdue"),
    ("under control|in hand\\b|contained", "out of (?:control|hand\\b)|uncontrol"),
    ("untouched|intact|undamaged|unscathed", "looted|damaged|plunder|ruined"),
    ("inside\\b", "outside\\b"),
    # what became of it
    ("reopen|open(?:ed|s|ing)?\\b", "clos(?:ed|e|es|ing|ure)\\b|shut"),
    ("arrest|detain(?:ed|s)?\\b|taken into custody", "released|freed|set free|bailed"),
    ("annul|void\\b|struck down|quash|overturn", "suspended|on hold"),
    ("captur|trap\\b|catch", "shoot|shot\\b|kill"),
    ("rose\\b|risen|increas|climb|grew|grown", "fell\\b|fall(?:s|en)\\b|drop|declin|decreas|shrank|slump"),
    ("approv|passed (?:the|a) |adopt|accept", "reject|refus|vot(?:ed|es) down|turned down|declin"),
    ("acquit|not guilty|cleared of", "convict|found guilty|sentenced"),
    ("legal(?:ly)?\\b|lawful", "illegal|unlawful"),
    # with what, and to what end
    ("\\bshot\\b|gunshot|gunfire|bullet", "stab|knife|knives"),
)
_FOLLOWS = re.compile(r"reopen|released|freed|set free|bailed", re.IGNORECASE)
"""Words of what comes only after its opposite: nobody is freed who was not held."""
_SIDES = tuple(tuple(re.compile(rf"(?:(?<!\w)(?:{side}))[\w-]*", re.IGNORECASE) for side in pair) for pair in _PAIRS)


def find_opposites(one: str, other: str) -> tuple[str, str] | None:
    """The words of a pair of which each text has one side alone; None where there is no such pair."""
    for (a, b), (c, d) in zip(_find_sides(one), _find_sides(other), strict=True):
        if a and d and not b and not c:
            return a, d
        if b and c and not a and not d:
            return b, c
    return None


def is_succession(words: tuple[str, str]) -> bool:
    """Whether one of a pair's words tells what comes only after what the other tells: "closed", "reopened"."""
    return sum(_FOLLOWS.match(word) is not None for word in words) == 1


@lru_cache(maxsize=4096)
def _find_sides(text: str) -> tuple[tuple[str | None, str | None], ...]:
    """For each pair, the words of either side in a text: kept, because a claim is set against many."""
    return tuple((_search(first, text), _search(second, text)) for first, second in _SIDES)


def _search(side: re.Pattern[str], text: str) -> str | None:
    match = side.search(text)
    return match[0] if match else None
