"""What `stemma archive` costs as archives grow, and what a hundred million articles would cost on paper.

    python bench/archive_rate.py WORLD... [--keep FOLDER] [--engine local] [--workers 2] [--tell 0.01] [--price 0.04]
    python bench/archive_rate.py WORLD --beside     local, Dask and the plain way on one archive, one after the other

A ``WORLD`` is a folder of `bench/archive_make.py`: its ``warc`` or ``articles`` are read, its ``truth.parquet`` scores.
For each, in a process of its own: seconds by the clock, CPU seconds and articles a second of a core by step, bytes that
went between stages, the peak of memory (resident; sampled five times a second) of the driver and of the largest of its
workers, and what `archive_score.py` finds. Then how each step's CPU grew from one size to the next (the exponent: 1 is
in step with the articles), and what that comes to at 10^8.

Each run is kept in ``--keep`` (``NAME-ENGINE.json``) and not made again. The extrapolation takes each step to go on
growing as it did between the two largest sizes, never slower than the articles do; its assumptions are printed with it.
``--beside`` wants a world that was made with ``--articles``, or an ``articles`` folder beside ``warc``: the plain way
reads no pages. Where it has none it is left out.
"""

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive_score import score_archive

TARGETS = (10**6, 10**7, 10**8)
EVERY = 0.2
FINE = (0, 3)
"""Exit codes: done; done, but some items could not be used."""
RUN = "from stemma.cli.main import main; main()"
_PAGE = os.sysconf("SC_PAGE_SIZE")
Run = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worlds", type=Path, nargs="+")
    parser.add_argument("--keep", type=Path, default=Path("archive-runs"))
    parser.add_argument("--engine", default="local")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tell", type=float, default=0.01, help="the share of the stories that is told")
    parser.add_argument("--parts", type=int, help="default: as the job chooses")
    parser.add_argument("--price", type=float, default=0.04, help="of one core for one hour")
    parser.add_argument("--beside", action="store_true", help="local, Dask and the plain way on the first world")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.beside:
        compare_ways(options)
        return
    runs = [run_archive(world, options.engine, options) for world in options.worlds]
    runs.sort(key=lambda run: run["articles"])
    for run in runs:
        print(describe_run(run), flush=True)
    print(describe_growth(runs))
    print(extrapolate(runs, options.price, options.workers))


def run_archive(world: Path, engine: str, options: argparse.Namespace) -> Run:
    """One run of the job and its figures, or those kept of it."""
    kept: Path = options.keep / f"{world.name}-{engine.split(':')[0]}-{options.workers}.json"
    if kept.exists():
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    out = kept.with_suffix("")
    given = world / "warc" if (world / "warc").exists() else world / "articles"
    command = [sys.executable, "-c", RUN, "archive", str(given), "--out", str(out), "--engine", engine]
    command += ["--workers", str(options.workers), "--tell", str(options.tell), "--quiet"]
    command += ["--parts", str(options.parts)] if options.parts else []
    if out.exists():
        command.append("--resume")
    code, seconds, driver, worker = watch_command(command)
    if code not in FINE:
        raise SystemExit(f"{' '.join(command)}: exit code {code}; what is done is in {out}")
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    run = {
        "world": world.name,
        "engine": engine,
        "workers": options.workers,
        "articles": report["articles"],
        "seconds": seconds,
        "resumed": "--resume" in command,
        "driver": driver,
        "worker": worker,
        "steps": {
            name: {key: step[key] for key in ("cpu_seconds", "seconds", "bytes", "peak")}
            for name, step in report["steps"].items()
        },
        "told": report.get("stories_told"),
        "capped": report.get("capped"),
        "quarantined": len(report.get("quarantined", ())),
        "score": score_archive(out, world / "truth.parquet"),
    }
    kept.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    return run


def watch_command(command: Sequence[str]) -> tuple[int, float, int, int]:
    """Exit code, seconds, and the most bytes that the process had, and the largest of those that it began."""
    began = time.perf_counter()
    driver = worker = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            driver = max(driver, measure_resident(process.pid))
            worker = max([worker, *(measure_resident(one) for one in list_children(process.pid))])
            time.sleep(EVERY)
    return process.returncode, time.perf_counter() - began, driver, worker


def list_children(process: int) -> Iterator[int]:
    """All processes that ``process`` began, and those that they began. Only where there is ``/proc``."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from list_children(int(child))


def measure_resident(process: int) -> int:
    """Bytes of memory that a process has now; 0 where it ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def sum_cpu(run: Run) -> float:
    """CPU seconds of all steps."""
    return float(sum(step["cpu_seconds"] for step in run["steps"].values()))


