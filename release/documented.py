"""Every command of the documents, run in a fresh clone: ``make documented``.

    python -m release.documented [--venv FOLDER] [--network] [--only PAGE ...] [--shared FOLDER] [--keep FOLDER]

Clones the last commit into a new folder, sets it up with ``make setup`` (or takes the environment of ``--venv``), and
runs the commands of each page in its order, at a desk of the page's own: invented pages, archives, stores; feeds, a
model's server, a PostgreSQL and a Dask cluster on loopback. What works on the project itself runs in the clone. Prints
a table, a row a command. A command that can be run and does not end well, a name that nothing stands in for, and an
entry of the lists in ``release/scenes.py`` that no document needs: each is told, and ends it with 1.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.figures import STEPS
from release.commands import PAGES, ROOT, Shown, list_shown
from release.desk import Desk, Ended
from release.scenes import list_idle, put_in, tell_why_not
from release.stage import Stage

FIGURES = frozenset(step.name for step in STEPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one command."""

    shown: Shown
    run: str
    """What was run, with what stands in for names and servers; empty where it was not."""
    ended: Ended | None = None
    why_not: str = ""

    @property
    def fault(self) -> bool:
        """Whether it should have ended otherwise."""
        return self.ended is not None and not self.ended.well

    def print(self) -> str:
        """A row of the table."""
        code, page = self.shown.code.replace("|", "\\|"), f"{self.shown.page}:{self.shown.line}"
        if self.ended is None:
            return f"| `{code}` | {page} | not run: {self.why_not} | |"
        small = "" if self.run == self.shown.code else " *"
        return f"| `{code}`{small} | {page} | {self.ended.how} | {self.ended.seconds:.1f} |"


def run_page(path: Path, stage: Stage, *, network: bool) -> Iterator[Row]:
    """Run what a page shows, in order, at a desk of its own."""
    shown = list_shown(path)
    with Desk(stage, str(path.relative_to(ROOT)).replace("/", "-")) as desk:
        lines = [one for one in shown if one.file is None]
        for one in shown:
            if one.file and any(one.file in other.code for other in lines if other.line < one.line):
                desk.lay(one.file, one.code)
        for one in shown:
            if one.file is not None:
                desk.lay(one.file, one.code)
                continue
            why_not = tell_why_not(one.code, network=network, made=stage.made, figures=FIGURES)
            if why_not:
                yield Row(shown=one, run="", why_not=why_not)
                continue
            command = put_in(one.code)
            row = Row(shown=one, run=command, ended=desk.run(command))
            print(f"{one.page}:{one.line}: {one.code}: {row.ended.how}, {row.ended.seconds:.1f} s", file=sys.stderr)
            if row.fault and row.ended is not None:
                print(f"  run as: {command}\n{row.ended.said}", file=sys.stderr)
            yield row


def print_table(rows: list[Row]) -> None:
    """The table, and what it comes to."""
    print("| command | where | ended | seconds |\n|---|---|---|---:|")
    for row in rows:
        print(row.print())
    ran = [row for row in rows if row.ended]
    print(f"\n{len(rows)} commands; run {len(ran)}, of which ended well {sum(not row.fault for row in ran)}.")
    print("`*`: with what a reader puts in for a name, with servers of this machine, or smaller (release/scenes.py).")
    for reason, number in Counter(row.why_not for row in rows if not row.ended).most_common():
        print(f"- not run, {number}: {reason}")


def main() -> int:
    """Run all of it. 0 where every command that can be run ended well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--venv", type=Path, help="an environment that has all packages; else 'make setup' makes one")
    parser.add_argument("--network", action="store_true", help="run what fetches packages, too")
    parser.add_argument("--only", nargs="+", metavar="PAGE", help="these pages, by a part of their path")
    parser.add_argument("--shared", type=Path, default=os.environ.get("STEMMA_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--keep", type=Path, help="a new folder to work in, left as it is at the end")
    given = parser.parse_args()
    if given.keep and given.keep.exists():
        parser.error(f"--keep {given.keep}: is there already; name a new folder")
    pages = [path for path in PAGES if not given.only or any(one in str(path.relative_to(ROOT)) for one in given.only)]
    started = time.monotonic()
    # Whoever ends this ends the servers that it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as held:
        folder = given.keep or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="stemma-documented-")))
        if not given.keep:
            folder.chmod(0o755)  # PostgreSQL never runs as root: whoever runs it instead must reach its files
        stage = held.enter_context(Stage(ROOT, folder.resolve(), shared=Path(given.shared).resolve(), venv=given.venv))
        rows = [row for path in pages for row in run_page(path, stage, network=given.network)]
    print_table(rows)
    print(f"\n{(time.monotonic() - started) / 60:.0f} minutes, at {find_commit()}.")
    idle = list_idle([one.code for path in PAGES for one in list_shown(path) if one.file is None])
    for pattern in idle:
        print(f"release/scenes.py: no document has {pattern}", file=sys.stderr)
    return 1 if idle or any(row.fault for row in rows) else 0


def find_commit() -> str:
    """The commit that was cloned."""
    return subprocess.run(
        ("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"), capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
