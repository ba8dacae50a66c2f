"""What a container holds besides pages: counted by kind and told once a kind, not thousands of times."""

import re
from collections.abc import Iterator

from stemma.model.article import Rejected

_KINDS = {
    "image": "images",
    "video": "sound and film",
    "audio": "sound and film",
    "font": "fonts",
    "text/css": "style sheets and scripts",
    "text/javascript": "style sheets and scripts",
    "application/javascript": "style sheets and scripts",
    "application/x-javascript": "style sheets and scripts",
    "application/ecmascript": "style sheets and scripts",
    "application/wasm": "style sheets and scripts",
    "application/json": "data",
    "application/ld+json": "data",
    "text/csv": "data",
    "text/xml": "data",
    "application/xml": "data",
    "application/rss+xml": "feeds",
    "application/atom+xml": "feeds",
    "application/feed+json": "feeds",
    "text/dns": "look-ups of names",
    "": "of no declared kind, and no page by their first bytes",
}
_LONGEST = 200
LEFT_OUT = re.compile(r"([\d,]+) of its records left out: (.*?) \(the first: (.*)\)\.", re.DOTALL)
"""What ``say_left_out`` says, to be known again."""


class LeftOut:
    """A count of what was passed over in one container, with the first of each kind."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: dict[str, int] = {}
        self._firsts: dict[str, str] = {}

    def note(self, kind: str, first: str) -> None:
        """Count one of ``kind`` (a plural, or what can follow "records"); ``first`` names it for people."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self._firsts.setdefault(kind, first)

    def tell(self) -> Iterator[Rejected]:
        """One item a kind, by name."""
        for kind in sorted(self._counts):
            reason = say_left_out(self._counts[kind], kind, self._firsts[kind][:_LONGEST])
            yield Rejected(item=self._source, stage="read", reason=reason)


def say_left_out(count: int, kind: str, first: str) -> str:
    """The sentence for so many of a kind."""
    return f"{count:,} of its records left out: {kind} (the first: {first})."


def name_kind(media_type: str) -> str:
    """What people call things of this media type."""
    return _KINDS.get(media_type) or _KINDS.get(media_type.partition("/")[0]) or f"of type {media_type[:60]}"
