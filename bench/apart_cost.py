"""What it costs to find the articles that are kept apart, beside making profiles, and how it grows.

    python bench/apart_cost.py [SMALL LARGE]      default: 25000 100000 articles

Makes articles of invented sentences: four in five are prose of some 200 words, one in seven an issue of one of 60
daily forms, the rest short pages, some of them walls. Prints milliseconds of CPU an article and, which other work on
the machine changes least, their ratio to ``make_profile`` over the same articles, and how the whole grows.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from time import process_time

from stemma.group.apart.standing import judge_standing
from stemma.group.profile import make_profile
from stemma.model.article import Article
from stemma.model.span import Span

_SYLLABLES = "ba co di fe gu ha jo ka li mo ne pu ra so ti vu wa xe yo zi".split()
_COMMON = "the of and to in a was for on that with by at from his her its were said after over under into".split()


def make_articles(size: int) -> Iterator[Article]:
    """Articles that are the same on every run."""
    chance = random.Random(size)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    forms = [[chance.choice(words) for _ in range(8)] for _ in range(60)]
    for number in range(size):
        kind = chance.random()
        if kind < 0.8:
            title, lines = _write_prose(chance, words)
        elif kind < 0.94:
            form = chance.randrange(len(forms))
            title = f"{forms[form][0].title()} for {number}"
            lines = [f"{word.title()}: {chance.randint(1, 99)} and {chance.randint(100, 999)}" for word in forms[form]]
        else:
            title, lines = f"{chance.choice(words)} {number}", ["Please sign in to continue reading this page."]
        text = "\n".join(lines)
        day = date(2031, 1, 1) + timedelta(days=chance.randrange(60))
        yield Article(
            id=f"{number:08x}", source=f"{number}.html", text=text, title=title, outlet=f"Outlet {number % 300}",
            published=day.isoformat(), body=_find_lines(lines),
        )  # fmt: skip


def _write_prose(chance: random.Random, words: list[str]) -> tuple[str, list[str]]:
    lines = []
    for _ in range(6):
        sentences = []
        for _ in range(2):
            picked = [chance.choice(words if n % 2 else _COMMON) for n in range(17)]
            picked[chance.randrange(17)] = chance.choice(words).title()
            if chance.random() < 0.2:
                picked[chance.randrange(17)] = str(chance.randint(2, 4000))
            sentences.append(" ".join(picked).capitalize() + ".")
        lines.append(" ".join(sentences))
    return " ".join(chance.choices(words, k=8)).capitalize(), lines


def _find_lines(lines: list[str]) -> tuple[Span, ...]:
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return tuple(spans)


def measure(size: int) -> float:
    """Seconds of ``judge_standing`` over ``size`` articles; prints them an article, beside profiles."""
    articles = list(make_articles(size))
    start = process_time()
    for article in articles:
        make_profile(article)
    profiles = process_time() - start
    start = process_time()
    standing = judge_standing(articles)
    seconds = process_time() - start
    each = f"{1000 * seconds / size:.3f} ms an article, {seconds / profiles:.1f} times what profiles cost"
    print(f"{size:7d} articles: {each}; {len(standing.apart)} apart")
    return seconds


if __name__ == "__main__":
    small, large = (int(one) for one in (sys.argv[1:] or ("25000", "100000")))
    first, second = measure(small), measure(large)
    print(f"{large / small:.1f} times as many take {second / first:.2f} times as long")
