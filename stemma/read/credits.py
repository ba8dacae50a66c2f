"""Bylines, datelines and the credits of news agencies."""

import re
from collections.abc import Sequence

from stemma.read.datelines import read_foreign_dateline
from stemma.read.dates import find_dates
from stemma.read.lines import Line
from stemma.read.people import read_people
from stemma.text.agencies import find_credited

_NAME = r"[^\W\d_](?:[\w.’'`-]*[\w.])?"
_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|story|words|analysis|opinion|exclusive)\s+)?by:?\s+(.{3,120})$", re.I
)
_FOREIGN_BY = re.compile(
    r"^(?:(?:text|texte|texto|testo|tekst|reportage)\s+)?(?:von|par|por|di|da|door|av|af|przez|от|від)\s+(?=[^\W\d_])"
    r"|^(?:autor(?:en|in|a|es|as)?|auteurs?|autore|autori|text|texte|texto|testo|tekst|автор[ыи]?|текст)\s*:\s*"
    r"|^(?:文[／/：:]|撰文[：:]|记者[：:\s]|記者[：:\s]|作者[：:]|著者[：:]|執筆[：:]|글[\s=:]|بقلم|كتبت?\s*[:：])"
    r"|^(?:[(（][^()（）]{2,20}[)）]\s*)?(?:[가-힣]{2,4} ?(?:특파원|기자)|[\u4e00-\u9fff]{2,4} ?(?:記者|记者))"
    r"(?:\s|$|=)",
    re.IGNORECASE,
)
_LEAST_NAMED = 2
_PERSON = re.compile(rf"^(?:Dr\.? |Sir )?{_NAME}(?: (?:{_NAME}|de|van|von|al|bin|der|la|di)){{1,4}}$")
_SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|—|–| - |\band\b|&)\s*", re.I)
_PAIR = re.compile(r"^(.{3,80}?\band\b[^,|]{3,40})[,|]", re.I)
_SHORT = 90
_PLACED = re.compile(
    rf"^(?P<names>{_NAME}(?: {_NAME}){{1,3}}(?:(?:,| and) {_NAME}(?: {_NAME}){{1,3}}){{0,2}}) in "
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?: and [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2})?"
    r"(?P<rest>[\s,|•·–—-]+.*\d.*)?$"
)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.I)
_OWN_STAFF = re.compile(
    r"^(?:from|by) (?:our|a|the)(?: own| special| staff| foreign)* (?:correspondents?|reporters?|staff|agencies|desk)\b"
    r".{0,40}$",
    re.I,
)
_READ_TIME = re.compile(r"\b\d+ ?-?min(?:ute)?s?\.? (?:read|listen|ago)\b|^\d+ (?:views|shares|comments)$", re.I)
_PARTICLES = ("de", "van", "von", "al", "bin", "der", "la", "di")
_LOWER = ("of", "and", "the", "for", "&")
_NO_PLACE = frozenset(
    "ALSO READ|ANALYSIS|BREAKING|CORRECTION|EDITOR|EDITOR'S NOTE|EDITOR’S NOTE|EDITORIAL|EXCLUSIVE|FACT CHECK|LIVE|MORE"
    "|NEW|NOTE|OPINION|READ|READ MORE|RELATED|UPDATE|UPDATED|VIDEO|WATCH".split("|")
)
_ROLE = re.compile(
    r"\b(?:reporters?|correspondents?|editors?|writers?|journalists?|staff|columnists?|contributors?|producer|desk|bureau"
    r"|team|chief|senior|special|published|updated|posted|min(?:ute)?s? read|comments?|share|for)\b",
    re.I,
)
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’ -]{2,}(?:, ?[A-Z][\w.' -]{1,25}){0,3}?)\s*(?P<date>,? ?[A-Z][a-z]{2,8}\.? \d{1,2}\b)?"
    r"\s*(?P<credit>\([^()]{2,60}\))?\s*(?P<mark>[—–:]|--| - |-\s)\s*"
)
_FOOT = re.compile(
    r"^(?:sources?|agency|credit|with (?:inputs?|reporting|additional reporting|files?) (?:from|by)"
    r"|(?:additional )?reporting (?:from|by)|via|from|copyright)\s*:?\s+(?:the\s+)?(.{2,60}?)\.?$",
    re.I,
)
_BRACKETS = re.compile(r"^\(([^()]{2,60})\)[.\s]*$")


def read_byline(line: str) -> str | None:
    """Who wrote the article, where ``line`` is a byline ("By Ann Lee and Jo Hill, staff"); None else."""
    line = line.strip()[:160]
    match = _BY.match(line)
    if match:
        return clean_names(match[1])
    if _FOREIGN_BY.match(line):
        # a preposition opens other lines too: nothing but people may follow it
        people = read_people(line)
        return join_names(people) if people and _is_all_names(line, people) else None
    placed = _PLACED.match(line)
    return clean_names(placed["names"]) if placed and _is_placed(placed) else None


def _is_all_names(line: str, people: Sequence[str]) -> bool:
    """Whether little else stands in a byline than the names of ``people``: a role, a place, a date."""
    return len(line) <= _SHORT and sum(map(len, people)) * _LEAST_NAMED >= len(
        _FOREIGN_BY.sub("", line).split(" | ")[0]
    )


def _is_placed(match: re.Match[str]) -> bool:
    """Whether "Ann Lee in Belmar" is a byline: names in their full length, and nothing after the place but a date."""
    names = [name for name in re.split(r",| and ", match["names"]) if name.strip()]
    rest = match["rest"]
    return all(is_person(name.strip()) for name in names) and (not rest or bool(find_dates(rest)))


def clean_names(text: str) -> str | None:
    """The names of people (or of a desk) in ``text``, joined by commas, without roles, outlets and dates."""
    text = re.split(
        r"\b(?:published|updated|posted|on\b(?= [A-Z])|\d{1,2}[:.]\d\d|\d{4})", text, maxsplit=1, flags=re.I
    )[0]
    pair = _PAIR.match(text)
    # what follows "A and B," is where they work
    parts = [part.strip(" .:\"“”'") for part in _SPLIT.split(pair[1] if pair else text)]
    names = [part for part in parts if part and is_name(part) and not _ROLE.search(part)]
    if names:
        return join_names(list(dict.fromkeys(_recase(name) for name in names)))
    first = parts[0] if parts else ""
    words = first.split()
    return first if 1 <= len(words) <= 5 and all(word[:1].isupper() or word in _LOWER for word in words) else None


def join_names(names: list[str]) -> str:
    """``A, B and C``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def is_name(text: str) -> bool:
    """Whether ``text`` is two to five words that are written as a person's name is."""
    return bool(_PERSON.match(text)) and all(word[0].isupper() or word in _PARTICLES for word in text.split())


def is_person(line: str) -> bool:
    """Whether ``line`` is a person's name and nothing else: two to four words."""
    return 2 <= len(line.split()) <= 4 and is_name(line)


def is_meta(line: Line) -> bool:
    """Whether a short line tells about the article: a date, a byline, the time it takes to read."""
    text = line.text
    if len(text) > _SHORT or (text.endswith((".", "!", "?", "”")) and not _HALF_DAY.search(text)):
        return False
    return bool(
        _OWN_STAFF.match(text) or find_dates(text) or read_byline(text) or _READ_TIME.search(text) or is_person(text)
    )


def read_dateline(paragraph: str) -> tuple[str, str | None] | None:
    """The place in capitals that opens an agency's report, and the credit in brackets after it."""
    match = _DATELINE.match(paragraph[:160])
    if not match or sum(c.isupper() for c in match["place"]) < 3:
        return read_foreign_dateline(paragraph)
    place = match["place"].strip(" ,.-")
    if (
        place in _NO_PLACE
        or len(place.split()) > 6
        or (not match["credit"] and len(place) < 4 and match["mark"] == ":")
    ):
        return None
    return place, (match["credit"] or "").strip("()") or None


def read_foot(line: str, body: str = "") -> str | None:
    """The agency credited for the whole article by a line at its foot ("Source: Reuters", "(AP)"); None else.

    ``body``: the article, which may itself introduce an agency that the world does not know.
    """
    line = line.strip()[:120]
    match = _FOOT.match(line) or _BRACKETS.match(line)
    return find_credited(match[1], body) if match and len(match[1].split()) <= 8 else None


def _recase(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 5 else name
