"""The evaluation tasks: what each needs, where that comes from, and how they are run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stemma.errors import UsageError
from stemma.evaluate.runs import (
    REPOSITORY,
    Figures,
    list_corpus_mistakes,
    list_stories_mistakes,
    run_attribution,
    run_calibration,
    run_chains,
    run_conflicts,
    run_copies,
    run_corpus,
    run_corpus_rivals,
    run_events,
    run_feeds,
    run_front_matter,
    run_front_matter_rivals,
    run_grouping,
    run_grouping_rivals,
    run_languages,
    run_names,
    run_page_dates,
    run_page_dates_rivals,
    run_places,
    run_quantities,
    run_stories,
    run_stories_rivals,
    run_summary,
    run_text_dumps,
    run_texts,
    run_times,
)

PRIVATE = "private test data of the project; ask its maintainers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One evaluation."""

    name: str
    needs: str
    """A path below the data folder; the task is skipped where it is absent."""
    obtain: str
    """How a user comes by the data."""
    run: Callable[[Path, int | None], Figures]
    """Takes the path that the task needs and a limit on items (None: all)."""
    run_rivals: Callable[[Path, int | None], Figures] | None = None
    """The same beside other tools, where the task knows any."""
    list_mistakes: Callable[[Path, int | None, int], str] | None = None
    """The path, a limit on items and how many mistakes, to the worst ones as text, where the task can tell."""
    own: bool = False
    """The data is the project's own: ``needs`` is a path in its repository."""

    def data_path(self, data: Path) -> Path:
        """Where the task's data is, or would be; the project's own below ``data`` too, for who has no source tree."""
        inside = REPOSITORY / self.needs
        return inside if self.own and (inside.exists() or not (data / self.needs).exists()) else data / self.needs


def choose_tasks(names: Iterable[str], data: Path) -> tuple[list[Task], list[Task]]:
    """The tasks to run and the tasks to skip for want of data; without names, all.

    Raises:
        UsageError: a name that is no task.
    """
    wanted = list(dict.fromkeys(names))
    known = {task.name: task for task in TASKS}
    for name in wanted:
        if name not in known:
            raise UsageError(f"{name}: is no evaluation task; there are {', '.join(known)}")
    tasks = [known[name] for name in wanted] or list(TASKS)
    there = [task for task in tasks if task.data_path(data).exists()]
    return there, [task for task in tasks if task not in there]


def run_tasks(
    chosen: Sequence[Task], data: Path, limit: int | None, *, rivals: bool = False, jobs: int = 1
) -> Iterator[tuple[Task, Figures]]:
    """Each task with its figures, in order; ``jobs``: how many run at a time, each then in a process of its own.

    A process each time, because what a task has loaded is not to bear on the time and memory of the next.
    """
    if jobs == 1 or len(chosen) == 1:
        for task in chosen:
            yield task, run_task(task.name, data, limit, rivals)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        running = [(task, pool.submit(run_task, task.name, data, limit, rivals)) for task in chosen]
        for task, future in running:
            yield task, future.result()


def run_task(name: str, data: Path, limit: int | None, rivals: bool) -> Figures:
    """The figures of the task ``name``, with those of rivals where they are asked for and it knows any."""
    task = next(one for one in TASKS if one.name == name)
    run = task.run_rivals if rivals and task.run_rivals else task.run
    return run(task.data_path(data), limit)


def _make_texts_task(name: str, needs: str, obtain: str) -> Task:
    return Task(
        name=name,
        needs=f"bench/data/{needs}",
        obtain=obtain,
        run=partial(run_texts, name),
        run_rivals=partial(run_texts, name, rivals=True),
    )


