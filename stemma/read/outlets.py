"""The name of an outlet, as its own page gives it."""

import re
from collections import Counter
from collections.abc import Sequence

_CAPITAL = r"[A-Z][\w’'&.-]*"
_NAME = rf"((?:[Tt]he )?{_CAPITAL}(?: (?:of (?:the )?)?{_CAPITAL}){{0,4}})"
_SELF = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"(?:…|\.\.\.|-|–)\s?reports {_NAME}", 2),
        (rf"\bother {_NAME} readers\b", 2),
        (rf"\b{_NAME} (?:readers|subscribers|newsletters?|app)\b", 1),
        (rf"\b(?:[Ff]ollow|[Ss]ubscribe to|[Ss]upport|[Dd]onate to|[Dd]ownload|[Jj]oin|[Ww]elcome to|[Aa]bout|[Mm]ore from|Read more (?:on|at)) {_NAME}", 1),
        (rf"(?:©|\(c\)|[Cc]opyright)(?: ?©)?(?: ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?)?,? (?:by )?{_NAME}", 3),
        (rf"\bat {_NAME}, (?:we|our)\b", 2),
        (rf"^{_NAME} is (?:trusted|funded|supported|read|owned|published|on the ground|part of|a (?:trading|registered|nonprofit|non-profit))\b", 2),
        (rf"[,.] {_NAME} is (?:on the ground|trusted|there|independent|free|committed)\b", 2),
    )
)  # fmt: skip
_NEVER = re.compile(
    r"^(?:(?:The )?(?:Us|Me|Our|My|This|Your|It|We|I|All|Privacy|Terms|Cookie|Contact|Facebook|Twitter|X|Instagram|YouTube|Google|WhatsApp|Telegram|LinkedIn"
    r"|Apple|Getty|AP|Reuters|AFP|Follow|Sign|Subscribe|Newsletter|News|World|Author|More|Read|Share|Latest|Top|Rights?|Reserved|Copyright)\b.{0,12}|Stories|.{1,2})$",
    re.I,
)
_TAIL = re.compile(r"(?:,? (?:Inc|LLC|Ltd|Limited|Corp|Co|plc|PLC|GmbH|All|All Rights Reserved|Media Group|Group))\.?$")
_HOST = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co\.\w\w|[a-z]{2,4})$", re.I)
_ENOUGH = 2


def is_host(name: str) -> bool:
    """Whether ``name`` is a host name, not the name of an outlet."""
    return bool(_HOST.match(name.strip()))


def find_self_naming(furniture: Sequence[str], body: Sequence[str]) -> str | None:
    """The outlet that speaks in a page's furniture: "other X readers", "© 2024 X", "reports X"; None where none does."""
    votes: Counter[str] = Counter()
    for line in furniture:
        seen: set[str] = set()
        for pattern, weight in _SELF:
            for match in pattern.finditer(line[:1500]):
                name = _TAIL.sub("", match[1].strip(" .,'’"))
                if not _NEVER.match(name) and name not in seen:
                    seen.add(name)
                    votes[name] += weight
    # a name goes on into what follows it ("X News Prime Minister"): its beginnings get its votes
    for name in sorted(votes):
        for shorter in sorted(votes):
            if name.startswith(shorter + " "):
                votes[shorter] += votes[name]
    best = min(votes, key=lambda name: (-votes[name], -len(name), name), default=None)
    if best is None or votes[best] < _ENOUGH:
        return None
    named = f"The {best}"
    return named if not best.startswith("The ") and any(named in line for line in furniture) else best
