"""Tables of a rule file, and errors that say in which line of which file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.errors import RulesRefused

LONGEST = 500
"""Code points of one value."""
MOST_VALUES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A rule file."""

    name: str
    text: str
    folder: Path
    """Where relative files named in it are looked for."""


class Table:
    """One table of a rule file, whose values are taken by kind."""

    def __init__(
        self, source: Source, where: str, given: Mapping[str, Any], *, head: re.Pattern[str] | None, nth: int = 0
    ) -> None:
        """``head``: how its header is written; ``nth``: which of those headers it is."""
        self.source = source
        self.where = where
        self.given = given
        self._head = head
        self._nth = nth

    def fail(self, key: str | None, problem: str) -> RulesRefused:
        """The error to raise: file, line where it can be told, table, key, what to do."""
        line = self._find_line(key)
        place = self.source.name + (f", line {line}" if line else "")
        return RulesRefused(": ".join([place, *filter(None, (self.where, key)), problem]))

    def part(self, key: str) -> "Table":
        """The table ``key`` of this one; an empty one where there is none."""
        value = self.given.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, "give a table")
        return Table(self.source, f"{self.where}: {key}", value, head=self._head, nth=self._nth)

    def only(self, keys: Sequence[str]) -> None:
        """Raise where there is a key that is none of ``keys``."""
        for key in self.given:
            if key not in keys:
                raise self.fail(key, f"is not known; there are {', '.join(keys)}")

    def text(self, key: str, example: str = "words") -> str:
        """A text that is not empty, blanks around it left out."""
        value = self.given.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, f"give {example} in quotation marks")
        self._check(key, value)
        return value.strip()

    def maybe_text(self, key: str) -> str | None:
        """As ``text``; None where there is none."""
        return self.text(key) if key in self.given else None

    def texts(self, key: str, *, example: str, least: int = 0) -> tuple[str, ...]:
        """A list of texts, each once."""
        value = self.given.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fail(key, f"give a list, as {example}")
        if not least <= len(value) <= MOST_VALUES:
            raise self.fail(key, f"give {least} at least and {MOST_VALUES} at most, as {example}")
        for one in value:
            self._check(key, one)
        return tuple(dict.fromkeys(one.strip() for one in value))

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        value = self.given.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "give true or false, without quotation marks")
        return value

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within bounds."""
        value = self.given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.fail(key, f"give a number from {least:g} to {most:g}, without quotation marks")
        return value

    def path(self, key: str) -> str | None:
        """A file's name, looked for beside the rule file where it is relative; None where there is none."""
        name = self.maybe_text(key)
        return None if name is None else str(self.source.folder / name)

    def _check(self, key: str, value: str) -> None:
        if len(value) > LONGEST:
            raise self.fail(key, f"is longer than {LONGEST} characters; shorten it")
        if not value.strip().isprintable():
            raise self.fail(key, "holds a line break or a control character; take it out")

    def _find_line(self, key: str | None) -> int | None:
        """The line where ``key`` stands, else where the table begins; None where neither is found."""
        lines = self.source.text.splitlines()
        at = 0
        if self._head is not None:
            heads = [number for number, line in enumerate(lines) if self._head.match(line.strip())]
            if len(heads) <= self._nth:
                return None
            at = heads[self._nth]
        begins = at
        if key is None:
            return begins + 1
        written = re.compile(rf"(?:^|[\[.{{,\s\"'])({re.escape(key)})[\"']?\s*[=\].]")
        for number, line in enumerate(lines[at:], start=at):
            if number > begins and self._head is not None and self._head.match(line.strip()):
                break
            if not line.lstrip().startswith("#") and written.search(line):
                return number + 1
        return begins + 1 if self._head is not None else None
