"""``stemma eval``: measure quality on labelled data, score the dossiers of others, write the page of figures."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.cli.streams import open_console, say
from stemma.errors import UsageError

if TYPE_CHECKING:
    from stemma.evaluate.runs import Figures
    from stemma.evaluate.tasks import Task

_CORPUS = "corpus"


def complete_task(incomplete: str) -> list[str]:
    """The tasks whose names begin so, for the shell's completion."""
    from stemma.evaluate.tasks import TASKS

    return [task.name for task in TASKS if task.name.startswith(incomplete)]


def evaluate(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="TASK", help="Default: all whose data is there.", autocompletion=complete_task),
    ] = None,
    data: Annotated[Path, typer.Option("--data", metavar="FOLDER", help="The labelled data.")] = Path("../shared"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one object: task -> figures.")] = False,
    gate: Annotated[
        Path | None,
        typer.Option("--gate", metavar="FLOORS", help="Exit 1 where a figure falls below its floor in this file."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help="Only the first so many items of a task, for a quick look."),
    ] = None,
    rivals: Annotated[
        bool,
        typer.Option("--rivals", help="Measure other tools beside, where a task knows any and they are installed."),
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Tasks that are measured side by side.")
    ] = 1,
    names: Annotated[bool, typer.Option("--list", help="List the tasks and where their data comes from.")] = False,
    mistakes: Annotated[
        int | None,
        typer.Option("--mistakes", metavar="N", min=1, help="Print the N worst mistakes of stories or corpus instead."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help="Score these dossiers of the invented stories, not ours."),
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="FOLDER", help="Write the invented stories of the test part there as pages."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="FILE", help="Keep the figures in eval/results/DATE-VERSION.json."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="PAGE", help="Write the page of kept figures; measures nothing."),
    ] = None,
) -> None:
    """Measure quality on labelled data.

    \b
    Examples:
      stemma eval --list
      stemma eval corpus                       the invented stories, which come with the project
      stemma eval stories --mistakes 10        the ten worst mistakes, as text
      stemma eval --json > figures.json
      stemma eval text-scrapinghub --rivals    beside trafilatura and others (pip install --group rivals)
      stemma eval corpus --pages pages/        what another program is to tell
      stemma eval corpus --output dossiers/    what it told (docs/benchmark.md)
      stemma eval --gate eval/floors.json      the tasks that have floors; what 'make test' runs

    \b
    Exit codes: 0 done; 1 a figure is below its floor; 2 wrong usage.
    A task whose data is not there is skipped, and said so on stderr.
    """
    from stemma.evaluate.floors import load_floors
    from stemma.evaluate.tasks import TASKS, choose_tasks

    if names:
        for task in TASKS:
            print(f"{task.name:16} {task.needs:32} {task.obtain}")
        return
    if report:
        write_report(report)
        return
    floors = load_floors(gate) if gate else {}
    if (output or pages) and list(tasks or [_CORPUS]) != [_CORPUS]:
        raise UsageError(f"--output and --pages are for the task '{_CORPUS}' alone")
    wanted = [_CORPUS] if output or pages else tasks or list(floors)
    chosen, skipped = choose_tasks(wanted, data)
    for task in skipped:
        say(f"eval: {task.name} SKIPPED: there is no {task.data_path(data)} ({task.obtain})")
    if pages:
        write_pages(chosen, data, pages, limit)
        if not output:
            return
    if mistakes:
        print_mistakes(chosen, data, limit, mistakes)
        return
    if rivals:
        say_absent_rivals()
    figures = score_output(chosen, data, limit, output) if output else None
    if figures is None:
        figures = measure(chosen, data, limit, rivals=rivals, jobs=jobs, shown=not as_json)
    elif not as_json:
        show(figures)
    finish(figures, floors, gate, record=record, as_json=as_json)


