"""A wording and the earliest article that prints it; exact copies are one wording."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.group.copies.fingerprints import BAND_BIT, MOST_SAMPLE, SAMPLED, Fingerprints
from stemma.group.copies.judging import Judged
from stemma.model.article import Article
from stemma.model.story import SharedText
from stemma.text.article_order import Place, place_article

Samples = NDArray[np.float64]
"""By number of the text: how many sampled shingles it has, and how much of its sample that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that a heap holds."""

    place: Place
    """Of the earliest article that prints it."""
    article: str
    """That article's id."""
    words: int
    sample: int
    """How many sampled shingles it has."""
    reach: float
    """0..1: how much of the sample of a text is kept; less than 1 for texts as long as books."""


def list_samples(wordings: Iterable[Wording]) -> Samples:
    """The samples of several texts, by their order."""
    rows = [(wording.sample, wording.reach) for wording in wordings]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 2)


def open_wording(article: Article, prints: Fingerprints, at: int) -> Wording:
    """The text of ``article``, whose fingerprints stand at ``at``."""
    keys = prints.of(at)
    sampled = keys[: np.searchsorted(keys, BAND_BIT)]
    whole = int(BAND_BIT) // SAMPLED
    return Wording(
        place=place_article(article),
        article=article.id,
        words=prints.words[at],
        sample=len(sampled),
        reach=int(sampled[-1]) / whole if len(sampled) >= MOST_SAMPLE else 1.0,
    )


def tell_exact(wording: Wording, other: Wording) -> SharedText:
    """Two articles of one wording."""
    one, later = sorted((wording, other), key=lambda w: w.place)
    return SharedText(one=one.article, other=later.article, words=wording.words, share=1.0, kind="exact")


def tell_judged(one: Wording, other: Wording, judged: Judged) -> SharedText:
    """What was found of two articles, ``one`` the earlier."""
    words, share, kind = judged
    return SharedText(one=one.article, other=other.article, words=words, share=share, kind=kind)
