"""How the open benchmarks of main text score an extractor: each by its authors' own rule.

``shingles``: article-extraction-benchmark (Zyte); ``paragraphs``: Fundus evaluation (Dallabetta and others 2024);
``words``: WCXB; ``snippets``: trafilatura (Barbaresi 2021); ``folded``: as the task ``stories`` scores a body.
Each is a ``Rule``: what it counts of one page, and the figures that the counts of all pages make.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from stemma.evaluate.intervals import Sums, add_up
from stemma.evaluate.rouge import SummaryMatch
from stemma.evaluate.texts_pages import Page
from stemma.text.words import count_shingles, fold_text

_WORD = re.compile(r"\w+")
_MOST_OPTIONAL = 10
"""Optional paragraphs of one page whose every choice is tried; of further ones all stay in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a set is scored: what is counted of one page, and the figures that all counts together make."""

    count: Callable[[Page, str], Sums]
    score: Callable[[Sums], dict[str, float]]

    def score_texts(self, pages: Sequence[Page], texts: Sequence[str]) -> dict[str, float]:
        """``f1``, ``precision``, ``recall`` and what else the rule gives of what was extracted from ``pages``."""
        return self.score(add_up(self.count(page, text) for page, text in zip(pages, texts, strict=True)))


def count_shingles_of(page: Page, text: str) -> dict[str, float]:
    """Precision and recall over runs of four words, as written; where nothing was extracted, no precision."""
    want = count_shingles(_WORD.findall("\n".join(page.body)))
    got = count_shingles(_WORD.findall(text))
    both = (want & got).total()
    precision = {"precision": both / got.total(), "got": 1.0} if got else {}
    return precision | ({"recall": both / want.total(), "wanted": 1.0} if want else {})


def score_shingles(sums: Sums) -> dict[str, float]:
    """F1 of the mean precision and the mean recall."""
    precision, recall = _divide(sums, "precision", "got"), _divide(sums, "recall", "wanted")
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall}


def count_words(page: Page, text: str) -> dict[str, float]:
    """A page's F1, precision and recall over its words, in lower case, each as often as it occurs."""
    want = Counter(_WORD.findall("\n".join(page.body).lower()))
    return _compare(want, Counter(_WORD.findall(text.lower())))


def count_folded(page: Page, text: str) -> dict[str, float]:
    """A page's F1, precision and recall over runs of four words, case and punctuation aside."""
    want = count_shingles(fold_text("\n".join(page.body)).split())
    return _compare(want, count_shingles(fold_text(text).split()))


def measure_f1(found: str, gold: str) -> float:
    """F1 over runs of four words, each as often as it occurs, case and punctuation aside; 0 where there are none."""
    want, got = (count_shingles(fold_text(text).split()) for text in (gold, found))
    return 2 * (want & got).total() / max(1, want.total() + got.total())


def count_paragraphs(page: Page, text: str) -> dict[str, float]:
    """A page's ROUGE-LSum, with the choice of optional paragraphs that scores best."""
    return score_with_options(page.body, text) | {"pages": 1.0}


def score_means(sums: Sums) -> dict[str, float]:
    """The mean over the pages of each page's F1, precision and recall."""
    return {name: _divide(sums, name, "pages") for name in ("f1", "precision", "recall")}


def score_snippets(sums: Sums) -> dict[str, float]:
    """F1, precision, recall and accuracy over all snippets of all pages, white space made one."""
    counts = Counter(dict(sums))
    precision = counts["found"] / max(1, counts["found"] + counts["wrong"])
    recall = counts["found"] / max(1, counts["found"] + counts["missed"])
    accuracy = (counts["found"] + counts["kept_out"]) / max(1, sum(sums.values()))
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall, "accuracy": accuracy}


def count_snippets(page: Page, text: str) -> Counter[str]:
    """How many snippets of ``page`` are ``found``, ``missed``, ``wrong`` and ``kept_out``."""
    flat = _flatten(text)
    found = sum(_flatten(snippet) in flat for snippet in page.wanted)
    wrong = sum(_flatten(snippet) in flat for snippet in page.unwanted)
    return Counter(found=found, missed=len(page.wanted) - found, wrong=wrong, kept_out=len(page.unwanted) - wrong)


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
    return {"f1": _f1(precision, recall), "precision": precision, "recall": recall, "pages": 1.0}


def _divide(sums: Sums, name: str, by: str) -> float:
    return sums.get(name, 0.0) / sums[by] if sums.get(by) else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _flatten(text: str) -> str:
    return " ".join(text.split())


SHINGLES = Rule(count=count_shingles_of, score=score_shingles)
WORDS = Rule(count=count_words, score=score_means)
FOLDED = Rule(count=count_folded, score=score_means)
SNIPPETS = Rule(count=count_snippets, score=score_snippets)
PARAGRAPHS = Rule(count=count_paragraphs, score=score_means)