def measure(
    chosen: "Sequence[Task]", data: Path, limit: int | None, *, rivals: bool, jobs: int, shown: bool
) -> "dict[str, Figures]":
    """The figures of the chosen tasks, each shown as it comes where asked."""
    from stemma.evaluate.tasks import run_tasks

    figures = {}
    for task, measured in run_tasks(chosen, data, limit, rivals=rivals, jobs=jobs):
        figures[task.name] = measured
        if shown:
            show({task.name: measured})
    return figures


_WIDE = 2000


def show(figures: "Mapping[str, Figures]") -> None:
    """Print a table for each task."""
    from rich.measure import Measurement

    from stemma.evaluate.report import figures_table

    for name, measured in figures.items():
        console, table = open_console(), figures_table(name, measured)
        # A line that wraps can be read, a figure that is cut off cannot.
        wanted = Measurement.get(console, console.options.update(max_width=_WIDE), table).maximum
        console.width = max(wanted, console.width)
        console.print(table, soft_wrap=True)


def finish(
    figures: "Mapping[str, Figures]",
    floors: "Mapping[str, Figures]",
    gate: Path | None,
    *,
    record: Path | None,
    as_json: bool,
) -> None:
    """Print as JSON, keep, and hold to the floors. Exits 1 where a figure is below its floor."""
    from stemma.evaluate.floors import find_breaches
    from stemma.evaluate.report import figures_json

    if as_json:
        print(json.dumps(figures_json(figures), ensure_ascii=False))
    if record:
        from stemma.evaluate.results import record_figures

        record_figures(record, figures)
        say(f"eval: kept the figures of {', '.join(figures) or 'no task'} in {record}")
    breaches = find_breaches(figures, floors)
    for breach in breaches:
        say(f"eval: {breach}")
    if breaches:
        raise typer.Exit(1)
    if gate and figures:
        say(f"eval: every figure of {', '.join(figures)} is at its floor in {gate} or better")


def write_report(page: Path) -> None:
    """Write the page of kept figures from ``eval/results`` and ``eval/page.md`` of the source tree."""
    from stemma.evaluate.evaluation_page import write_page
    from stemma.evaluate.runs import REPOSITORY

    kept = REPOSITORY / "eval"
    if not (kept / "results").is_dir():
        raise UsageError(f"--report: there is no {kept / 'results'}; run it in a clone of the project's repository")
    page.write_text(write_page(kept / "results", kept / "page.md"), encoding="utf-8")
    say(f"eval: wrote {page}")


def write_pages(chosen: "Sequence[Task]", data: Path, folder: Path, limit: int | None) -> None:
    """Write the test part of the invented stories as pages, each story a folder with its gold beside."""
    from stemma.evaluate.told_stories import write_part

    for task in chosen:
        write_part(task.data_path(data), "test", folder, limit)
        say(f"eval: wrote the stories to {folder}/STORY/pages; score their dossiers with --output")


def score_output(chosen: "Sequence[Task]", data: Path, limit: int | None, folder: Path) -> "dict[str, Figures]":
    """The figures of another program's dossiers."""
    from stemma.evaluate.submissions import score_submission

    return {task.name: score_submission(task.data_path(data), folder, limit) for task in chosen}


def print_mistakes(chosen: "Sequence[Task]", data: Path, limit: int | None, count: int) -> None:
    """Print the worst mistakes of each task that can tell them, on stdout."""
    able = [task for task in chosen if task.list_mistakes]
    if not able:
        raise UsageError("--mistakes: wants a task that tells stories, whose data is there: stories or corpus")
    for task in able:
        assert task.list_mistakes is not None
        print(task.list_mistakes(task.data_path(data), limit, count))


def say_absent_rivals() -> None:
    """Names the rivals that are not installed, on stderr."""
    from stemma.evaluate.rivals import list_absent

    for package in list_absent():
        say(f"eval: {package} SKIPPED: it is not installed (in a clone, pip 25.1 or newer: pip install --group rivals)")
