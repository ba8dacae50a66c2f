"""datasketch's MinHash on the labelled pairs of articles, where it is installed (``pip install --group rivals``).

Generous to it: its threshold is the one that suits these very pairs best.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from stemma.evaluate.intervals import Sums, name_part, score_items
from stemma.text.words import count_shingles, fold_text

_PERMUTATIONS = 128
_RUN = 6
"""Words of a shingle."""
_THRESHOLDS = [n / 100 for n in range(2, 96, 2)]


def measure_datasketch(pairs: Sequence[tuple[str, str, bool]]) -> dict[str, Mapping[str, float]]:
    """``precision`` and ``recall`` of pairs as likely copies, as a part; ``pairs``: two texts, and whether they are."""
    if find_spec("datasketch") is None:
        return {}
    make = import_module("datasketch").MinHash
    known: dict[str, Any] = {}
    likenesses = []
    for one, other, _ in pairs:
        for text in (one, other):
            if text not in known:
                known[text] = make(num_perm=_PERMUTATIONS)
                known[text].update_batch(
                    " ".join(words).encode() for words in sorted(count_shingles(fold_text(text).split(), _RUN))
                )
        likenesses.append(float(known[one].jaccard(known[other])))

    def count(threshold: float) -> list[Sums]:
        return [
            {"taken": float(taken), "reported": float(like >= threshold), "right": float(taken and like >= threshold)}
            for like, (_, _, taken) in zip(likenesses, pairs, strict=True)
        ]

    def rank(threshold: float) -> float:
        counts = count(threshold)
        right = sum(one["right"] for one in counts)
        return 2 * right / max(1.0, sum(one["taken"] + one["reported"] for one in counts))

    return name_part("datasketch", *score_items(count(max(_THRESHOLDS, key=rank)), score_taken))


def score_taken(sums: Sums) -> dict[str, float]:
    """Of the pairs reported those that are copies, and the reverse; 1 where there was nothing to find."""
    right, reported, taken = (sums.get(name, 0.0) for name in ("right", "reported", "taken"))
    return {"precision": right / reported if reported else 1.0, "recall": right / taken if taken else 1.0}
