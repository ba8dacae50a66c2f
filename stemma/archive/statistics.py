"""What the tables of an archive hold, counted: sites, languages, days, stories by size, copies by kind."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stemma.engine.parquet import load_pyarrow

SIZES = (1, 2, 3, 5, 10, 20, 50, 100, 1000)
"""The least articles of each class of stories."""
_MOST = 20
"""Sites and languages that are named; of the others, how many."""
_NONE = "none"


def count_tables(tables: Path) -> dict[str, Any]:
    """Counted over the tables that are there, a column of a file at a time."""
    sites, languages, days = (_count_values(tables / "articles", name) for name in ("site", "language", "day"))
    del days[_NONE]
    sizes = _count_values(tables / "stories", "articles")
    by_size = {_name_size(at): 0 for at in range(len(SIZES))}
    for size, stories in sizes.items():
        at = max((at for at, least in enumerate(SIZES) if least <= int(size)), default=0)
        by_size[_name_size(at)] += stories
    months = Counter[str]()
    for day, articles in days.items():
        months[day[:7]] += articles
    return {
        "articles": sum(sites.values()),
        "stories": sum(sizes.values()),
        "copies": dict(sorted(_count_values(tables / "copies", "kind").items())),
        "claims": _count_rows(tables / "claims"),
        "findings": dict(sorted(_count_values(tables / "findings", "relation").items())),
        "origins": _count_rows(tables / "origins"),
        "stories_by_articles": {name: stories for name, stories in by_size.items() if stories},
        "sites": {"all": len(sites), "most": _name_most(sites)},
        "languages": {"all": len(languages), "most": _name_most(languages)},
        "days": {
            "all": len(days),
            "first": min(days, default=None),
            "last": max(days, default=None),
            "articles_without": sum(sites.values()) - sum(days.values()),
            "articles_by_month": dict(sorted(months.items())),
        },
    }


def _count_values(folder: Path, column: str) -> "Counter[str]":
    """How often each value of a column is there, as text; ``none`` where there is no value."""
    counted: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.parquet")):
        for value, count in _count_file(path, column):
            counted[_NONE if value is None else str(value)] += count
    return counted


def _count_file(path: Path, column: str) -> Iterator[tuple[Any, int]]:
    parquet = load_pyarrow().parquet
    if column in parquet.read_schema(path).names:
        found = parquet.read_table(path, columns=[column], use_threads=False).column(column).value_counts()
        for row in found.to_pylist():
            yield row["values"], row["counts"]


def _count_rows(folder: Path) -> int:
    parquet = load_pyarrow().parquet
    return sum(parquet.read_metadata(path).num_rows for path in sorted(folder.rglob("*.parquet")))


def _name_most(counted: "Counter[str]") -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:_MOST])


def _name_size(at: int) -> str:
    """A class of stories by its least and most articles."""
    least, last = SIZES[at], at + 1 == len(SIZES)
    most = None if last else SIZES[at + 1] - 1
    return f"{least:,} and more" if most is None else str(least) if most == least else f"{least}-{most}"
