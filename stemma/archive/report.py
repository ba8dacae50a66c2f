"""OUT/report.json: what a job made, what it cost, and what was left out of it; for a sample, what the whole would cost.

A stage's times and bytes are those of the markers of its shards, so that they are whole for a run that was resumed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemma.archive.copying import CUT as KEYS_CUT
from stemma.archive.copying import KEYS
from stemma.archive.inputs import weigh_input
from stemma.archive.job import STEPS, ArchiveRun
from stemma.archive.options import ArchivePlan
from stemma.archive.reading import STAGE as READ
from stemma.archive.reasons import ReasonKinds
from stemma.archive.statistics import count_tables
from stemma.archive.stories import STORIES
from stemma.archive.telling import CUT as STORIES_CUT
from stemma.archive.telling import STAGE as TELL
from stemma.engine import Stage

SCHEMA = "stemma/archive-report/1"
_MOST_KINDS = 50
_HOUR = 3600.0
UNTOLD = (
    "copies and stories across inputs: a sample of inputs has only some articles of each story, so that the whole has "
    "more copies, larger stories, and fewer of them than are foretold",
    "crowded days: keys, blocks and stories are capped more often in the whole",
    "the steps copies, group and stories are taken to grow as the articles do; where a day has many more, they grow "
    "faster",
)
"""What a sample of inputs cannot tell."""

Report = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlay:
    """What is known of a run besides its stages."""

    seconds: float
    """By the clock, of this run: not of those before it that it resumed."""
    workers: int | None
    """None where they are a cluster's."""
    engine: str
    price: float | None
    """Money for an hour of one core."""


def make_report(plan: ArchivePlan, run: ArchiveRun, outlay: Outlay) -> Report:
    """All of it, as JSON has it."""
    stages = [_describe_stage(run, stage) for stage in run.stages]
    steps = {
        step: _sum_stages([one for one in stages if one["step"] == step], run.articles)
        for step in STEPS
        if any(one["step"] == step for one in stages)
    }
    core_hours = sum(one["cpu_seconds"] for one in stages) / _HOUR
    report: Report = {
        "schema": SCHEMA,
        "whole": run.whole,
        "inputs": {
            "read": len(run.inputs),
            "of": len(plan.inputs),
            "bytes": sum(one.size or 0 for one in run.inputs),
            "of_unknown_size": sum(one.size is None for one in run.inputs),
        },
        "pages": run.count(READ, "pages"),
        "articles": run.articles,
        "stories": run.count(STORIES, "stories"),
        "stories_told": run.count(TELL, "stories"),
        "engine": outlay.engine,
        "workers": outlay.workers,
        "seconds": round(outlay.seconds, 1),
        "cost": _tell_cost(core_hours, outlay.price),
        "steps": steps,
        "stages": stages,
        "rejected": count_rejected(run),
        "capped": count_capped(run),
        "quarantined": [{"stage": q.stage, "item": q.item, "reason": q.reason} for q in run.quarantined],
        "statistics": count_tables(plan.tables) if run.whole else None,
    }
    if len(run.inputs) < len(plan.inputs):
        report["foretold"] = foretell(plan, run, report, outlay.price)
    return report


def count_rejected(run: ArchiveRun) -> dict[str, Any]:
    """Items that could not be used, by the kind of the reason: those that were met most."""
    kinds = ReasonKinds()
    for stage in run.stages:
        for one in stage.done:
            kinds.add(stage.name, one.rejected)
    most = [{"stage": stage, "kind": kind, "items": items} for stage, kind, items in kinds.list_most(_MOST_KINDS)]
    return {"all": run.rejected, "kinds": len(kinds), "most": most}


def count_capped(run: ArchiveRun) -> dict[str, int]:
    """What was too much to be looked at whole: see ``docs/archive.md``."""
    return {
        "keys": run.count(KEYS, KEYS_CUT),
        "blocks": run.blocks.capped,
        "stories": run.count(TELL, STORIES_CUT),
    }


def foretell(plan: ArchivePlan, run: ArchiveRun, report: Mapping[str, Any], price: float | None) -> Report:
    """What all inputs would come to, from those that were read: by their bytes, as if they were packed."""
    read, all_of = (sum(weigh_input(one) for one in inputs) for inputs in (run.inputs, plan.inputs))
    times = all_of / read if read else len(plan.inputs) / len(run.inputs)
    core_hours = {step: one["cpu_seconds"] * times / _HOUR for step, one in report["steps"].items()}
    statistics = report["statistics"] or {}
    return {
        "times": round(times, 3),
        "inputs": len(plan.inputs),
        "pages": round(report["pages"] * times),
        "articles": round(report["articles"] * times),
        "stories": round(report["stories"] * times),
        "copies": round(sum(statistics.get("copies", {}).values()) * times),
        "rejected": round(report["rejected"]["all"] * times),
        "core_hours_by_step": {step: round(hours, 4) for step, hours in core_hours.items()},
        "cost": _tell_cost(sum(core_hours.values()), price),
        "bytes_between_stages": round(sum(one["bytes"] for one in report["steps"].values()) * times),
        "cannot_tell": list(UNTOLD),
    }


def _describe_stage(run: ArchiveRun, stage: Stage) -> Report:
    counts: Counter[str] = Counter()
    for one in stage.done:
        counts.update(one.counts)
    cpu = sum(one.cpu for one in stage.done)
    articles = counts["articles"] or run.articles
    return {
        "name": stage.name,
        "step": run.steps.get(stage.name, ""),
        "shards": len(stage.done) + len(stage.quarantined),
        "quarantined": len(stage.quarantined),
        "seconds": round(sum(one.seconds for one in stage.done), 3),
        "slowest": round(max((one.seconds for one in stage.done), default=0.0), 3),
        "cpu_seconds": round(cpu, 3),
        "articles_per_core_second": round(articles / cpu, 1) if cpu > 0 else None,
        "peak": max((one.peak for one in stage.done), default=0),
        "bytes": sum(sum(one.made.values()) for one in stage.done),
        "rejected": sum(sum(one.rejected.values()) for one in stage.done),
        "counts": dict(sorted(counts.items())),
    }


def _sum_stages(stages: Sequence[Mapping[str, Any]], articles: int) -> Report:
    cpu = sum(one["cpu_seconds"] for one in stages)
    summed: Report = {name: sum(one[name] for one in stages) for name in ("shards", "quarantined", "bytes", "rejected")}
    told = next((one["counts"].get("articles") for one in stages if one["name"] == TELL), None)
    return {
        **summed,
        "seconds": round(sum(one["seconds"] for one in stages), 3),
        "cpu_seconds": round(cpu, 3),
        "articles_per_core_second": round((told or articles) / cpu, 1) if cpu > 0 else None,
        "peak": max((one["peak"] for one in stages), default=0),
    }


def _tell_cost(core_hours: float, price: float | None) -> Report:
    money = {} if price is None else {"price": price, "money": round(core_hours * price, 4)}
    return {"core_hours": round(core_hours, 4), **money}
