"""What a search looks for, and in what: the same words for every store, so that every store finds the same."""

import re
import unicodedata
from dataclasses import dataclass

_NOT_WORD = re.compile(r"[\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_PLAIN = "".join(chr(n) if chr(n).isalnum() else " " for n in range(128))
"""What each ASCII character is to the words: itself, or a gap."""
_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
LONGEST_WORD = 64
"""Letters of a word that count; longer ones are cut."""
MOST_PARTS = 16
"""Parts of one search; the rest is passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPart:
    """Words that must follow each other; ``prefix``: the last may go on; ``excluded``: must not be there."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


def search_words(text: str) -> list[str]:
    """The words of ``text`` as they are searched: letters and digits, case folded, without accents."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    if folded.isascii():
        words = folded.translate(_PLAIN).split()
    else:
        bare = _FOREIGN.sub(_drop_marks, unicodedata.normalize("NFD", folded))
        words = [word for word in _NOT_WORD.split(bare) if word]
    return [word[:LONGEST_WORD] for word in words] if max(map(len, words), default=0) > LONGEST_WORD else words


def _drop_marks(found: re.Match[str]) -> str:
    return "".join(c for c in found[0] if not unicodedata.combining(c) and not "\ud800" <= c <= "\udfff")


def parse_search(text: str) -> tuple[SearchPart, ...]:
    """What ``text`` asks for: words, all of them; ``"words in this order"``; ``begin*``; ``-without``.

    Nothing that is typed is an error: what holds no word is passed over.
    """
    parts = []
    for minus, quoted, bare in _PART.findall(text):
        words = tuple(search_words(quoted or bare))
        if words:
            parts.append(SearchPart(words=words, prefix=bare.endswith("*"), excluded=bool(minus)))
    return tuple(parts[:MOST_PARTS])


def match_search(parts: tuple[SearchPart, ...], words: list[str]) -> bool:
    """Whether ``words`` (of ``search_words``) hold what is asked; nothing asked is held by all."""
    return all(_holds(part, words) != part.excluded for part in parts)


def _holds(part: SearchPart, words: list[str]) -> bool:
    size = len(part.words)
    for at in range(len(words) - size + 1):
        *head, last = words[at : at + size]
        if tuple(head) == part.words[:-1] and (
            last == part.words[-1] or (part.prefix and last.startswith(part.words[-1]))
        ):
            return True
    return False
