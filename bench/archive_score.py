"""How well `stemma archive` did on an archive of `bench/archive_make.py`, whose stories and copies are known.

    python bench/archive_score.py OUT TRUTH.parquet [--json]

``OUT`` holds ``tables/articles`` (``id``, ``url``, ``story``), ``tables/copies`` (``one``, ``other``, ``kind``) and
``tables/rejected``, as the job writes them, or as `bench/archive_baseline.py` does. Counted by DuckDB, which spills to
disk what it cannot hold; a million articles take seconds.

- ``stories``: B-cubed precision, recall and F (Bagga and Baldwin 1998) over the articles that were read and are known:
  a page that was lost or refused does not count here, it is counted as lost. By size of the known story too, and over
  the articles that copy nobody (copies help: they are easily found, and their story with them).
- ``copies``: a family is an article and all that copy it; what copies it is never copied itself, so a copy of a copy is
  one of the same family. A pair found is right where both are of one family: precision. A known copy is found where
  found pairs of its family lead from it to what it copies, directly or over others that copy the same: recall
  (``direct``: by one pair). Only copies count of which both articles were read. By kind of copy too.
- ``pages``: how many of the truth were read, how many articles were read that the truth does not know (pages that hold
  none), how many known articles were lost, those that were broken on purpose aside; how many addresses were read twice.
"""

import argparse
import json
from pathlib import Path
from typing import Any

BANDS = ((1, 1), (2, 3), (4, 10), (11, 40), (41, 1_000_000))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args()
    told = score_archive(options.out, options.truth)
    print(json.dumps(told) if options.json else describe(told))


def score_archive(out: Path, truth: Path) -> dict[str, Any]:
    """All figures, as plain data: ``stories``, ``copies``, ``pages``. See above."""
    import duckdb

    base = duckdb.connect()
    base.execute(f"set temp_directory = '{_quote(out / 'spilled')}'")
    base.execute(f"create view truth as select * from '{_quote(truth)}'")
    base.execute(f"create view found as select * from {_name_table(out, 'articles')}")
    base.execute(
        "create table read as select f.id, min(f.url) url, min(f.story) story, min(t.story) known, "
        "min(t.family) family, min(t.copy_of) copy_of, min(t.kind) kind, min(t.broken) broken "
        "from found f join truth t on f.url = t.url group by f.id"
    )
    told = {"stories": score_stories(base), "copies": score_copies(base, out), "pages": count_pages(base, out)}
    base.close()
    return told


def score_stories(base: Any) -> dict[str, Any]:
    """B-cubed figures over what was read: all, what copies nobody, by size of the known story."""
    base.execute("create table known_sizes as select known, count(*) n from read group by known")
    told: dict[str, Any] = {"articles": base.execute("select count(*) from read").fetchone()[0]}
    told |= _score_b_cubed(base, "read")
    base.execute("create view own as select * from read where copy_of is null")
    told["own"] = _score_b_cubed(base, "own")
    told["known"], told["found"] = base.execute(
        "select count(distinct known), count(distinct story) from read"
    ).fetchone()
    told["by size"] = {}
    for low, high in BANDS:
        found = base.execute(
            "with f as (select story, count(*) n from read group by story), "
            "b as (select story, known, count(*) n from read group by story, known) "
            "select sum(b.n), sum(b.n * b.n / f.n), sum(b.n * b.n / k.n) from b join f using (story) "
            "join known_sizes k using (known) where k.n between ? and ?",
            [low, high],
        ).fetchone()
        if found[0]:
            name = f"{low}" if low == high else f"{low}-{high}" if high < BANDS[-1][1] else f"{low} and more"
            told["by size"][name] = {
                "articles": int(found[0]),
                "precision": round(found[1] / found[0], 4),
                "recall": round(found[2] / found[0], 4),
            }
    return told


