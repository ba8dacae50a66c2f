"""The name of an outlet, as its own page gives it."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.read.structured_data import PageData
from stemma.text.words import fold_text

_CAPITAL = r"[A-Z](?:[\w’'&-]|\.(?=\w))*"
_NAME = rf"((?:[Tt]he )?{_CAPITAL}(?: (?:of (?:the )?)?{_CAPITAL}){{0,4}})"
_CALLS = (
    r"(?:[Ff]ollow|[Ss]ubscribe to|[Ss]upport|[Dd]onate to|[Dd]ownload|[Jj]oin|[Ww]elcome to|[Aa]bout|[Mm]ore from"
    r"|Read more (?:on|at))"
)
_YEARS = r"(?: ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?)?"
_SELF = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"(?:…|\.\.\.|-|–)\s?reports {_NAME}", 2),
        (rf"\bother {_NAME} readers\b", 2),
        (rf"\b{_NAME} (?:readers|subscribers|newsletters?|app)\b", 1),
        (rf"\b{_CALLS} {_NAME}", 1),
        (rf"(?:©|\(c\)|[Cc]opyright)(?: ?©)?{_YEARS},? (?:by )?{_NAME}", 3),
        (rf"\bat {_NAME}, (?:we|our)\b", 2),
        (
            rf"(?:^|[,.] ){_NAME} is (?:trusted|funded|supported|read|owned|published|part of|independent)\b",
            2,
        ),
        (rf"^{_NAME} (?:©|\(c\)|[Cc]opyright) ?(?:19|20)\d\d\b", 3),
        (rf"\b[Kk]eeps? {_NAME} (?:free|alive|going|independent|running|open)\b", 2),
        (rf"^{_NAME} (?:brings you|was founded|delivers|provides|publishes)\b", 2),
        (rf"^{_NAME} is a (?:trading|registered|nonprofit|non-profit)\b", 2),
    )
)
_HINT = re.compile(
    r"reports|readers|subscribers|newsletter|\bapp\b|follow|subscribe|support|donate|download|join|welcome|about"
    r"|more from|read more|©|\(c\)|copyright|, (?:we|our)\b"
    r"|\bis (?:trusted|funded|read|owned|published|part of|independent|a )"
    r"|keeps? |brings you|was founded|delivers|provides|publishes",
    re.IGNORECASE,
)
"""Something of this stands in every line that one of the patterns above fits; one search spares eleven."""
_NEVER = re.compile(
    r"^(?:(?:The )?(?:Us|Me|Our|My|This|Your|It|We|I|All|Privacy|Terms|Cookie|Contact|Facebook|Twitter|X|Instagram"
    r"|YouTube|Google|WhatsApp|Telegram|LinkedIn|Apple|Getty|AP|Reuters|AFP|Follow|Sign|Subscribe|Newsletter|News|World|Author"
    r"|More|Read|Share|Latest|Top|Rights?|Reserved|Copyright)\b.{0,12}|Stories|.{1,2})$",
    re.I,
)
_TAIL = re.compile(
    r"(?:(?: (?:Newspapers?|Publishing|Publications|Holdings))?,? (?:Inc|LLC|Ltd|Limited|Corp|Co|plc|PLC|GmbH"
    r"|All|All Rights Reserved|Media Group|Group))\.?$"
)
_HOST = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co\.\w\w|[a-z]{2,4})$", re.I)
_BETWEEN = re.compile(r"\s*[|·•›»/]\s*")
_ENOUGH = 2
_FIRST_LINES = 3
_WHOLE = re.compile(_NAME)
_LONGEST_NAME = 5


def is_host(name: str) -> bool:
    """Whether ``name`` is a host name, not the name of an outlet."""
    return bool(_HOST.match(name.strip()))


def find_self_naming(furniture: Sequence[str]) -> str | None:
    """The outlet that speaks in a page's furniture: "other X readers", "© 2024 X"; None where none does."""
    votes: Counter[str] = Counter()
    for line in furniture:
        seen: set[str] = set()
        for pattern, weight in _SELF if _HINT.search(line, 0, 1500) else ():
            for match in pattern.finditer(line[:1500]):
                name = _TAIL.sub("", match[1].strip(" .,'’")).strip(" .,")
                if not _NEVER.match(name) and name not in seen:
                    seen.add(name)
                    votes[name] += weight
    for name in furniture[:_FIRST_LINES]:
        if _WHOLE.fullmatch(name) and not _NEVER.match(name):
            votes[name] += sum(name in line for line in furniture if line != name)
    masthead = _find_masthead(furniture)
    if masthead:
        votes[masthead] += 3
    # a name runs on into what follows it ("X News Prime Minister"): its beginnings get its votes too
    own = dict(votes)
    for name in own:
        votes[name] += sum(count for longer, count in own.items() if longer.startswith(name + " "))
    best = min(votes, key=lambda name: (-votes[name], -len(name), name), default=None)
    if best is None or votes[best] < _ENOUGH:
        return None
    named = f"The {best}"
    return named if not best.startswith("The ") and any(named in line for line in furniture) else best


