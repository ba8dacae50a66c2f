"""One capture after the other: read, checked for copies of the same bytes, ordered."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from stemma.model.article import Article, Rejected
from stemma.model.capture import Capture
from stemma.read.captures import list_inputs, load_capture
from stemma.read.decoding import decode_text


def read_inputs(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Article, ...], tuple[Rejected, ...]]:
    """``stemma.read.read_paths``."""
    listings, rejected = list_inputs(paths)
    articles: list[Article] = []
    first_of: dict[str, str] = {}
    for done, listing in enumerate(listings, start=1):
        capture = load_capture(listing, stdin)
        if isinstance(capture, Rejected):
            rejected.append(capture)
        else:
            key = hash_content(capture.content)
            if key in first_of:
                reason = f"It has the same bytes as {first_of[key]}, which is read instead."
                rejected.append(Rejected(item=capture.source, stage="read", reason=reason))
            else:
                first_of[key] = capture.source
                outcome = read_capture(capture)
                (articles if isinstance(outcome, Article) else rejected).append(outcome)  # type: ignore[arg-type]
        if progress:
            progress(done, len(listings))
    return tuple(articles), tuple(sorted(rejected, key=lambda item: (item.item, item.reason)))


def hash_content(content: bytes) -> str:
    """An article's id: the first 16 hexadecimal digits of the SHA-256 of its bytes, decompressed."""
    return hashlib.sha256(content).hexdigest()[:16]


def read_capture(capture: Capture) -> Article | Rejected:
    """The article that ``capture`` holds, or why there is none."""
    markup = capture.media_type == "text/html"
    text = decode_text(capture.content, capture.charset, markup=markup)
    if text is None:
        return Rejected(item=capture.source, stage="read", reason="It is not text: it holds binary data.")
    try:
        if markup:
            from stemma.read.html_article import read_page

            outcome = read_page(text, source=capture.source, identity=hash_content(capture.content))
        else:
            from stemma.read.text_article import read_text

            outcome = read_text(text, source=capture.source, identity=hash_content(capture.content))
    except (RecursionError, MemoryError):
        outcome = "It is built in a way that cannot be read with the memory there is."
    if isinstance(outcome, str):
        return Rejected(item=capture.source, stage="read", reason=outcome)
    return outcome
