"""Small archives for tests of jobs over archives, and engines that lose shards or disks."""

import errno
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.archive.inputs import list_inputs
from stemma.archive.job import ArchiveRun, run_archive
from stemma.archive.options import ArchiveOptions, ArchivePlan
from stemma.engine import Engine, Result, Shard
from stemma.engine.local import LocalEngine
from tests.archives import make_http, make_record, zip_each
from tests.engines import HereEngine
from tests.saved_pages import make_page, print_saved

UNPARTED = ("rejected",)
"""Tables that are not partitioned by month."""

EVENTS = 3
"""Of which each is told by six outlets, two in each input."""


def make_warc(events: Sequence[int], outlets: Sequence[int]) -> bytes:
    """A WARC of how some outlets told of some events."""
    pages = [make_page(event, outlet) for event in events for outlet in outlets]
    return zip_each(
        [make_record(make_http(print_saved(page)), url=page.url, number=n) for n, page in enumerate(pages, start=1)]
    )


def write_archive(folder: Path) -> Path:
    """Three WARC files whose stories, and copies, go across them."""
    folder.mkdir(parents=True, exist_ok=True)
    for outlets in ((0, 1), (2, 3), (4, 5)):
        (folder / f"crawl-{outlets[0]}.warc.gz").write_bytes(make_warc(range(EVENTS), outlets))
    return folder


def plan_job(folder: Path, out: Path, *, parts: int = 3, **options: Any) -> ArchivePlan:
    """A job over all files of a folder, of which nothing is told where nobody says so."""
    told = ArchiveOptions(parts=parts, **{"tell": 0.0, **options})
    return ArchivePlan(inputs=list_inputs([str(folder)]), out=out, options=told)


def run_here(plan: ArchivePlan, *, only: str | None = None, engine: Engine | None = None) -> ArchiveRun:
    """The job carried out in this process, or by ``engine``."""
    doing = engine or HereEngine(plan.work, parts=plan.options.parts)
    try:
        return run_archive(plan, doing, only=only)
    finally:
        doing.close()


def read_out(out: Path) -> dict[str, bytes]:
    """The bytes of all tables."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted((out / "tables").rglob("*.parquet"))}


def read_table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, in order of its files."""
    import pyarrow.parquet

    files = sorted((out / "tables" / name).rglob("*.parquet"))
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _KillOn:
    """Work that ends its process over one shard."""

    work: Any
    shard: str

    def __call__(self, shard: Shard) -> Result:
        if shard.name == self.shard:
            os.kill(os.getpid(), signal.SIGKILL)
        made: Result = self.work(shard)
        return made


class KillingEngine(LocalEngine):
    """One whose worker ends each time it reads the second input."""

    def map_shards(self, name, work, shards, **more):
        doing = _KillOn(work=work, shard="input-000001") if name == "read" else work
        return super().map_shards(name, doing, shards, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Full:
    work: Any

    def __call__(self, shard: Shard) -> Result:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class FullEngine(HereEngine):
    """One whose disk is full once the keys of copies are met."""

    def map_shards(self, name, work, shards, **more):
        return super().map_shards(name, _Full(work=work) if name == "copies-keys" else work, shards, **more)
