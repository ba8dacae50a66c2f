"""Makes ``stemma/read/data/line_weights.json``: a logistic regression that tells body lines of a page from furniture.

    python train/make_line_weights.py --data ../shared            # train, write, print cross-validated figures
    python train/make_line_weights.py --data ../shared --dry-run  # the same, writes nothing

Data: pages with a human body text in ``bench/data`` of the folder given: ``clusters-html`` (those with a gold
text), every second page of ``ext-scrapinghub`` (by id; the others stay unseen) and ``ext-fundus-evaluation``.
Left out: every page of ``clusters/*`` and whatever doubles one (same cluster name, same bytes, or a body that
shares a fifth of its runs of four words with one of its articles), so that the labelled stories measure what was
never trained on; and the second of two pages with one body. Folds are made of whole hosts.
No chance is involved: Newton's method from zero, data in sorted order; hence no seed.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from stemma.read import line_scores
from stemma.read.body_choice import choose_lines
from stemma.read.decoding import decode_text
from stemma.read.html_body import locate_body
from stemma.read.line_scores import NAMES, line_features
from stemma.read.line_shapes import LineShape, measure_shapes
from stemma.read.page_text import PageText, parse_page
from stemma.text.words import count_shingles, fold_text

FOLDS = 5
RIDGE = 1.0
STEPS = 12
PAGE_WEIGHT = 60.0
"""Every page weighs the same, however long; within it a line weighs by its words."""
DOUBLE = 0.2
TARGET = Path(__file__).resolve().parents[1] / "stemma" / "read" / "data" / "line_weights.json"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page with its human body text."""

    name: str
    host: str
    content: bytes
    gold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A page's lines with their features, labels and weights."""

    sample: Sample
    page: PageText
    covers: tuple[float, ...]
    shapes: list[LineShape]
    features: Vector
    labels: Vector
    weights: Vector


def list_samples(bench: Path) -> Iterator[Sample]:
    """Every page with a human body text that is trained on, in sorted order."""
    for path in sorted(bench.glob("clusters-html/dev/*/*.html")):
        gold = path.with_suffix(".gold.txt")
        if gold.exists():
            yield Sample(
                name=f"clusters-html/{path.parent.name}/{path.name}",
                host=path.stem.split("-", 1)[1],
                content=path.read_bytes(),
                gold=gold.read_text("utf-8"),
            )
    yield from list_scrapinghub(bench, 0)
    truth = json.loads((bench / "ext-fundus-evaluation/dataset/ground_truth.json").read_text("utf-8"))
    for key in sorted(truth):
        path = bench / f"ext-fundus-evaluation/dataset/html/{key}"
        if path.exists():
            host = urlsplit(truth[key]["url"]).netloc.removeprefix("www.")
            gold_text = "\n".join(part.strip("[]") for part in truth[key]["body"])
            content = gzip.decompress(path.read_bytes())
            yield Sample(name=f"ext-fundus-evaluation/{key}", host=host, content=content, gold=gold_text)


def list_scrapinghub(bench: Path, first: int) -> Iterator[Sample]:
    """Every second page of ext-scrapinghub, from the ``first`` on: 0 is trained on, 1 is never seen."""
    truth = json.loads((bench / "ext-scrapinghub/ground-truth.json").read_text("utf-8"))
    for key in sorted(truth)[first::2]:
        path = bench / f"ext-scrapinghub/html/{key}.html.gz"
        if path.exists():
            host = urlsplit(truth[key]["url"]).netloc.removeprefix("www.")
            content = gzip.decompress(path.read_bytes())
            yield Sample(name=f"ext-scrapinghub/{key}", host=host, content=content, gold=truth[key]["articleBody"])


