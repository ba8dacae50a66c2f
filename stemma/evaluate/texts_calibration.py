"""Whether an article's confidence says how well its body was read: the task ``text-calibration``.

Over the pages with a body copied out by people (``text-scrapinghub``, ``text-fundus``, ``text-wcxb``,
``clusters-html``) of sites that nothing was trained on: F1 by tenths of the pages in the order of their confidence.
"""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from stemma.evaluate import texts_pages
from stemma.evaluate.texts import write_body
from stemma.evaluate.texts_pages import Page
from stemma.evaluate.texts_scores import measure_f1
from stemma.model.article import Article

PARTS = 10


def evaluate_calibration(bench: Path, limit: int | None) -> dict[str, float | dict[str, float]]:
    """``error``: the mean gap between confidence and F1 over the tenths; each tenth: its confidence, F1 and pages.

    ``rejected`` pages have no confidence and stand beside.
    """
    pairs, rejected = measure_confidences(list_unseen(bench, limit))
    pairs.sort()
    tenths = [pairs[len(pairs) * n // PARTS : len(pairs) * (n + 1) // PARTS] for n in range(PARTS)]
    figures: dict[str, float | dict[str, float]] = {"pages": float(len(pairs)), "rejected": float(rejected)}
    gaps = []
    for n, tenth in enumerate(tenths):
        if not tenth:
            continue
        sure = sum(pair[0] for pair in tenth) / len(tenth)
        right = sum(pair[1] for pair in tenth) / len(tenth)
        gaps.append(abs(sure - right) * len(tenth))
        figures[f"tenth {n + 1}"] = {
            "from": tenth[0][0],
            "to": tenth[-1][0],
            "confidence": sure,
            "f1": right,
            "pages": float(len(tenth)),
        }
    figures["error"] = sum(gaps) / max(1, len(pairs))
    return figures


def list_unseen(bench: Path, limit: int | None) -> list[Page]:
    """The first ``limit`` pages with a gold body of sites that nothing was trained on."""
    pages = chain(
        texts_pages.list_scrapinghub(bench / "ext-scrapinghub"),
        texts_pages.list_fundus(bench / "ext-fundus-evaluation"),
        texts_pages.list_wcxb(bench / "ext-wcxb"),
        texts_pages.list_clusters(bench / "clusters-html"),
    )
    return list(islice((page for page in pages if page.unseen), limit))


def measure_confidences(pages: Sequence[Page]) -> tuple[list[tuple[float, float]], int]:
    """Confidence and F1 (runs of four words, case and punctuation aside) of each page read; the number rejected."""
    from stemma.read.html_article import read_page

    pairs = []
    rejected = 0
    for page in pages:
        article = read_page(page.markup, source="page", identity="page")
        if not isinstance(article, Article):
            rejected += 1
            continue
        gold = "\n".join(part.strip("[]") for part in page.body)
        pairs.append((article.confidence, measure_f1(write_body(article), gold)))
    return pairs, rejected
