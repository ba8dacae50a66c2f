"""LexRank (Erkan and Radev 2004), the rival for summaries: sentences that many others resemble."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from stemma.text.words import fold_text

_LIKE = 0.1
_DAMPING = 0.85
_ROUNDS = 100
_REPEATED = 0.5
"""A sentence as like as this to one that was taken adds nothing."""


def rank_sentences(sentences: Sequence[str]) -> list[float]:
    """The LexRank of each sentence: the share of a reader's time who follows likenesses from sentence to sentence.

    Cosine of tf-idf above 0.1 is a link; the damping factor is 0.85, as in the paper.
    """
    if not sentences:
        return []
    links = (compare_sentences(sentences) > _LIKE).astype(float)
    np.fill_diagonal(links, 1.0)
    moves = links / links.sum(axis=1, keepdims=True)
    count = len(sentences)
    rank = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / count + _DAMPING * (rank @ moves)
    return [float(value) for value in rank]


def choose_central(sentences: Sequence[str], words: int) -> list[str]:
    """The highest ranked sentences up to about ``words`` words, near-repetitions left out, in their own order."""
    likeness = compare_sentences(sentences)
    rank = rank_sentences(sentences)
    chosen: list[int] = []
    size = 0
    for place in sorted(range(len(sentences)), key=lambda i: (-round(rank[i], 9), i)):
        if any(likeness[place, taken] > _REPEATED for taken in chosen):
            continue
        length = len(sentences[place].split())
        # Half a sentence too long is as near as half too short.
        if chosen and size + length / 2 > words:
            break
        chosen.append(place)
        size += length
    return [sentences[i] for i in sorted(chosen)]


def compare_sentences(sentences: Sequence[str]) -> np.ndarray:
    """The cosine of tf-idf between all sentences, one document each."""
    counts = [Counter(fold_text(sentence).split()) for sentence in sentences]
    seen = Counter(word for count in counts for word in count)
    place = {word: number for number, word in enumerate(sorted(seen))}
    table = np.zeros((len(counts), max(1, len(place))))
    for row, count in enumerate(counts):
        for word, times in count.items():
            table[row, place[word]] = times * math.log(1 + len(counts) / seen[word])
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.where(norms == 0, 1, norms)
    return np.asarray(unit @ unit.T)