def _find_masthead(furniture: Sequence[str]) -> str | None:
    """The first line of a page where a menu follows it: the outlet's own name over its sections."""
    if len(furniture) < 2 or not any(_is_menu(line) for line in furniture[1:_FIRST_LINES]):
        return None
    name = furniture[0].strip()
    named = name[:1].isupper() and len(name.split()) <= _LONGEST_NAME + 1 and name[-1:] not in ".!?:;,"
    return (
        name if named and not _is_menu(name) and not any(c.isdigit() for c in name) and not _NEVER.match(name) else None
    )


def _is_menu(line: str) -> bool:
    """Four or more short entries with marks between them."""
    entries = [entry for entry in _BETWEEN.split(line) if entry]
    return len(entries) >= 4 and all(len(entry.split()) <= 3 for entry in entries)


def choose_outlet(data: PageData, title: str | None, furniture: Sequence[str]) -> str | None:
    """The outlet of an HTML page: its data's publisher or site name, the end of its title, else its own naming.

    A host name is no name as long as there is another; of two spellings of one name the one with more words is taken.
    """
    wanted = [
        *data.names_of(data.article.get("publisher")),
        data.first_meta("og:site_name") or "",
        *data.organisations,
        data.first_meta(
            "application-name", "apple-mobile-web-app-title", "dc.publisher", "cre", "article_publication_name"
        )
        or "",
        *_title_ends(data.title, title),
    ]
    names = [
        name.strip()
        for name in wanted
        if name.strip() and fold_text(name) != fold_text(title or "") and "://" not in name
    ]
    names = [name for name in names if len(name) <= 60]
    own = find_self_naming(furniture)
    proper = [name for name in names if not is_host(name)]
    if not proper and own and (not names or is_same_site(own, names[0])):
        proper = [own]
    chosen = next(iter(proper or names), None)
    if chosen is None:
        return None
    letters = fold_text(chosen).replace(" ", "")
    same = [name for name in (*names, *([own] if own else [])) if fold_text(name).replace(" ", "") == letters]
    return max(same, key=lambda name: len(name.split()), default=chosen)


def is_same_site(name: str, host: str) -> bool:
    """Whether the letters of ``name`` are those of ``host``, its ending aside."""
    letters = fold_text(name).replace(" ", "").removeprefix("the")
    return bool(letters) and letters in fold_text(host).replace(" ", "")


def _title_ends(page_title: str, title: str | None) -> list[str]:
    """What stands after (or before) the last bar or dash of the page's title."""
    parts = re.split(r"\s+[|–—·»-]\s+|\s+::\s+", page_title)
    ends = [parts[-1], parts[0]] if len(parts) > 1 else []
    headline = fold_text(title or "")
    return [end for end in ends if len(end.split()) <= _LONGEST_NAME and fold_text(end) not in headline]
