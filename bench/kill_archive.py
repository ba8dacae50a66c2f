"""Kill `stemma archive` at random moments of every step, and hold its tables to an undisturbed run's.

    python bench/archive_make.py world --size 400
    python bench/kill_archive.py world [--engine local|dask|cluster] [--each 4] [--seed 1] [--tell 0.1] [--minutes 60]

Each disturbed run is a whole job in an empty folder, killed (SIGKILL) once: one of its two workers, or its driver,
which is then started again with --resume at once. The moment is drawn from the time that the step takes undisturbed,
and counted from the beginning of the stage that it is in, so that each step is hit ``--each`` times for each victim,
however short it is; a run that was over before is run again. Every other kill waits from that moment on until a file is
being written in the stage under way, and falls into that. ``cluster``: a scheduler of Dask and two workers that were
started beforehand and outlive the driver.

Told of each step: how many kills, how many of them fell into a stage that sends rows to other parts (a shuffle), how
many left a file half written, and the time lost, which is the time of the run by the clock, with its restart, less that
of undisturbed runs before and after it; likewise the core seconds of all its processes, which depend less on what else
the machine does (not for ``cluster``, whose workers are no children of a run). All tables and the manifest must be
those of an undisturbed run, byte for byte; descendants of a driver that was killed must end. Prints Markdown, and one
line of JSON; 1 where anything was other. What is lost is told as median and worst.
"""

import argparse
import json
import math
import os
import random
import re
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from killed_job import Job, adopt_orphans, await_end, list_descendants, list_workers, measure_cpu

from stemma.archive.job import STEPS
from stemma.engine.parquet import list_parts, load_pyarrow
from tests.engines import start_cluster

