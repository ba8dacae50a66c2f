"""The learned score of a line: trees over ``line_table``.

They (``data/quick_forest.npz``) are made by ``train/make_quick_forest.py``.
"""

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from stemma.read.forest import Forest


@cache
def load_forest() -> Forest:
    """The forest that ships with the package."""
    with as_file(files("stemma.read").joinpath("data", "quick_forest.npz")) as path, np.load(path) as arrays:
        return Forest(
            column=arrays["feature"].astype(np.int32),
            limit=arrays["threshold"].astype(np.float32),
            children=np.stack((arrays["right"], arrays["left"]), axis=1).astype(np.int32).ravel(),
            value=arrays["value"].astype(np.float32),
            roots=arrays["roots"].astype(np.int32),
            depth=int(arrays["depth"]),
            base=float(arrays["base"]),
        )
