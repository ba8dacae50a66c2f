"""Makes ``stemma/annotate/data/phrase_weights.json``: which phrases inside a clause answer a question of their own.

    python train/make_phrase_weights.py             # train on the corpus' train part, write, print figures
    python train/make_phrase_weights.py --dry-run   # the same, writes nothing

A phrase counts as such where, of all our clauses and phrases, it is the one that fits a marked claim best, or fits one
by three fifths (intersection over union); one that fits by a third teaches nothing. Ridge logistic regression over the
features of ``stemma.annotate.phrases``; Newton's method from zero, data in sorted order: no chance is involved.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.annotate.annotators import ANNOTATORS, Draft
from stemma.annotate.claims import make_claims
from stemma.annotate.parse import load_model
from stemma.annotate.slots import Slots
from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import list_stories
from stemma.model.annotation import Claim
from stemma.read import read_one_story

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
TARGET = Path(__file__).resolve().parents[1] / "stemma" / "annotate" / "data" / "phrase_weights.json"
RIDGE = 3.0
RAREST = 8
"""Features seen less often teach nothing."""
STEPS = 8
FITS, TOUCHES = 0.6, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The features of a story's phrases, and which are marked; phrases in between are left out."""

    features: list[list[str]]
    marked: list[bool]


def read_samples(part: str) -> list[Sample]:
    """One sample a story of the corpus' part."""
    samples = []
    for folder in sorted(list_stories(CORPUS, part)):
        with tempfile.TemporaryDirectory() as place:
            made = write_story(read_story(folder), Path(place), ["Rain in the hills", "Ferry back in service"])
            gold = json.loads((made / "gold.json").read_text("utf-8"))
            samples.append(read_sample(made / "pages", gold))
    return samples


def read_sample(pages: Path, gold: dict[str, Any]) -> Sample:
    """The phrases of one story's pages, labelled by its gold file."""
    draft = Draft(articles=tuple(read_one_story([pages])))
    seen: list[list[str]] = []

    def record(features: Sequence[str]) -> float:
        seen.append(list(features))
        return float(len(seen))

    spans: dict[str, list[Claim]] = {}
    with load_model().memory_zone():
        for annotator in ANNOTATORS[:-1]:
            annotator.run(draft)
        for article in draft.articles:
            slots = Slots(
                mentions=draft.mentions[article.id],
                times=draft.times[article.id],
                quantities=draft.quantities[article.id],
                attributions=draft.attributions[article.id],
            )
            claims, phrases = make_claims(article, draft.passages[article.id], slots, {}, weigh=record)
            spans[Path(article.source).stem] = [*claims, *phrases]
        draft.passages.clear()
    wanted = defaultdict(list)
    for finding in gold["findings"]:
        for claim in finding["claims"]:
            wanted[Path(claim["article"]).stem].append(claim["quote"])
    texts = {Path(a.source).stem: a.text for a in draft.articles}
    features, marked = [], []
    for stem in sorted(spans):
        fits = _measure_fits(spans[stem], [_locate(texts[stem], quote) for quote in wanted[stem]])
        for claim, fit in zip(spans[stem], fits, strict=True):
            if claim.within is not None and not TOUCHES <= fit < FITS:
                features.append(seen[int(claim.worth) - 1])
                marked.append(fit >= FITS)
    return Sample(features=features, marked=marked)


def _locate(text: str, quote: str) -> tuple[int, int] | None:
    at = text.find(quote)
    return (at, at + len(quote)) if at >= 0 else None


def _measure_fits(claims: Sequence[Claim], wanted: Sequence[tuple[int, int] | None]) -> list[float]:
    """Each claim's best intersection over union with a marked claim; 1 where it is that claim's best."""
    fits = [0.0] * len(claims)
    for place in wanted:
        best = (0.0, -1)
        for index, claim in enumerate(claims):
            shared = min(claim.end, place[1]) - max(claim.start, place[0]) if place else 0
            if place is None or shared <= 0:
                continue
            fit = shared / (max(claim.end, place[1]) - min(claim.start, place[0]))
            fits[index] = max(fits[index], fit)
            if shared * 2 >= place[1] - place[0]:
                best = max(best, (fit, index))
        if best[1] >= 0:
            fits[best[1]] = 1.0
    return fits


def fit_weights(samples: Sequence[Sample]) -> dict[str, float]:
    """Feature → weight."""
    counts: dict[str, int] = defaultdict(int)
    for sample in samples:
        for row in sample.features:
            for name in dict.fromkeys(row):
                counts[name] += 1
    names = sorted(n for n, k in counts.items() if k >= RAREST)
    place = {n: i for i, n in enumerate(names)}
    rows = [[place[n] for n in dict.fromkeys(row) if n in place] for s in samples for row in s.features]
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for index, row in enumerate(rows):
        table[index, row] = 1
    labels = np.array([m for s in samples for m in s.marked], dtype=np.float32)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (labels - chances) - RIDGE * weights
        bend = (table * (chances * (1 - chances))[:, None].astype(np.float32)).T @ table
        weights = weights + np.linalg.solve(bend + RIDGE * np.eye(len(names)), slope)
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}


def measure_precision(samples: Sequence[Sample], weights: dict[str, float]) -> float:
    """Mean average precision over stories of the ranking of phrases."""
    figures = []
    for sample in samples:
        scores = np.array([sum(weights.get(n, 0.0) for n in dict.fromkeys(row)) for row in sample.features])
        right: NDArray[np.bool_] = np.array(sample.marked)[np.argsort(-scores, kind="stable")]
        found = np.cumsum(right) / np.arange(1, len(right) + 1)
        figures.append(float(found[right].mean()))
    return sum(figures) / len(figures)


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args()
    train, dev = read_samples("train"), read_samples("dev")
    weights = fit_weights(train)
    print(f"{sum(len(s.marked) for s in train)} phrases of {len(train)} stories, {len(weights)} weights")
    print(
        f"average precision: train {measure_precision(train, weights):.3f}, dev {measure_precision(dev, weights):.3f}"
    )
    if not options.dry_run:
        TARGET.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
