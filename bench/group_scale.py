"""How grouping grows: heaps of invented articles (`bench/heap.py`) grouped at several sizes, others beside.

    python bench/group_scale.py [--data ../shared] [--sizes 6250,25000,100000] [--rival-size 5000] [--keep FOLDER]

For each size, in a process of its own: seconds of CPU for profiles, packing and weighing, pairs, links; their sum and
how many times that of a quarter of the articles it is; peak memory of the process (reading a line at a time and
nothing of the heap's making in it); B-cubed F against the known stories. Then, at a size that they can do (average
linkage there holds all pairs), scikit-learn's TF-IDF with average linkage and datasketch's MinHash index, where
installed (`pip install --group rivals`), and Stemma on the same articles. Last what adding one article to an index of
the largest heap costs. The ratios are what can be compared between machines.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Any

from stemma.group import heaps, stories
from stemma.group.profile import make_profile
from stemma.model.article import Article
from stemma.model.span import Span

SEED = 8
ADDED = 200
RIVAL_CUTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
RIVAL_NEAR = (0.2, 0.3, 0.5)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--sizes", default="6250,25000,100000")
    parser.add_argument("--rival-size", type=int, default=5000)
    parser.add_argument("--keep", type=Path, help="a folder for the heaps, to measure the same ones again")
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FILE"), help="one measurement, as JSON")
    options = parser.parse_args()
    if options.measure:
        what, path = options.measure
        print(json.dumps(MEASURES[what](Path(path))))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(exist_ok=True)
        sizes = [int(size) for size in options.sizes.split(",")]
        files = {size: make_file(size, options.data, folder) for size in [*sizes, options.rival_size]}
        report_sizes({size: files[size] for size in sizes})
        report_rivals(options.rival_size, files[options.rival_size])
        report_adding(files[max(sizes)])


def make_file(size: int, data: Path, folder: Path) -> Path:
    """The heap of ``size`` as JSON lines, made by another process unless it is there."""
    path = folder / f"heap-{SEED}-{size}.jsonl"
    if not path.exists():
        made = path.with_suffix(".part")
        with made.open("w", encoding="utf-8") as lines:
            command = [sys.executable, str(Path(__file__).parent / "heap.py"), "--size", str(size)]
            subprocess.run([*command, "--seed", str(SEED), "--data", str(data)], stdout=lines, check=True)
        made.rename(path)
    return path


def run_apart(what: str, path: Path) -> dict[str, Any]:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, str(path)], stdout=subprocess.PIPE, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def report_sizes(files: dict[int, Path]) -> None:
    """Print a line for each size."""
    print(
        f"{'articles':>9} {'profiles':>9} {'weighing':>9} {'pairs':>7} {'links':>7} {'sum s':>7} {'growth':>7}", end=""
    )
    print(f" {'ms each':>8} {'peak MB':>8} {'stories':>8} {'known':>7} {'b3 P':>6} {'b3 R':>6} {'b3 F':>6}")
    before: dict[int, float] = {}
    for size, path in files.items():
        told = run_apart("stemma", path)
        total = told["total"]
        growth = f"{total / before[size // 4]:7.2f}" if size // 4 in before else " " * 7
        before[size] = total
        print(
            f"{size:9} {told['profiles']:9.2f} {told['weighing']:9.2f} {told['pairs']:7.2f} {told['links']:7.2f} "
            f"{total:7.2f} {growth} {1000 * total / size:8.3f} {told['peak']:8.0f} {told['stories']:8} "
            f"{told['known']:7} {told['precision']:6.3f} {told['recall']:6.3f} {told['f1']:6.3f}",
            flush=True,
        )


def report_rivals(size: int, path: Path) -> None:
    """Print a line for each way of grouping the same articles."""
    print(f"\nthe same {size} articles")
    for what in ("stemma", "sklearn", "datasketch"):
        try:
            told = run_apart(what, path)
        except subprocess.CalledProcessError:
            print(f"  {what}: not measured; is it installed?  pip install --group rivals")
            continue
        for name, figures in told.get("variants", {what: told}).items():
            print(
                f"  {name:54} {figures['total']:8.2f} s {figures['peak']:6.0f} MB   "
                f"b3 P {figures['precision']:.3f} R {figures['recall']:.3f} F {figures['f1']:.3f}",
                flush=True,
            )


def report_adding(path: Path) -> None:
    """Print what one more article costs, where the index is there."""
    try:
        from stemma.group import online  # noqa: F401
    except ImportError:
        print("\nno index of stories here that takes articles one by one")
        return
    told = run_apart("adding", path)
    print(
        f"\nan index of {told['held']} articles: made in {told['made']:.1f} s, {told['peak']:.0f} MB; adding one more: "
        f"median {told['median']:.1f} ms, 95th percentile {told['p95']:.1f} ms, longest {told['longest']:.1f} ms"
    )


def read_heap(path: Path) -> Iterator[tuple[Article, int]]:
    """The articles of a heap with their stories, one by one."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            yield (
                Article(
                    id=told["id"],
                    source=f"{told['id']}.html",
                    text=told["text"],
                    outlet=told["outlet"],
                    title=told["title"],
                    published=told["published"],
                    body=tuple(Span(*span) for span in told["body"]),
                    language="en",
                ),
                told["story"],
            )


