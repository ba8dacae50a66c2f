"""What runs each evaluation task; the evaluators are loaded when their task runs."""

from collections.abc import Mapping
from pathlib import Path

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
    from stemma.evaluate.told_stories import score_oracles, score_told, tell_stories

    return score_told(tell_stories(clusters, limit), score_oracles)


def run_stories_rivals(clusters: Path, limit: int | None) -> Figures:
    """The same beside other ways to tell the same articles."""
    from stemma.evaluate.story_rivals import measure_rivals

    return {**run_stories(clusters, limit), **measure_rivals(clusters, limit)}


def run_corpus(corpus: Path, limit: int | None) -> Figures:
    """The test part of the invented stories, printed as pages and told like any others."""
    from stemma.evaluate.told_stories import print_corpus

    with print_corpus(corpus, limit) as stories:
        return run_stories(stories, limit)


def run_corpus_rivals(corpus: Path, limit: int | None) -> Figures:
    """The same beside other ways to tell the same articles."""
    from stemma.evaluate.told_stories import print_corpus

    with print_corpus(corpus, limit) as stories:
        return run_stories_rivals(stories, limit)


def list_stories_mistakes(clusters: Path, limit: int | None, count: int) -> str:
    """The worst mistakes in the labelled stories, as text that quotes them."""
    from stemma.evaluate.mistakes import choose_worst, write_mistakes
    from stemma.evaluate.told_stories import tell_stories

    return write_mistakes(choose_worst(tell_stories(clusters, limit), count))


def list_corpus_mistakes(corpus: Path, limit: int | None, count: int) -> str:
    """The worst mistakes in the test part of the invented stories."""
    from stemma.evaluate.told_stories import print_corpus

    with print_corpus(corpus, limit) as stories:
        return list_stories_mistakes(stories, limit, count)


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
    """The same beside htmldate and newspaper4k."""
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
