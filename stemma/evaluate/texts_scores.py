"""How the open benchmarks of main text score an extractor: each by its authors' own rule.

``shingles``: article-extraction-benchmark (Zyte); ``paragraphs``: Fundus evaluation (Dallabetta and others 2024);
``words``: WCXB; ``snippets``: trafilatura (Barbaresi 2021); ``folded``: as the task ``stories`` scores a body.
Each takes the pages and the texts that were extracted from them, in one order.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from stemma.evaluate.rouge import SummaryMatch
from stemma.evaluate.texts_pages import Page
from stemma.text.words import count_shingles, fold_text

_WORD = re.compile(r"\w+")
_MOST_OPTIONAL = 10
"""Optional paragraphs of one page whose every choice is tried; of further ones all stay in."""


def score_shingles(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    """F1 of the mean precision and the mean recall over runs of four words, as written.

    A page of which nothing was extracted has no precision and does not count towards the mean of it.
    """
    precisions, recalls = [], []
    for page, text in zip(pages, texts, strict=True):
        want = count_shingles(_WORD.findall("\n".join(page.body)))
        got = count_shingles(_WORD.findall(text))
        both = (want & got).total()
        if got:
            precisions.append(both / got.total())
        if want:
            recalls.append(both / want.total())
    precision, recall = _mean(precisions), _mean(recalls)
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall}


def score_words(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    """The mean of each page's F1, precision and recall over its words, in lower case, each as often as it occurs."""
    each = []
    for page, text in zip(pages, texts, strict=True):
        want = Counter(_WORD.findall("\n".join(page.body).lower()))
        each.append(_compare(want, Counter(_WORD.findall(text.lower()))))
    return _means(each)


def score_folded(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    """The mean of each page's F1, precision and recall over runs of four words, case and punctuation aside."""
    each = []
    for page, text in zip(pages, texts, strict=True):
        want = count_shingles(fold_text("\n".join(page.body)).split())
        each.append(_compare(want, count_shingles(fold_text(text).split())))
    return _means(each)


def score_snippets(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    """F1, precision, recall and accuracy over all snippets of all pages, white space made one."""
    counts = Counter[str]()
    for page, text in zip(pages, texts, strict=True):
        flat = _flatten(text)
        found = sum(_flatten(snippet) in flat for snippet in page.wanted)
        wrong = sum(_flatten(snippet) in flat for snippet in page.unwanted)
        counts += Counter(found=found, missed=len(page.wanted) - found)
        counts += Counter(wrong=wrong, kept_out=len(page.unwanted) - wrong)
    precision = counts["found"] / max(1, counts["found"] + counts["wrong"])
    recall = counts["found"] / max(1, counts["found"] + counts["missed"])
    accuracy = (counts["found"] + counts["kept_out"]) / max(1, counts.total())
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall, "accuracy": accuracy}


def score_paragraphs(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
    """The mean of each page's ROUGE-LSum, each with the choice of optional paragraphs that scores best."""
    return _means([score_with_options(page.body, text) for page, text in zip(pages, texts, strict=True)])


def score_with_options(paragraphs: Sequence[str], text: str) -> dict[str, float]:
    """ROUGE-LSum of ``text``; a paragraph in [square brackets] may count or not, whichever is better."""
    optional = [n for n, part in enumerate(paragraphs) if part.startswith("[") and part.endswith("]")]
    plain = [part[1:-1] if n in optional else part for n, part in enumerate(paragraphs)]
    match = SummaryMatch(plain, text)
    best = match.score(range(len(plain)))
    for size in range(1, len(optional[:_MOST_OPTIONAL]) + 1):
        for left_out in combinations(optional[:_MOST_OPTIONAL], size):
            one = match.score([n for n in range(len(plain)) if n not in left_out])
            best = max(best, one, key=lambda scores: scores["f1"])
    return best


def _compare(
    want: Counter[str] | Counter[tuple[str, ...]], got: Counter[str] | Counter[tuple[str, ...]]
) -> dict[str, float]:
    both = (want & got).total()  # type: ignore[operator]
    precision, recall = both / max(1, got.total()), both / max(1, want.total())
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall}


def _means(each: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: _mean([one[name] for one in each]) for name in ("f1", "precision", "recall")}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _flatten(text: str) -> str:
    return " ".join(text.split())