def score_copies(base: Any, out: Path) -> dict[str, Any]:
    """Precision of pairs, recall of known copies."""
    table = _name_table(out, "copies")
    if table is None:
        base.execute("create table pairs (one varchar, other varchar, kind varchar, right_ boolean, same boolean)")
    else:
        base.execute(
            "create table pairs as select p.one, p.other, p.kind, a.family = b.family right_, a.known = b.known same "
            f"from {table} p join read a on a.id = p.one join read b on b.id = p.other"
        )
    pairs, right, same = base.execute(
        "select count(*), count(*) filter (right_), count(*) filter (not right_ and same) from pairs"
    ).fetchone()
    base.execute(
        "create table wanted as select r.id, o.id original, r.kind from read r join read o on o.url = r.copy_of"
    )
    roots = _join_pairs(base.execute("select one, other from pairs where right_").fetchall())
    direct = set(base.execute("select one, other from pairs where right_").fetchall())
    counts: dict[str, list[int]] = {}
    for copy, original, kind in base.execute("select id, original, kind from wanted order by id").fetchall():
        count = counts.setdefault(kind, [0, 0, 0])
        count[0] += 1
        count[1] += copy in roots and roots[copy] == roots.get(original)
        count[2] += (copy, original) in direct or (original, copy) in direct
    known, joined, straight = (sum(count[n] for count in counts.values()) for n in range(3))
    wrong = base.execute("select kind, count(*) from pairs where not right_ group by kind order by kind").fetchall()
    return {
        "pairs": pairs,
        "precision": _share(right, pairs),
        "known": known,
        "recall": _share(joined, known),
        "direct": _share(straight, known),
        "wrong of one story": same,
        "wrong by kind": dict(wrong),
        "by kind": {kind: {"known": n, "recall": _share(k, n)} for kind, (n, k, _) in sorted(counts.items())},
    }


def count_pages(base: Any, out: Path) -> dict[str, Any]:
    """What was read, lost, refused."""
    one = base.execute("select count(*), count(*) filter (broken is null) from truth").fetchone()
    read, sound = base.execute(
        "select count(distinct url), count(distinct url) filter (broken is null) from read"
    ).fetchone()
    told: dict[str, Any] = {
        "known": one[0],
        "broken": one[0] - one[1],
        "read": read,
        "broken but read": read - sound,
        "lost": one[1] - sound,
        "unknown": base.execute("select count(*) from found f anti join truth t on f.url = t.url").fetchone()[0],
        "addresses read twice": base.execute(
            "select count(*) from (select url from found group by url having count(*) > 1)"
        ).fetchone()[0],
    }
    table = _name_table(out, "rejected")
    if table is not None:
        # Reasons name addresses and counts: their first words tell the kind.
        told["rejected"] = dict(
            base.execute(
                "select regexp_replace(regexp_replace(reason, '\\(the first.*', ''), '[0-9]+', 'N', 'g') why, "
                f"count(*) n from {table} group by why order by n desc, why limit 20"
            ).fetchall()
        )
    return told


def _score_b_cubed(base: Any, table: str) -> dict[str, float]:
    number, precision, recall = base.execute(
        f"with r as (select * from {table}), f as (select story, count(*) n from r group by story), "
        "k as (select known, count(*) n from r group by known), "
        "b as (select story, known, count(*) n from r group by story, known) "
        "select sum(b.n), sum(b.n * b.n / f.n), sum(b.n * b.n / k.n) from b join f using (story) join k using (known)"
    ).fetchone()
    if not number:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    precision, recall = precision / number, recall / number
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
    }


def _join_pairs(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """For each that a pair names the root of those that pairs lead to."""
    parent: dict[str, str] = {}

    def find_root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        parent[find_root(one)] = find_root(other)
    return {name: find_root(name) for name in list(parent)}


def _name_table(out: Path, name: str) -> str | None:
    """The files of a table, as DuckDB reads them; None where there are none."""
    folder = out / "tables" / name
    return f"'{_quote(folder)}/**/*.parquet'" if any(folder.rglob("*.parquet")) else None


def _quote(path: Path) -> str:
    return str(path).replace("'", "''")


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def describe(told: dict[str, Any]) -> str:
    """The figures in lines."""
    stories, copies, pages = told["stories"], told["copies"], told["pages"]
    lines = [
        f"stories: {stories['articles']:,} articles, {stories['known']:,} known, {stories['found']:,} found; B-cubed "
        f"P {stories['precision']:.3f} R {stories['recall']:.3f} F {stories['f1']:.3f} (what copies nobody: "
        f"F {stories['own']['f1']:.3f})"
    ]
    for name, band in stories["by size"].items():
        lines.append(
            f"  of {name:12} {band['articles']:9,} articles   P {band['precision']:.3f} R {band['recall']:.3f}"
        )
    lines.append(
        f"copies: {copies['pairs']:,} pairs, P {copies['precision'] or 0:.3f}; {copies['known']:,} known, "
        f"R {copies['recall'] or 0:.3f} (by one pair {copies['direct'] or 0:.3f}); wrong: {copies['wrong by kind']}, "
        f"{copies['wrong of one story']} of them within one story"
    )
    for name, one in copies["by kind"].items():
        lines.append(f"  {name:15} {one['known']:9,} known      R {one['recall']:.3f}")
    lines.append("pages: " + ", ".join(f"{name} {n:,}" for name, n in pages.items() if isinstance(n, int)))
    lines.extend(f"  {n:7,} rejected: {why}" for why, n in pages.get("rejected", {}).items())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
