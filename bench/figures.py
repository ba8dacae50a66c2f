"""The figures of all parts, measured anew by one command: ``make figures``.

    python bench/figures.py [--minutes 45] [--only NAME ...] [--out out/figures] [--data ../shared]

Quality first (``stemma eval``, with rivals where they are installed), then what each part costs, one after another, so
that nothing disturbs what it stands beside. What each printed is kept in ``--out``, and all of it in ``figures.md``
there: what was measured, by which command, how long it took, what came of it, and every figure of quality beside the
newest that was kept in ``eval/results``, those that fell first. The new ones are in ``--out`` as a file of that folder.
What the time did not reach, what failed, and what wants data that is not there is named; exit code 1 where anything
failed.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stemma.evaluate.changes import list_changes
from stemma.evaluate.results import load_results
from stemma.version import __version__

LATE = "not reached in the time given"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One measurement."""

    name: str
    of: str
    """What it tells of."""
    command: tuple[str, ...]
    """As given to Python; ``OUT`` and ``DATA`` stand for the folders, ``TODAY`` for the day and the version."""
    made_by: tuple[str, ...] = ()
    """What is run before it and is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one."""

    step: Step
    seconds: float
    fault: str
    printed: str


def _bench(name: str, of: str, *given: str, made_by: tuple[str, ...] = ()) -> Step:
    return Step(name=name, of=of, command=(str(_HERE / f"{name}.py"), *given), made_by=made_by)


STEPS = (
    Step(
        name="eval",
        of="quality of all parts, on labelled data",
        command=(
            "-m", "stemma.cli.main", "eval", "--rivals", "--jobs", "2", "--data", "DATA",
            "--record", "OUT/eval/TODAY.json", "--gate", "eval/floors.json",
        ),
    ),
    _bench("text_speed", "main text of a page", "--data", "DATA"),
    _bench("warc_rate", "archives read"),
    _bench("annotate_cost", "annotation beside the bare parse"),
    _bench("annotate_once", "copies annotated once"),
    _bench("compare_cost", "comparing as a story grows", "retold", "5", "25", "50", "100"),
    _bench("page_speed", "the page in a browser"),
    _bench("group_scale", "grouping a heap", "--sizes", "6250,25000", "--data", "DATA"),
    _bench("group_online", "adding an article to an index", "25000"),
    _bench("heap_copies", "copies across a heap"),
    _bench("store_ingest", "taking in", "sqlite:///OUT/ingest.db", "--articles", "10000"),
    _bench("collection_rate", "a collection as it goes on"),
    _bench("serve_pages", "served pages"),
    _bench("check_claim", "claims checked", "--part", "dev", "--stories", "5"),
    _bench("hostile_growth", "hostile text"),
    _bench(
        "archive_rate", "an archive as a job", "OUT/world", "--tell", "0.002", "--keep", "OUT/runs",
        made_by=(str(_HERE / "archive_make.py"), "OUT/world", "--size", "5000", "--data", "DATA"),
    ),
    _bench("archive_bounds", "an archive's steps beside their bounds", "OUT/world", "--pages", "300"),
)  # fmt: skip


def main() -> int:
    """Measure, write, and say where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--only", nargs="+", choices=[step.name for step in STEPS], metavar="NAME")
    parser.add_argument("--out", type=Path, default=Path("out/figures"))
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + 60 * options.minutes
    outcomes = []
    for step in STEPS:
        if options.only and step.name not in options.only:
            continue
        print(f"{step.name}: {step.of} ...", file=sys.stderr, flush=True)
        outcomes.append(run_step(step, options.out.resolve(), options.data.resolve(), end - time.monotonic()))
        write_page(options.out / "figures.md", outcomes)
    failed = [one for one in outcomes if one.fault and one.fault != LATE]
    print(f"{options.out / 'figures.md'}: {len(outcomes)} measurements, {len(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def run_step(step: Step, out: Path, data: Path, left: float) -> Outcome:
    """One measurement, and what it printed; it is ended where ``left`` seconds are over."""
    began = time.monotonic()
    printed, fault = "", ""
    for command in (step.made_by, step.command):
        if not command:
            continue
        given = [sys.executable, *(_fill(word, out, data) for word in command)]
        try:
            done = subprocess.run(
                given,
                capture_output=True,
                text=True,
                check=False,
                timeout=max(left - (time.monotonic() - began), 0.01),
                env={**os.environ, "STEMMA_SHARED": str(data)},
            )
        except subprocess.TimeoutExpired:
            fault = LATE
            break
        printed = done.stdout
        if done.returncode not in (0, 3):
            fault = f"ended with {done.returncode}: {(done.stderr.strip().splitlines() or ['nothing said'])[-1]}"
            break
    (out / f"{step.name}.txt").write_text(printed, encoding="utf-8")
    return Outcome(step=step, seconds=time.monotonic() - began, fault=fault, printed=printed)


def _fill(word: str, out: Path, data: Path) -> str:
    today = f"{date.today()}-{__version__}"
    return word.replace("OUT", str(out)).replace("DATA", str(data)).replace("TODAY", today)


def write_page(path: Path, outcomes: list[Outcome]) -> None:
    """All of it as Markdown."""
    lines = ["# Figures", "", "| measured | seconds | command | |", "|---|---|---|---|"]
    for one in outcomes:
        command = " ".join(_shorten(word) for word in one.step.command)
        lines.append(f"| {one.step.of} | {one.seconds:.0f} | `python {command}` | {one.fault or 'done'} |")
    # What an earlier run left in the folder is not measured now.
    if any(one.step.name == "eval" and not one.fault for one in outcomes):
        lines += compare_quality(path.parent / "eval")
    for one in outcomes:
        lines += ["", f"## {one.step.name}: {one.step.of}", "", "```text", one.printed.rstrip(), "```"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compare_quality(measured: Path) -> list[str]:
    """The figures of quality in the folder ``measured`` beside the newest that were kept, as a table."""
    kept = load_results(_HERE.parent / "eval" / "results")
    order = ("fell", "better", "new", "same")
    changes = sorted(list_changes(load_results(measured)[0], kept), key=lambda one: order.index(one.verdict))
    lines = ["", "## Quality, beside what was kept", "", "| | task | figure | kept | now |", "|---|---|---|---|---|"]
    for one in changes:
        before = "" if one.before is None else f"{one.before:.3f}"
        figure = " ".join(one.capability.figure)
        lines.append(f"| {one.verdict} | {one.capability.task} | {figure} | {before} | {one.now:.3f} |")
    return lines


def _shorten(word: str) -> str:
    return word.replace(f"{_HERE}{os.sep}", "bench/").replace("OUT", "out/figures").replace("DATA", "../shared")


if __name__ == "__main__":
    sys.exit(main())
