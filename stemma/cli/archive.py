"""``stemma archive``: a web archive in, Parquet tables and what they cost out."""

from __future__ import annotations

import re
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.cli.storing import AtLeast, Quiet
from stemma.cli.streams import LogForm, say
from stemma.cli.tell import DONE_WITH_REJECTS
from stemma.errors import NothingUsable, UsageError

if TYPE_CHECKING:
    from stemma.archive.job import ArchiveRun
    from stemma.archive.options import ArchivePlan
    from stemma.archive.report import Outlay

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B?", re.IGNORECASE)
_POWERS = " KMGT"


class OnlyStage(StrEnum):
    """The steps of a job."""

    read = "read"
    copies = "copies"
    group = "group"
    stories = "stories"
    tell = "tell"
    write = "write"


def archive(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="WARC", help="Files, folders, patterns, s3:// gs:// https:// addresses, or @LIST."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder for tables and report.")] = ...,  # type: ignore[assignment]
    inputs_from: Annotated[
        list[Path] | None,
        typer.Option("--inputs-from", metavar="FILE", help="A list of inputs, one a line.", show_default=False),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="local|dask|dask://HOST:PORT", help="Who does the work.")
    ] = "local",
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", metavar="N", min=1, help="Default: one a core.", show_default=False),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option("--memory", metavar="SIZE", help="What a worker may have: 2GB.", show_default=False),
    ] = None,
    parts: Annotated[
        int | None,
        typer.Option("--parts", metavar="N", min=1, help="Default: by the inputs' sizes.", show_default=False),
    ] = None,
    sample: Annotated[
        float, typer.Option("--sample", metavar="SHARE", help="Read this share of the inputs; foretell the whole.")
    ] = 1.0,
    tell: Annotated[
        float, typer.Option("--tell", metavar="SHARE", min=0, max=1, help="Annotate and compare so many stories.")
    ] = 1.0,
    at_least: AtLeast = 2,
    vectors: Annotated[
        bool, typer.Option("--vectors/--no-vectors", help="Compare with sentence vectors, or without.")
    ] = False,
    fast: Annotated[
        bool, typer.Option("--fast/--whole", help="Easy pages without the best path, or all with it.")
    ] = True,
    only_stage: Annotated[
        OnlyStage | None, typer.Option("--only-stage", help="Do this step and no other.", show_default=False)
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what DIR holds of this run; try again what failed.")
    ] = False,
    price: Annotated[
        float | None,
        typer.Option("--price", metavar="MONEY", min=0, help="Of one core for one hour.", show_default=False),
    ] = None,
    log: Annotated[LogForm, typer.Option("--log", help="How progress on stderr is written.")] = LogForm.lines,
    quiet: Quiet = False,
) -> None:
    """Read, group and compare a whole archive into Parquet tables.

    \b
    Examples:
      stemma archive crawl/ --out tables --sample 0.01 --price 0.04     what would it cost?
      stemma archive crawl/ --out tables --tell 0.05
      stemma archive crawl/ --out tables --tell 0.05 --resume           go on where it was stopped
      stemma archive 's3://bucket/news/*.warc.gz' --out tables --engine dask://scheduler:8786
      stemma archive @warc.paths --out tables --only-stage read

    \b
    Steps: read, copies, group, stories, tell, write. --only-stage does one, and needs
    those before it to be done. Each shard of work that is done is kept in DIR/work, so
    that a run that was stopped goes on with --resume and comes to the same tables.
    Without --parts there is one for each 256 MB of packed input, from 4 to 1,024.

    \b
    In DIR: tables/{articles,copies,stories,claims,findings,origins,rejected}, by month;
    manifest.json (what was done, the same bytes each time), report.json and report.md
    (what it cost; on stdout too). 'docs/archive.md' says what they hold.

    \b
    Exit codes: 0 done; 1 nothing could be used, or the job could not go on (what is done is kept);
    2 wrong usage, or DIR holds another run; 3 done, but some items or shards could not be used.
    """
    if not 0 < sample <= 1:
        raise UsageError("--sample: a share above 0, and at most 1")
    most = read_size(memory) if memory is not None else None
    from stemma.archive.inputs import choose_inputs, count_parts, list_inputs
    from stemma.archive.options import ArchiveOptions, ArchivePlan

    inputs = list_inputs(paths or (), lists=inputs_from or ())
    options = ArchiveOptions(
        fast=fast,
        sample=sample,
        tell=tell,
        at_least=at_least,
        vectors=vectors,
        parts=parts or count_parts(choose_inputs(inputs, sample)),
    )
    plan = ArchivePlan(inputs=inputs, out=out.absolute(), options=options)
    # A later step alone goes on with a run: there is nothing else that it could mean.
    going_on = resume or only_stage not in (None, OnlyStage.read)
    run, outlay = _carry_out(plan, engine, (workers, most), only_stage, (log, quiet, going_on), price)
    _close(plan, run, outlay)


def read_size(told: str) -> int:
    """Bytes of a size as people write it: ``2GB``, ``512 MiB``. Raises UsageError."""
    found = _SIZE.fullmatch(told.strip())
    if not found or not float(found[1]):
        raise UsageError(f"--memory {told}: is no size; write 2GB, or 512MB")
    power = _POWERS.index(found[2].upper() or " ")
    return int(float(found[1]) * (1024 if found[3] else 1000) ** power)


def _carry_out(
    plan: ArchivePlan,
    engine: str,
    limits: tuple[int | None, int | None],
    only: OnlyStage | None,
    showing: tuple[LogForm, bool, bool],
    price: float | None,
) -> tuple[ArchiveRun, Outlay]:
    from stemma.archive.job import STEPS, run_archive
    from stemma.archive.manifest import check_folder, write_manifest
    from stemma.archive.report import Outlay
    from stemma.cli.archive_progress import show_archive
    from stemma.engine.opening import count_processors, open_engine

    form, quiet, resume = showing
    workers, memory = limits
    began = time.monotonic()
    check_folder(plan, resume=resume)
    with show_archive(STEPS, form=form, quiet=quiet) as progress:
        opened = open_engine(
            engine, plan.work, workers=workers, parts=plan.options.parts, memory=memory, tell=progress.tell
        )
        try:
            write_manifest(plan)
            run = run_archive(plan, opened, only=only.value if only else None, tell=progress.begin_step)
        except KeyboardInterrupt:
            say(f"stopped; what is done is kept in {plan.work}: go on by the same command with --resume")
            raise
        finally:
            opened.close()
    own = None if "://" in engine else workers or count_processors()
    return run, Outlay(seconds=time.monotonic() - began, workers=own, engine=engine, price=price)


def _close(plan: ArchivePlan, run: ArchiveRun, outlay: Outlay) -> None:
    """Manifest and report written, and the report told. Raises NothingUsable; typer.Exit where some was not used."""
    from stemma.archive.closing import close_run, name_first_rejects

    print(close_run(plan, run, outlay), end="")
    if not run.articles and not run.quarantined:
        raise NothingUsable("Nothing could be used.", name_first_rejects(run))
    if run.rejected or run.quarantined:
        raise typer.Exit(DONE_WITH_REJECTS)
