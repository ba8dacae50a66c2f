"""Words as ``tsvector`` and searches as ``tsquery``, both written here, so that no parser of the server's has a say.

A ``tsvector`` keeps at most 256 places of a word, none beyond the 16,383rd, and a megabyte in all. A text beyond that
is indexed by its words without their places, is marked, and is laid beside the search once more when it is found: its
words are kept for that. One that does not fit even so is found by every search, and laid beside it.
"""

from collections import defaultdict

from stemma.store.codec import pack_bytes, unpack_bytes
from stemma.store.searching import SearchPart, match_search, parse_search

MOST_PLACES = 255
LAST_PLACE = 16_000
MOST_BYTES = 500_000
MARKED, UNFIT = "~", "~~"
"""No word of a text is like these."""
_PLACES = tuple(map(str, range(1, LAST_PLACE + 1)))


def index_words(words: list[str]) -> tuple[str, bytes | None]:
    """A ``tsvector`` as text, and the words themselves where it cannot hold all of them with their places."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for word, place in zip(words, _PLACES, strict=False):
        places[word].append(place)
    if len(words) <= LAST_PLACE and max(map(len, places.values()), default=0) <= MOST_PLACES:
        written = " ".join([f"'{word}':{','.join(one)}" for word, one in places.items()])
        if len(written) <= MOST_BYTES // 4:
            return written, None
    bare = " ".join([f"'{word}'" for word in (MARKED, *dict.fromkeys(words))])
    fits = len(bare.encode("utf-8")) <= MOST_BYTES
    return (bare if fits else f"'{MARKED}' '{UNFIT}'"), pack_words(words)


def pack_words(words: list[str]) -> bytes:
    """Words, to be kept; none of them holds a space."""
    return pack_bytes(" ".join(words).encode("utf-8"))


def unpack_words(content: bytes) -> list[str]:
    """The words that ``pack_words`` kept."""
    return unpack_bytes(content).decode("utf-8").split()


class Search:
    """What is looked for: ``query`` for the server, ``holds`` for what the server could not tell."""

    def __init__(self, text: str) -> None:
        self._parts = parse_search(text)
        self.query = _write_query(self._parts) if self._parts else None
        """A ``tsquery``; None where nothing is asked."""

    def holds(self, words: bytes | None) -> bool:
        """Whether a text that was found holds what is asked; ``words`` as ``index_words`` gave them."""
        return words is None or match_search(self._parts, unpack_words(words))


def _write_query(parts: tuple[SearchPart, ...]) -> str:
    exact = " & ".join(_write_part(part, " <-> ") for part in parts)
    loose = [_write_part(part, " & ") for part in parts if not part.excluded or len(part.words) == 1]
    marked = " & ".join([f"'{MARKED}'", *loose])
    return f"({exact}) | ({marked}) | '{UNFIT}'"


def _write_part(part: SearchPart, joint: str) -> str:
    words = [f"'{word}'" for word in part.words]
    if part.prefix:
        words[-1] += ":*"
    return f"{'!' if part.excluded else ''}({joint.join(words)})"
