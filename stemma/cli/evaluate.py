"""``stemma eval``: measure quality on labelled data, and hold it to its floors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from stemma.cli.streams import open_console, say


def complete_task(incomplete: str) -> list[str]:
    """The tasks whose names begin so, for the shell's completion."""
    from stemma.evaluate.tasks import TASKS

    return [task.name for task in TASKS if task.name.startswith(incomplete)]


def evaluate(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TASK...]", help="Default: all whose data is there.", autocompletion=complete_task),
    ] = None,
    data: Annotated[Path, typer.Option("--data", metavar="FOLDER", help="The labelled data.")] = Path("../shared"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one object: task -> figures.")] = False,
    gate: Annotated[
        Path | None,
        typer.Option("--gate", metavar="FLOORS", help="Exit 1 where a figure falls below its floor in this file."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Only the first so many items of a task, for a quick look.")
    ] = None,
    rivals: Annotated[
        bool,
        typer.Option("--rivals", help="Measure other tools beside, where a task knows any and they are installed."),
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Tasks that are measured side by side.")
    ] = 1,
    names: Annotated[bool, typer.Option("--list", help="List the tasks and where their data comes from.")] = False,
) -> None:
    """Measure quality on labelled data.

    \b
    Examples:
      stemma eval --list
      stemma eval stories                      each labelled story and the mean
      stemma eval --json > figures.json
      stemma eval text-scrapinghub --rivals    beside trafilatura and others (pip install --group rivals)
      stemma eval --gate eval/floors.json      the tasks that have floors; what 'make test' runs

    \b
    Exit codes: 0 done; 1 a figure is below its floor; 2 wrong usage.
    A task whose data is not there is skipped, and said so on stderr.
    """
    from stemma.evaluate.floors import find_breaches, load_floors
    from stemma.evaluate.report import figures_json, figures_table
    from stemma.evaluate.tasks import TASKS, choose_tasks, run_tasks

    if names:
        for task in TASKS:
            print(f"{task.name:16} {task.needs:32} {task.obtain}")
        return
    floors = load_floors(gate) if gate else {}
    chosen, skipped = choose_tasks(tasks or list(floors), data)
    for task in skipped:
        say(f"eval: {task.name} SKIPPED: there is no {task.data_path(data)} ({task.obtain})")
    if rivals:
        say_absent_rivals()
    figures = {}
    console = open_console()
    for task, measured in run_tasks(chosen, data, limit, rivals=rivals, jobs=jobs):
        figures[task.name] = measured
        if not as_json:
            console.print(figures_table(task.name, figures[task.name]))
    if as_json:
        print(json.dumps(figures_json(figures), ensure_ascii=False))
    breaches = find_breaches(figures, floors)
    for breach in breaches:
        say(f"eval: {breach}")
    if breaches:
        raise typer.Exit(1)
    if gate and chosen:
        say(f"eval: every figure of {', '.join(t.name for t in chosen)} is at its floor in {gate} or better")


def say_absent_rivals() -> None:
    """Names the rivals that are not installed, on stderr."""
    from stemma.evaluate.texts_rivals import list_rivals

    for package in list_rivals()[1]:
        say(f"eval: {package} SKIPPED: it is not installed (pip install --group rivals)")
