"""Words of being or getting somewhere, and how a sentence says with them that somebody was at a place."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

_ARRIVE = (
    "arrived|arrives|landed|lands|docked|docks|berthed|disembarked|returned|returns|reached|reaches|entered|enters|"
    "came|went|travelled|traveled|travels|flew|flies|sailed|sails|drove|moved"
)
_TO = (
    "arrived|arrives|landed|lands|docked|docks|berthed|anchored|disembarked|returned|returns|travelled|traveled|travels|"
    "flew|flies|sailed|sails|drove|walked|marched|moved|relocated|went|came|crossed|stopped|stayed|stays|spoke|appeared|"
    "met|meets|held talks|attended|shook hands|shakes hands|"
    "was (?:taken|flown|towed|brought|driven|transferred|moved|seen|spotted|photographed|"
    "escorted|welcomed|greeted|received|arrested|detained|held|jailed|treated|moored|extradited|deported)"
)
"""With ``in``, ``at``, ``to`` and the like before the place, other words between them or none."""
_BE = "was|were|is|has been|had been"
"""With ``in``, ``at`` and the like and the place right after: "was head of a school in X" is no stay there."""
_AT = "visited|visits|toured|tours|reached|reaches|entered|enters|inspected|inspects"
"""With the place, or with something in it, as the object."""
_FROM = (
    "left|leaves|departed|departs|fled|sailed|flew|escaped|took off|set off|set out|was (?:evacuated|flown|expelled)"
)
"""With the place, or something in it, as the object, or with ``from``."""
_MEET = r"(?:met|meets|held talks|shook hands|shakes hands|was (?:welcomed|greeted|received))(?: with| by)?"
_VISITING = "visiting|touring|inspecting|leaving|arriving|meeting|landing|docking|stopping|staying|talks|a stop|a visit"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_IN = r"(?:back )?(?:in|at|to|into|on|near|outside|off)"
_NOT_YET = re.compile(
    r"\b(?:will|would|could|may|might|should|plan(?:s|ned|ning)?|expect\w*|schedul\w*|due|if|unless|not|never|no|deni\w*|hop\w*|"
    r"intend\w*|invit\w*|want\w*|suppos\w*|alleg\w*|rumou?r\w*|whether|without)\b|n[’']t\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto\b")
_STOP_WORDS = (
    r"(?:who|whom|which|that|and|but|after|before|when|where|while|as|for|because|from|than|if|said|says|told|by)"
)
_FREE = (
    rf"(?:\s+(?!{_STOP_WORDS}\b|(?!(?:meeting|during|morning|evening|spring|nothing)\b)[a-z]+ing\b)[^\W\d_][\w’'-]*)"
)
_FREE_OF = rf"(?:\s+(?!{_STOP_WORDS}\b|\w+ing\b|for\b|to\b|towards?\b)[^\W\d_][\w’'-]*)"
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
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = re.compile(
    rf"\b(?:(?:{_WEEKDAY},? (?:the )?)?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}})\b(?!\d)|"
    rf"{_WEEKDAY}|"
    r"today|yesterday|tomorrow|tonight|(?:the )?(?:next|following|previous|same) (?:day|morning|evening))",
)
_END = r"(?![\w-]|[’'](?!s\b))"
_ANOTHER = re.compile(r"\b(?:who|whom|which|that|said|says|told)\b|[;:]")
_RELATIVE = re.compile(r"\W*(?:who|which|that)\b")
_CARRYING = re.compile(rf"\b{_CARRIER} (?:carrying|with) (?:[\w’'-]+ ){{0,3}}$", re.IGNORECASE)


class Move(NamedTuple):
    """Somebody or something at a place."""

    mover: str
    """As the text calls it; empty where only the clause is read."""
    place: str
    """As the text calls it."""
    manner: Literal["arrive", "leave", "be"]
    at: int
    """Where the place stands in the words."""
    earlier: int = 0
    """How many days before the day that the sentence tells."""


Moves = Callable[[str], list[Move]]


def compile_moves(movers: Iterable[str], places: Iterable[str]) -> Moves:
    """A function from words to the moves whose mover they name.

    The mover is the subject by name, with at most a few small words or an aside before the verb, or whom the subject
    meets; up to eight words may stand between the verb and the place, none of which opens a clause. What is planned,
    denied or asked is none.
    """
    who, where = _join(movers), _join(places)
    # A train goes where its passenger goes: "the train carrying X", "X's plane".
    carried = rf"(?:[’']s? (?:[a-z]+ ){{0,2}}{_CARRIER}| on board| aboard)?"
    subject = rf"(?P<who>(?<![\w’'-]){who}){carried}(?![\w’'-])(?:,[^,.;:]{{1,60}},)?{_OTHER}?{_QUIET}{{0,3}}?\s+"
    arriving, leaving = (re.compile(subject + pattern) for pattern in _write_verbs(where))
    met = re.compile(rf"{_MEET}\s+(?:(?!{_STOP_WORDS}\b)[^\W\d_][\w’'-]*\s+){{0,5}}?(?P<who>{who})(?![\w’'-])")
    numbers = "|".join(_NUMBERS)
    after = re.compile(
        rf"\b(?P<days>{numbers}) days? after (?:{_VISITING})\b(?:{_FREE}{{0,6}}?\s+{_IN})?\s+(?:the\s+)?"
        rf"(?P<where>{where}){_END}[^.;:]*?,\s+(?:[A-Z][\w.]*\s+){{0,3}}?(?P<who>{who})(?![\w’'-]){_QUIET}{{0,3}}?\s+"
        rf"(?:{_TO}|{_AT}|{_FROM}|{_BE})\b",
        re.IGNORECASE,
    )

    def find(words: str) -> list[Move]:
        text = re.sub(r"\s", " ", words)
        found = []
        for pattern, away in ((arriving, False), (leaving, True)):
            for match in _find_all(pattern, text):
                before = text[: match.start()]
                another = _BEFORE.search(before) and not _CARRYING.search(before)
                if not another and not _is_open(text, match.end("who"), match):
                    told = _make_move(match["who"], match, away)
                    found.append(told)
                    other = met.match(text, match.start("verb"), match.start("where")) if match["verb"] else None
                    if other:
                        found.append(told._replace(mover=other["who"]))
        for match in _find_all(after, text):
            if not _NOT_YET.search(text[: match.end()]) and match["who"][:1].isupper() and match["where"][:1].isupper():
                days = _NUMBERS[match["days"].casefold()]
                found.append(Move(match["who"], match["where"], "be", match.start("where"), days))
        return found

    return find


def compile_stays(places: Iterable[str]) -> Moves:
    """A function from a clause whose subject is known otherwise to its moves, which name no mover."""
    patterns = [re.compile(rf"(?<![\w’'-]){pattern}") for pattern in _write_verbs(_join(places))]

    def find(words: str) -> list[Move]:
        text = re.sub(r"\s", " ", words)
        found = []
        for pattern, away in zip(patterns, (False, True), strict=True):
            match = pattern.search(text)
            begun = _RELATIVE.match(text)
            if (
                match
                and not _ANOTHER.search(text, begun.end() if begun else 0, match.start())
                and not _is_open(text, 0, match)
            ):
                found.append(_make_move("", match, away))
        return found

    return find


def find_days(words: str) -> list[str]:
    """The words of days in a text: "Monday", "Wednesday 13 September", "the next day"."""
    return [found[0] for found in _DAY.finditer(re.sub(r"\s", " ", words))]


def _write_verbs(where: str) -> tuple[str, str]:
    """The patterns of being or getting to a place, and of leaving it."""
    something = rf"[^\W\d_][\w’'-]*{_FREE}{{0,6}}?\s+(?:in|at|on|near)\s+(?:the\s+)?"
    left = rf"(?!(?:for|to|towards?|with|without)\b)[^\W\d_][\w’'-]*{_FREE_OF}{{0,6}}?\s+(?:in|at|of)\s+(?:the\s+)?"
    return (
        rf"(?:(?P<verb>{_TO})\b{_FREE}{{0,8}}?\s+{_IN}\s+(?:the\s+)?|(?:{_BE})\s+{_IN}\s+(?:the\s+)?"
        rf"|(?P<at>{_AT})\s+(?:the\s+)?(?:{something})?)(?P<where>{where}){_END}",
        rf"(?P<verb>{_FROM})\b(?:\s+(?:the\s+)?(?:{left})?|{_FREE_OF}{{0,4}}?\s+from\s+(?:the\s+)?)(?P<where>{where}){_END}",
    )


def _make_move(mover: str, match: re.Match[str], away: bool) -> Move:
    groups = match.groupdict()
    arrives = re.match(rf"(?:{_ARRIVE})$", groups.get("verb") or groups.get("at") or "") is not None
    return Move(mover, match["where"], "leave" if away else "arrive" if arrives else "be", match.start("where"))


def _find_all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches, overlapping ones too: of "A and B met in C" both."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_open(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether it is planned, denied, asked or supposed: by a word before the place, or a question mark after it."""
    head = text[: match.start("where")]
    tail = head[start:]
    # "to" before the place itself ("flew to") is the way there, "to fly" a plan.
    tail = re.sub(r"\b(?:back )?to (?:the )?$", "", tail)
    return bool(_NOT_YET.search(text[:start]) or _NOT_YET.search(tail) or _INFINITIVE.search(tail)) or text[
        match.end() :
    ].rstrip("”’\"' ").endswith("?")


def _join(names: Iterable[str]) -> str:
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(" ".join(name.split())) for name in ordered) + ")"
