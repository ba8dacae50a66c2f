"""Fits the weights of ``stemma/compare/confidence.py`` and prints its reliability tables.

    python train/make_confidence.py --clusters ../shared/clusters

Learns from every second story of the corpus' train part, read and annotated as a user's pages are. A finding of several
articles is labelled by the share of its pairs of claims of different articles that the marks join; a finding of one
article by whether no other article tells its fact. Newton's method from zero: no chance is involved. The tables show
the dev part and, measured only, the real stories: how many findings at which chance, and what share was right.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.annotate.story import annotate_story
from stemma.compare.confidence import gather_evidence, measure_confidence
from stemma.compare.copies import find_copies
from stemma.compare.findings import find_rivals, group_claims
from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import list_stories
from stemma.model.annotation import Claim
from stemma.read import read_one_story

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
STEPS, RIDGE = 12, 0.1
TOUCHES = 0.3
NAMES = ("base", "mean", "least", "rival", "articles", "phrases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One finding: its features (1, mean, least, rival, log2 articles, phrases), its label, our chance for it."""

    joint: bool
    features: tuple[float, ...]
    label: float
    told: float


def read_findings(pages: Path, gold: dict[str, Any], *, vectors: bool) -> Iterator[Labelled]:
    """The findings of one story that the gold says something of."""
    story = annotate_story(read_one_story([pages]))
    annotated = sorted(story.articles, key=lambda a: a.article.id)
    claims, likeness, groups = group_claims(annotated, find_copies(annotated), vectors=vectors)
    rivals = find_rivals(groups, claims, likeness)
    facts = _match_facts(claims, {Path(a.article.source).stem: a.article.id for a in annotated}, annotated, gold)
    shared = [len({c["article"] for c in f["claims"]}) > 1 for f in gold["findings"]]
    for group in groups:
        evidence = gather_evidence(group.members, claims, likeness, rivals)
        if evidence.articles > 1:
            pairs = [
                bool(facts[i] & facts[j])
                for position, i in enumerate(group.members)
                for j in group.members[position + 1 :]
                if claims[i].article != claims[j].article and facts[i] and facts[j]
            ]
            if not pairs:
                continue
            label = sum(pairs) / len(pairs)
        elif facts[group.members[0]]:
            label = float(not any(shared[f] for f in facts[group.members[0]]))
        else:
            continue
        yield Labelled(
            joint=evidence.articles > 1,
            features=(
                1.0,
                evidence.mean,
                evidence.least,
                evidence.rival,
                log2(evidence.articles),
                evidence.phrases,
            ),
            label=label,
            told=measure_confidence(evidence, vectors=vectors),
        )


def _match_facts(
    claims: Sequence[Claim], articles: dict[str, str], annotated: Sequence[Any], gold: dict[str, Any]
) -> list[set[int]]:
    """The gold findings that each claim touches by a third."""
    texts = {a.article.id: a.article.text for a in annotated}
    facts: list[set[int]] = [set() for _ in claims]
    files = {a["id"]: Path(a.get("file", a["id"] + ".txt")).stem for a in gold["articles"]}
    for number, finding in enumerate(gold["findings"]):
        for wanted in finding["claims"]:
            article = articles.get(files[wanted["article"]], "")
            start = texts.get(article, "").find(wanted["quote"])
            end = start + len(wanted["quote"])
            for index, claim in enumerate(claims):
                common = min(end, claim.end) - max(start, claim.start)
                if start >= 0 and claim.article == article and common > 0:
                    whole = max(end, claim.end) - min(start, claim.start)
                    if common >= TOUCHES * whole:
                        facts[index].add(number)
    return facts


def read_part(part: str, step: int, *, vectors: bool) -> list[Labelled]:
    """The findings of every ``step``-th story of a part of the corpus."""
    found: list[Labelled] = []
    for folder in sorted(list_stories(CORPUS, part))[::step]:
        with tempfile.TemporaryDirectory() as place:
            made = write_story(read_story(folder), Path(place), ["Rain in the hills", "Ferry back in service"])
            gold = json.loads((made / "gold.json").read_text("utf-8"))
            found += read_findings(made / "pages", gold, vectors=vectors)
    return found


def fit_weights(found: Sequence[Labelled], columns: Sequence[int]) -> NDArray[np.float64]:
    """Weights of a logistic regression on labels between 0 and 1."""
    table = np.array([[f.features[c] for c in columns] for f in found])
    labels = np.array([f.label for f in found])
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (labels - chances) - RIDGE * weights
        bend = (table * (chances * (1 - chances))[:, None]).T @ table + RIDGE * np.eye(len(columns))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def show_reliability(name: str, found: Sequence[Labelled]) -> None:
    """How often findings told with a chance were right."""
    for joint in (True, False):
        own = [f for f in found if f.joint is joint]
        cells = []
        for low in (0.0, 0.2, 0.4, 0.6, 0.8):
            inside = [f.label for f in own if low <= f.told < low + 0.2 or (low == 0.8 and f.told == 1.0)]
            if inside:
                cells.append(f"{low:.1f}: {sum(inside) / len(inside):.2f} ({len(inside)})")
        print(f"{name:6} {'several' if joint else 'single':8} {len(own):5}  {'  '.join(cells)}")


def main() -> None:
    """Fit, print weights and tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clusters", type=Path, help="folder of labelled real stories, measured only")
    options = parser.parse_args()
    for vectors in (True, False):
        print("with vectors" if vectors else "without vectors")
        train = read_part("train", 2, vectors=vectors)
        joint = fit_weights([f for f in train if f.joint], range(6))
        alone = fit_weights([f for f in train if not f.joint], (0, 3))
        print("  ".join(f"{n} {w:.2f}" for n, w in zip(NAMES, joint, strict=True)))
        print(f"alone_base {alone[0]:.2f}  alone_rival {alone[1]:.2f}")
        show_reliability("train", train)
        show_reliability("dev", read_part("dev", 1, vectors=vectors))
        real: list[Labelled] = []
        for gold in sorted(options.clusters.glob("*/gold.json")) if options.clusters else ():
            real += read_findings(gold.parent / "pages", json.loads(gold.read_text("utf-8")), vectors=vectors)
        show_reliability("real", real)


if __name__ == "__main__":
    main()