def measure_stemma(path: Path) -> dict[str, Any]:
    """Seconds, memory and agreement of Stemma's grouping."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = process_time()
            result = function(*args, **kwargs)
            spent[name] += process_time() - began
            return result

        return call

    gold: dict[str, int] = {}

    def stream() -> Iterator[Article]:
        reading = read_heap(path)
        while True:
            began = process_time()
            read = next(reading, None)
            spent["reading"] += process_time() - began
            if read is None:
                return
            gold[read[0].id] = read[1]
            yield read[0]

    stories.make_profile = timed("profiles", make_profile)
    stories.label_heap = timed("grouping", stories.label_heap)
    heaps.find_pairs = timed("pairs", heaps.find_pairs)
    began = process_time()
    labels = stories.label_articles(stream())
    total = process_time() - began - spent["reading"]
    return {
        "total": total,
        "profiles": spent["profiles"],
        "weighing": total - spent["profiles"] - spent["grouping"],
        "pairs": spent["pairs"],
        "links": spent["grouping"] - spent["pairs"],
        "peak": measure_peak(),
        "known": len(set(gold.values())),
        "stories": len(set(labels.values())),
        **score_labels([labels[one] for one in gold], list(gold.values())),
    }


def measure_sklearn(path: Path) -> dict[str, Any]:
    """The same of TF-IDF with average linkage over cosine distance, cut at several heights."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = list(read_heap(path))
    gold = [story for _, story in read]
    variants = {}
    for height in RIVAL_CUTS:
        began = process_time()
        vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform([a.text for a, _ in read])
        distance = 1 - (vectors @ vectors.T).toarray()
        cut = AgglomerativeClustering(
            n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - height
        )
        labels = cut.fit_predict(distance).tolist()
        variants[f"scikit-learn TF-IDF, average linkage at {height}"] = {
            "total": process_time() - began,
            "peak": measure_peak(),
            **score_labels(labels, gold),
        }
    best = max(variants, key=lambda name: variants[name]["f1"])
    return {"variants": {f"{best} (best of {len(variants)})": variants[best]}}


def measure_datasketch(path: Path) -> dict[str, Any]:
    """The same of MinHash with LSH over the words of an article, whatever is near enough being one story."""
    from datasketch import MinHash, MinHashLSH

    from stemma.text.words import fold_text

    read = list(read_heap(path))
    gold = [story for _, story in read]
    variants = {}
    for near in RIVAL_NEAR:
        began = process_time()
        index = MinHashLSH(threshold=near, num_perm=128)
        parent = list(range(len(read)))
        for number, (article, _) in enumerate(read):
            sketch = MinHash(num_perm=128)
            sketch.update_batch([word.encode() for word in set(fold_text(article.text).split())])
            for other in index.query(sketch):
                one, two = find_root(parent, number), find_root(parent, other)
                parent[max(one, two)] = min(one, two)
            index.insert(number, sketch)
        labels = [find_root(parent, number) for number in range(len(read))]
        variants[f"datasketch MinHash LSH at {near}"] = {
            "total": process_time() - began,
            "peak": measure_peak(),
            **score_labels(labels, gold),
        }
    best = max(variants, key=lambda name: variants[name]["f1"])
    return {"variants": {f"{best} (best of {len(variants)})": variants[best]}}


def measure_adding(path: Path) -> dict[str, Any]:
    """Milliseconds for each of the last ``ADDED`` articles, added to an index of all before."""
    from stemma.group.online.index import StoryIndex

    profiles = [make_profile(article) for article, _ in read_heap(path)]
    began = process_time()
    index = StoryIndex.group_all(profiles[: len(profiles) - ADDED])
    made = process_time() - began
    took = []
    for profile in profiles[-ADDED:]:
        began = process_time()
        index.add(profile)
        took.append(1000 * (process_time() - began))
    took.sort()
    return {
        "held": len(profiles) - ADDED,
        "made": made,
        "median": took[len(took) // 2],
        "p95": took[len(took) * 95 // 100],
        "longest": took[-1],
        "peak": measure_peak(),
    }


def find_root(parent: list[int], number: int) -> int:
    """The first of the set that ``number`` is in."""
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def measure_peak() -> float:
    """The most memory that this process has had, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def score_labels(labels: Sequence[object], gold: Sequence[object]) -> dict[str, float]:
    """B-cubed precision, recall and F (Bagga and Baldwin 1998)."""
    found, known, both = Counter(labels), Counter(gold), Counter(zip(labels, gold, strict=True))
    precision = sum(n * n / found[one] for (one, _), n in both.items()) / len(gold)
    recall = sum(n * n / known[other] for (_, other), n in both.items()) / len(gold)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


MEASURES = {
    "stemma": measure_stemma,
    "sklearn": measure_sklearn,
    "datasketch": measure_datasketch,
    "adding": measure_adding,
}


if __name__ == "__main__":
    main()
