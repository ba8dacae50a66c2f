import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("STEMMA_SHARED", Path(__file__).parents[1].parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data; a test that asks for it is skipped, and says so, where it is absent."""
    if not (SHARED / "clusters").is_dir():
        pytest.skip("the labelled stories are not beside this folder (../shared): NOT MEASURED")
    return SHARED
