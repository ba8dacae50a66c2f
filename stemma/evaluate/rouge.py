"""ROUGE (Lin 2004): how many words, pairs of words and ordered words a text has in common with a reference.

Written here because the packages on offer bring a stemmer's toolkit for three small formulas. Words are folded and not
stemmed, none is left out; one text stands against one reference. ``SummaryMatch`` is the form for summaries.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.text.words import fold_text

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_LATIN = re.compile(r"[a-z0-9]+")


def score_rouge(text: str, reference: str) -> dict[str, float]:
    """``rouge_1``, ``rouge_2`` and ``rouge_l``: each the F1 of precision and recall; 0 where either has no words."""
    ours, gold = fold_text(text).split(), fold_text(reference).split()
    return {
        "rouge_1": _score_runs(ours, gold, 1),
        "rouge_2": _score_runs(ours, gold, 2),
        "rouge_l": _find_f1(_measure_common(ours, gold), len(ours), len(gold)),
    }


def _score_runs(ours: Sequence[str], gold: Sequence[str], size: int) -> float:
    mine, theirs = _count_runs(ours, size), _count_runs(gold, size)
    return _find_f1((mine & theirs).total(), mine.total(), theirs.total())


def _count_runs(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + size]) for start in range(len(words) - size + 1))


def _find_f1(common: int, ours: int, gold: int) -> float:
    return 2 * common / (ours + gold) if ours and gold else 0.0


def _measure_common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest sequence of words that both have in this order, with gaps."""
    lengths = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, against in enumerate(other, 1):
            lengths[place], before = (
                before + 1 if word == against else max(lengths[place], lengths[place - 1]),
                lengths[place],
            )
    return lengths[-1]


class SummaryMatch:
    """ROUGE-LSum of a text against any choice of a reference's paragraphs, the common work done once.

    Sentences end at the marks that end one and at line breaks. For each sentence of the reference, the words that it
    shares in order with any sentence of the text are united; no word of either text counts more often than it occurs.
    Words are runs of a-z and 0-9 in lower case, as in Google's ``rouge_score``, which this follows.
    """

    def __init__(self, paragraphs: Sequence[str], text: str) -> None:
        ours = [one for sentence in _split_sentences(text) if (one := _split_latin(sentence))]
        self._ours = Counter(word for one in ours for word in one)
        exact = {tuple(one) for one in ours}
        self._paragraphs: list[tuple[list[str], list[str]]] = []
        for paragraph in paragraphs:
            words: list[str] = []
            hits: list[str] = []
            for sentence in _split_sentences(paragraph):
                one = _split_latin(sentence)
                words += one
                hits += one if tuple(one) in exact else [one[n] for n in sorted(_unite_common(one, ours))]
            self._paragraphs.append((words, hits))

    def score(self, chosen: Iterable[int]) -> dict[str, float]:
        """``f1``, ``precision`` and ``recall`` where the reference is the ``chosen`` paragraphs, in order."""
        left, theirs, common = self._ours.copy(), Counter[str](), 0
        parts = [self._paragraphs[n] for n in chosen]
        for words, _ in parts:
            theirs.update(words)
        size = theirs.total()
        for _, hits in parts:
            for word in hits:
                if left[word] > 0 and theirs[word] > 0:
                    common += 1
                    left[word] -= 1
                    theirs[word] -= 1
        ours = self._ours.total()
        return {
            "f1": _find_f1(common, ours, size),
            "precision": common / ours if ours else 0.0,
            "recall": common / size if size else 0.0,
        }


def _split_sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _split_latin(sentence: str) -> list[str]:
    return _LATIN.findall(sentence.lower())


def _unite_common(reference: Sequence[str], sentences: Sequence[Sequence[str]]) -> set[int]:
    """The places in ``reference`` of words that a longest common sequence with one of ``sentences`` holds."""
    united: set[int] = set()
    known = set(reference)
    for sentence in sentences:
        if len(united) == len(reference):
            break
        if not known.isdisjoint(sentence):
            united |= _place_common(reference, sentence)
    return united


def _place_common(reference: Sequence[str], sentence: Sequence[str]) -> set[int]:
    """The places in ``reference`` of one longest common sequence; among equals the one that the usual scorer takes."""
    rows = [[0] * (len(sentence) + 1)]
    for word in reference:
        above, row, left = rows[-1], [0], 0
        for place, other in enumerate(sentence):
            left = above[place] + 1 if word == other else max(left, above[place + 1])
            row.append(left)
        rows.append(row)
    places: set[int] = set()
    i, j = len(reference), len(sentence)
    while i and j:
        if reference[i - 1] == sentence[j - 1]:
            places.add(i - 1)
            i, j = i - 1, j - 1
        elif rows[i][j - 1] > rows[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return places