def list_shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four words in ``text``."""
    return frozenset(count_shingles(fold_text(text).split()))


def drop_doubles(samples: Iterator[Sample], stories: Path) -> tuple[list[Sample], list[str], list[str]]:
    """The pages to train on; those left out for the labelled stories; those left out as a second of a pair."""
    names = {folder.name for folder in stories.iterdir()}
    hashes, kept_out = set(), []
    for path in sorted(stories.glob("*/pages/*")) + sorted(stories.glob("*/gold/*.txt")):
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
        if path.suffix == ".txt":
            kept_out.append(list_shingles(path.read_text("utf-8")))
    kept: list[Sample] = []
    seen: list[frozenset[tuple[str, ...]]] = []
    of_stories, doubled = [], []
    for sample in samples:
        own = list_shingles(sample.gold)
        if (
            hashlib.sha256(sample.content).hexdigest() in hashes
            or set(sample.name.split("/")) & names
            or any(len(own & other) >= DOUBLE * len(own) for other in kept_out)
        ):
            of_stories.append(sample.name)
        elif any(len(own & other) >= 0.5 * len(own) for other in seen):
            doubled.append(sample.name)
        else:
            kept.append(sample)
            seen.append(own)
    return kept, of_stories, doubled


def label_sample(sample: Sample) -> Labelled | None:
    """``sample`` with its lines told by its gold text; None where nothing of that is on the page."""
    tree = parse_page(decode_text(sample.content, markup=True) or "")
    if tree is None:
        return None
    page, covers, _ = locate_body(tree)
    runs, folded = list_shingles(sample.gold), f" {fold_text(sample.gold)} "
    labels = np.array([is_gold(line.text, runs, folded) for line in page.lines], dtype=float)
    if not labels.sum():
        return None
    weights = np.array([min(60, max(2, len(line.text.split()))) ** 0.7 for line in page.lines])
    shapes = measure_shapes(page.lines)
    return Labelled(
        sample=sample,
        page=page,
        covers=covers,
        shapes=shapes,
        features=np.array(line_features(page.lines, shapes, covers)),
        labels=labels,
        weights=weights / weights.sum() * PAGE_WEIGHT,
    )


def is_gold(line: str, runs: frozenset[tuple[str, ...]], folded: str) -> bool:
    """Whether ``line`` stands in the gold text: half of its runs of four words, or all of a shorter line."""
    words = fold_text(line).split()
    if len(words) < 5:
        return bool(words) and f" {' '.join(words)} " in folded
    own = list(zip(*(words[i:] for i in range(4)), strict=False))
    return sum(run in runs for run in own) >= 0.5 * len(own)


def fit_weights(pages: Sequence[Labelled]) -> Vector:
    """The weights of a ridge logistic regression over the lines of ``pages``, by Newton's method."""
    rows = np.vstack([page.features for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    theta: Vector = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ theta, -30, 30)))
        slope = rows.T @ (weights * (chance - labels)) + RIDGE * theta
        curve = (rows * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ rows + RIDGE * np.eye(len(theta))
        theta = theta - np.linalg.solve(curve, slope)
    return theta


def measure_page(page: Labelled) -> float:
    """F1 over runs of four words of the body found on ``page``."""
    chosen, _ = choose_lines(page.page.lines, page.shapes, covers=page.covers)
    markup = "\n".join(line.text for line, kept in zip(page.page.lines, chosen, strict=True) if kept)
    return measure_f1(markup, page.sample.gold)


def measure_f1(found: str, gold: str) -> float:
    """F1 of the runs of four words, counted as often as they occur."""
    got, want = count_shingles(fold_text(found).split()), count_shingles(fold_text(gold).split())
    both = sum((got & want).values())
    return 2 * both / max(1, sum(got.values()) + sum(want.values()))


def cross_validate(pages: Sequence[Labelled]) -> list[float]:
    """The F1 of every page by weights that saw no page of its host."""
    hosts = sorted({page.sample.host for page in pages})
    fold_of = {host: n % FOLDS for n, host in enumerate(hosts)}
    figures: list[float] = []
    shipped = line_scores._weights
    for fold in range(FOLDS):
        rest = [page for page in pages if fold_of[page.sample.host] != fold]
        fitted = tuple(map(float, fit_weights(rest)))
        line_scores._weights = lambda fitted=fitted: fitted  # type: ignore[assignment]
        figures += [measure_page(page) for page in pages if fold_of[page.sample.host] == fold]
    line_scores._weights = shipped
    return figures


def main() -> None:
    """Train, print what was used and how well it does, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds bench/data and clusters")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args()
    samples, of_stories, doubled = drop_doubles(list_samples(asked.data / "bench/data"), asked.data / "clusters")
    print(f"left out, pages of the labelled stories: {len(of_stories)}")
    print(f"left out, doubles among the rest: {len(doubled)}")
    pages = [page for sample in samples if (page := label_sample(sample)) is not None]
    lines = sum(len(page.page.lines) for page in pages)
    print(f"trained on {len(pages)} pages of {len({page.sample.host for page in pages})} hosts, {lines} lines")
    figures = cross_validate(pages)
    print(f"body F1, {FOLDS} folds of hosts: {sum(figures) / len(figures):.3f}")
    fitted = tuple(round(float(x), 3) for x in fit_weights(pages))
    table = {"markup": dict(zip(NAMES, fitted, strict=True))}
    line_scores._weights = lambda: fitted  # type: ignore[assignment]
    bench = asked.data / "bench/data"
    both, _, _ = drop_doubles(chain(list_samples(bench), list_scrapinghub(bench, 1)), asked.data / "clusters")
    known = {sample.name for sample in samples}
    unseen = [page for sample in both if sample.name not in known and (page := label_sample(sample)) is not None]
    figures = [measure_page(page) for page in unseen]
    print(f"body F1, {len(unseen)} pages never seen: {sum(figures) / len(figures):.3f}")
    if not asked.dry_run:
        TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
