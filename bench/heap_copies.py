"""What finding copies across a heap costs: time and memory, growth from N to 4 N, datasketch beside it.

    python bench/heap_copies.py [N]      default: 5000, and four times as many

Invented articles of 150 to 450 words: one in four is an exact, near or partial copy of an earlier one, the others are
their own. Each figure is taken in a process of its own: CPU seconds of finding alone, and by how much the peak of
resident memory grew. datasketch (a MinHashLSH of 64 permutations, threshold .5, six-word shingles) is measured where
it is installed, on as many articles as N is, and finds near copies alone. Neither the articles nor the making of them
count.
"""

import random
import resource
import sys
from multiprocessing import get_context
from time import process_time

from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.index import CopyIndex
from stemma.model.article import Article
from stemma.model.span import Span

SIZE = 5_000
TIMES = 4
_PARTS = ("ba", "de", "ki", "lo", "mu", "ra", "sel", "tor", "vin", "wes", "hal", "pon", "gri", "cho", "fal", "nur")
WORDS = tuple(a + b + c for a in _PARTS for b in _PARTS for c in ("n", "st", "rim", "la", "dor", "eck", "os", "um"))


def make_sentence(chance: random.Random) -> str:
    """Invented words, common ones oftener."""
    words = [WORDS[min(int(chance.expovariate(0.004)), len(WORDS) - 1)] for _ in range(chance.randint(10, 25))]
    return " ".join(words).capitalize() + "."


def make_heap(size: int) -> list[list[str]]:
    """Sentences of each article; one in four takes from one of the two thousand before it."""
    chance = random.Random(11)
    heap: list[list[str]] = []
    for number in range(size):
        own = [make_sentence(chance) for _ in range(chance.randint(10, 24))]
        if number and chance.random() < 1 / 4:
            taken = heap[chance.randrange(max(0, number - 2_000), number)]
            kind = chance.randrange(3)
            if kind == 0:
                own = list(taken)
            elif kind == 1:
                own = [*taken[: chance.randint(1, 3)], make_sentence(chance), *taken[3:]]
            else:
                own = [*own[:6], *taken[2:8], *own[6:12]]
        heap.append(own)
    return heap


def make_articles(size: int) -> list[Article]:
    """The heap as articles that are all body."""
    articles = []
    for number, sentences in enumerate(make_heap(size)):
        text = " ".join(sentences)
        day = f"2031-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        name = f"a{number:07}"
        articles.append(Article(id=name, source=name, text=text, body=(Span(0, len(text)),), published=day))
    return articles


def measure_ours(size: int) -> tuple[float, float, int]:
    """CPU seconds, megabytes and pairs found."""
    articles = make_articles(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = process_time()
    found = find_shared_texts(articles)
    spent = process_time() - began
    return spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, len(found)


def measure_rival(size: int) -> tuple[float, float, int]:
    """The same of datasketch."""
    from datasketch import MinHash, MinHashLSH

    articles = make_articles(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=64)
    found = 0
    for article in articles:
        words = article.text.casefold().split()
        sketch = MinHash(num_perm=64)
        sketch.update_batch([" ".join(words[at : at + 6]).encode() for at in range(len(words) - 5)])
        found += len(lsh.query(sketch))
        lsh.insert(article.id, sketch)
    spent = process_time() - began
    return spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, found


def measure_index(size: int) -> tuple[float, float, float]:
    """Milliseconds of CPU to add an article to an index of ``size`` and to ask of it: mean, and the longest."""
    articles = make_articles(size + 200)
    index = CopyIndex()
    for article in articles[:size]:
        index.add(article)
    spent = []
    for article in articles[size:]:
        began = process_time()
        index.query(article)
        index.add(article)
        spent.append(1e3 * (process_time() - began))
    return sum(spent) / len(spent), max(spent), float(len(index))


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        few, many = (pool.apply(measure_ours, (n,)) for n in (size, TIMES * size))
        for n, (spent, grown, found) in ((size, few), (TIMES * size, many)):
            print(f"{n:8,} articles {spent:7.2f} s {1e3 * spent / n:6.3f} ms each, {grown:6.0f} MB, {found:7,} pairs")
        print(f"time of {TIMES} N / time of N: {many[0] / few[0]:.2f}")
        mean, longest, held = pool.apply(measure_index, (TIMES * size,))
        print(
            f"one article more, asked and added, with {held:,.0f} texts held: {mean:.1f} ms, at most {longest:.1f} ms"
        )
        try:
            spent, grown, found = pool.apply(measure_rival, (size,))
        except ImportError:
            print("datasketch is not installed: not measured beside")
            return
        print(f"datasketch, {size:,} articles: {spent:.2f} s, {grown:.0f} MB, {found:,} pairs (near copies alone)")
        print(f"  {spent / few[0]:.1f} times as long as ours")


if __name__ == "__main__":
    main()
