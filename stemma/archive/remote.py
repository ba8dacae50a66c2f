"""Inputs that lie elsewhere: fetched whole by fsspec into a file of this machine for as long as they are read."""

import errno
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stemma.errors import EngineError, MissingPart, UsageError
from stemma.model.article import Rejected
from stemma.version import __version__

if TYPE_CHECKING:
    from stemma.archive.inputs import Input

WAITS = (1.0, 4.0)
"""Seconds before a fetch is tried again that broke off."""
_FINAL = (FileNotFoundError, PermissionError, IsADirectoryError)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CONNECT, _SILENT = 30, 120
"""Seconds to connect, and between two answers; the whole of a large file may take as long as it does."""


def open_filesystem(address: str) -> tuple[Any, str]:
    """What opens ``address``, and its path there. Raises MissingPart, naming the package; UsageError."""
    try:
        import fsspec
        from fsspec.registry import known_implementations
    except ImportError as error:
        raise MissingPart(
            "Archives want the extra 'archive'. Install it with: pip install 'stemma-news[archive]'"
        ) from error
    scheme = address.partition("://")[0]
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(address, **_set_up(scheme))
    except ImportError as error:
        module = known_implementations.get(scheme, {}).get("class", scheme).partition(".")[0]
        package = "aiohttp" if module == "fsspec" else module.replace("_", "-")
        raise MissingPart(
            f"{scheme}:// is opened by the package {package}. Install it on every machine with: pip install {package}"
        ) from error
    except ValueError as error:
        raise UsageError(f"{address}: {' '.join(str(error).split())}") from error
    return found


@contextmanager
def open_input(one: "Input", scratch: Path) -> "Iterator[Path | Rejected]":
    """The input as a file of this machine for as long as the block lasts, or why it cannot be had.

    What lies elsewhere is fetched into a folder of its own in ``scratch``, which is gone after.
    """
    if "://" not in one.name:
        yield Path(one.name)
        return
    folder = scratch / uuid.uuid4().hex
    try:
        folder.mkdir(parents=True)
        target = folder / name_file(one.name)
        reason = _fetch(one, target)
        yield target if reason is None else Rejected(item=one.name, stage="read", reason=reason)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def name_file(address: str) -> str:
    """What the file at ``address`` is called: its last part, of which letters and ``-_.`` are kept."""
    last = address.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"[^\w.-]", "_", last).lstrip(".") or "input"


def _fetch(one: "Input", target: Path) -> str | None:
    """Fetch it whole; why that cannot be done, or nothing. Raises EngineError where no other would fare better."""
    reason = ""
    for wait in (0.0, *WAITS):
        time.sleep(wait)
        try:
            filesystem, path = open_filesystem(one.name)
            filesystem.get_file(path, str(target))
        except MissingPart as error:
            raise EngineError(str(error)) from error
        except _FINAL as error:
            return f"It cannot be fetched: {_tell(error)}."
        except Exception as error:  # each filesystem has errors of its own
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                raise
            reason = f"It cannot be fetched: {_tell(error)}."
            continue
        size = target.stat().st_size
        if one.size is None or size == one.size:
            return None
        reason = f"It is cut, or was changed: {size} bytes came, where there were {one.size} when the job began."
    return reason


def _set_up(scheme: str) -> dict[str, Any]:
    if scheme not in ("http", "https"):
        return {}
    from aiohttp import ClientTimeout

    # As it lies there: a server that unpacks on the way would send another file than its name says.
    headers = {"Accept-Encoding": "identity", "User-Agent": f"Stemma/{__version__}"}
    timeout = ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=_SILENT)
    return {"client_kwargs": {"headers": headers, "timeout": timeout}}


def _tell(error: Exception) -> str:
    said = " ".join(str(error).split()).rstrip(".")
    kind = {"FileNotFoundError": "there is nothing", "PermissionError": "no permission"}.get(type(error).__name__)
    return f"{kind} ({said})" if kind else f"{type(error).__name__}: {said}" if said else type(error).__name__
