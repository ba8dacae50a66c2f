"""Blobs, records and captures in an SQLite file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from stemma.model.capture import Capture
from stemma.store.codec import load, pack_bytes, unpack_bytes
from stemma.store.deriving import describe_capture, identify_capture
from stemma.store.protocol import Plain
from stemma.store.sqlite.handles import Handle, Handles

_BATCH = 200


class Tables:
    """Some tables of a store; what each method does, ``stemma.store.protocol`` says."""

    _handles: Handles


class PlainTables(Tables):
    """What has no list of its own."""

    def put_blobs(self, kind: str, blobs: Mapping[str, bytes]) -> None:
        rows = [(kind, key, pack_bytes(content)) for key, content in blobs.items()]
        with self._handles.transaction() as handle:
            handle.run_many("INSERT OR REPLACE INTO blobs VALUES (?, ?, ?)", rows)

    def get_blobs(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        with self._handles.reading() as handle:
            sql = "SELECT key, content FROM blobs WHERE kind = ? AND key IN ({})"
            return {key: unpack_bytes(content) for key, content in handle.rows_in(sql, keys, [kind])}

    def iter_blobs(self, kind: str) -> Iterator[tuple[str, bytes]]:
        sql = "SELECT key, content FROM blobs WHERE kind = ? AND key {} ? ORDER BY key LIMIT ?"
        after, beyond = "", ">="
        while rows := self._handles.get().rows(sql.format(beyond), (kind, after, _BATCH)):
            for key, content in rows:
                yield key, unpack_bytes(content)
            after, beyond = rows[-1][0], ">"

    def delete_blobs(self, kind: str, keys: Iterable[str]) -> None:
        with self._handles.transaction() as handle:
            handle.run_many("DELETE FROM blobs WHERE kind = ? AND key = ?", ((kind, key) for key in keys))

    def put_records(self, kind: str, records: Mapping[str, Plain]) -> None:
        rows = [(kind, key, json.dumps(record)) for key, record in records.items()]
        with self._handles.transaction() as handle:
            handle.run_many("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", rows)

    def get_record(self, kind: str, key: str) -> Plain | None:
        found = self._handles.get().row("SELECT body FROM records WHERE kind = ? AND key = ?", (kind, key))
        return None if found is None else json.loads(found[0])

    def list_records(self, kind: str, *, after: str = "", limit: int | None = None) -> dict[str, Plain]:
        sql = "SELECT key, body FROM records WHERE kind = ? AND key > ? ORDER BY key LIMIT ?"
        rows = self._handles.get().rows(sql, (kind, after, -1 if limit is None else limit))
        return {key: json.loads(body) for key, body in rows}

    def delete_records(self, kind: str, keys: Iterable[str]) -> None:
        with self._handles.transaction() as handle:
            handle.run_many("DELETE FROM records WHERE kind = ? AND key = ?", ((kind, key) for key in keys))

    def put_captures(self, captures: Sequence[Capture]) -> tuple[str, ...]:
        ids = tuple(map(identify_capture, captures))
        given = dict(zip(ids, captures, strict=True))
        with self._handles.transaction() as handle:
            kept = find_there(handle, "captures", given)
            new = [key for key in given if key not in kept]
            hashes = {key: blake2b(given[key].content, digest_size=16).digest() for key in new}
            there = set(handle.rows_in("SELECT hash FROM contents WHERE hash IN ({})", hashes.values()))
            contents = {hashes[key]: given[key].content for key in new if (hashes[key],) not in there}
            handle.run_many(
                "INSERT INTO contents VALUES (?, ?)", ((key, pack_bytes(one)) for key, one in contents.items())
            )
            rows = ((key, hashes[key], given[key].received, describe_capture(given[key])) for key in new)
            handle.run_many("INSERT INTO captures VALUES (?, ?, ?, ?)", rows)
            handle.add("captures", len(new))
        return ids

    def get_capture(self, capture: str) -> Capture | None:
        sql = "SELECT described, content FROM captures JOIN contents USING (hash) WHERE id = ?"
        found = self._handles.get().row(sql, (capture,))
        if found is None:
            return None
        return load_capture(*found)


def find_there(handle: Handle, table: str, ids: Iterable[str]) -> set[str]:
    """Those of these ids that a table has."""
    return {key for (key,) in handle.rows_in(f"SELECT id FROM {table} WHERE id IN ({{}})", ids)}


def load_capture(described: str, content: bytes) -> Capture:
    """A capture of its description and its packed bytes."""
    bare = load(Capture, json.dumps(json.loads(described) | {"content": ""}))
    return replace(bare, content=unpack_bytes(content))
