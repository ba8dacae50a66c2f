"""Pages with a human body text to train on, what doubles what among them, and how well a found text meets the gold.

Left out of training: every page of ``clusters/*`` and whatever doubles one (same cluster name, same bytes, or a body
that shares a fifth of its runs of four words with one of its articles), so that the labelled stories measure what was
never trained on; and the second of two pages with one body.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from stemma.text.words import count_shingles, fold_text

DOUBLE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page with its human body text."""

    name: str
    host: str
    content: bytes
    gold: str


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


def is_gold(line: str, runs: frozenset[tuple[str, ...]], folded: str) -> bool:
    """Whether ``line`` stands in the gold text: half of its runs of four words, or all of a shorter line."""
    words = fold_text(line).split()
    if len(words) < 5:
        return bool(words) and f" {' '.join(words)} " in folded
    own = list(zip(*(words[i:] for i in range(4)), strict=False))
    return sum(run in runs for run in own) >= 0.5 * len(own)
