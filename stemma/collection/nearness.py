"""Which words mean nearly the same, by the encoder that likens claims: so that "seized" may stand for "captured"."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.compare.likeness import Embed

NEAR = 0.45
"""The cosine from which two words are near. Chosen on the training part of the invented stories
(``bench/check_claim.py``): at 0.6 as good as no other word counts, at 0.4 nearly any."""
_SHORTEST = 3


class NearWords:
    """Tells whether words are near; the vectors of words are kept by ``embed``, or not."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._vectors: dict[str, NDArray[np.float64]] = {}

    def is_near(self, word: str, others: Sequence[str]) -> bool:
        """Whether one of ``others`` means nearly what ``word`` means."""
        longer = [one for one in others if len(one) >= _SHORTEST]
        new = [one for one in (word, *longer) if one not in self._vectors]
        self._vectors.update(zip(new, self._embed(new), strict=True))
        if not longer:
            return False
        rows = np.array([self._vectors[one] for one in longer])
        return bool(np.round(rows @ self._vectors[word], 6).max() >= NEAR)
