"""The table of agencies and public bodies with their names in many languages, which a user can extend.

The package ships ``data/agencies.csv``; the environment variable ``STEMMA_AGENCIES`` names a further file of the same
form. Columns: ``kind`` (``agency`` or ``body``), ``country`` (for people; may be empty), ``name`` (the one to give),
``aliases`` (parted by ``|``). Where both files know a name, the user's wins.
"""

import csv
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from stemma.errors import UsageError

VARIABLE = "STEMMA_AGENCIES"
KINDS = ("agency", "body")
COLUMNS = ("kind", "country", "name", "aliases")
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names by kind, in the order of the files, the user's first."""

    rows: dict[str, tuple[tuple[str, ...], ...]]
    """Kind → for each agency or body its own name and its others."""
    names: dict[str, dict[str, str]]
    """Kind → each name, case-folded → the own name."""
    countries: dict[str, str]
    """The own name of an agency → its country, ISO 3166-1 alpha-2, where the file gives one."""


def load_table() -> NameTable:
    """The shipped table with the user's before it.

    Raises:
        UsageError: the user's file cannot be read or is not of the form; names the file, the line and the fault.
    """
    return _load(os.environ.get(VARIABLE, "").strip())


@lru_cache(maxsize=8)
def _load(path: str) -> NameTable:
    shipped = files("stemma.text").joinpath("data", "agencies.csv").read_text("utf-8")
    rows = [*(_parse(_read(path), path) if path else ()), *_parse(shipped, "agencies.csv")]
    by_kind: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in KINDS}
    names: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    countries: dict[str, str] = {}
    for kind, country, own, *others in rows:
        if kind == "agency" and len(country) == 2:
            countries.setdefault(own, country)
        # A row that only adds names to one that is known already keeps that one's name.
        by_kind[kind].append((own, *others))
        for name in (own, *others):
            names[kind].setdefault(fold_name(name), own)
    return NameTable(rows={kind: tuple(found) for kind, found in by_kind.items()}, names=names, countries=countries)


def fold_name(name: str) -> str:
    """The form in which names are looked up: case-folded, one kind of apostrophe, single spaces."""
    return " ".join(name.replace("’", "'").casefold().split())


def _read(path: str) -> str:
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise UsageError(f"{VARIABLE}: {path}: is larger than {_LARGEST // 1_000_000} MB")
        return Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{VARIABLE}: {path}: {error.strerror or error}") from None
    except ValueError:
        raise UsageError(f"{VARIABLE}: {path}: is not UTF-8 text") from None


def _parse(text: str, path: str) -> list[tuple[str, ...]]:
    reader = csv.reader(text.splitlines(), strict=True)
    found: list[tuple[str, ...]] = []
    try:
        for cells in reader:
            where = f"{VARIABLE}: {path}: line {reader.line_num}"
            if reader.line_num == 1 and tuple(c.strip() for c in cells) != COLUMNS:
                raise UsageError(f"{where}: should name the columns {','.join(COLUMNS)}")
            if reader.line_num == 1 or not any(c.strip() for c in cells) or cells[0].startswith("#"):
                continue
            found.append(_parse_row([c.strip() for c in cells], where))
    except csv.Error as error:
        raise UsageError(f"{VARIABLE}: {path}: line {reader.line_num}: {error}") from None
    if not text.strip():
        raise UsageError(f"{VARIABLE}: {path}: is empty; its first line should be {','.join(COLUMNS)}")
    return found


def _parse_row(cells: list[str], where: str) -> tuple[str, ...]:
    if len(cells) != len(COLUMNS):
        raise UsageError(f"{where}: should have {len(COLUMNS)} columns, has {len(cells)}")
    kind, country, name, aliases = cells
    if kind not in KINDS:
        raise UsageError(f"{where}: kind should be {' or '.join(KINDS)}, is '{kind[:40]}'")
    if not name:
        raise UsageError(f"{where}: the name is empty")
    return (kind, country, name, *(alias.strip() for alias in aliases.split("|") if alias.strip()))
