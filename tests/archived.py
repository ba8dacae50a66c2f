"""An archive of invented pages in one file, carried through a job without its verb; and its tables."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stemma.archive.inputs import list_inputs
from stemma.archive.job import ArchiveRun, run_archive
from stemma.archive.options import ArchiveOptions, ArchivePlan
from stemma.engine.files import FileEngine
from stemma.engine.parquet import read_table
from stemma.engine.tasks import run_task
from tests.archives import make_http, make_record
from tests.saved_pages import SavedPage, make_page, print_saved


class HereEngine(FileEngine):
    """One that does all in this process."""

    def run_tasks(self, tasks: Any) -> Any:
        """As ``FileEngine``."""
        for task in tasks:
            yield run_task(task)

    def close(self) -> None:
        """As ``FileEngine``."""
        super().close()  # type: ignore[safe-super]


def make_archive(events: int = 6, outlets: int = 4) -> list[SavedPage]:
    """Pages of several outlets on several events, some of which print another's text."""
    pages = []
    for event in range(events):
        own = [make_page(event, outlet) for outlet in range(outlets)]
        lead = own[0]
        # The last prints the first's words, the one before it most of them.
        own[-1] = replace(own[-1], paragraphs=lead.paragraphs)
        more = "Nobody was hurt, and the work goes on tomorrow, a clerk of the town added late in the evening."
        if event % 2:
            own[-2] = replace(own[-2], paragraphs=(*lead.paragraphs, more))
        pages += own
    return pages


def write_archive(folder: Path, pages: Sequence[SavedPage], *, files: int = 2, other: str = "") -> tuple[str, ...]:
    """The pages as WARC files of ``folder``; their names. ``other``: where pages without an address came from."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number in range(files):
        records = [
            make_record(make_http(print_saved(page)), url=page.url or other, number=at)
            for at, page in enumerate(pages)
            if at % files == number
        ]
        path = folder / f"crawl-{number}.warc.gz"
        path.write_bytes(b"".join(gzip.compress(record, mtime=0) for record in records))
        names.append(str(path))
    return tuple(names)


def run_here(inputs: Sequence[str], out: Path, *, options: ArchiveOptions) -> ArchiveRun:
    """Carry the job out in this process."""
    plan = ArchivePlan(inputs=list_inputs(inputs), out=out, options=options)
    engine = HereEngine(out / "work", parts=options.parts)
    try:
        return run_archive(plan, engine)
    finally:
        engine.close()


def read_rows(out: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, with their months, in order of their folders and files."""
    from pyarrow import parquet

    return [
        {**row, "month": file.parent.name.removeprefix("month=")}
        for file in sorted((out / "tables" / table).glob("month=*/*.parquet"))
        for row in parquet.ParquetFile(file).read().to_pylist()
    ]


def write_rejected(run: ArchiveRun, out: Path) -> None:
    """What the stages could not use, as the job's table of it, where the job did not write it itself."""
    from pyarrow import concat_tables, parquet

    target = out / "tables" / "rejected"
    if not target.exists():
        target.mkdir(parents=True)
        for stage in run.stages:
            if "rejected" in stage.datasets:
                rows = [read_table(file) for file in stage.datasets["rejected"].list_files()]
                parquet.write_table(concat_tables(rows), target / f"{stage.name}.parquet")
