"""News agencies and public bodies: those of the world by their names, and agencies that a text calls one."""

import re
from functools import lru_cache

from stemma.text.name_table import fold_name, load_table

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
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_GENERIC = frozenset(
    "agency association business central city content inter national news newswire of press service states the tribune "
    "union united wire".split()
)
"""Words of which an agency's name can consist without telling it from others."""
_LONGER = (
    r"(?! (?!News|Press|National|State|Wire)[A-Z][\w’'-]* (?:[A-Z][\w’'-]* ){0,2}"
    r"(?:Wire|Newswire|Press|Presse|Agency))"
)
"""Not followed by words that make it part of another agency's name."""
_SHAPED = re.compile(
    rf"^(?:the )?(?P<name>(?:Agencia|Agence|Agência|Agenzia|Agency|Agentur|Agencija|Agentura) {_WORD}"
    rf"(?: {_WORD}){{0,3}}"
    rf"|{_WORD}(?:[ -]{_WORD}){{0,3}} (?:Wire|Newswire|Presse|Press Bureau|News Bureau))\W*$"
)
"""A whole credit that has an agency's name by its form, in several languages."""
_LEADING = frozenset(
    "A An And As At But By For From In On Our Said State The To With Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday By Via Source Sources Photo Photograph Image Credit News Press".split()
)
_LONGEST = 200_000


def find_agency(name: str) -> str | None:
    """The agency's own name, or None where ``name`` names no agency that we know."""
    plain = _ARTICLE.sub("", fold_name(name))
    table = load_table().names["agency"]
    return table.get(plain) or table.get(_TRAILING.sub("", plain))


def find_country(name: str) -> str | None:
    """The country of the agency that ``name`` names, ISO 3166-1 alpha-2; None where it is none that we know."""
    own = find_agency(name)
    return load_table().countries.get(own) if own else None


def find_body(name: str) -> str | None:
    """The own name of a public body that ``name`` names in any of its forms; None where we know none."""
    plain = fold_name(name)
    table = load_table().names["body"]
    return table.get(plain) or table.get(_ARTICLE.sub("", plain))


def find_agency_within(credit: str) -> str | None:
    """The first known agency of the list that ``credit`` ("Staff and AP") names as the list writes it; None else.

    A name that is part of a longer one ("Harbour Business Wire", "Petra Road Wire") is another agency's.
    """
    words = " ".join(re.sub(r"[^\w.’'+/ -]", " ", credit[:2000]).split())
    # One search for all names: where it fails, as it does on most lines, none of them is there.
    rows = load_table().rows["agency"]
    if not _any_pattern(rows).search(words):
        return None
    written = (names for names in rows if any(name in words for name in names))
    return next((names[0] for names in written if _pattern(names).search(words)), None)


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
            if len(words) < 1 + (pattern is _SELF_NAMED) or (pattern is _CALLED and _NATION.search(words[-1])):
                # "The State News Agency" and "the Georgian news agency" name none
                continue
            written = " ".join(words)
            name = find_agency(written) or written
            found.setdefault(written, name)
            if match["short"]:
                found.setdefault(match["short"], name)
    return found


def find_credited(credit: str, text: str) -> str | None:
    """The agency that ``credit`` names: one that the world knows, else one that ``credit`` or ``text`` calls an agency.

    Else ``credit`` itself, where it has the form of an agency's name ("Agencia Velmar", "Velm Newswire").
    An abbreviation ("KPA") counts where ``text`` gives it in brackets, or where one agency there has its initials.
    """
    known = find_agency_within(credit)
    if known:
        return known
    introduced = {**find_introduced(text), **find_introduced(credit)}
    for written, name in introduced.items():
        if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", credit):
            return name
    shaped = _SHAPED.match(" ".join(credit[:100].split()))
    if shaped:
        return shaped["name"]
    for short in _INITIALS.findall(credit[:200]):
        names = {name: None for name in introduced.values() if "".join(word[0] for word in name.split()) == short}
        if len(names) == 1:
            return next(iter(names))
    return None


@lru_cache(maxsize=2)
def _any_pattern(rows: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    names = sorted({name for row in rows for name in row}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")


@lru_cache(maxsize=512)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Made for the agencies that a page names: to make those of all costs a first page as much as reading it."""
    return re.compile("|".join(_write_pattern(name) for name in names))


def _write_pattern(name: str) -> str:
    ends = rf"(?!\w){_LONGER}"
    if not set(name.casefold().split()) <= _GENERIC:
        return rf"(?<!\w){re.escape(name)}{ends}"
    # "Harbour Business Wire": a name of such words alone stands first or after a word that leads in.
    return rf"(?:^|(?<!\w)(?:{'|'.join(sorted(_LEADING))}|[^A-Z\W]\w*) |[^\w ] ?){re.escape(name)}{ends}"