VICTIMS = ("worker", "driver")
UNDISTURBED_EVERY = 6
WORKERS = 2
_UNFINISHED = re.compile(r"\..+\.parquet\.[0-9a-f]{32}")
_CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An undisturbed run."""

    seconds: float
    cpu: float
    stages: tuple[tuple[str, str], ...]
    """Step and name of each, in order; what is done after all as ``closing``."""
    begins: tuple[float, ...]
    """When each of them began, seconds after the start, and the end of all."""
    files: Mapping[str, bytes]
    shuffles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """What came of one."""

    victim: str
    step: str
    """In which it fell, which can be another than it was meant for."""
    stage: str
    shuffle: bool
    writing: bool
    seconds: float
    cpu: float
    orphans: float | None
    """Seconds until the last descendant of a killed driver had ended."""
    differs: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """What was seen over all kills."""

    undisturbed: list[tuple[int, float, float]] = field(default_factory=list)
    """After how many kills, seconds, and core seconds."""
    kills: list[Kill] = field(default_factory=list)
    missed: int = 0
    """Runs that were over before they could be killed."""

    def tell_lost(self, number: int) -> tuple[float, float]:
        """Seconds, and core seconds, that a run took longer than undisturbed runs before and after it."""
        after, *usual = zip(*self.undisturbed, strict=True)
        seconds, cpu = (float(np.interp(number, after, values)) for values in usual)
        return self.kills[number].seconds - seconds, self.kills[number].cpu - cpu


class Bench:
    """A world, and all that a run over it is told."""

    def __init__(self, given: argparse.Namespace, folder: Path, address: str | None) -> None:
        self.given = given
        self.folder = folder
        self.chance = random.Random(given.seed)
        engine = f"dask://{address}" if address else given.engine
        inputs = next(one for one in (given.world / "warc", given.world / "articles") if one.exists())
        self.command = [
            *(sys.executable, "-m", "stemma.cli.main", "archive", str(inputs), "--engine", engine),
            *("--workers", str(WORKERS), "--tell", str(given.tell), "--log", "json"),
        ]

    def start(self, out: Path, *more: str) -> Job:
        """The job in ``out``."""
        return Job([*self.command, "--out", str(out), *more])

    def run_undisturbed(self) -> Whole:
        """A whole run."""
        out = self.folder / "whole"
        shutil.rmtree(out, ignore_errors=True)
        before = measure_cpu()
        job = self.start(out)
        while not (out / "manifest.json").exists() and job.process.poll() is None:
            time.sleep(0.005)
        begins = [time.monotonic() - job.began]
        seconds = job.wait()
        if job.process.returncode not in (0, 3):
            sys.exit(f"an undisturbed run ended with {job.process.returncode}: {job.said}")
        begins += [at for at, _, _ in job.ended]
        stages = [(step, name) for _, step, name in job.ended]
        return Whole(
            seconds=seconds,
            cpu=measure_cpu() - before,
            stages=(*stages, (STEPS[-1], _CLOSING)),
            begins=(*begins, seconds),
            files=read_files(out),
            shuffles=frozenset(name for _, name in stages if sends_rows(out / "work" / name)),
        )

    def run_disturbed(self, whole: Whole, step: str, victim: str, *, writing: bool) -> Kill | None:
        """One run with one kill, ``writing``: in the midst of a file; None where it was over before."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        before = measure_cpu()
        job = self.start(out)
        nth, delay = self._draw_moment(whole, step, victim)
        while job.process.poll() is None and not (job.count_ended() >= nth and (out / "manifest.json").exists()):
            time.sleep(0.005)
        time.sleep(delay)
        if writing:
            _await_writing(job, whole, step, out)
        left = self._kill(job, victim)
        if left is None:
            job.wait()
            return None
        at = job.count_ended()
        fell, stage = whole.stages[min(at, len(whole.stages) - 1)]
        half = _list_unfinished(out)
        orphans = None
        if victim == "driver":
            job.process.wait()
            killed, job = job, self.start(out, "--resume")
            orphans = await_end(left, killed)
            seconds = job.began - killed.began + job.wait()
        else:
            time.sleep(0.3)  # what another worker was writing is whole by then
            half &= _list_unfinished(out)
            seconds = job.wait()
        return Kill(
            victim=victim,
            step=fell,
            stage=stage,
            shuffle=stage in whole.shuffles,
            writing=bool(half),
            seconds=seconds,
            cpu=measure_cpu() - before,
            orphans=orphans,
            differs=tuple(self._compare(whole, out, job)),
        )

    def _draw_moment(self, whole: Whole, step: str, victim: str) -> tuple[int, float]:
        """A moment of a step: the place of the stage that it is in, and seconds from its beginning."""
        # When all stages are done there is no worker any more.
        last = len(whole.stages) - (victim == "worker")
        own = [at for at, (name, _) in enumerate(whole.stages[:last]) if name == step]
        moment = self.chance.uniform(whole.begins[own[0]], whole.begins[own[-1] + 1])
        nth = max(at for at in own if whole.begins[at] <= moment)
        return nth, moment - whole.begins[nth]

    def _kill(self, job: Job, victim: str) -> list[int] | None:
        """End a worker, or the driver: then its descendants are returned. None where there is nothing to end."""
        while job.process.poll() is None:
            workers = list_workers(os.getpid() if self.given.engine == "cluster" else job.process.pid)
            if victim == "driver":
                left = list_descendants(job.process.pid)
                job.process.kill()
                return left
            if workers:
                os.kill(self.chance.choice(workers), signal.SIGKILL)
                return []
            time.sleep(0.005)
        return None

    def _compare(self, whole: Whole, out: Path, job: Job) -> Iterator[str]:
        if job.process.returncode not in (0, 3):
            yield f"exit code {job.process.returncode}: {' '.join(job.said)}"
        found = read_files(out)
        yield from sorted(
            name for name in whole.files.keys() | found.keys() if whole.files.get(name) != found.get(name)
        )


def _await_writing(job: Job, whole: Whole, step: str, out: Path) -> None:
    """Wait until a file is begun in the stage under way, for as long as the step lasts."""
    while job.process.poll() is None:
        at = job.count_ended()
        own, stage = whole.stages[min(at, len(whole.stages) - 1)]
        if own != step or _list_unfinished(out / "work" / stage):
            return


def _list_unfinished(folder: Path) -> set[Path]:
    return {path for path in folder.rglob(".*.*") if _UNFINISHED.fullmatch(path.name)}


def sends_rows(folder: Path) -> bool:
    """Whether a stage's files have rows of other parts than that which they were made of."""
    for path in folder.glob("*/*.parquet"):
        if "part" in load_pyarrow().parquet.read_schema(path).names and path.parent.name != "rejected":
            own = int(path.stem.removeprefix("part-")) if path.stem.startswith("part-") else None
            if any(part != own for part in list_parts([path])):
                return True
    return False


