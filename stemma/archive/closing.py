"""The end of a job: what came of it, written beside its tables."""

from dataclasses import asdict

from stemma.archive.job import TABLES, ArchiveRun
from stemma.archive.manifest import describe_tables, write_json, write_manifest
from stemma.archive.options import ArchivePlan
from stemma.archive.report import Outlay, count_capped, make_report
from stemma.archive.report_text import write_report
from stemma.engine.parquet import read_table, write_whole
from stemma.engine.tasks import REJECTED, list_rejected, refuse_unwritable
from stemma.model.article import Rejected

_NAMED = 20


def close_run(plan: ArchivePlan, run: ArchiveRun, outlay: Outlay) -> str:
    """Write OUT/manifest.json, report.json and report.md; the last is also returned. Raises EngineError."""
    report = make_report(plan, run, outlay)
    text = write_report(report)
    if run.whole:
        counts = {name: report[name] for name in ("pages", "articles", "stories", "stories_told")}
        write_manifest(
            plan,
            {
                "inputs_read": len(run.inputs),
                "counts": {**counts, "rejected": run.rejected},
                "capped": count_capped(run),
                "quarantined": [asdict(one) for one in run.quarantined],
                "tables": describe_tables(plan.tables, TABLES),
            },
        )
    write_json(plan.out / "report.json", report)
    with refuse_unwritable(plan.out), write_whole(plan.out / "report.md") as path:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    return text


def name_first_rejects(run: ArchiveRun) -> tuple[Rejected, ...]:
    """Some of what could not be used, in order."""
    found: list[Rejected] = []
    for stage in run.stages:
        files = stage.datasets[REJECTED].list_files() if REJECTED in stage.datasets else ()
        for file in files:
            found += list_rejected(read_table(file))
            if len(found) >= _NAMED:
                return tuple(found[:_NAMED])
    return tuple(found)
