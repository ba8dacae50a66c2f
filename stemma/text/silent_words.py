"""Words to meet by: without those that say nothing in their language, and cut where a script parts none."""

import re
from collections.abc import Iterator
from functools import cache

from stemma.text.tables import load_rows
from stemma.text.words import fold_text

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_HIRAGANA = re.compile(r"[\u3040-\u309f]")


@cache
def load_silent(language: str | None) -> frozenset[str]:
    """The silent words of ``language`` (ISO 639-1), folded; empty where none are known for it."""
    for row in load_rows("silent_words.txt"):
        code, *words = row.split()
        if code == language:
            return frozenset(fold_text(word) for word in words)
    return frozenset()


def list_terms(text: str, language: str | None) -> Iterator[str]:
    """The words of ``text`` to be met by, folded, without those that are silent in its language; in order.

    In Chinese and Japanese, which part no words, each two neighbouring letters are a term, unless one is hiragana.
    """
    silent = load_silent(language)
    for word in fold_text(text).split():
        for piece in _split_unspaced(word):
            if len(piece) > 1 and piece not in silent:
                yield piece


def _split_unspaced(word: str) -> Iterator[str]:
    end = 0
    for run in _UNSPACED.finditer(word):
        yield word[end : run.start()]
        for first, second in zip(run[0], run[0][1:], strict=False):
            if not _HIRAGANA.match(first) and not _HIRAGANA.match(second):
                yield first + second
        end = run.end()
    yield word[end:]
