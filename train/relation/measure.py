"""Fits a learned judgement of relation and prints how far it can be trusted. Nothing is written: nothing ships.

    python -m train.relation.measure --clusters ../shared/clusters

Two logistic regressions over pairs of claims of different articles (``features.py``). ``whether`` learns, from our
findings of the corpus' train part in which no typed test fired, whether the finding answers to a gold finding that
is a contrast; a finding's chance is its surest pair's. ``which`` learns from the marks, on our findings and on the
gold's, whether the two claims tell one fact in two versions; it chooses the words to show. For each threshold: how
many findings would be called a contrast, which share the gold calls one, in which share two claims inside do tell
two versions, and in which share the shown words come from such two. Real stories have no marked versions: of the
shares only the first is known.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stemma.evaluate.invented import read_story
from stemma.evaluate.invented_pages import write_story
from stemma.evaluate.invented_split import list_stories
from stemma.evaluate.stories import CONTRASTS
from train.relation.features import NAMES, describe_pairs, list_pairs
from train.relation.leftovers import find_leftovers, is_readable
from train.relation.logistic import Floats, Logistic, fit_logistic
from train.relation.stories import Told, find_versions, read_told, tell_apart

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RIDGE = 50.0
FOLDS = 4
THRESHOLDS = (0.5, 0.45, 0.4, 0.35, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A finding, the features of its pairs, which pairs tell two versions, and which have words to show."""

    told: Told
    table: Floats
    apart: Floats
    readable: tuple[bool, ...]


def make_sample(told: Told, apart: Sequence[bool]) -> Sample:
    """The sample of a finding; ``apart`` says of each pair of ``list_pairs`` whether it tells two versions."""
    readable = tuple(any(is_readable(left) for left in find_leftovers(a, b)) for a, b in list_pairs(told))
    return Sample(told=told, table=describe_pairs(told), apart=np.array(apart, dtype=np.float64), readable=readable)


def read_corpus(part: str) -> Iterator[Sample]:
    """The findings of a part of the corpus, read and annotated as a user's pages are."""
    for folder in sorted(list_stories(CORPUS, "dev" if part == "dev" else "train")):
        invented = read_story(folder)
        with tempfile.TemporaryDirectory() as place:
            made = write_story(invented, Path(place), ["Rain in the hills", "Ferry back in service"])
            gold = json.loads((made / "gold.json").read_text("utf-8"))
            told, story = read_told(made / "pages", gold, folder.name)
        stems = {Path(a.article.source).stem: a.article.id for a in story.articles}
        names = {a.name: stems.get(f"{n:02}", "") for n, a in enumerate(invented.articles, 1)}
        versions = find_versions(told, {a.article.id: a.article.text for a in story.articles}, names, invented)
        contrasts = [f["id"] for f in gold["findings"] if f["relation"] in CONTRASTS]
        for finding in told:
            yield make_sample(finding, [tell_apart(a, b, versions, contrasts) for a, b in list_pairs(finding)])


def read_real(clusters: Path) -> Iterator[Sample]:
    """The findings of the labelled real stories; no pair is known to tell two versions."""
    for path in sorted(clusters.glob("*/gold.json")):
        for finding in read_told(path.parent / "pages", json.loads(path.read_text("utf-8")), path.parent.name)[0]:
            yield make_sample(finding, [False] * len(list_pairs(finding)))


def fit_whether(samples: Sequence[Sample]) -> Logistic:
    """Whether one of our findings answers to a contrast."""
    own = [s for s in samples if not s.told.gold_group]
    return _fit(own, np.concatenate([np.full(len(s.table), float(s.told.contrast)) for s in own]))


def fit_which(samples: Sequence[Sample]) -> Logistic:
    """Whether two claims tell one fact in two versions."""
    return _fit(samples, np.concatenate([s.apart for s in samples]))


def _fit(samples: Sequence[Sample], labels: Floats) -> Logistic:
    # Findings of many claims have many pairs, which say much the same.
    shares = np.concatenate([np.full(len(s.table), len(s.table) ** -0.5) for s in samples])
    return fit_logistic(np.vstack([s.table for s in samples]), labels, shares, ridge=RIDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding's chance to be a contrast, and what is true of it."""

    chance: float
    contrast: bool
    inside: bool
    shown: bool | None
    """Whether the words to show come from two claims that tell two versions; None: no words can be shown."""


def judge_samples(samples: Sequence[Sample], whether: Logistic, which: Logistic) -> list[Judged]:
    """Each finding by its surest pair, and the words that ``which`` would show."""
    judged = []
    for sample in samples:
        chances = which.judge(sample.table)
        places = [n for n, readable in enumerate(sample.readable) if readable]
        chosen = max(places, key=lambda n: (chances[n], -n), default=None)
        judged.append(
            Judged(
                chance=float(whether.judge(sample.table).max()),
                contrast=sample.told.contrast,
                inside=bool(sample.apart.any()),
                shown=None if chosen is None else bool(sample.apart[chosen]),
            )
        )
    return judged


def judge_unseen(samples: Sequence[Sample]) -> list[Judged]:
    """Our findings of the train part, each judged by weights that other stories gave."""
    names = sorted({s.told.story for s in samples})
    judged = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        others = [s for s in samples if s.told.story not in held]
        own = [s for s in samples if s.told.story in held and not s.told.gold_group]
        judged += judge_samples(own, fit_whether(others), fit_which(others))
    return judged


def show_curve(name: str, judged: Sequence[Judged], *, readable: bool) -> None:
    """One line a threshold; ``readable``: only findings of which words can be shown."""
    own = [j for j in judged if j.shown is not None or not readable]
    print(f"{name}: {len(own)} findings, {_share([j.contrast for j in own])} contrasts")
    for threshold in THRESHOLDS:
        told = [j for j in own if j.chance >= threshold]
        shares = [_share([j.contrast for j in told]), _share([j.inside for j in told])]
        print(f"  {threshold:.2f}  {len(told):4}  {'  '.join(shares)}  {_share([bool(j.shown) for j in told])}")


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.2f}" if flags else "  - "


def show_all(train: Sequence[Sample], parts: dict[str, Sequence[Sample]]) -> None:
    """Weights and curves: threshold, findings told, share of contrasts, two versions inside, shown words right."""
    whether, which = fit_whether(train), fit_which(train)
    for name, model in (("whether", whether), ("which", which)):
        print(name, "  ".join(f"{n} {w:+.2f}" for n, w in zip(NAMES, model.weights, strict=True)))
    for readable in (False, True):
        print("only where words can be shown" if readable else "all findings")
        show_curve("train, unseen", judge_unseen(train), readable=readable)
        for part, samples in parts.items():
            own = [s for s in samples if not s.told.gold_group]
            show_curve(part, judge_samples(own, whether, which), readable=readable)
    for part, samples in parts.items():
        groups = [s for s in samples if s.told.gold_group]
        show_curve(f"{part}, gold groups, by which", judge_samples(groups, which, which), readable=False)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clusters", type=Path, help="folder of labelled real stories, measured only")
    options = parser.parse_args()
    parts: dict[str, Sequence[Sample]] = {"dev": list(read_corpus("dev"))}
    if options.clusters:
        parts["real"] = list(read_real(options.clusters))
    show_all(list(read_corpus("train")), parts)


if __name__ == "__main__":
    main()
