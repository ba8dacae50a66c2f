"""Bytes, plain data and captures: what is kept by name."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from stemma.model.capture import Capture
from stemma.store.codec import load, make_adapter, pack_bytes, unpack_bytes
from stemma.store.deriving import describe_capture, identify_capture
from stemma.store.postgres.columns import digest, to_bytes, to_bytes_or_none, to_text
from stemma.store.postgres.connections import Row, Session
from stemma.store.postgres.work import Work

BATCH = 200


def put_named(work: Work, table: str, kind: str, contents: Mapping[str, bytes]) -> None:
    """Keep each content under its key, in ``blobs`` or ``records``."""
    kind_bytes = to_bytes(kind)
    keys = list(contents)
    work.session.run(
        f"INSERT INTO {table} (digest, kind, key, content) "
        "SELECT d, %s::bytea, k, c FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[]) AS given (d, k, c) "
        "ON CONFLICT (digest) DO UPDATE SET content = excluded.content",
        (kind_bytes, [digest(kind, k) for k in keys], [to_bytes(k) for k in keys], [contents[k] for k in keys]),
    )
    work.put = True


def get_named(session: Session, table: str, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
    """The contents of those keys that are there, in the order asked."""
    by_digest = {digest(kind, key): key for key in keys}
    rows = session.rows(f"SELECT digest, content FROM {table} WHERE digest = ANY(%s::bytea[])", (list(by_digest),))
    found = {by_digest[one]: content for one, content in rows}
    return {key: found[key] for key in by_digest.values() if key in found}


def list_named(
    session: Session, table: str, kind: str, *, after: str | None, limit: int | None
) -> list[tuple[str, bytes]]:
    """Keys and contents of a kind beyond ``after`` (None: all), by key."""
    beyond = None if after is None else to_bytes(after)
    rows: list[Row] = session.rows(
        f"SELECT key, content FROM {table} WHERE kind = %s::bytea"
        + ("" if beyond is None else " AND substr(key, 1, 1000) >= substr(%s::bytea, 1, 1000) AND key > %s::bytea")
        + " ORDER BY substr(key, 1, 1000), key LIMIT %s",
        (to_bytes(kind), *(() if beyond is None else (beyond, beyond)), limit),
    )
    return [(to_text(key), content) for key, content in rows]


def delete_named(work: Work, table: str, kind: str, keys: Iterable[str]) -> None:
    """Drop these."""
    digests = [digest(kind, key) for key in keys]
    work.session.run(f"DELETE FROM {table} WHERE digest = ANY(%s::bytea[])", (digests,))
    work.put = True


def pack_captures(captures: Sequence[Capture]) -> list[Row]:
    """Captures as rows: id, digest of the bytes, the bytes as received, instant, description."""
    return [
        (
            identify_capture(one),
            blake2b(one.content, digest_size=16).digest(),
            one.content,
            to_bytes_or_none(one.received),
            describe_capture(one).encode("ascii"),
        )
        for one in captures
    ]


def put_captures(work: Work, rows: list[Row]) -> None:
    """Keep captures, the same bytes once."""
    if not rows:
        return
    session = work.session
    digests = [digest for _, digest, _, _, _ in rows]
    held = {one for (one,) in session.rows("SELECT digest FROM contents WHERE digest = ANY(%s::bytea[])", (digests,))}
    new = {digest: content for _, digest, content, _, _ in rows if digest not in held}
    session.copy("contents", "digest, content", [(key, pack_bytes(content)) for key, content in new.items()])
    ids, _, _, received, described = zip(*rows, strict=True)
    work.added["captures"] += session.run(
        "INSERT INTO captures (id, digest, received, description) "
        "SELECT * FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[]) ON CONFLICT DO NOTHING",
        (list(map(to_bytes, ids)), digests, list(received), list(described)),
    )
    work.put = True


def get_capture(session: Session, capture: str) -> Capture | None:
    """That one."""
    row = session.row(
        "SELECT description, content FROM captures JOIN contents USING (digest) WHERE id = %s::bytea",
        (to_bytes(capture),),
    )
    return None if row is None else make_capture(*row)


def make_capture(description: bytes, content: bytes) -> Capture:
    """A capture of its columns."""
    described: dict[str, Any] = load(dict, description.decode("ascii", "replace"))
    made: Capture = make_adapter(Capture).validate_python({**described, "content": unpack_bytes(content)})
    return made
