"""The marked claims of invented stories, as the aligner learns from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stemma.evaluate.invented import read_story


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """Words that state a fact, and where: article name and fact id."""

    article: str
    fact: str
    words: str


def read_claims(folder: Path) -> list[MarkedClaim]:
    """All marked claims of a story, nested ones too, in order; repeats in one article dropped."""
    return list(dict.fromkeys(_claims(folder)))


def _claims(folder: Path) -> Iterator[MarkedClaim]:
    for article in read_story(folder).articles:
        for piece in article.pieces:
            for mark in piece.marks:
                yield MarkedClaim(article.name, mark.fact, " ".join(piece.text[mark.start : mark.end].split()))
