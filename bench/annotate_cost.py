"""What annotation costs beside the bare spaCy pass over the same text, in one process.

    python bench/annotate_cost.py [STORIES_FOLDER]      default: ../shared/clusters

Prints the ratio of the whole stage to the bare parse (the aim: 1.6 or less), the share of each annotator,
and whether memory grows with the number of articles read (resident size after each round).
"""

import resource
import statistics
import sys
from pathlib import Path
from time import process_time

from stemma.annotate.annotators import ANNOTATORS, Draft
from stemma.annotate.parse import LANGUAGES, load_model, parse_articles
from stemma.model.article import Article
from stemma.read import read_paths, refine_story

ROUNDS = 7


def read_stories(folder: Path) -> list[tuple[Article, ...]]:
    """The articles of each story below ``folder``, in languages that have a model."""
    stories = []
    for pages in sorted(folder.glob("*/pages")):
        articles, _ = read_paths([pages])
        stories.append(tuple(a for a in refine_story(articles) if a.language in LANGUAGES))
    return [s for s in stories if s]


def run_round(stories: list[tuple[Article, ...]]) -> tuple[float, dict[str, float]]:
    """CPU seconds of the bare parse, and of each annotator, over all stories."""
    bare = 0.0
    spent = {a.name: 0.0 for a in ANNOTATORS}
    for story in stories:
        with load_model().memory_zone():
            began = process_time()
            parse_articles(story)
            bare += process_time() - began
        draft = Draft(articles=story)
        with load_model().memory_zone():
            for annotator in ANNOTATORS:
                began = process_time()
                annotator.run(draft)
                spent[annotator.name] += process_time() - began
            draft.passages.clear()
    return bare, spent


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1].parent / "shared" / "clusters"
    stories = read_stories(folder)
    articles = sum(len(s) for s in stories)
    run_round(stories)  # the first round also loads models and tables
    rounds, sizes = [], []
    for _ in range(ROUNDS):
        rounds.append(run_round(stories))
        sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    ratios = [sum(spent.values()) / bare for bare, spent in rounds]
    print(f"{articles} articles, {ROUNDS} rounds, CPU time in one process")
    print(f"annotation / bare parse: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"bare parse: {articles / statistics.median(b for b, _ in rounds):.1f} articles/s")
    for annotator in ANNOTATORS:
        share = statistics.median(spent[annotator.name] / bare for bare, spent in rounds)
        print(f"  {annotator.name:12} {share:6.3f} of the bare parse")
    print(f"resident memory after each round, MB: {', '.join(map(str, sizes))}")


if __name__ == "__main__":
    main()
