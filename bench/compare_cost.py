"""What comparing costs as a story grows, after annotation.

    python bench/compare_cost.py [retold|mixed] [SIZE ...]      default: both, 5 25 50 100 200 articles

Makes stories out of the invented newsroom's text. ``retold``: one event told by all, each article drawn from the
paragraphs of a few stories, some figures changed, so that findings grow with the story. ``mixed``: the articles of
many stories as they are, so that findings grow in number. Each size is compared in a process of its own, with
vectors and without; prints seconds of CPU, their ratio to the size before, claims (with phrases), and the most
memory that the process took (resident, with Python, the encoder and the annotated story). Twice the claims at
n log n cost 2.2 times as much.
"""

import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

from stemma.annotate.story import AnnotatedStory, annotate_story
from stemma.compare.findings import compare_story
from stemma.compare.settling import settle_differences
from stemma.evaluate.invented import InventedArticle, read_story
from stemma.model.article import Article
from stemma.model.span import Span

SIZES = (5, 25, 50, 100, 200)
CORPUS = Path(__file__).parents[1] / "corpus" / "stories"
TOLD_BY = 8
"""Stories whose paragraphs make up the one event that is retold."""
PARAGRAPHS = 16
_FIGURE = re.compile(r"\b[1-9]\d?\b")


def list_articles(articles: int) -> list[InventedArticle]:
    """The first articles of the invented newsroom, story by story, as many as are asked for."""
    found: list[InventedArticle] = []
    for folder in sorted(p.parent for p in CORPUS.glob("*/facts.json")):
        if len(found) >= articles:
            break
        found += read_story(folder).articles
    return found[:articles]


def make_article(number: int, parts: list[str], published: str) -> Article:
    """An article of a headline and paragraphs."""
    text = "\n\n".join(parts)
    return Article(
        id=f"a{number:04}",
        source=f"a{number:04}.txt",
        text=text,
        title=parts[0],
        outlet=f"Paper {number}",
        published=published,
        body=(Span(len(parts[0]) + 2, len(text)),),
    )


def make_mixed(articles: int) -> list[Article]:
    """Articles as they are, of as many stories as it takes."""
    return [
        make_article(n, [p.text for p in a.pieces if p.part in {"headline", "body"}], f"2031-03-{1 + n % 9:02}")
        for n, a in enumerate(list_articles(articles))
    ]


def make_retold(articles: int) -> list[Article]:
    """Articles of paragraphs that many of them have, a third with another figure, in any order."""
    chance = random.Random(7)
    sources = list_articles(6 * TOLD_BY)
    titles = [p.text for a in sources for p in a.pieces if p.part == "headline"]
    pool = [p.text for a in sources for p in a.pieces if p.part == "body"]
    made = []
    for number in range(articles):
        chosen = chance.sample(pool, PARAGRAPHS)
        changed = [change_figure(p, chance) if chance.random() < 1 / 3 else p for p in chosen]
        made.append(make_article(number, [chance.choice(titles), *changed], f"2031-03-{1 + number % 9:02}"))
    return made


def change_figure(paragraph: str, chance: random.Random) -> str:
    """The paragraph with its small figures a little off."""
    return _FIGURE.sub(lambda m: str(int(m[0]) + chance.randint(0, 3)), paragraph)


def measure(path: Path, vectors: bool) -> None:
    """Compare the story in ``path`` and print seconds, claims and memory: what the process of one size does."""
    story: AnnotatedStory = pickle.loads(path.read_bytes())
    if vectors:
        compare_story(story.articles[:1], story.entities, story.places, vectors=True)  # loads the encoder
    began = process_time()
    comparison = compare_story(story.articles, story.entities, story.places, vectors=vectors)
    comparison = settle_differences(comparison, story.articles, story.places)
    spent = process_time() - began
    claims = sum(len(a.claims) + len(a.phrases) for a in story.articles)
    most = max(len(f.claims) for f in comparison.findings)
    print(spent, claims, len(comparison.findings), most, measure_memory())


def measure_memory() -> int:
    """The most memory that this process held, MB; where the system tells only so, with what its parent had."""
    status = Path("/proc/self/status")
    if status.is_file():
        return (
            int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def print_curve(name: str, sizes: tuple[int, ...]) -> None:
    """Make, annotate and measure each size, and print a line for it with vectors and one without."""
    makers = {"retold": make_retold, "mixed": make_mixed}
    print(name)
    last: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.pickle"
            path.write_bytes(pickle.dumps(annotate_story(makers[name](size))))
            for way in ("vectors", "plain"):
                told = subprocess.run(
                    [sys.executable, __file__, "one", str(path), way], check=True, capture_output=True, text=True
                ).stdout.split()
                spent, claims, findings, most, memory = float(told[0]), *map(int, told[1:])
                growth = f"x {spent / last[way]:.2f}" if way in last else ""
                print(
                    f"  {size:4} articles {claims:6} claims {findings:6} findings (of {most:4} claims at most) "
                    f"{way:7} {spent:8.2f} s {growth:7} {memory:5} MB",
                    flush=True,
                )
                last[way] = spent


def main() -> None:
    """Measure and print."""
    given = sys.argv[1:]
    if given[:1] == ["one"]:
        measure(Path(given[1]), given[2] == "vectors")
        return
    names = [g for g in given if g in {"retold", "mixed"}] or ["retold", "mixed"]
    sizes = tuple(int(g) for g in given if g.isdigit()) or SIZES
    for name in names:
        print_curve(name, sizes)


if __name__ == "__main__":
    main()
