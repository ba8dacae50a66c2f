"""The evaluation tasks: what each needs, where that comes from, and what runs it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stemma.errors import StemmaError, UsageError

Figures = Mapping[str, float | Mapping[str, float]]
"""Figure to value, or part (a story, a data set's part) to its figures."""

PRIVATE = "private test data of the project; ask its maintainers"


REPOSITORY = Path(__file__).parents[2]
"""Where the project's own labelled data lies in a source tree; an installed package has none."""


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
    own: bool = False
    """The data is the project's own: ``needs`` is a path in its repository."""

    def data_path(self, data: Path) -> Path:
        """Where the task's data is, or would be."""
        return (REPOSITORY if self.own else data) / self.needs


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


def run_feeds(archive: Path, limit: int | None) -> Figures:
    """Feeds of every kind and every fault, read."""
    from stemma.evaluate.feeds import score_feeds

    return score_feeds(archive, limit)


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


def run_stories(clusters: Path, limit: int | None) -> Figures:
    """Every labelled story, told from its pages and scored; ``mean`` and its interval are over the stories."""
    from stemma.evaluate.intervals import bootstrap_means
    from stemma.evaluate.oracle import score_gold_spans
    from stemma.evaluate.quotations import count_altered, has_versions, score_altered
    from stemma.evaluate.relations import score_gold_groups_relation
    from stemma.evaluate.spans import score_spans
    from stemma.evaluate.stories import mean_scores, score_dossier
    from stemma.model.settings import Settings
    from stemma.pipeline import make_dossiers
    from stemma.tell.dossier_json import dump_dossier

    figures: dict[str, dict[str, float]] = {}
    quotations = []
    for path in sorted(clusters.glob("*/gold.json"))[:limit]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        try:
            run = make_dossiers([path.parent / "pages"], settings=Settings(one_story=True))
        except StemmaError as error:
            raise type(error)(f"{path.parent.name}: {error}") from error
        dossier = json.loads(dump_dossier(run.dossiers[0]))
        figures[path.parent.name] = {
            **score_dossier(dossier, gold, path.parent).figures(),
            **score_spans(dossier, gold).figures(),
            "links_gold_spans": score_gold_spans(path.parent / "pages", gold),
            **score_gold_groups_relation(path.parent / "pages", gold),
        }
        if has_versions(gold):
            quotations.append(count_altered(dossier, gold))
    each = list(figures.values())
    altered = score_altered(quotations) if quotations else {}
    return {"mean": {**mean_scores(each), **altered}, **bootstrap_means(each), **figures}


def run_corpus(corpus: Path, limit: int | None) -> Figures:
    """The test part of the invented stories, printed as pages and told like any others."""
    from tempfile import TemporaryDirectory

    from stemma.evaluate.invented import read_story
    from stemma.evaluate.invented_pages import write_story
    from stemma.evaluate.invented_split import list_stories

    stories = [read_story(folder) for folder in list_stories(corpus, "test")]
    headlines = sorted({p.text for s in stories for a in s.articles for p in a.pieces if p.part == "headline"})
    with TemporaryDirectory() as folder:
        for story in stories[:limit]:
            write_story(story, Path(folder), headlines)
        return run_stories(Path(folder), limit)


def run_attribution(data: Path, limit: int | None) -> Figures:
    """Who says what, on the development part."""
    from stemma.evaluate.attribution import evaluate_attribution

    return evaluate_attribution(data, "dev", limit)


def run_times(data: Path, limit: int | None) -> Figures:
    """Words of time and their values."""
    from stemma.evaluate.times import evaluate_times

    return evaluate_times(data, limit)


def run_names(data: Path, limit: int | None) -> Figures:
    """Names that stand for one person, organisation or place, over a story."""
    from stemma.evaluate.names import evaluate_names

    return evaluate_names(data, limit)


def run_places(data: Path, limit: int | None) -> Figures:
    """Names of places, found and put on the map."""
    from stemma.evaluate.places import evaluate_places

    return evaluate_places(data, limit)


def run_events(data: Path, limit: int | None) -> Figures:
    """Events that several documents tell of, from the bare text."""
    from stemma.evaluate.events import evaluate_events

    return evaluate_events(data, limit)


def run_quantities(sentences: Path, limit: int | None) -> Figures:
    """Figures with their hedges and units; quick enough to need no limit."""
    from stemma.evaluate.quantities import evaluate_quantities

    return evaluate_quantities(sentences)


def run_languages(told: Path, limit: int | None) -> Figures:
    """Invented events told in several languages, grouped with and without the extra ``multilingual``."""
    from stemma.evaluate.languages import evaluate_languages

    return evaluate_languages(told, limit)


def run_copies(pairs: Path, limit: int | None) -> Figures:
    """Pairs of articles that share text: taken over, one speaker's words, or nothing that is anybody's own."""
    from stemma.evaluate.copies import evaluate_copies

    return evaluate_copies(REPOSITORY / "eval" / "copies.jsonl", pairs, limit)


def run_grouping(unified: Path, limit: int | None) -> Figures:
    """Stories found in a heap of articles."""
    from stemma.evaluate.grouping import evaluate_grouping

    return evaluate_grouping(unified.parent, REPOSITORY / "eval", REPOSITORY / "corpus", limit)


def run_grouping_rivals(unified: Path, limit: int | None) -> Figures:
    """The same beside TF-IDF with average linkage."""
    from stemma.evaluate.grouping import measure_rivals

    return {**run_grouping(unified, limit), **measure_rivals(unified.parent, limit)}


def run_chains(affairs: Path, limit: int | None) -> Figures:
    """Stories of one affair, each found to go on from the one before."""
    from stemma.evaluate.chains import evaluate_chains

    return evaluate_chains(affairs, limit)


def run_conflicts(seeds: Path, limit: int | None) -> Figures:
    """Known disagreements and traps in real stories."""
    from stemma.evaluate.conflict_seeds import evaluate_conflicts

    return evaluate_conflicts(seeds, limit)


def run_page_dates(data: Path, limit: int | None) -> Figures:
    """The day that a page was published."""
    from stemma.evaluate.page_dates import evaluate_page_dates

    return evaluate_page_dates(data, limit)


def run_page_dates_rivals(data: Path, limit: int | None) -> Figures:
    """The same beside htmldate."""
    from stemma.evaluate.page_dates import evaluate_page_dates, measure_rivals

    return {**evaluate_page_dates(data, limit), **measure_rivals(data, limit)}


def run_front_matter(data: Path, limit: int | None) -> Figures:
    """Headline, authors, day and outlet of a page."""
    from stemma.evaluate.front_matter import evaluate_front_matter

    return evaluate_front_matter(data, limit)


def run_front_matter_rivals(data: Path, limit: int | None) -> Figures:
    """The same beside trafilatura's metadata."""
    from stemma.evaluate.front_matter import evaluate_front_matter, measure_rivals

    return {**evaluate_front_matter(data, limit), **measure_rivals(data, limit)}


def run_summary(data: Path, limit: int | None) -> Figures:
    """Summaries of three reports against an editor's neutral round-up, beside LexRank and lead."""
    from stemma.evaluate.summaries import evaluate_summaries

    return evaluate_summaries(data, limit)


def run_text_dumps(data: Path, limit: int | None) -> Figures:
    """The body of pages without their markup, by hosts seen and unseen in training."""
    from stemma.evaluate.text_dumps import evaluate_text_dumps

    return evaluate_text_dumps(data.parent, limit)


def run_texts(name: str, folder: Path, limit: int | None, *, rivals: bool = False) -> Figures:
    """Main text told from furniture, by the measure of the benchmark ``name``."""
    from stemma.evaluate.texts import evaluate_texts

    return evaluate_texts(name, folder, limit, rivals=rivals)


def run_calibration(wcxb: Path, limit: int | None) -> Figures:
    """Whether an article's confidence says how well its body was read."""
    from stemma.evaluate.texts_calibration import evaluate_calibration

    return evaluate_calibration(wcxb.parent, limit)


def _make_texts_task(name: str, needs: str, obtain: str) -> Task:
    return Task(
        name=name,
        needs=f"bench/data/{needs}",
        obtain=obtain,
        run=partial(run_texts, name),
        run_rivals=partial(run_texts, name, rivals=True),
    )


TASKS: tuple[Task, ...] = (
    Task(name="stories", needs="clusters", obtain=PRIVATE, run=run_stories),
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
    ),
    Task(
        name="times",
        needs="bench/data/time-te3-full",
        obtain="TempEval-3, training part (TimeBank, AQUAINT), from the task's pages",
        run=run_times,
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
        name="corpus",
        needs="corpus",
        obtain="in the project's repository",
        run=run_corpus,
        own=True,
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
    Task(name="copies", needs="bench/data/neardup-natural", obtain=PRIVATE, run=run_copies),
    Task(
        name="text-dumps",
        needs="bench/data/ext-wcxb",
        obtain="WCXB (2026) and Scrapinghub's article extraction benchmark (2019), from their authors' repositories",
        run=run_text_dumps,
    ),
    Task(
        name="dates-pages",
        needs="bench/data/date-htmldate",
        obtain="the labelled pages of htmldate, from its repository (tests/eval, tests/cache)",
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
