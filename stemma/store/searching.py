"""What a search looks for, and in what: the same words for every store, so that every store finds the same."""

import re
import unicodedata
from dataclasses import dataclass

_NOT_WORD = re.compile(r"[\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
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
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
        folded = _BEYOND_ASCII.sub(_strip, folded)
    # Most texts are ASCII by now, and a table is several times as fast as a pattern.
    words = folded.translate(_SPACES).split() if folded.isascii() else list(filter(None, _NOT_WORD.split(folded)))
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    return words


def _strip(run: re.Match[str]) -> str:
    """A stretch beyond ASCII without accents and lone surrogates; what is no letter of a word, as a space."""
    kept = "".join(c for c in run[0] if not unicodedata.combining(c) and not "\ud800" <= c <= "\udfff")
    return _NOT_WORD.sub(" ", kept)


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
