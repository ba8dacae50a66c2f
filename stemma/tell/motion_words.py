"""Words of being or getting somewhere, and how a sentence says with them that somebody was at a place."""

import re
from collections.abc import Callable, Iterable, Iterator

_TO = (
    "arrived|arrives|landed|lands|docked|docks|berthed|anchored|disembarked|returned|returns|travelled|traveled|travels|"
    "flew|flies|sailed|sails|drove|walked|marched|moved|relocated|went|came|crossed|stopped|stayed|stays|spoke|appeared|"
    "met|held talks|attended|"
    "was|were|is|has been|had been|was (?:taken|flown|towed|brought|driven|transferred|moved|seen|spotted|photographed|"
    "escorted|welcomed|greeted|received|arrested|detained|held|jailed|treated|moored|extradited|deported)"
)
"""With ``in``, ``at``, ``to`` and the like before the place."""
_AT = "visited|visits|toured|tours|reached|reaches|entered|enters|inspected|inspects"
"""With the place, or with something in it, as the object."""
_FROM = (
    "left|leaves|departed|departs|fled|sailed|flew|escaped|took off|set off|set out|was (?:evacuated|flown|expelled)"
)
"""With the place as the object, or with ``from``."""
_IN = r"(?:back )?(?:in|at|to|into|near|outside|off)"
_NOT_YET = re.compile(
    r"\b(?:will|would|could|may|might|should|plan(?:s|ned|ning)?|expect\w*|schedul\w*|due|if|unless|not|never|no|deni\w*|hop\w*|"
    r"intend\w*|invit\w*|want\w*|suppos\w*|alleg\w*|rumou?r\w*|whether|without)\b|n[’']t\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto\b")
_STOP_WORDS = (
    r"(?:who|whom|which|that|and|but|after|before|when|where|while|as|for|because|from|than|if|said|says|told|by)"
)
_FREE = rf"(?:\s+(?!{_STOP_WORDS}\b|\w+ing\b)[^\W\d_][\w’'-]*)"
_OTHER = r"(?:\s+and(?:\s+[A-Z][\w’'-]*){1,3})"
_CARRIER = r"(?:train|plane|aircraft|jet|helicopter|ship|ferry|boat|convoy|motorcade|bus|car)"
_QUIET = (
    r"(?:\s+(?!(?:who|which|that|and|but|said|says|told)\b)"
    r"(?:[a-z][\w’'-]*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
)
_BEFORE = re.compile(
    r"(?:\b(?:of|with|for|to|from|by|against|than|about|on|in|at|as|like|after|before|near|behind|without|met|told|"
    r"between|under|over)\s+(?:the\s+)?|[’']s?\s+)$",
    re.IGNORECASE,
)
_CARRYING = re.compile(rf"\b{_CARRIER} (?:carrying|with) (?:[\w’'-]+ ){{0,3}}$", re.IGNORECASE)

Moves = Callable[[str], list[tuple[str, str, bool, int]]]


def compile_moves(movers: Iterable[str], places: Iterable[str]) -> Moves:
    """A function from words to (mover, place, leaving, where the place stands); ``leaving``: away from the place.

    The mover is the subject by name, with at most a few small words or an aside before the verb; up to six words
    may stand between the verb and the place, none of which opens a clause. What is planned, denied or asked is none.
    """
    who, where = _join(movers), _join(places)
    # A train goes where its passenger goes: "the train carrying X", "X's plane".
    carried = rf"(?:[’']s? (?:[a-z]+ ){{0,2}}{_CARRIER}| on board| aboard)?"
    subject = rf"(?P<who>(?<![\w’'-]){who}){carried}(?![\w’'-])(?:,[^,.;:]{{1,60}},)?{_OTHER}?{_QUIET}{{0,3}}?\s+"
    end = r"(?![\w-]|[’'](?!s\b))"
    arriving = re.compile(
        rf"{subject}(?:(?P<to>{_TO})\b{_FREE}{{0,6}}?\s+{_IN}\s+(?:the\s+)?"
        rf"|(?P<at>{_AT})\s+(?:the\s+)?(?:[^\W\d_][\w’'-]*{_FREE}{{0,5}}?\s+(?:in|at|near)\s+(?:the\s+)?)?)"
        rf"(?P<where>{where}){end}"
    )
    leaving = re.compile(
        rf"{subject}(?:{_FROM})\b(?:\s+(?:the\s+)?|{_FREE}{{0,4}}?\s+from\s+(?:the\s+)?)(?P<where>{where}){end}"
    )

    def find(words: str) -> list[tuple[str, str, bool, int]]:
        text = re.sub(r"\s", " ", words)
        found = []
        for pattern, away in ((arriving, False), (leaving, True)):
            for match in _find_all(pattern, text):
                before = text[: match.start()]
                if (_CARRYING.search(before) or not _BEFORE.search(before)) and not _is_open(text, match):
                    found.append((match["who"], match["where"], away, match.start("where")))
        return found

    return find


def _find_all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches, overlapping ones too: of "A and B met in C" both."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_open(text: str, match: re.Match[str]) -> bool:
    """Whether it is planned, denied, asked or supposed: by a word before the place, or a question mark after it."""
    head = text[: match.start("where")]
    tail = head[match.end("who") :]
    # "to" before the place itself ("flew to") is the way there, "to fly" a plan.
    tail = re.sub(r"\b(?:back )?to (?:the )?$", "", tail)
    return bool(_NOT_YET.search(text[: match.start()]) or _NOT_YET.search(tail) or _INFINITIVE.search(tail)) or text[
        match.end() :
    ].rstrip("”’\"' ").endswith("?")


def _join(names: Iterable[str]) -> str:
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(" ".join(name.split())) for name in ordered) + ")"
