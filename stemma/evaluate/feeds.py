"""The ``feeds`` task: every feed of feedparser's own tests is read, or rejected with a reason; none ends a run."""

import io
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from stemma.model.article import Rejected
from stemma.read.readers.feeds import READER
from stemma.read.readers.protocol import Opening


def score_feeds(archive: Path, limit: int | None) -> dict[str, float]:
    """Over the files of ``archive`` (a tar file): how many, and the shares told, read, rejected whole, and crashed.

    ``told``: something comes of it, and no exception. ``read``: an article or an address among it. Most of these files
    are feeds without entries, or with entries of one element, so that ``read`` is small by their nature.
    """
    files = read = rejected = crashed = 0
    for name, content in islice(_list_files(archive), limit):
        files += 1
        try:
            items = list(READER.read(io.BytesIO(content), Opening(source=name, media_type="application/xml")))
        except Exception:  # what the task is there to find
            crashed += 1
            continue
        usable = any(not isinstance(item, Rejected) for item in items)
        read += usable
        rejected += bool(items) and not usable
    whole = max(files, 1)
    return {
        "files": float(files),
        "told": (read + rejected) / whole,
        "read": read / whole,
        "rejected": rejected / whole,
        "crashed": crashed / whole,
    }


def _list_files(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() and "/tests/" in member.name else None
            if content is not None:
                yield member.name, content.read()
