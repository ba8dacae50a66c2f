"""The inputs of a job: which there are, how large each is and when it last changed, and which of them a sample takes.

An input is a file of this machine, or an address that fsspec opens (s3://, gs://, https://).
"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stemma.archive.remote import open_filesystem
from stemma.archive.rows import draw_lot
from stemma.errors import UsageError
from stemma.read.captures import walk_pages

PART_BYTES = 256 << 20
"""Bytes of packed input for which there is one part: some 10,000 pages."""
LEAST_PARTS, MOST_PARTS = 4, 1024
_UNKNOWN_BYTES = 1 << 30
"""What an input of unknown size is taken for: WARC files are made of about a gigabyte."""
_PACKED = (".gz", ".zst", ".lz4", ".wacz")
_UNPACKED = 5
"""How many times smaller a page is when it is packed."""
_ASKED_TOGETHER = 16
_CHANGED = ("ETag", "etag", "LastModified", "Last-Modified", "mtime", "updated", "last_modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file or address."""

    name: str
    """A whole path, or an address."""
    size: int | None
    """Bytes; None where its server does not say."""
    changed: str | None
    """When it last changed, ISO 8601 in UTC, or what its server calls this state of it (an ETag)."""


def list_inputs(given: Sequence[str], *, lists: Sequence[Path] = ()) -> tuple[Input, ...]:
    """The inputs that ``given`` name, in order of their names, each once, and what ``lists`` name, one a line.

    A folder is all files in it that may be pages, at any depth (``walk_pages``); ``*`` and ``**`` stand for names;
    ``@FILE`` is a list. Raises UsageError where one of them cannot be read or nothing is named; MissingPart.
    """
    found: dict[str, Input] = {}
    addresses: list[str] = []
    for one in _open_lists(given, lists):
        scheme, separator, rest = one.partition("://")
        if scheme == "file" and separator:
            one, separator = rest, ""
        if not separator:
            found.update((path, _look_at_file(path)) for path in _list_files(one))
        elif scheme in ("http", "https"):
            addresses.append(one)
        else:
            found.update((there.name, there) for there in _list_addresses(one))
    with ThreadPoolExecutor(_ASKED_TOGETHER) as pool:
        found.update((there.name, there) for there in pool.map(_look_at_address, dict.fromkeys(addresses)))
    if not found:
        raise UsageError("there is no file in what was given")
    return tuple(found[name] for name in sorted(found))


def choose_inputs(inputs: Sequence[Input], share: float) -> tuple[Input, ...]:
    """A share of the inputs by their names, at least one: the same always, and of a larger share besides others."""
    if share >= 1:
        return tuple(inputs)
    lots = {one.name: draw_lot(one.name) for one in inputs}
    chosen = tuple(one for one in inputs if lots[one.name] < share)
    return chosen or (min(inputs, key=lambda one: (lots[one.name], one.name)),)


def count_parts(inputs: Iterable[Input]) -> int:
    """In how many parts the datasets of a job over ``inputs`` are parted, where nobody says: by their sizes alone."""
    size = sum(weigh_input(one) for one in inputs)
    return int(min(max(-(-size // PART_BYTES), LEAST_PARTS), MOST_PARTS))


def weigh_input(one: Input) -> float:
    """The bytes that an input has, or would have if it were packed."""
    size = _UNKNOWN_BYTES if one.size is None else one.size
    return size if one.name.partition("?")[0].lower().endswith(_PACKED) else size / _UNPACKED


def _open_lists(given: Sequence[str], lists: Sequence[Path]) -> Iterator[str]:
    for one in given:
        if one.startswith("@") and len(one) > 1:
            yield from _read_list(Path(one[1:]))
        else:
            yield one
    for path in lists:
        yield from _read_list(path)


def _read_list(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise UsageError(f"{path}: cannot be read as a list of inputs: {reason}") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _list_files(given: str) -> list[str]:
    path = os.path.abspath(given)
    if os.path.isdir(path):
        return [str(file) for file in walk_pages(Path(path), _refuse_folder)]
    if os.path.exists(path):
        return [path]
    named = [file for file in sorted(glob.glob(path, recursive=True)) if not os.path.isdir(file)]
    if not named:
        raise UsageError(f"{given}: there is no such file or folder")
    return named


def _refuse_folder(error: OSError) -> None:
    raise UsageError(f"{error.filename}: cannot be listed: {error.strerror or error}") from None


def _look_at_file(path: str) -> Input:
    try:
        seen = os.stat(path)
    except OSError:  # reading it will say so
        return Input(name=path, size=None, changed=None)
    return Input(name=path, size=seen.st_size, changed=datetime.fromtimestamp(seen.st_mtime, UTC).isoformat())


def _list_addresses(given: str) -> list[Input]:
    """What a store of objects has by that name: an object, all below a folder, or what a pattern names."""
    filesystem, path = open_filesystem(given)
    try:
        if glob.has_magic(path):
            named = filesystem.glob(path, detail=True)
        elif filesystem.isdir(path):
            named = filesystem.find(path, detail=True)
        else:
            named = {path: filesystem.info(path)}
    except Exception as error:  # each filesystem has errors of its own
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(f"{given}: cannot be listed: {reason}") from None
    files = [(name, info) for name, info in sorted(named.items()) if info.get("type") != "directory"]
    if not files:
        raise UsageError(f"{given}: there is no such object")
    return [_describe(filesystem.unstrip_protocol(name), info) for name, info in files]


def _look_at_address(address: str) -> Input:
    filesystem, path = open_filesystem(address)
    try:
        return _describe(address, filesystem.info(path))
    except Exception:  # reading it will say so
        return Input(name=address, size=None, changed=None)


def _describe(name: str, info: Any) -> Input:
    changed = next((info[key] for key in _CHANGED if info.get(key) is not None), None)
    size = info.get("size")
    return Input(name=name, size=None if size is None else int(size), changed=None if changed is None else str(changed))
