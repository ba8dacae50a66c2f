"""News agencies: those of the world by their names (``data/agencies.txt``), and those that a text calls one."""

import re
from functools import lru_cache
from importlib.resources import files

_TRAILING = re.compile(r"\s+(?:news\s+agency|news|agency|state\s+media|wire)$", re.IGNORECASE)
_WORD = r"[A-Z][\w’'-]{1,30}"
_SELF_NAMED = re.compile(
    rf"(?<!\w)(?:[Tt]he )?(?P<name>{_WORD}(?: {_WORD}){{0,3}} "
    r"(?:Press Agency|News Agency|News Service|Telegraph Agency|Wire Service))(?!\w)"
    r"(?: \((?P<short>[A-Z]{2,6})\))?"
)
_CALLED = re.compile(
    rf"(?<!\w)(?P<name>{_WORD}(?: {_WORD}){{0,2}}) (?:(?:state|national|official) )?(?:news|press) agency(?!\w)"
    r"(?: \((?P<short>[A-Z]{2,6})\))?"
)
_INITIALS = re.compile(r"(?<!\w)[A-Z]{3,6}(?!\w)")
_NATION = re.compile(r"(?:ese|ian|ish|an|The|A|An)$")
_POSSESSOR = re.compile(r"^.*[’']s ")
_LEADING = frozenset(
    "A An And As At But By For From In On Our Said State The To With Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday Source Sources Photo Photograph Image Credit News Press".split()
)
_LONGEST = 200_000


def find_agency(name: str) -> str | None:
    """The agency's own name, or None where ``name`` names no agency that we know."""
    plain = re.sub(r"^the\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    table = agency_names()
    return table.get(plain.casefold()) or table.get(_TRAILING.sub("", plain).casefold())


def find_agency_within(credit: str) -> str | None:
    """The first known agency of the list that ``credit`` ("Staff and AP") names as the list writes it; None else."""
    words = " ".join(re.sub(r"[^\w.’' -]", " ", credit[:2000]).split())
    return next((name for name, pattern in _patterns() if pattern.search(words)), None)


def find_introduced(text: str) -> dict[str, str]:
    """What ``text`` itself calls an agency: each name and abbreviation as written → the name to give.

    "the Harbour Press Agency (HPA)" gives both names; "the Meridian news agency" gives "Meridian".
    """
    found: dict[str, str] = {}
    text = text[:_LONGEST]
    for pattern in (_SELF_NAMED, _CALLED):
        for match in pattern.finditer(text):
            words = _POSSESSOR.sub("", match["name"]).split()
            while words and words[0] in _LEADING:
                words = words[1:]
            if not words or (pattern is _CALLED and _NATION.search(words[-1])):
                # "the Georgian news agency" names none
                continue
            written = " ".join(words)
            name = find_agency(written) or written
            found.setdefault(written, name)
            if match["short"]:
                found.setdefault(match["short"], name)
    return found


def find_credited(credit: str, text: str) -> str | None:
    """The agency that ``credit`` names: one that the world knows, else one that ``credit`` or ``text`` calls an agency.

    An abbreviation ("KPA") counts where ``text`` gives it in brackets, or where one agency there has its initials.
    """
    known = find_agency_within(credit)
    if known:
        return known
    introduced = {**find_introduced(text), **find_introduced(credit)}
    for written, name in introduced.items():
        if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", credit):
            return name
    for short in _INITIALS.findall(credit[:200]):
        names = {name: None for name in introduced.values() if "".join(word[0] for word in name.split()) == short}
        if len(names) == 1:
            return next(iter(names))
    return None


@lru_cache(maxsize=1)
def agency_names() -> dict[str, str]:
    """Each known name of an agency, case-folded → the agency's own name."""
    table: dict[str, str] = {}
    for own, *others in _rows():
        for name in (own, *others):
            table.setdefault(name.casefold(), own)
    return table


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, ...], ...]:
    text = files("stemma.text").joinpath("data", "agencies.txt").read_text("utf-8")
    return tuple(
        tuple(part.strip() for part in line.split("|"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (names[0], re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)"))
        for names in _rows()
    )
