"""What lists and searches of a large store cost: p50 and p95 of each, in milliseconds of the clock and the processor.

    python bench/store_lists.py sqlite:////tmp/lists.db --fill --articles 100000 --claims 100
    python bench/store_lists.py sqlite:////tmp/lists.db

``--fill`` makes the collection first (five articles a story, so many claims a story), which takes minutes. Words are
asked by how often they stand in articles: in nearly all, in some, in few.
"""

import argparse
import random
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import store_heap

from stemma.model.stored import Event, Query
from stemma.store import Store, open_store

ARTICLES_A_STORY = 5
STORIES_AT_ONCE = 50


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=100, help="claims a story")
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    store = open_store(given.url)
    words = store_heap.Words()
    if given.fill:
        fill(store, given.articles, given.claims, words)
    print(dict(store.count()))
    measure(store, words, given.rounds)
    store.close()
    path = Path(given.url.partition("///")[2])
    if path.is_file():
        size = path.stat().st_size
        print(f"{size / 1e6:.0f} MB on disk, {size / given.articles / 1000:.2f} KB an article")


def fill(store: Store, many: int, claims: int, words: store_heap.Words) -> None:
    """Put articles, stories and an edition of each; what is there already is passed over."""
    made = store_heap.make_articles(many, words=words)
    began = time.perf_counter()
    number = 0
    while batch := list(islice(made, ARTICLES_A_STORY * STORIES_AT_ONCE)):
        held = [one.article for one in batch]
        groups = [held[at : at + ARTICLES_A_STORY] for at in range(0, len(held), ARTICLES_A_STORY)]
        with store.transaction():
            store.put_articles(batch)
            stories = [store_heap.make_story(number + n, group) for n, group in enumerate(groups)]
            store.put_stories(stories)
            for n, group in enumerate(groups):
                dossier = store_heap.make_dossier(number + n, group, claims=claims, words=words)
                at = "2024-10-12T09:00:00Z"
                store.put_edition(group[0].id, key="k", made=at, dossier=dossier)
            store.put_events([Event(story=one.id, kind="story", at=at) for one in stories])
        number += len(groups)
        if number % 1000 == 0:
            print(f"{number} stories, {time.perf_counter() - began:.0f} s", flush=True)


def measure(store: Store, words: store_heap.Words, rounds: int) -> None:
    """Print what each list costs; each round asks for other words, stories and days."""
    chosen = random.Random(7)
    stories = [one.story.id for one in store.list_stories(Query(limit=500)).items]
    articles = [one.article.id for one in store.list_articles(Query(limit=500)).items]
    names = [name for name, _ in store.list_facets("name", limit=500)]
    places = [name for name, _ in store.list_facets("place", limit=500)]
    outlets = [name for name, _ in store.list_facets("outlet", limit=80)]
    common, some, rare = words.words[:10], words.words[200:400], words.words[20_000:60_000]
    pick = chosen.choice

    def days() -> dict[str, str]:
        month = f"{pick((2023, 2024))}-{chosen.randint(1, 12):02}"
        return {"since": f"{month}-01", "until": f"{month}-28"}

    lists = {"articles": store.list_articles, "stories": store.list_stories}
    lists |= {"claims": store.list_claims, "findings": store.list_findings}
    asked: dict[str, Callable[[], dict[str, Any]]] = {
        "newest": dict,
        "a common word": lambda: {"words": pick(common)},
        "two common words": lambda: {"words": f"{pick(common)} {pick(common)}"},
        "a word": lambda: {"words": pick(some)},
        "a rare word": lambda: {"words": pick(rare)},
        "a phrase of common words": lambda: {"words": f'"{pick(common)} {pick(common)}"'},
        "the beginning of a word": lambda: {"words": pick(some)[:3] + "*"},
        "common, not another": lambda: {"words": f"{pick(common)} -{pick(some)}"},
        "a large outlet": lambda: {"outlet": pick(outlets[:3])},
        "a small outlet": lambda: {"outlet": pick(outlets[-20:])},
        "a common word of a small outlet": lambda: {"outlet": pick(outlets[-20:]), "words": pick(common)},
        "a month": days,
        "a common word of a month": lambda: days() | {"words": pick(common)},
        "a place": lambda: {"place": pick(places)},
        "a name": lambda: {"name": pick(names)},
        "a common word with a name": lambda: {"name": pick(names), "words": pick(common)},
        "a relation": lambda: {"relation": "differ"},
        "a story": lambda: {"story": pick(stories)},
        "an article": lambda: {"article": pick(articles)},
    }
    for what, make in asked.items():
        for name, ask in lists.items():
            if (what == "a relation" and name in ("articles", "stories")) or (
                what == "an article" and name == "stories"
            ):
                continue
            tell(f"{name}: {what}", lambda ask=ask, make=make: ask(Query(limit=20, **make())), rounds)
    page = store.list_claims(Query(limit=20))
    for _ in range(50):
        page = store.list_claims(Query(limit=20, after=page.next))
    tell("claims: page 50", lambda: store.list_claims(Query(limit=20, after=page.next)), rounds)
    tell("story", lambda: store.get_story(pick(stories)), rounds)
    tell("edition", lambda: store.get_edition(pick(stories)), rounds)
    tell("ten articles", lambda: store.get_articles(chosen.sample(articles, 10)), rounds)
    tell("count", store.count, rounds)
    for kind in ("outlet", "name"):
        tell(f"facets: {kind}", lambda kind=kind: store.list_facets(kind), rounds)
    tell("events of a story", lambda: store.list_events(story=pick(stories)), rounds)
    tell("newest events", store.latest_events, rounds)


def tell(what: str, ask: Callable[[], Any], rounds: int) -> None:
    """Ask so many times and print what it took, by the clock and of the processor."""
    took, used = [], []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - busy) * 1000)
    shown = [f"{sorted(some)[int(len(some) * share)]:8.1f}" for some in (took, used) for share in (0.5, 0.95)]
    print(f"{what:42} p50 {shown[0]} p95 {shown[1]}   processor p50 {shown[2]} p95 {shown[3]}", flush=True)


if __name__ == "__main__":
    main()
