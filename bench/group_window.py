"""How near the stories of a store that is grouped window by window come to those of all articles grouped at once.

    python bench/group_window.py [--size 2000] [--most 6000,600,130] [--polls 40] [--data ../shared]

A heap of ``bench/heap.py`` comes in order of publication, so many at a time, into a store in memory in which
nothing is grouped as a whole (``large`` 0); a window may have ``--most`` articles. Printed for each: B-cubed
against the heap's truth and against grouping all at once, how many articles were looked at a poll, and processor
seconds of the last quarter of the polls, each. A window of 130 is to a heap of 2,000 in eight weeks what one of
6,000 is to a store of 100,000.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from group_scale import score_labels
from heap import make_heap

from stemma.collection import window
from stemma.collection.grouping import group_articles
from stemma.group.grouping import group_collection
from stemma.model.article import Article
from stemma.model.overrides import Overrides
from stemma.model.stored import StoredArticle
from stemma.read import refine_collection
from stemma.store import open_store

NOW = "2031-05-01T00:00:00Z"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--most", default="6000,600,130")
    parser.add_argument("--polls", type=int, default=40)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    made = list(make_heap(given.size, 8, given.data))
    articles = [one.article for one in made]
    truth = [one.story for one in made]
    began = process_time()
    grouping = group_collection(refine_collection(articles), vectors=False)
    home = {key: story.id for story in grouping.stories for key in story.articles}
    whole = [home[article.id] for article in articles]
    print(f"all at once: {tell(whole, truth)}; {process_time() - began:.1f} s", flush=True)
    for most in map(int, given.most.split(",")):
        labels, looked, took = arrive(articles, given.polls, most)
        last = took[-len(took) // 4 :]
        print(
            f"windows of {most:,}: {tell(labels, truth)}; against all at once {tell(labels, whole)}; "
            f"{sum(looked) / len(looked):,.0f} articles looked at; {sum(last) / len(last):.2f} s a poll",
            flush=True,
        )


def arrive(articles: Sequence[Article], polls: int, most: int) -> tuple[list[str], list[int], list[float]]:
    """Let them come; the story of each in the end, articles looked at and seconds of each poll."""
    window.MOST = most
    store = open_store("memory:")
    looked, took = [], []
    each = -(-len(articles) // polls)
    for first in range(0, len(articles), each):
        batch = articles[first : first + each]
        store.put_articles([StoredArticle(article=one, page=one.source, received=NOW) for one in batch])
        began = process_time()
        report = group_articles(
            store, overrides=Overrides(), vectors=False, now=lambda: NOW, progress=lambda done, of: None, large=0
        )
        took.append(process_time() - began)
        looked.append(report.looked_at)
    home = {key: one.story.id for one in store.iter_stories() for key in one.story.articles}
    return [home[article.id] for article in articles], looked, took


def tell(labels: Sequence[object], truth: Sequence[object]) -> str:
    """B-cubed as text."""
    score = score_labels(labels, truth)
    return f"P {score['precision']:.3f} R {score['recall']:.3f} F {score['f1']:.3f}"


if __name__ == "__main__":
    main()
