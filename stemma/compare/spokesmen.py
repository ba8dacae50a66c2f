"""Spokesmen: whether the text says of a person that he speaks for, heads or wrote something that is a source too."""

import re
from collections.abc import Sequence

from stemma.compare.routes import Route
from stemma.compare.source_words import list_words

_WINDOW = 140
_BESIDE = 2
_MOST = 200
"""Places looked at for one person; more add nothing and cost time."""
_ROLE = (
    r"(?:spokes(?:man|woman|person)|chief|head|director|president|chair(?:man|woman|person)?|minister|chancellor|mayor|"
    r"governor|secretary|general|commander|superintendent|captain|manager|executive|officer|official|CEO|boss|owner|"
    r"founder|co-founder|leader|inspector|commissioner|prosecutor|judge|coordinator|representative|adviser|advisor|"
    r"ambassador|rector|dean|principal|editor|coach|engineer|scientist|researcher|author|co-author|analyst|economist|"
    r"lawyer|attorney|doctor|surgeon|curator|controller|seismologist|meteorologist|botanist|geologist|partner|deputy|"
    r"regent|treasurer|organi[sz]er|steward|warden|ranger|keeper|operator|detective|sergeant|colonel|major|lieutenant|"
    r"vice-president|vice-chairman|administrator|registrar|bishop|abbot|professor|astronomer|biologist|physician)"
)
_STOP = re.compile(r"[.!?]['\"”’]?\s+(?=[A-Z“\"])|\n")
_TITLE = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|No|[A-Z])$")


_OFFICE = re.compile(
    r"(?<!\w)(?:spokes(?:man|woman|person)|chief \w+ officer|chief executive|CEO|CFO|COO|managing director|"
    r"general manager|chair(?:man|woman|person)|press officer)(?!\w)",
    re.IGNORECASE,
)
"""Offices that one holds in a body; "president" and "head" are too often those of another."""


class SpokesmanBook:
    """Knows what the texts of a story say about whom a person speaks for; remembers what it was asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        self._places: dict[str, tuple[tuple[str, str], ...]] = {}
        self._known: dict[tuple[str, str], str | None] = {}

    def find_tie(self, person: Route, names: Sequence[str], body: Route, body_names: Sequence[str]) -> str | None:
        """The words that make the person (called ``names``) speak for the body; None where no text says so."""
        key = (person.key, body.key)
        if key not in self._known:
            self._known[key] = self._search(person, names, body, body_names)
        return self._known[key]

    def find_office(self, person: Route, names: Sequence[str]) -> str | None:
        """The office right beside the person's name ("chief executive Ana Ruiz"), where no text says of what."""
        for left, right in self._windows(person, names):
            for match in (*_OFFICE.finditer(left[-40:]), *_OFFICE.finditer(right[:40])):
                beside = left[-40:][match.end() :] if match.string == left[-40:] else right[: match.start()]
                if len(beside.split()) <= _BESIDE:
                    return match[0]
        return None

    def find_role(self, person: Route, names: Sequence[str], words: Sequence[str]) -> bool:
        """Whether one of ``words`` stands right before the person's name or in apposition after it."""
        alternatives = "|".join(re.escape(w) for w in words)
        before = re.compile(rf"(?<!\w)(?:{alternatives})s?,?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}$", re.IGNORECASE)
        after = re.compile(
            rf"^,\s+(?:\d+,\s+)?(?:(?:a|an|the|one|its|who\s+(?:is|was))\s+)?(?:[\w’'-]+\s+){{0,5}}(?:{alternatives})",
            re.IGNORECASE,
        )
        return any(before.search(left) or after.match(right) for left, right in self._windows(person, names))

    def _search(self, person: Route, names: Sequence[str], body: Route, body_names: Sequence[str]) -> str | None:
        before, after = _patterns(body, body_names)
        for left, right in self._windows(person, names):
            match = before.search(left)
            if match:
                return " ".join((match[0] + names[0]).split())
            match = after.match(right)
            if match:
                return " ".join((names[0] + match[0]).split())
        return None

    def _windows(self, person: Route, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """What stands before and after the person's name in its sentence, at each place where it stands."""
        if person.key not in self._places:
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in names if n)})(?!\w)")
            found: list[tuple[str, str]] = []
            for text in self._texts:
                for match in pattern.finditer(text):
                    if len(found) < _MOST:
                        found.append(_cut(text, match.start(), match.end()))
            self._places[person.key] = tuple(found)
        return self._places[person.key]


def _cut(text: str, start: int, end: int) -> tuple[str, str]:
    left = text[max(0, start - _WINDOW) : start]
    stops = [m for m in _STOP.finditer(left) if m[0] == "\n" or not _TITLE.search(left[: m.start()])]
    right = text[end : end + _WINDOW]
    stop = _STOP.search(right)
    return left[stops[-1].end() :] if stops else left, right[: stop.start()] if stop else right


def _patterns(body: Route, names: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before a name and what after it makes the person speak for ``body``."""
    forms = [re.escape(n) for n in names if n]
    words = list_words(body.name)
    if words:
        forms.append(r"\W+(?:(?:of|the|for|and)\W+)*".join(re.escape(w) for w in words))
    if body.kind == "document":
        forms += ["study", "paper", "research", "report", "article", "findings"]
    the = r"(?:(?:the|its|his|her|their|a)\s+)?"
    some = r"(?:[\w’'-]+\s+){0,3}"
    name = rf"{the}{some}(?:{'|'.join(forms)})(?!\w)"
    before = re.compile(
        # "the ministry's spokesman, ", "police chief ", "the head of the ministry, "
        rf"(?<!\w)(?:{'|'.join(forms)})(?:['’]s?)?\s+{some}{_ROLE}(?:\s+[\w-]+)?,?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}$"
        rf"|{_ROLE}\s+(?:of|for|at|from|with)\s+{name},?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}$",
        re.IGNORECASE,
    )
    after = re.compile(
        # ", a spokesman for the ministry", " of the ministry", ", the ministry's director", ", who heads the ministry"
        rf"^(?:['’]s)?,?\s+(?:\d+,\s+)?(?:of|from|at|with)\s+{name}"
        rf"|^,?\s+(?:\d+,\s+)?{the}{some}{_ROLE}(?:\s+{_ROLE})?\s+(?:[\w-]+\s+)?(?:of|for|at|from|with|in|on)\s+{name}"
        rf"|^,?\s+(?:\d+,\s+)?{the}{some}(?:{'|'.join(forms)})(?:['’]s?)?\s+{some}{_ROLE}(?!\w)"
        rf"|^,?\s+(?:\d+,\s+)?who\s+(?:co-)?(?:heads?|leads?|led|runs?|chairs?|directs?|manages?|owns?|founded|represents?"
        rf"|wrote|authored|speaks\s+for|works\s+(?:for|at))\s+{name}",
        re.IGNORECASE,
    )
    return before, after