def describe_run(run: Run) -> str:
    """A run in lines."""
    cpu, articles, score = sum_cpu(run), run["articles"], run["score"]
    lines = [
        f"{run['world']} by {run['engine']} with {run['workers']}: {articles:,} articles in {run['seconds']:.0f} s"
        f"{' (resumed: the clock is of the last run alone)' if run['resumed'] else ''}, CPU {cpu:.0f} s, "
        f"{articles / max(cpu, 1e-9):.1f} articles/s of a core; driver {run['driver'] / 1e6:.0f} MB, largest worker "
        f"{run['worker'] / 1e6:.0f} MB; capped {run['capped']}, quarantined {run['quarantined']}"
    ]
    for name, step in run["steps"].items():
        rate = articles / step["cpu_seconds"] if step["cpu_seconds"] else math.inf
        lines.append(
            f"  {name:8} CPU {step['cpu_seconds']:9.1f} s  {rate:10,.0f} articles/s of a core  "
            f"{step['bytes'] / 1e6:9.1f} MB  peak {step['peak'] / 1e6:6.0f} MB"
        )
    stories, copies = score["stories"], score["copies"]
    lines.append(
        f"  stories B-cubed P {stories['precision']:.3f} R {stories['recall']:.3f} F {stories['f1']:.3f}; copies "
        f"P {copies['precision'] or 0:.3f} R {copies['recall'] or 0:.3f}; lost {score['pages']['lost']:,} of "
        f"{score['pages']['known']:,}"
    )
    return "\n".join(lines)


def find_exponent(few: Run, many: Run, step: str, key: str) -> float:
    """By which power of the articles a step's figure grew; 1 where it cannot be told."""
    low, high = (run["steps"].get(step, {}).get(key, 0) for run in (few, many))
    if low <= 0 or high <= 0 or few["articles"] >= many["articles"]:
        return 1.0
    return math.log(high / low) / math.log(many["articles"] / few["articles"])


def describe_growth(runs: Sequence[Run]) -> str:
    """How each step's CPU grew from each size to the next."""
    lines = ["\ngrowth of CPU by step (1: as the articles)"]
    for few, many in pairwise(runs):
        grown = ", ".join(f"{step} {find_exponent(few, many, step, 'cpu_seconds'):.2f}" for step in many["steps"])
        lines.append(f"  {few['articles']:,} to {many['articles']:,}: {grown}")
    return "\n".join(lines) if len(lines) > 1 else ""


def extrapolate(runs: Sequence[Run], price: float, workers: int) -> str:
    """The table on paper, with what it takes for granted."""
    many = runs[-1]
    few = runs[-2] if len(runs) > 1 else many
    lines = [
        f"\non paper, from {many['articles']:,} articles (a core {price} an hour)",
        f"{'articles':>12} {'core hours':>11} {'money':>9} {'between stages':>15}   core hours by step",
    ]
    for target in TARGETS:
        times = target / many["articles"]
        hours, moved = {}, 0.0
        for name, step in many["steps"].items():
            hours[name] = step["cpu_seconds"] / 3600 * times ** max(find_exponent(few, many, name, "cpu_seconds"), 1.0)
            moved += step["bytes"] * times ** max(find_exponent(few, many, name, "bytes"), 1.0)
        total = sum(hours.values())
        by_step = ", ".join(f"{name} {value:,.1f}" for name, value in hours.items())
        lines.append(f"{target:12,} {total:11,.1f} {total * price:9,.2f} {moved / 1e9:12,.1f} GB   {by_step}")
    lines += [
        "taken for granted:",
        "- each step grows on as between the two largest sizes, and never slower than the articles;",
        "- the archive is longer, not denser (`archive_make.py --days` makes denser ones): blocks stay as large;",
        f"- parts grow with the archive, so that a worker's memory stays what it was, {many['worker'] / 1e6:,.0f} MB "
        f"at most ({workers} workers); the driver's: {few['driver'] / 1e6:,.0f} to {many['driver'] / 1e6:,.0f} MB;",
        "- pages as small as here are read; real ones are several times as large, and reading them costs accordingly;",
        f"- of the stories as large a share is told as here ({many['told']} were).",
    ]
    return "\n".join(lines)


def compare_ways(options: argparse.Namespace) -> None:
    """One archive by the engine of this machine, by Dask, and plainly; seconds as ratios of the first."""
    world = options.worlds[0]
    local = run_archive(world, "local", options)
    print(describe_run(local), flush=True)
    dask = run_archive(world, "dask", options)
    print(describe_run(dask))
    print(f"Dask / local: {dask['seconds'] / local['seconds']:.2f} of the time")
    articles = world / "articles"
    if not articles.exists():
        print(f"{articles}: is not there, so that the plain way is not measured (archive_make.py --articles)")
        return
    baseline = [sys.executable, str(Path(__file__).parent / "archive_baseline.py"), str(articles)]
    baseline += [str(options.keep / f"{world.name}-plain"), "--truth", str(world / "truth.parquet"), "--json"]
    plain = json.loads(subprocess.run(baseline, stdout=subprocess.PIPE, text=True, check=True).stdout)
    stories, copies = plain["stories"], plain["copies"]
    grouping = sum(
        local["steps"][name]["cpu_seconds"] for name in ("copies", "group", "stories") if name in local["steps"]
    )
    print(
        f"plain, one process, from articles that were read: {plain['seconds']:.0f} s, CPU {plain['cpu']:.0f} s (the "
        f"steps copies, group and stories above: {grouping:.0f} s), {plain['peak'] / 1e6:.0f} MB; stories "
        f"P {stories['precision']:.3f} R {stories['recall']:.3f} F {stories['f1']:.3f}; copies "
        f"P {copies['precision'] or 0:.3f} R {copies['recall'] or 0:.3f}"
    )


if __name__ == "__main__":
    main()
