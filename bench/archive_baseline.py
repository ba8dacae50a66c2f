"""The plain way to group an archive, to measure `stemma archive` beside: one process, dictionaries, union-find.

    python bench/archive_baseline.py ARTICLES.jsonl... OUT [--truth TRUTH.parquet] [--signatures datasketch|numpy]

``ARTICLES``: JSON Lines as ``stemma read`` prints them, or a folder of them. What one would write in an afternoon:

- Copies: MinHash (64 permutations) of the six-word shingles of an article, 16 bands of 4 in a dictionary; articles that
  share a band and half of their signature are a copy, and are joined by union-find. datasketch where it is installed,
  else the same in numpy.
- Stories: TF-IDF of headline and the first 400 words, the 24 weightiest terms of each in a dictionary of postings
  (those that 200 hold and fewer); articles with a cosine of .25 and more that were published within a week of each
  other are joined by union-find, copies first. The threshold was guessed, not chosen on any figures.

Everything is held in memory. Prints seconds, peak memory and, with ``--truth``, the figures of `archive_score.py`; OUT
has the tables that it reads.
"""

import argparse
import json
import math
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from archive_score import describe, score_archive
from numpy.typing import NDArray

PERMUTATIONS = 64
BANDS = 16
SHINGLE = 6
ALIKE = 0.5
WORDS = 400
TERMS = 150
PROBED = 24
CROWDED = 200
DAYS = 7.0
_WORD = re.compile(r"[a-z0-9][a-z0-9'’-]*")
_PRIME = (1 << 61) - 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--signatures", choices=("datasketch", "numpy"))
    parser.add_argument("--threshold", type=float, default=0.25)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    told = group_plainly(options.articles, options.out, options.signatures or find_signatures(), options.threshold)
    if options.truth:
        told |= score_archive(options.out, options.truth)
    if options.json:
        print(json.dumps(told))
        return
    print(
        f"{told['articles']:,} articles: {told['seconds']:.1f} s (CPU {told['cpu']:.1f}), {told['peak'] / 1e6:.0f} MB, "
        f"signatures by {told['signatures']}; " + ", ".join(f"{name} {s:.1f} s" for name, s in told["stages"].items())
    )
    if options.truth:
        print(describe(told))


def find_signatures() -> str:
    """datasketch where it is installed."""
    try:
        import datasketch  # noqa: F401
    except ImportError:
        return "numpy"
    return "datasketch"


def group_plainly(paths: Iterable[Path], out: Path, signatures: str, threshold: float) -> dict[str, Any]:
    """Group, write the tables, tell what it took."""
    began, stages = time.perf_counter(), {}
    names: list[tuple[str, str]] = []
    days: list[float | None] = []
    words: list[list[str]] = []
    for told in read_lines(paths):
        names.append((told["id"], told["url"] or ""))
        published = told.get("published")
        days.append(datetime.fromisoformat(published).replace(tzinfo=None).timestamp() / 86400 if published else None)
        text = told["text"]
        body = " ".join(text[start:end] for start, end in told["body"])
        words.append(_WORD.findall(f"{told['title'] or ''} {body}".lower()))
    stages["reading"] = time.perf_counter() - began
    at = time.perf_counter()
    parent = list(range(len(names)))
    copies = find_copies(words, signatures)
    for one, other, _ in copies:
        join(parent, one, other)
    stages["copies"] = time.perf_counter() - at
    at = time.perf_counter()
    join_stories(words, days, parent, threshold)
    stages["stories"] = time.perf_counter() - at
    write_tables(out, names, parent, copies)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": len(names),
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time(),
        "peak": peak if sys.platform == "darwin" else 1024 * peak,
        "signatures": signatures,
        "stages": stages,
    }


