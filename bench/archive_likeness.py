"""How hard an archive of `bench/archive_make.py` is beside labelled real reports, told by a plain measure: TF-IDF.

    python bench/archive_likeness.py [--data ../shared] [--seed 8]

Of the labelled real stories (`unified-stories`, pooled), of `bench/heap.py`, and of the archive's articles, as many
articles in stories of the same sizes each: the cosine of two articles of one story (quartiles), of an article and the
nearest that is of another story, how often the nearest of all is of the same story, and B-cubed F of average linkage
at the best of several cuts. Nothing of Stemma takes part. Copies are left out, so that it is reports that are compared.
"""

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from archive_plan import NO_COPY, Plan, Slot, make_plan
from archive_texts import Teller
from heap import Slot as HeapSlot
from heap import Writer
from heap_texts import read_bases
from numpy.typing import NDArray

CUTS = tuple(n / 100 for n in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30))
LEAD = 60
"""Words: headline and lead."""
_WORD = re.compile(r"[a-z0-9][a-z0-9'’-]+")
Labelled = list[tuple[str, str]]
"""Story and text."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--heap", action="store_true", help="bench/heap.py beside")
    options = parser.parse_args()
    real = read_real(options.data)
    sizes = sorted(Counter(story for story, _ in real).values(), reverse=True)
    print(
        f"{'':12} {'articles':>8} {'stories':>8}   within (quartiles)  their leads        nearest other   same first"
        "   best F  at"
    )
    report("real", real)
    bases = read_bases(options.data)
    if options.heap:
        report("heap.py", draw_heap(Writer(bases, options.seed), sizes))
    plan = make_plan(200_000, options.seed)
    report("archive", draw_archive(Teller(bases, plan), plan, sizes))


def read_real(data: Path) -> Labelled:
    """The labelled stories."""
    found = []
    with (data / "bench" / "data" / "unified-stories" / "stories.dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            if told["story"] is not None:
                found.append((told["story"], f"{told['title'] or ''} {told['text']}"))
    return found


def draw_heap(writer: Writer, sizes: list[int]) -> Labelled:
    """Stories of ``bench/heap.py``, without their copies."""
    found = []
    for story, size in enumerate(sizes):
        turns = (turn for turn in range(10_000) if writer.choose_original(story, turn) is None)
        for _, turn in zip(range(size), turns, strict=False):
            written = writer.write(HeapSlot(moment=0.0, story=story, turn=turn))
            found.append((str(story), written.article.text))
    return found


def draw_archive(teller: Teller, plan: Plan, sizes: list[int]) -> Labelled:
    """Stories drawn from those of two weeks of the archive that have as many articles of their own."""
    own: dict[int, list[Slot]] = defaultdict(list)
    for number in range(20 * 2_500, 34 * 2_500):
        slot = plan.read_slot(number)
        if slot.copies == NO_COPY:
            own[slot.story].append(slot)
    chance = random.Random(1)
    stories = sorted(own)
    chance.shuffle(stories)
    found = []
    for size in sizes:
        story = next(one for one in stories if len(own[one]) >= size)
        stories.remove(story)
        for slot in own[story][:size]:
            told = teller.tell(slot)
            found.append((str(story), f"{told.title} {' '.join(told.sentences)}"))
    return found


def report(name: str, labelled: Labelled) -> None:
    """Print a line."""
    gold = [story for story, _ in labelled]
    likeness = measure_likeness([text for _, text in labelled])
    leads = measure_likeness([" ".join(text.split()[:LEAD]) for _, text in labelled])
    labels = np.array([sorted(set(gold)).index(story) for story in gold])
    same = labels[:, None] == labels[None, :]
    np.fill_diagonal(likeness, -1.0)
    within, lead = likeness[same & (likeness >= 0)], leads[same & (likeness >= 0)]
    other = np.where(same, -1.0, likeness).max(1)
    shared = same.sum(1) > 1
    first = same[np.arange(len(gold)), likeness.argmax(1)][shared].mean()
    best, at = max((score_cut(likeness, labels, cut), cut) for cut in CUTS)
    low, middle, high = np.percentile(within, [25, 50, 75])
    leading = np.percentile(lead, [25, 50, 75])
    print(
        f"{name:12} {len(gold):8,} {len(set(gold)):8,}    {low:.3f} {middle:.3f} {high:.3f}  "
        f"{leading[0]:.3f} {leading[1]:.3f} {leading[2]:.3f} "
        f"{np.median(other):13.3f} {first:12.3f} {best:8.3f} {at:5.2f}",
        flush=True,
    )


def measure_likeness(texts: list[str]) -> NDArray[np.float32]:
    """Cosines of TF-IDF: one and the logarithm of how often, times that of how few; what a third hold is left out."""
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    held = Counter(word for count in counts for word in count)
    places = {
        word: place
        for place, (word, n) in enumerate(sorted(item for item in held.items() if 1 < item[1] < len(texts) / 3))
    }
    matrix = np.zeros((len(texts), len(places)), np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            if word in places:
                matrix[row, places[word]] = (1 + math.log(times)) * math.log(len(texts) / held[word])
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return matrix @ matrix.T


def score_cut(likeness: NDArray[np.float32], labels: NDArray[np.int64], cut: float) -> float:
    """B-cubed F of average linkage cut at ``cut``: groups whose mean likeness is the highest are joined first."""
    sums = likeness.astype(np.float64).copy()
    np.fill_diagonal(sums, 0.0)
    sizes = np.ones(len(labels))
    owner = np.arange(len(labels))
    means = sums.copy()
    np.fill_diagonal(means, -1.0)
    best = means.max(1)
    while True:
        one = int(best.argmax())
        if best[one] < cut:
            break
        other = int(means[one].argmax())
        sums[one] += sums[other]
        sums[:, one] = sums[one]
        sums[one, one] = 0.0
        sizes[one] += sizes[other]
        sizes[other] = 0.0
        owner[owner == other] = one
        with np.errstate(divide="ignore", invalid="ignore"):
            row = np.where(sizes > 0, sums[one] / (sizes[one] * sizes), -1.0)
        row[one] = -1.0
        means[one], means[:, one] = row, row
        means[other], means[:, other] = -1.0, -1.0
        best[other] = -1.0
        stale = np.flatnonzero(sizes > 0)
        best[stale] = means[stale].max(1)
    both = Counter(zip(owner.tolist(), labels.tolist(), strict=True))
    found, known = Counter(owner.tolist()), Counter(labels.tolist())
    precision = sum(n * n / found[a] for (a, _), n in both.items()) / len(labels)
    recall = sum(n * n / known[b] for (_, b), n in both.items()) / len(labels)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
