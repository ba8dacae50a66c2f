"""A report as Markdown whose tables can also be read as they stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stemma.archive.families import GRAPH as KIN
from stemma.archive.job import STEPS
from stemma.archive.joining import GRAPH

_REASONS = 10
_NAMED = 20
_UNITS = ("bytes", "KB", "MB", "GB", "TB", "PB")


def write_report(report: Mapping[str, Any]) -> str:
    """The report for people."""
    return "\n".join(_iter_lines(report)) + "\n"


def tell_bytes(size: float) -> str:
    """A size in words, in powers of a thousand."""
    at = 0
    while size >= 1000 and at < len(_UNITS) - 1:
        size, at = size / 1000, at + 1
    return f"{size:,.0f} {_UNITS[at]}" if at == 0 or size >= 100 else f"{size:.1f} {_UNITS[at]}"


def tell_hours(hours: float) -> str:
    """A time in words: hours, minutes or seconds, whichever reads best."""
    seconds = hours * 3600
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{hours:,.1f} h"


def _iter_lines(report: Mapping[str, Any]) -> Iterator[str]:
    inputs, cost = report["inputs"], report["cost"]
    yield "# Report of an archive"
    yield ""
    sample = f" of {inputs['of']:,}" if inputs["read"] < inputs["of"] else ""
    yield f"- inputs: {inputs['read']:,}{sample}, {tell_bytes(inputs['bytes'])}"
    yield f"- pages: {report['pages']:,}, articles: {report['articles']:,}, not used: {report['rejected']['all']:,}"
    yield f"- stories: {report['stories']:,}, told: {report['stories_told']:,}"
    yield f"- cost: {_tell_cost(cost)}"
    if not report["whole"]:
        yield "- not all steps are done: go on with --resume"
    yield ""
    yield from _iter_steps(report)
    if report.get("foretold"):
        yield from _iter_foretold(report["foretold"])
    if report["statistics"]:
        yield from _iter_statistics(report["statistics"])
    yield from _iter_left_out(report)


def _iter_steps(report: Mapping[str, Any]) -> Iterator[str]:
    yield "## Steps"
    yield ""
    rows = []
    for step in STEPS:
        if step in report["steps"]:
            rows.append(_make_row(step, report["steps"][step]))
            rows += [_make_row(f"- {name}", one) for name, one in _fold_rounds(report["stages"], step)]
    head = ("step", "shards", "core time", "articles a core second", "most memory", "written", "not used")
    yield from _draw_table(head, rows)


def _fold_rounds(stages: Sequence[Mapping[str, Any]], step: str) -> list[tuple[str, dict[str, Any]]]:
    """The stages of a step; the many of the components as one."""
    rows: dict[str, dict[str, Any]] = {}
    for one in (one for one in stages if one["step"] == step):
        name = next((graph for graph in (KIN, GRAPH) if one["name"].startswith(f"{graph}-")), one["name"])
        if name not in rows:
            rows[name] = dict(one)
            continue
        for key in ("shards", "quarantined", "seconds", "cpu_seconds", "bytes", "rejected"):
            rows[name][key] += one[key]
        rows[name]["peak"] = max(rows[name]["peak"], one["peak"])
        rows[name]["articles_per_core_second"] = None
    return list(rows.items()) if len(rows) > 1 else []


def _make_row(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    rate = one["articles_per_core_second"]
    shards = f"{one['shards']:,}" + (f", {one['quarantined']} in quarantine" if one["quarantined"] else "")
    return (
        name,
        shards,
        tell_hours(one["cpu_seconds"] / 3600),
        "" if rate is None else f"{rate:,.0f}",
        tell_bytes(one["peak"]),
        tell_bytes(one["bytes"]),
        f"{one['rejected']:,}",
    )


def _iter_foretold(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"## What all {told['inputs']:,} inputs would come to ({told['times']:,.1f} times what was read)"
    yield ""
    yield f"- pages: {told['pages']:,}, articles: {told['articles']:,}, not used: {told['rejected']:,}"
    yield f"- stories: {told['stories']:,}, copies: {told['copies']:,}"
    yield f"- cost: {_tell_cost(told['cost'])}"
    yield "- by step: " + ", ".join(f"{step} {tell_hours(h)}" for step, h in told["core_hours_by_step"].items())
    yield f"- room for what lies between the stages: {tell_bytes(told['bytes_between_stages'])}"
    yield ""
    yield "A sample of inputs cannot tell:"
    yield ""
    yield from (f"- {one}" for one in told["cannot_tell"])
    yield ""


def _iter_statistics(counted: Mapping[str, Any]) -> Iterator[str]:
    yield "## What the tables hold"
    yield ""
    days = counted["days"]
    period = f", {days['first']} to {days['last']}" if days["first"] else ""
    yield f"- days: {days['all']:,}{period}; articles without a day: {days['articles_without']:,}"
    for name in ("sites", "languages"):
        yield f"- {name}: {counted[name]['all']:,} ({_join(counted[name]['most'], _REASONS)})"
    yield f"- stories by articles: {_join(counted['stories_by_articles'])}"
    yield f"- copies: {_join(counted['copies'])}"
    yield f"- findings: {_join(counted['findings'])}; claims: {counted['claims']:,}; origins: {counted['origins']:,}"
    yield ""


def _iter_left_out(report: Mapping[str, Any]) -> Iterator[str]:
    rejected, capped, quarantined = report["rejected"], report["capped"], report["quarantined"]
    yield "## What was left out"
    yield ""
    yield f"- capped: {_join(capped)}"
    yield f"- items not used: {rejected['all']:,}, for reasons of {rejected['kinds']:,} kinds"
    yield from (f"  - {one['items']:,}: {one['stage']}: {one['kind']}" for one in rejected["most"][:_REASONS])
    yield f"- shards in quarantine: {len(quarantined):,}"
    yield from (f"  - {one['stage']}: {one['item']}: {one['reason']}" for one in quarantined[:_NAMED])


def _tell_cost(cost: Mapping[str, Any]) -> str:
    money = f", {cost['money']:,.2f} at {cost['price']:g} an hour" if "money" in cost else ""
    return f"{cost['core_hours']:,.4g} core hours{money}"


def _join(counted: Mapping[str, int], most: int | None = None) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in list(counted.items())[:most]) or "none"


def _draw_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        cells = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