def read_lines(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The articles; lines that tell of a capture found again are left out."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            with file.open(encoding="utf-8") as lines:
                for line in lines:
                    told = json.loads(line)
                    if "text" in told:
                        yield told


def find_copies(words: list[list[str]], signatures: str) -> list[tuple[int, int, float]]:
    """Pairs of articles, the earlier in the list first, and which share of their signature they have in common."""
    sign = sign_datasketch if signatures == "datasketch" else sign_numpy
    tables: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]
    held: list[NDArray[Any]] = []
    found = []
    rows = PERMUTATIONS // BANDS
    for number, said in enumerate(words):
        signature = sign({" ".join(said[at : at + SHINGLE]) for at in range(max(len(said) - SHINGLE + 1, 1))})
        held.append(signature)
        near = set()
        for band, table in enumerate(tables):
            bucket = table[signature[band * rows : (band + 1) * rows].tobytes()]
            near.update(bucket[:8])
            bucket.append(number)
        for other in sorted(near):
            share = float((held[other] == signature).mean())
            if share >= ALIKE:
                found.append((other, number, share))
    return found


def sign_datasketch(shingles: set[str]) -> NDArray[Any]:
    """The signature of a set by datasketch."""
    from datasketch import MinHash

    sketch = MinHash(num_perm=PERMUTATIONS)
    sketch.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return sketch.hashvalues


def sign_numpy(shingles: set[str]) -> NDArray[Any]:
    """The same in numpy: hashes of 32 bits through ``PERMUTATIONS`` linear functions."""
    from zlib import crc32

    hashes = np.array([crc32(shingle.encode()) for shingle in shingles], np.uint64)
    lots = _LOTS
    return ((hashes[:, None] * lots[0] + lots[1]) >> np.uint64(32)).min(0)


_LOTS = np.random.default_rng(1).integers(1, _PRIME, (2, PERMUTATIONS), dtype=np.uint64) | np.uint64(1)


def join_stories(words: list[list[str]], days: list[float | None], parent: list[int], threshold: float) -> None:
    """Join articles that are alike and near in time."""
    held = Counter(term for said in words for term in set(said[:WORDS]))
    postings: dict[str, list[int]] = defaultdict(list)
    vectors: list[dict[str, float]] = []
    for number, said in enumerate(words):
        weights = {
            term: (1 + math.log(times)) * math.log(len(words) / held[term])
            for term, times in Counter(said[:WORDS]).items()
            if held[term] > 1
        }
        kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
        length = math.sqrt(sum(weight * weight for _, weight in kept)) or 1.0
        vector = {term: weight / length for term, weight in kept}
        vectors.append(vector)
        near = Counter[int]()
        for term, _ in kept[:PROBED]:
            if held[term] <= CROWDED:
                near.update(postings[term])
                postings[term].append(number)
        for other, shared in near.items():
            if shared < 2 or not _are_near(days[number], days[other]):
                continue
            if find_root(parent, number) == find_root(parent, other):
                continue
            one, two = (vector, vectors[other]) if len(vector) < len(vectors[other]) else (vectors[other], vector)
            if sum(weight * two.get(term, 0.0) for term, weight in one.items()) >= threshold:
                join(parent, number, other)


def _are_near(one: float | None, other: float | None) -> bool:
    return one is None or other is None or abs(one - other) <= DAYS


def find_root(parent: list[int], number: int) -> int:
    """The first of the set that ``number`` is in."""
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def join(parent: list[int], one: int, other: int) -> None:
    """Make the sets of both one."""
    one, other = find_root(parent, one), find_root(parent, other)
    parent[max(one, other)] = min(one, other)


def write_tables(
    out: Path, names: list[tuple[str, str]], parent: list[int], copies: list[tuple[int, int, float]]
) -> None:
    """What `archive_score.py` reads."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stories = [names[find_root(parent, number)][0] for number in range(len(names))]
    tables = {
        "articles": {"id": [name for name, _ in names], "url": [url for _, url in names], "story": stories},
        "copies": {
            "one": pa.array([names[one][0] for one, _, _ in copies], pa.string()),
            "other": pa.array([names[other][0] for _, other, _ in copies], pa.string()),
            "kind": pa.array(["near"] * len(copies), pa.string()),
        },
    }
    for name, columns in tables.items():
        folder = out / "tables" / name
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(columns), folder / "part-00000.parquet")


if __name__ == "__main__":
    main()
