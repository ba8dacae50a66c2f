"""Shards in quarantine: noted beside the markers, tried anew by the next run; and what was made without them.

Whatever a stage makes follows from the inputs of its job and from which shards of the stages before it are missing. So
what was made without some shards lies in a folder that is named after them: once they are there, the stages after them
find nothing done, and what a worker that was forgotten still makes of less goes where nobody looks.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

from stemma.engine.parquet import write_whole
from stemma.engine.protocol import Quarantined
from stemma.errors import EngineError

_WITHOUT = "without-"


class Quarantine:
    """What one engine knows of it, for one pass after the other through the stages of a job."""

    def __init__(self) -> None:
        self._missing: dict[str, tuple[str, ...]] = {}
        """Of each stage of this pass, in order, the shards in quarantine."""
        self._given_up: set[Path] = set()
        """The notes of what this engine has tried itself."""
        self._used: dict[Path, set[str]] = {}
        """Of each folder, those in it that this engine's stages lie in, for what was missing."""

    def open_folder(self, folder: Path, stage: str) -> Path:
        """Where ``stage`` lies, by what is missing of the stages before it. One that was met begins another pass."""
        if stage in self._missing:
            names = list(self._missing)
            for name in names[names.index(stage) :]:
                del self._missing[name]
        missing = [[name, *shards] for name, shards in self._missing.items() if shards]
        if not missing:
            return folder / stage
        told = blake2b(json.dumps(missing).encode(), digest_size=8).hexdigest()
        self._used.setdefault(folder, set()).add(f"{_WITHOUT}{told}")
        return folder / f"{_WITHOUT}{told}" / stage

    def close_stage(self, stage: str, quarantined: Sequence[Quarantined]) -> None:
        """Note what the stages after ``stage`` will miss."""
        self._missing[stage] = tuple(sorted(one.shard for one in quarantined))

    def recall(self, folder: Path, shard: str, *, retry: bool) -> Quarantined | None:
        """Why a shard is in quarantine; None where it is not, or where another run put it there and ``retry`` is so."""
        path = _find_note(folder, shard)
        if retry and path not in self._given_up:
            return None
        try:
            return Quarantined(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise EngineError(f"{path} does not say why: {error}; delete it, and its shard is tried anew") from error

    def note(self, folder: Path, one: Quarantined) -> None:
        """Keep why a shard was given up. Raises OSError."""
        path = _find_note(folder, one.shard)
        with write_whole(path) as made:
            made.write_text(json.dumps(asdict(one)), encoding="utf-8")
        self._given_up.add(path)

    def release(self, folder: Path, shard: str) -> None:
        """A shard is done that may have been in quarantine: its marker says more than the note. Raises OSError."""
        _find_note(folder, shard).unlink(missing_ok=True)

    def sweep(self, folder: Path) -> None:
        """Take away what was made without shards that are there now."""
        for path in folder.glob(f"{_WITHOUT}*"):
            if path.name not in self._used.get(folder, ()):
                shutil.rmtree(path, ignore_errors=True)


def _find_note(folder: Path, shard: str) -> Path:
    return folder / f"{shard}.quarantined"
