"""Answers that a judge gave before: a file of JSON Lines, a hash of the question and the answer in each.

No text of any page is in it. Lines that cannot be read are passed over: a cache may be lost, never in the way.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import get_args

from stemma.model.writing import Answer

_MOST_BYTES = 64_000_000
_ANSWERS: tuple[Answer, ...] = get_args(Answer)


def make_key(model: str, version: int, one: str, other: str) -> str:
    """What an answer is kept under: a hash of model, version of the instructions, and both texts."""
    question = json.dumps([model, version, one, other])
    return hashlib.sha256(question.encode("ascii")).hexdigest()


def find_cache_folder() -> Path:
    """The user's folder for what may be lost, by the manner of the platform; RuntimeError where there is no home."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        # XDG: a relative path is to be ignored.
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = Path(given) if given.startswith("/") else Path.home() / ".cache"
    return base / "stemma"


class AnswerBook:
    """The answers in one file; without a file, those of this run."""

    def __init__(self, path: Path | None, *, tell: Callable[[str], None] | None = None) -> None:
        """``tell`` is called once, with a plain sentence, where answers cannot be kept."""
        self._path = path
        self._known = _load(path) if path is not None else {}
        self._tell = tell

    def find(self, key: str) -> Answer | None:
        """The answer kept under ``key``."""
        return self._known.get(key)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer; one line is written in one go, so that two runs may share a file."""
        self._known[key] = answer
        if self._path is None:
            return
        line = json.dumps({"key": key, "answer": answer}) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, line.encode("ascii"))
            finally:
                os.close(handle)
        except OSError as error:
            if self._tell is not None:
                reason = error.strerror or "cannot write"
                self._tell(f"judgements cannot be kept in {self._path}: {reason}; the next run asks for them again")
            self._path = None


def _load(path: Path) -> dict[str, Answer]:
    known: dict[str, Answer] = {}
    if not path.is_file():
        return known
    with suppress(OSError), path.open("rb") as file:
        for line in file.read(_MOST_BYTES).splitlines():
            try:
                entry = json.loads(line)
                key, answer = entry["key"], entry["answer"]
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
            if isinstance(key, str) and answer in _ANSWERS:
                known[key] = answer
    return known
