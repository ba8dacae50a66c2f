"""What a watch says of its work: lines for people or one JSON object an event, without secrets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from stemma.text.secrets import hide_secrets

Level = Literal["debug", "info", "warning", "error"]
_RANKS: dict[str, int] = {"debug": 0, "info": 1, "warning": 2, "error": 3}


class Journal(Protocol):
    """Where a watch tells what it does."""

    def tell(
        self,
        what: str,
        text: str,
        *,
        level: Level = "info",
        feed: str | None = None,
        kinds: Mapping[str, int] | None = None,
        **counts: int,
    ) -> None:
        """``what``: one word for programs; ``text``: a sentence for people; ``kinds``, ``counts``: figures by name."""
        ...


class _Written:
    """A journal that writes a line for what is loud enough."""

    def __init__(self, write: Callable[[str], None], now: Callable[[], str], *, least: Level = "info") -> None:
        self._write = write
        self._now = now
        self._least = _RANKS[least]

    def tell(
        self,
        what: str,
        text: str,
        *,
        level: Level = "info",
        feed: str | None = None,
        kinds: Mapping[str, int] | None = None,
        **counts: int,
    ) -> None:
        """``Journal.tell``."""
        if _RANKS[level] >= self._least:
            self._write(self._put(what, text, level, feed, {**(kinds or {}), **counts}))

    def _put(self, what: str, text: str, level: Level, feed: str | None, figures: Mapping[str, int]) -> str:
        """What is written, secrets hidden."""
        raise NotImplementedError


class LineJournal(_Written):
    """``2026-03-04T05:06:07Z velm.example/feed: 3 new pages``"""

    def _put(self, what: str, text: str, level: Level, feed: str | None, figures: Mapping[str, int]) -> str:
        whom = f"{feed}: " if feed else ""
        loud = f"{level}: " if level in ("warning", "error") else ""
        return f"{self._now()} {loud}{hide_secrets(whom + text)}"


class JsonJournal(_Written):
    """One object an event: ``time, level, what, text``, and where it has them ``feed`` and figures."""

    def _put(self, what: str, text: str, level: Level, feed: str | None, figures: Mapping[str, int]) -> str:
        told: dict[str, object] = {"time": self._now(), "level": level, "what": what}
        if feed:
            told["feed"] = hide_secrets(feed)
        return json.dumps({**told, **figures, "text": hide_secrets(text)}, ensure_ascii=True)


def count_of(number: int, one: str, more: str | None = None) -> str:
    """``1 page``, ``2 pages``."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"