TASKS: tuple[Task, ...] = (
    Task(
        name="corpus",
        needs="corpus",
        obtain="in the project's repository",
        run=run_corpus,
        run_rivals=run_corpus_rivals,
        list_mistakes=list_corpus_mistakes,
        own=True,
    ),
    Task(
        name="stories",
        needs="clusters",
        obtain=PRIVATE,
        run=run_stories,
        run_rivals=run_stories_rivals,
        list_mistakes=list_stories_mistakes,
    ),
    _make_texts_task("text-scrapinghub", "ext-scrapinghub", "article-extraction-benchmark, from Zyte's repository"),
    _make_texts_task("text-fundus", "ext-fundus-evaluation", "Fundus evaluation (Dallabetta and others 2024)"),
    _make_texts_task("text-wcxb", "ext-wcxb", "WCXB (2026), development part, from its authors"),
    _make_texts_task("text-trafilatura", "ext-trafilatura", "trafilatura's own evaluation set, from its repository"),
    _make_texts_task("clusters-html", "clusters-html", PRIVATE),
    Task(
        name="feeds",
        needs="bench/data/feeds-feedparser/feedparser-tests.tar.gz",
        obtain="the folder tests of feedparser's repository, as a tar file",
        run=run_feeds,
    ),
    Task(
        name="text-calibration",
        needs="bench/data/ext-wcxb",
        obtain="WCXB (2026), development part, from its authors, with the pages of the other text-* tasks beside it",
        run=run_calibration,
    ),
    Task(
        name="attribution",
        needs="bench/data/quotes-polnear",
        obtain="PolNeAR (Newell, Margolin and Ruths 2018), from its authors",
        run=run_attribution,
        run_rivals=partial(run_attribution, rivals=True),
    ),
    Task(
        name="times",
        needs="bench/data/time-te3-full",
        obtain="TempEval-3, training part (TimeBank, AQUAINT), from the task's pages",
        run=run_times,
        run_rivals=partial(run_times, rivals=True),
    ),
    Task(
        name="names",
        needs="bench/data/coref-meantime",
        obtain="MEANTIME, English (Minard and others 2016), from its authors",
        run=run_names,
    ),
    Task(
        name="places",
        needs="bench/data/geo-pragmatic",
        obtain="LGL and GeoWebNews (Gritta, Pilehvar and Collier 2019), from its authors' repository",
        run=run_places,
    ),
    Task(
        name="events",
        needs="bench/data/coref-ecbplus",
        obtain="ECB+ (Cybulska and Vossen 2014), from its authors' repository; here as JSON Lines",
        run=run_events,
    ),
    Task(
        name="languages",
        needs="eval/languages.jsonl",
        obtain="in the project's repository",
        run=run_languages,
        own=True,
    ),
    Task(
        name="quantities",
        needs="eval/quantities.jsonl",
        obtain="in the project's repository",
        run=run_quantities,
        run_rivals=partial(run_quantities, rivals=True),
        own=True,
    ),
    Task(
        name="chains",
        needs="eval/chains.jsonl",
        obtain="in the project's repository",
        run=run_chains,
        own=True,
    ),
    Task(name="conflicts", needs="bench/data/conflict-seeds", obtain=PRIVATE, run=run_conflicts),
    Task(
        name="grouping",
        needs="bench/data/unified-stories",
        obtain=PRIVATE,
        run=run_grouping,
        run_rivals=run_grouping_rivals,
    ),
    Task(
        name="copies",
        needs="bench/data/neardup-natural",
        obtain=PRIVATE,
        run=run_copies,
        run_rivals=partial(run_copies, rivals=True),
    ),
    Task(
        name="text-dumps",
        needs="bench/data/ext-wcxb",
        obtain="WCXB (2026) and Scrapinghub's article extraction benchmark (2019), from their authors' repositories",
        run=run_text_dumps,
    ),
    Task(
        name="dates-pages",
        needs="bench/data/date-htmldate",
        obtain="the labelled pages of htmldate, from its repository (the folders eval and cache of its tests)",
        run=run_page_dates,
        run_rivals=run_page_dates_rivals,
    ),
    Task(
        name="front-matter",
        needs="bench/data",
        obtain="trafilatura's and WCXB's labelled pages, from their repositories",
        run=run_front_matter,
        run_rivals=run_front_matter_rivals,
    ),
    Task(
        name="summary",
        needs="bench/data/sum-neus-allsides",
        obtain="NeuS (Lee and others 2022), from its authors' repository",
        run=run_summary,
    ),
)