def read_files(out: Path) -> dict[str, bytes]:
    """The tables and the manifest."""
    paths = [out / "manifest.json", *sorted((out / "tables").rglob("*.parquet"))]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.exists()}


def kill_often(bench: Bench) -> Outcome:
    """Every step and victim in turn, as often as was asked for, until the time is over."""
    until = time.monotonic() + 60 * bench.given.minutes
    bench.run_undisturbed()  # what is loaded for the first time takes longer
    whole, outcome, tries = bench.run_undisturbed(), Outcome(), 0
    outcome.undisturbed.append((0, whole.seconds, whole.cpu))
    wanted = [(step, victim) for _ in range(bench.given.each) for step in STEPS for victim in VICTIMS]
    if bench.given.engine == "cluster":
        wanted = [(step, victim) for step, victim in wanted if victim == "driver"]
    while wanted and time.monotonic() < until:
        writing = len(outcome.kills) // (2 * len(STEPS)) % 2 == 1
        kill = bench.run_disturbed(whole, *wanted[0], writing=writing)
        if kill is None:
            outcome.missed += 1
            wanted.append(wanted.pop(0))
            continue
        outcome.kills.append(kill)
        tries += 1
        if kill.step == wanted[0][0] or tries > 2:
            wanted.pop(0)
            tries = 0
        print(
            f"{len(outcome.kills)}: {kill.victim} in {kill.step} / {kill.stage}: {kill.seconds:.1f} s, "
            f"core {kill.cpu:.1f} s{' DIFFERS ' + str(kill.differs[:3]) if kill.differs else ''}",
            file=sys.stderr,
            flush=True,
        )
        if len(outcome.kills) % UNDISTURBED_EVERY == 0 or not wanted or time.monotonic() >= until:
            again = bench.run_undisturbed()
            outcome.undisturbed.append((len(outcome.kills), again.seconds, again.cpu))
            if again.files != whole.files:
                sys.exit("two undisturbed runs differ")
    return outcome


def describe(outcome: Outcome, engine: str) -> str:
    """A table of all kills by victim and step."""
    _, *undisturbed = zip(*outcome.undisturbed, strict=True)
    usual, cpu = (
        f"{statistics.median(values):.1f} s ({min(values):.1f} to {max(values):.1f})" for values in undisturbed
    )
    lines = [
        f"{engine}: {len(outcome.kills)} kills, {outcome.missed} runs over before; undisturbed {usual}; of cores {cpu}",
        "",
        "| victim | step | kills | in a shuffle | half a file | other tables | s lost | worst | core s lost | worst |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    numbered = [(one, *outcome.tell_lost(at)) for at, one in enumerate(outcome.kills)]
    for victim in VICTIMS:
        for step in (*STEPS, "all"):
            chosen = [one for one in numbered if one[0].victim == victim and step in (one[0].step, "all")]
            if chosen:
                own, *losses = zip(*chosen, strict=True)
                lost = [f"{of(values):.1f}" for values in losses for of in (statistics.median, max)]
                counts: list[Any] = [sum(getattr(one, name) for one in own) for name in ("shuffle", "writing")]
                counts.append(sum(bool(one.differs) for one in own))
                lines.append(f"| {' | '.join(map(str, (victim, step, len(own), *counts, *lost)))} |")
    orphans = [one.orphans for one in outcome.kills if one.orphans is not None]
    if orphans:
        lines.append(f"\nthe last process of a killed driver ended within {max(orphans):.2f} s at most")
    return "\n".join(lines)


def main() -> int:
    """1 where any table was other, or a process lived on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path, help="as bench/archive_make.py makes it")
    parser.add_argument("--engine", choices=("local", "dask", "cluster"), default="local")
    parser.add_argument("--each", type=int, default=4, help="kills for each step and victim")
    parser.add_argument("--tell", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=math.inf)
    given = parser.parse_args()
    adopt_orphans()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = stack.enter_context(start_cluster(WORKERS)) if given.engine == "cluster" else None
        outcome = kill_often(Bench(given, folder, address))
    print(describe(outcome, given.engine))
    print(json.dumps({"engine": given.engine, **asdict(outcome)}))
    return int(any(one.differs or (one.orphans or 0) >= 60 for one in outcome.kills))


if __name__ == "__main__":
    sys.exit(main())
