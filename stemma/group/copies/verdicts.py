"""What was judged of pairs of texts, so that none is laid beside another twice.

Laying two texts beside each other is by far the dearest step of finding copies, and rests on these two texts alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from struct import Struct
from typing import Literal

from stemma.group.copies.judging import Judged
from stemma.model.article import Article

KEPT = 60_000
"""Pairs that are kept besides those that were asked for last: what another window asks for may be among them."""
_NAME = 16
_ENTRY = Struct(f">{_NAME}sIdB")
_KINDS: tuple[Literal["near", "partial"] | None, ...] = (None, "near", "partial")


@dataclass(slots=True)
class Verdicts:
    """Verdicts by a hash of all that they rest on. Those that are asked for, or put, are the newest."""

    _held: dict[bytes, Judged | None] = field(default_factory=dict)
    _used: dict[bytes, Judged | None] = field(default_factory=dict)
    grown: bool = False
    """Whether there are any that were not there when it was loaded."""

    def __contains__(self, pair: bytes) -> bool:
        return pair in self._held or pair in self._used

    def __len__(self) -> int:
        return len(self._held.keys() | self._used.keys())

    def get(self, pair: bytes) -> Judged | None:
        """What was judged of a pair that is there."""
        verdict = self._used[pair] if pair in self._used else self._held[pair]
        self._used[pair] = verdict
        return verdict

    def put(self, pair: bytes, verdict: Judged | None) -> None:
        """Keep what was judged."""
        self._used[pair] = verdict
        self.grown = True

    def to_bytes(self) -> bytes:
        """All that were asked for or put, and of the others as many as there is room for."""
        return b"".join(
            _ENTRY.pack(pair, *((told[0], told[1], _KINDS.index(told[2])) if told else (0, 0.0, 0)))
            for pair, told in self._list_kept()
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> "Verdicts":
        """What ``to_bytes`` wrote; nothing of what is not whole: it is judged anew."""
        held: dict[bytes, Judged | None] = {}
        if len(content) % _ENTRY.size == 0:
            for pair, words, share, number in _ENTRY.iter_unpack(content):
                kind = _KINDS[number] if number < len(_KINDS) else None
                held[pair] = (words, share, kind) if kind is not None else None
        return cls(_held=held)

    def _list_kept(self) -> Iterator[tuple[bytes, Judged | None]]:
        yield from self._used.items()
        room = KEPT
        for pair, verdict in self._held.items():
            if room <= 0:
                return
            if pair not in self._used:
                room -= 1
                yield pair, verdict


def name_text(article: Article) -> bytes:
    """A hash of all of an article that judging looks at."""
    told = repr((article.text, [tuple(span) for span in article.body], article.published))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_NAME).digest()


def name_pair(one: bytes, other: bytes, *, alike: bool, common: bool) -> bytes:
    """A hash of two texts as ``name_text`` names them, and of what their fingerprints told."""
    return blake2b(one + other + bytes((alike, common)), digest_size=_NAME).digest()
