"""What runs each evaluation task; the evaluators are loaded when their task runs."""

import json
from collections.abc import Mapping
from pathlib import Path

from stemma.errors import StemmaError

Figures = Mapping[str, float | Mapping[str, float]]
"""Figure to value, or part (a story, a data set's part) to its figures."""

REPOSITORY = Path(__file__).parents[2]
"""Where the project's own labelled data lies in a source tree; an installed package has none."""


def run_feeds(archive: Path, limit: int | None) -> Figures:
    """Feeds of every kind and every fault, read."""
    from stemma.evaluate.feeds import score_feeds

    return score_feeds(archive, limit)


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


def run_attribution(data: Path, limit: int | None, *, rivals: bool = False) -> Figures:
    """Who says what, on the development part."""
    from stemma.evaluate.attribution import evaluate_attribution

    return evaluate_attribution(data, "dev", limit, rivals=rivals)


def run_times(data: Path, limit: int | None, *, rivals: bool = False) -> Figures:
    """Words of time and their values."""
    from stemma.evaluate.times import evaluate_times

    return evaluate_times(data, limit, rivals=rivals)


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


def run_quantities(sentences: Path, limit: int | None, *, rivals: bool = False) -> Figures:
    """Figures with their hedges and units; quick enough to need no limit."""
    from stemma.evaluate.quantities import evaluate_quantities

    return evaluate_quantities(sentences, rivals=rivals)


def run_languages(told: Path, limit: int | None) -> Figures:
    """Invented events told in several languages, grouped with and without the extra ``multilingual``."""
    from stemma.evaluate.languages import evaluate_languages

    return evaluate_languages(told, limit)


def run_copies(pairs: Path, limit: int | None, *, rivals: bool = False) -> Figures:
    """Pairs of articles that share text: taken over, one speaker's words, or nothing that is anybody's own."""
    from stemma.evaluate.copies import evaluate_copies
    from stemma.evaluate.copies_heap import evaluate_heap

    labels = REPOSITORY / "eval" / "copies.jsonl"
    return {**evaluate_copies(labels, pairs, limit, rivals=rivals), **evaluate_heap(labels, pairs, limit)}


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
