"""OUT/manifest.json: which run a folder holds, and at its end what is in it.

All in it follows from the inputs, the options and the version of Stemma; how long anything took is in the report.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stemma.archive.options import ArchivePlan
from stemma.engine.parquet import is_unfinished, load_pyarrow, sweep_unfinished, write_whole
from stemma.engine.tasks import refuse_unwritable
from stemma.errors import UsageError
from stemma.version import __version__

SCHEMA = "stemma/archive/1"
"""Of the manifest and the tables: another number where a table's columns no longer mean the same."""
NAME = "manifest.json"
_WORK = "work"

Manifest = dict[str, Any]


def describe_run(plan: ArchivePlan) -> Manifest:
    """What makes a run another run: inputs, options, versions."""
    options = asdict(plan.options)
    return {
        "schema": SCHEMA,
        "stemma_version": __version__,
        "options": options,
        "inputs": [asdict(one) for one in plan.inputs],
    }


def check_folder(plan: ArchivePlan, *, resume: bool) -> None:
    """See that the run of ``plan`` may be carried out in its folder.

    Raises UsageError where the folder holds another run, this one and ``resume`` is not asked for, or anything else.
    """
    out = plan.out
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; name a folder for the tables")
    held = read_manifest(out)
    if held is None:
        if out.is_dir() and any(_list_held(out)):
            raise UsageError(f"{out}: is not empty, and holds no run of 'stemma archive'; name another folder")
        return
    differs = "; ".join(_list_differences(held, describe_run(plan)))
    if differs:
        raise UsageError(f"{out}: holds another run ({differs}); name another folder, or give what that run was given")
    if not resume:
        raise UsageError(f"{out}: holds this run already; go on with it by --resume, or name another folder")


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none. Raises UsageError where it is none of ours."""
    path = out / NAME
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError:
        held = None
    if not isinstance(held, dict) or not _is_ours(held):
        raise UsageError(f"{path}: is no manifest of 'stemma archive'; name another folder")
    return held


def _is_ours(held: Manifest) -> bool:
    inputs = held.get("inputs", [])
    return (
        str(held.get("schema", "")).startswith("stemma/archive/")
        and isinstance(held.get("options", {}), dict)
        and isinstance(inputs, list)
        and all(isinstance(one, dict) and isinstance(one.get("name"), str) for one in inputs)
    )


def write_manifest(plan: ArchivePlan, more: Mapping[str, Any] | None = None) -> None:
    """Write what the run is, and ``more`` of what came of it. Raises EngineError where it cannot be written."""
    sweep_unfinished(plan.out)
    write_json(plan.out / NAME, {**describe_run(plan), **(more or {})})


def write_json(path: Path, content: Any) -> None:
    """Write an object as JSON, whole or not at all. Raises EngineError where it cannot be written."""
    with refuse_unwritable(path.parent), write_whole(path) as made:
        # Lone surrogates, of names that are no UTF-8, are written as JSON has them.
        told = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        made.write_bytes(told + b"\n")


def describe_tables(tables: Path, names: Sequence[str]) -> dict[str, Any]:
    """Rows, bytes and files of each table that is there."""
    return {name: _describe_table(tables / name) for name in names if (tables / name).is_dir()}


def _describe_table(folder: Path) -> dict[str, Any]:
    parquet = load_pyarrow().parquet
    files = [
        {
            "name": path.relative_to(folder).as_posix(),
            "rows": parquet.read_metadata(path).num_rows,
            "bytes": path.stat().st_size,
        }
        for path in sorted(folder.rglob("*.parquet"))
    ]
    return {"rows": sum(one["rows"] for one in files), "bytes": sum(one["bytes"] for one in files), "files": files}


def _list_held(out: Path) -> Iterator[Path]:
    """What lies in a folder besides what is left by a job that ended before it had written its manifest."""
    for path in out.rglob("*"):
        own = path.parent == out / _WORK and path.name.startswith(".")  # the engine's lock, and what it tried
        if not path.is_dir() and not own and not (path.parent == out and is_unfinished(path.name)):
            yield path


def _list_differences(held: Manifest, wanted: Manifest) -> Iterator[str]:
    """In words for people, the first input only."""
    for name, told in (("schema", "tables of"), ("stemma_version", "Stemma")):
        if held.get(name) != wanted[name]:
            yield f"{told} {held.get(name)}, not {wanted[name]}"
    options = held.get("options", {})
    for name, value in wanted["options"].items():
        if options.get(name) != value:
            yield f"{name} {options.get(name)}, not {value}"
    before = {one["name"]: one for one in held.get("inputs", ())}
    now = {one["name"]: one for one in wanted["inputs"]}
    changed = [name for name in sorted(before.keys() & now.keys()) if before[name] != now[name]]
    for names, told in (
        (sorted(before.keys() - now.keys()), "the input {} was there"),
        (sorted(now.keys() - before.keys()), "the input {} is new"),
        (changed, "the input {} has changed since"),
    ):
        if names:
            more = f", and {len(names) - 1:,} more like it" if len(names) > 1 else ""
            yield told.format(names[0]) + more
