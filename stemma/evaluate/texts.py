"""Main text told from the page's furniture, on the open benchmarks: the tasks ``text-*`` and ``clusters-html``.

The best path is ``read_page``; its text is the article's body with headings and lists, without headline, deck and
captions. The fast path is measured twice: its choice of lines alone (``fast``), and the whole article with its front
matter (``fast_article``). ``cascade`` is both paths together: the fast one's article where it is sure, else the best
one's.

Speed is pages for a second of CPU time of one process, from decoded markup to text, so that other work on the machine
changes it little; the rivals are timed in the same way.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from stemma.evaluate import texts_pages, texts_scores
from stemma.evaluate.intervals import name_part, score_items
from stemma.evaluate.texts_pages import Page
from stemma.evaluate.texts_rivals import Extract, list_rivals
from stemma.evaluate.texts_scores import Rule
from stemma.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One set of pages and the rule that it is scored by."""

    list_pages: Callable[[Path], Iterator[Page]]
    rule: Rule
    headline: str = "f1"
    """What the figure is called that the rule's F1 is reported as."""


BENCHMARKS = {
    "text-scrapinghub": Benchmark(list_pages=texts_pages.list_scrapinghub, rule=texts_scores.SHINGLES),
    "text-fundus": Benchmark(list_pages=texts_pages.list_fundus, rule=texts_scores.PARAGRAPHS),
    "text-wcxb": Benchmark(list_pages=texts_pages.list_wcxb, rule=texts_scores.WORDS),
    "text-trafilatura": Benchmark(list_pages=texts_pages.list_trafilatura, rule=texts_scores.SNIPPETS),
    "clusters-html": Benchmark(list_pages=texts_pages.list_clusters, rule=texts_scores.FOLDED, headline="body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The texts that one extractor made of the pages, and the seconds of CPU time that each took."""

    texts: tuple[str, ...]
    seconds: tuple[float, ...]

    @property
    def pace(self) -> float:
        """Pages a second."""
        return len(self.texts) / max(1e-9, sum(self.seconds))


def evaluate_texts(
    name: str, folder: Path, limit: int | None, *, rivals: bool = False
) -> dict[str, float | Mapping[str, float]]:
    """The figures of the benchmark ``name``; with ``rivals`` those of each rival that is installed, under its name."""
    benchmark = BENCHMARKS[name]
    pages = tuple(islice(benchmark.list_pages(folder), limit))
    best = run_extractor(pages, extract_best)
    own, ends = score_extraction(benchmark, pages, best)
    figures: dict[str, float | Mapping[str, float]] = {**own, **ends}
    figures |= _score_unseen(benchmark, pages, best, benchmark.headline)
    figures |= measure_fast(benchmark, pages, best)
    for rival, extract in list_rivals().items() if rivals else ():
        figures |= name_part(rival, *score_extraction(benchmark, pages, run_extractor(pages, extract)))
    return figures


def measure_fast(benchmark: Benchmark, pages: Sequence[Page], best: Extraction) -> Mapping[str, float]:
    """The figures of the fast path, over all pages and over those of hosts that its weights never saw, and of both
    paths together."""
    from stemma.read.quick.quick_body import SURE

    fast = run_extractor(pages, extract_fast)
    article = run_extractor(pages, extract_fast_article)
    sure = [
        (find_confidence(page.markup) >= SURE) and bool(text) for page, text in zip(pages, article.texts, strict=True)
    ]
    cascade = Extraction(
        texts=tuple(a if s else b for s, a, b in zip(sure, article.texts, best.texts, strict=True)),
        seconds=tuple(
            a if s else f + b for s, a, f, b in zip(sure, article.seconds, fast.seconds, best.seconds, strict=True)
        ),
    )
    figures = {}
    for name, done in (("fast", fast), ("fast_article", article), ("cascade", cascade)):
        figures[f"{name}_f1"] = benchmark.rule.score_texts(pages, done.texts)["f1"]
        figures |= _score_unseen(benchmark, pages, done, f"{name}_f1")
        figures[f"{name}_pages_per_second"] = done.pace
    return figures | {"cascade_handed_on": 1 - sum(sure) / max(1, len(sure))}


def _score_unseen(benchmark: Benchmark, pages: Sequence[Page], done: Extraction, figure: str) -> dict[str, float]:
    """``figure`` over the pages of hosts that no weights of ours ever saw; nothing where there are none."""
    unseen = [(page, text) for page, text in zip(pages, done.texts, strict=True) if page.unseen]
    if not unseen:
        return {}
    return {
        f"{figure}_unseen": benchmark.rule.score_texts([page for page, _ in unseen], [text for _, text in unseen])["f1"]
    }


def score_extraction(
    benchmark: Benchmark, pages: Sequence[Page], done: Extraction
) -> tuple[dict[str, float], dict[str, Mapping[str, float]]]:
    """The scores of what was extracted from ``pages``, and ``pages_per_second``; and the scores' intervals."""
    items = [benchmark.rule.count(page, text) for page, text in zip(pages, done.texts, strict=True)]
    scores, ends = score_items(items, benchmark.rule.score)
    named: dict[str, Mapping[str, float]] = {end: _name_headline(benchmark, values) for end, values in ends.items()}
    return {**_name_headline(benchmark, scores), "pages_per_second": done.pace}, named


def _name_headline(benchmark: Benchmark, scores: Mapping[str, float]) -> dict[str, float]:
    return {benchmark.headline if name == "f1" else name: value for name, value in scores.items()}


def run_extractor(pages: Sequence[Page], extract: Extract) -> Extraction:
    """``extract`` over ``pages``, each page timed; what is loaded on first use is loaded before."""
    extract("<html><body><p>One line of text, which ends here.</p></body></html>")
    texts, seconds = [], []
    for page in pages:
        began = time.process_time()
        texts.append(extract(page.markup))
        seconds.append(time.process_time() - began)
    return Extraction(texts=tuple(texts), seconds=tuple(seconds))


def extract_best(markup: str) -> str:
    """The body that the best path finds, one paragraph a line; empty where it finds no article."""
    from stemma.read.html_article import read_page

    return write_body(read_page(markup, source="page", identity="page"))


def extract_fast(markup: str) -> str:
    """The lines that the fast path takes for the body."""
    from stemma.read.quick.quick_body import find_quick_body

    found = find_quick_body(markup)
    return "" if isinstance(found, str) else found.text


def extract_fast_article(markup: str) -> str:
    """The body of the fast path's article, its front matter found."""
    from stemma.read.quick.quick_article import read_page_quick

    return write_body(read_page_quick(markup, source="page", identity="page"))


def find_confidence(markup: str) -> float:
    """How sure the fast path is of its choice; 0 where it makes none."""
    from stemma.read.quick.quick_body import find_quick_body

    found = find_quick_body(markup)
    return 0.0 if isinstance(found, str) else found.confidence


def write_body(article: Article | str) -> str:
    """The paragraphs of the article's body, one a line; empty for a reason why there is no article."""
    return "" if isinstance(article, str) else "\n".join(article.text[start:end] for start, end in article.body)
