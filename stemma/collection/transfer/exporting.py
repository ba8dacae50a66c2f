"""A store into one file: every object as it is held, one after the other, as of one moment."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, BinaryIO

from stemma.collection.transfer.lines import (
    FORMAT,
    FORMAT_VERSION,
    WEIGHED,
    dump_bytes,
    dump_capture,
    dump_correction,
    dump_event,
    dump_plain,
    write_line,
)
from stemma.model.stored import Query
from stemma.store import Store
from stemma.store.codec import dump
from stemma.store.paging import walk_pages
from stemma.version import __version__

LEVEL = 9
WINDOW = 23
"""Bits: 8 MiB of what was written lie ready to be pointed back to, since editions tell much of the text again."""
_BATCH = 500


def export_collection(
    store: Store, target: BinaryIO, *, progress: Callable[[int, int], None] = lambda done, of: None
) -> Mapping[str, int]:
    """Write all that ``store`` holds to ``target``, constant in memory; how many lines of each kind.

    The same collection, whatever store it is in, gives the same bytes (of one version of Stemma and of zstd).
    """
    import zstandard

    packing = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, window_log=WINDOW, write_content_size=False, write_checksum=True
    )
    digest = blake2b(digest_size=16)
    lines: Counter[str] = Counter()
    with (
        store.snapshot(),
        zstandard.ZstdCompressor(compression_params=packing).stream_writer(target, closefd=False) as packed,
    ):
        counts = dict(sorted(store.count().items()))
        of = sum(counts[name] for name in WEIGHED)
        header = {FORMAT: FORMAT_VERSION, "stemma_version": __version__, "number": store.last_number()}
        first = (json.dumps({**header, "counts": counts}) + "\n").encode("ascii")
        digest.update(first)
        packed.write(first)
        for done, (kind, value) in enumerate(_iter_values(store)):
            line = write_line(kind, value)
            digest.update(line)
            packed.write(line)
            lines[kind] += 1
            if not done % _BATCH:
                progress(min(done, of), of)
        packed.write(write_line("end", dump_plain({"lines": dict(lines), "hash": digest.hexdigest()})))
        progress(of, of)
    return dict(lines)


def _iter_values(store: Store) -> Iterator[tuple[str, str]]:
    """Kind and JSON of all, in the order of ``lines.KINDS``."""
    for _, capture in store.iter_captures():
        yield "capture", dump_capture(capture)
    for article in store.iter_articles(revisions=True):
        yield "article", dump(article)
    for story in store.iter_stories():
        yield "story", dump(story)
    for alias in store.iter_aliases():
        yield "alias", dump(alias)
    for edition in store.iter_editions():
        yield "edition", dump(edition)
    after = 0
    while events := store.list_events(after=after, limit=_BATCH):
        for event in events:
            yield "event", dump_event(event)
        after = events[-1].number
    for correction in store.list_corrections():
        yield "correction", dump_correction(correction)
    for rejected in walk_pages(store.list_rejected, Query(limit=_BATCH)):
        yield "rejected", dump(rejected)
    blobs, records = store.list_kinds()
    for kind in blobs:
        for key, content in store.iter_blobs(kind):
            yield "blob", dump_plain({"kind": kind, "key": key, "content": dump_bytes(content)})
    for kind in records:
        for key, record in _iter_records(store, kind):
            yield "record", dump_plain({"kind": kind, "key": key, "value": record})


def _iter_records(store: Store, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    nameless = store.get_record(kind, "")
    if nameless is not None:  # a list begins after a key, so never with the empty one
        yield "", nameless
    after = ""
    while found := store.list_records(kind, after=after, limit=_BATCH):
        yield from found.items()
        after = max(found)
