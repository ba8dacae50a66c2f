"""Fill a store with a collection of 100,000 articles, to put load on.

    python bench/load_store.py sqlite:////tmp/load.db --articles 100000 [--data ../shared] [--told FILE]

What is real and what is not:

- Articles, stories and copies are those of ``bench/heap.py``: invented, recombined from real texts that are read where
  the data lies; which story an article is in is the generator's truth, not what grouping would find.
- Some stories (``--tell``, of 2 to 12 articles) are really told, all stages (``stemma.pipeline.tell_story``). They are
  kept in ``--told``, so that a second store is filled faster and with the same.
- The edition of every other story of two or more articles is synthetic: the findings, relations, origins, quotations,
  copies and places of a told story of about as many articles, laid over its own articles. Every quote is a sentence of
  its own article, where it says it is; ids are its own; names are words of its texts. What the claims of one finding
  say has nothing to do with each other. So sizes, counts and citations are like real ones, and meaning is not.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from heap import Writer, plan_heap
from heap_texts import read_bases
from load_dossiers import Recombiner

from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.model.stored import Event, StoredArticle
from stemma.model.story import Story
from stemma.pipeline import tell_story
from stemma.store import Store, open_store
from stemma.store.codec import pack, unpack

SEED = 8
BATCH = 200
MADE = "2031-05-01T00:00:00Z"


def main() -> None:
    """Fill it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--tell", type=int, default=36, help="how many stories are really told")
    parser.add_argument("--editions", type=int, help="no more editions than these: all, where it is left out")
    parser.add_argument("--told", type=Path, help="a file to keep them in, to fill another store with the same")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    given = parser.parse_args()
    store = open_store(given.url)
    if store.count()["articles"]:
        sys.exit("this store holds articles already: give an empty one")
    began = time.time()
    plan = plan_heap(given.articles, SEED)
    writer = Writer(read_bases(given.data), SEED)
    say(began, f"{given.articles} articles planned")
    truth: defaultdict[int, list[str]] = defaultdict(list)
    copies: set[str] = set()
    written = _write_articles(writer, plan, truth, copies)
    spent = 0.0
    while batch := list(islice(written, BATCH)):
        at = time.perf_counter()
        store.put_articles(batch)
        spent += time.perf_counter() - at
    say(began, f"articles put: {given.articles / spent:.0f}/s by the clock while putting")
    stories = _put_stories(store, truth, copies)
    several = [story for story in stories if len(story.articles) > 1]
    say(began, f"{len(stories)} stories put, {len(several)} of two or more articles")
    told = _tell_some(store, several, given.tell, given.told)
    say(began, f"{len(told)} stories told")
    _put_editions(store, several[: given.editions], told, began)
    say(began, f"done: {dict(store.count())}")
    store.close()


def say(began: float, what: str) -> None:
    """Progress."""
    print(f"{time.time() - began:7.0f} s  {what}", file=sys.stderr, flush=True)


def _write_articles(writer, plan, truth, copies) -> Iterator[StoredArticle]:
    for slot in plan:
        one = writer.write(slot)
        truth[slot.story].append(one.article.id)
        if one.copy_of is not None:
            copies.add(one.article.id)
        yield StoredArticle(
            article=one.article, page=f"https://news.example/{one.article.id}", received=one.article.published or MADE
        )


def _put_stories(store: Store, truth: dict[int, list[str]], copies: set[str]) -> list[Story]:
    made = []
    waiting = sorted(truth.items(), key=lambda item: item[0])
    for start in range(0, len(waiting), 2000):
        part = waiting[start : start + 2000]
        held = store.get_articles([key for _, keys in part for key in keys])
        stories = [_make_story([held[key].article for key in keys], copies) for _, keys in part]
        with store.transaction():
            store.put_stories(stories)
            store.put_events(
                [Event(story=s.id, kind="story", at=MADE, detail={"articles": list(s.articles)}) for s in stories]
            )
        made += stories
    return made


def _make_story(articles: list[Article], copies: set[str]) -> Story:
    ordered = sorted(articles, key=lambda one: (one.published is None, one.published or "", one.id))
    days = sorted(one.published[:10] for one in articles if one.published)
    return Story(
        id=articles[0].id,
        title=articles[0].title or "",
        articles=tuple(one.id for one in ordered),
        origins=sum(one.id not in copies for one in articles),
        outlets=len({one.outlet for one in articles}),
        start=days[0] if days else None,
        end=days[-1] if days else None,
    )


def _tell_some(store: Store, stories: list[Story], many: int, path: Path | None) -> list[Dossier]:
    if path is not None and path.exists():
        return list(unpack(tuple[Dossier, ...], path.read_bytes()))  # type: ignore[arg-type]
    wanted = []
    by_size: defaultdict[int, list[Story]] = defaultdict(list)
    for story in stories:
        by_size[len(story.articles)].append(story)
    while len(wanted) < many and any(by_size[size] for size in range(2, 13)):
        wanted += [by_size[size].pop(0) for size in range(2, 13) if by_size[size]]
    told = []
    for story in wanted[:many]:
        held = store.get_articles(story.articles)
        dossier, _ = tell_story([held[key].article for key in story.articles], story.title)
        if dossier is not None:
            told.append(dossier)
    if path is not None:
        path.write_bytes(pack(tuple(told)))
    return told


def _put_editions(store: Store, stories: list[Story], told: list[Dossier], began: float) -> None:
    recombiner = Recombiner(told)
    for start in range(0, len(stories), 20):
        part = stories[start : start + 20]
        held = store.get_articles([key for story in part for key in story.articles])
        with store.transaction():
            for story in part:
                dossier = recombiner.make(story, [held[key].article for key in story.articles])
                number = store.put_edition(story.id, key="load", made=MADE, dossier=dossier)
                store.put_events([Event(story=story.id, kind="edition", at=MADE, detail={"edition": number})])
        if start % 1000 == 0:
            say(began, f"{start + len(part)} of {len(stories)} editions")


if __name__ == "__main__":
    main()
