"""ROUGE (Lin 2004): how many words, pairs of words and ordered words a text has in common with a reference.

Written here because the packages on offer bring a stemmer's toolkit for three small formulas. Words are folded and not
stemmed, none is left out; one text stands against one reference.
"""

from collections import Counter
from collections.abc import Sequence

from stemma.text.words import fold_text


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
