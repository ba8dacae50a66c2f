"""The words by which sources go: groups, documents, bodies, and who speaks for whom."""

import re
from typing import Literal

GroupClass = Literal["press", "authorities", "science", "public"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GROUP_CLASSES: tuple[tuple[GroupClass, frozenset[str]], ...] = (
    (
        "press",
        _words("media agencies outlets newspapers papers reports reporters journalists press channels broadcasters"),
    ),
    (
        "authorities",
        _words(
            "officials authorities government prosecutors investigators officers detectives police lawmakers diplomats "
            "ministers administration regulators rescuers firefighters"
        ),
    ),
    (
        "science",
        _words("scientists researchers authors experts analysts academics astronomers doctors economists team"),
    ),
    (
        "public",
        _words(
            "witnesses residents observers people users locals neighbours neighbors families relatives passengers "
            "critics campaigners activists supporters opponents sources fans workers employees traders customers "
            "villagers protesters farmers fishermen drivers survivors listeners viewers callers parents students "
            "insiders others"
        ),
    ),
)
DOCUMENT_HEADS = _words(
    """report study paper statement lawsuit complaint indictment filing document documents memo letter survey poll
    review audit article book ruling website tweet post dispatch newsletter affidavit notice release communique
    bulletin kit transcript testimony findings research"""
)
_SPEAKER = (
    r"(?:spokes(?:man|woman|person|people|men)|representatives?|press (?:secretary|office|service|officer|centre|"
    r"center|release|statement)|media office|statement|press)"
)
_FOR = re.compile(
    rf"^(?:(?:a|an|the|one|another|its|their) )?(?:[\w-]+ ){{0,2}}{_SPEAKER} (?:for|of|at|from|by|with) (?:the )?(.+)$",
    re.I,
)
_OF = re.compile(rf"^(?:(?:a|an|the|its|their) )?(.+?)(?:['’]s?)? (?:chief |senior )?{_SPEAKER}$", re.I)
_OFFICIALS = re.compile(
    r"^(?:(?:a|an|the|some|two|three|senior|local) )*(.+?)(?:['’]s?)? (?:officials?|officers?)$", re.I
)
THEIRS = re.compile(r"^(?:his|her|its|their|the same) ", re.IGNORECASE)
_OFFICE = re.compile(
    rf"^(?:the )?(.+?)['’]s? (?:own )?(?:office|{'|'.join(sorted(DOCUMENT_HEADS))}|data|figures|count|account)$", re.I
)
_LEADING = re.compile(r"^(?:the|a|an|its|his|her|their|our|state|official|mr|mrs|ms|dr)\s+", re.IGNORECASE)
_JOINING = _words("the a an of for and in on at to s de la le du des del di von van al")
BODY_HEADS = _words(
    """ministry department police court council commission committee agency authority service office bureau army navy
    military government hospital university institute company firm club union party board bank association federation
    parliament senate embassy inspectorate guard brigade operator airline regulator centre center exchange airport
    museum school church fund group foundation city prefecture municipality governor mayor minister president
    prosecutor observatory guild cooperative secretariat port harbour harbor diocese"""
)
FIRMS = _words(
    "company firm carmaker manufacturer maker group airline operator carrier retailer developer brewer utility"
)

_SPELT = {"labor": "labour", "defense": "defence", "center": "centre", "harbor": "harbour", "minister": "ministry"}
"""One spelling for both; and a minister speaks as the ministry does."""

_VAGUE = _words(
    "senior unnamed unidentified anonymous his her its their our this that same own official chief joint written "
    "earlier separate another one news brief first second press"
)

_TAIL = re.compile(
    r"(?:,|\s)(?:of|with|from|in|at|on|for|to|near|aboard|familiar|briefed|close|who|that|whose|which|inside|within)\s",
    re.IGNORECASE,
)
_COUNTING = _words(
    "two three four five six seven eight nine ten several some many other various multiple both dozens hundreds local"
)
_SINGLE_BODIES = _words("government police administration team press")

AUTHORITIES = (
    BODY_HEADS
    - FIRMS
    - _words(
        "hospital university institute club union party bank association exchange museum school church fund foundation "
        "group observatory guild cooperative federation"
    )
)
AUTHORS = ("author", "co-author")
MEMBERS: dict[GroupClass, tuple[str, ...]] = {
    "authorities": tuple(
        "minister official mayor governor prosecutor investigator officer detective chief commander superintendent "
        "commissioner inspector sergeant secretary councillor".split()
    ),
    "science": tuple(
        "author co-author researcher scientist professor doctor physician surgeon analyst economist expert astronomer "
        "biologist botanist geologist physicist chemist".split()
    ),
}
"""By which words beside a person's name he is one of a group of that sort."""

_NOBODY = _words(
    "nobody no one none anyone anybody someone somebody everyone he she it they we you who this that these which"
)


def drop_article(name: str) -> str:
    """The name without the article or possessive that leads it."""
    return _LEADING.sub("", name.strip())


def list_words(name: str) -> list[str]:
    """The words of a name that tell it from others, case-folded, in order."""
    plain = _LEADING.sub("", name.strip()).replace("’", "'").casefold()
    return [_SPELT.get(w, w) for w in re.findall(r"\w+", re.sub(r"'s?\b", "", plain)) if w not in _JOINING]


def classify_group(name: str) -> GroupClass | None:
    """Which sort of group ("Russian news agencies", "two officials", "witnesses") a name is; None for one source."""
    # What stands before "of", "with", "who" is the head: "people familiar with the matter", "doctors in Naryn".
    front = _TAIL.split(name.strip(), maxsplit=1)[0].casefold()
    words = re.findall(r"\w+", front)
    if not words or words[-1] in _SINGLE_BODIES or (name.istitle() and " " in name.strip()):
        return None
    if len(words) > 1 and words[-1] in BODY_HEADS:  # "the doctors' union" is one body, whoever its members are
        return None
    for group, members in _GROUP_CLASSES:
        if words[-1] in members or words[0] in members:
            return group
    counted = words[0] in _COUNTING and len(words) > 1 and words[-1].endswith(("s", "men", "women", "people"))
    return "public" if counted else None


def find_spoken_for(name: str) -> tuple[str, bool] | None:
    """Whom a source speaks for by its own words, and whether they alone tell that it is a body.

    "a spokesman for the ministry", "the minister's office", "police officials", "the regulator's report".
    """
    for pattern in (_FOR, _OF, _OFFICE):
        match = pattern.match(name[:200])
        if match and len(match[1]) > 1 and not _is_vague(match[1]):
            return match[1], True
    match = _OFFICIALS.match(name[:200])
    if match:
        return match[1], match[1].split()[-1].casefold() in BODY_HEADS
    return None


def _is_vague(words: str) -> bool:
    """Whether nothing is left that names anybody: "senior", "unnamed", "his"."""
    return not [w for w in re.findall(r"[\w-]+", words.casefold()) if w not in _JOINING and w not in _VAGUE]


def is_void(name: str) -> bool:
    """Whether a source names nobody: a pronoun, a letter, "nobody"."""
    words = re.findall(r"\w+", name.casefold())
    return not words or all(len(w) < 2 or w in _NOBODY for w in words)
