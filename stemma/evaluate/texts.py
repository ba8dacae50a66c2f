"""Main text told from the page's furniture, on the open benchmarks: the tasks ``text-*`` and ``clusters-html``.

The best path is ``read_page``; its text is the article's body with headings and lists, without headline, deck and
captions. Speed is pages for a second of CPU time of one process, from decoded markup to text, so that other work on
the machine changes it little; the rivals are timed in the same way.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from stemma.evaluate import texts_pages, texts_scores
from stemma.evaluate.texts_pages import Page
from stemma.evaluate.texts_rivals import Extract, list_rivals
from stemma.model.article import Article

Score = Callable[[Sequence[Page], Sequence[str]], dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One set of pages and the rule that it is scored by."""

    list_pages: Callable[[Path], Iterator[Page]]
    score: Score
    headline: str = "f1"
    """What the figure is called that the rule's F1 is reported as."""


BENCHMARKS = {
    "text-scrapinghub": Benchmark(list_pages=texts_pages.list_scrapinghub, score=texts_scores.score_shingles),
    "text-fundus": Benchmark(list_pages=texts_pages.list_fundus, score=texts_scores.score_paragraphs),
    "text-wcxb": Benchmark(list_pages=texts_pages.list_wcxb, score=texts_scores.score_words),
    "text-trafilatura": Benchmark(list_pages=texts_pages.list_trafilatura, score=texts_scores.score_snippets),
    "clusters-html": Benchmark(list_pages=texts_pages.list_clusters, score=texts_scores.score_folded, headline="body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The texts that one extractor made of the pages, and the seconds of CPU time that each took."""

    texts: tuple[str, ...]
    seconds: tuple[float, ...]


def evaluate_texts(
    name: str, folder: Path, limit: int | None, *, rivals: bool = False
) -> dict[str, float | dict[str, float]]:
    """The figures of the benchmark ``name``; with ``rivals`` those of each rival that is installed, under its name."""
    benchmark = BENCHMARKS[name]
    pages = tuple(islice(benchmark.list_pages(folder), limit))
    figures: dict[str, float | dict[str, float]] = {**measure_extractor(benchmark, pages, extract_best)}
    for rival, extract in list_rivals()[0].items() if rivals else ():
        figures[rival] = measure_extractor(benchmark, pages, extract)
    return figures


def measure_extractor(benchmark: Benchmark, pages: Sequence[Page], extract: Extract) -> dict[str, float]:
    """The scores of ``extract`` on ``pages``, and ``pages_per_second``."""
    done = run_extractor(pages, extract)
    scores = benchmark.score(pages, done.texts)
    return {
        benchmark.headline: scores.pop("f1"),
        **scores,
        "pages_per_second": len(pages) / max(1e-9, sum(done.seconds)),
    }


def run_extractor(pages: Sequence[Page], extract: Extract) -> Extraction:
    """``extract`` over ``pages``, each page timed; what is loaded on first use is loaded before."""
    extract("<html><body><p>One.</p></body></html>")
    texts, seconds = [], []
    for page in pages:
        began = time.process_time()
        texts.append(extract(page.markup))
        seconds.append(time.process_time() - began)
    return Extraction(texts=tuple(texts), seconds=tuple(seconds))


def extract_best(markup: str) -> str:
    """The body that the best path finds, one paragraph a line; empty where it finds no article."""
    from stemma.read.html_article import read_page

    article = read_page(markup, source="page", identity="page")
    return write_body(article) if isinstance(article, Article) else ""


def write_body(article: Article) -> str:
    """The paragraphs of the article's body, one a line."""
    return "\n".join(article.text[start:end] for start, end in article.body)
