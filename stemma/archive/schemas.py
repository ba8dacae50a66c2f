"""The columns of the tables that a job writes; ``docs/archive_tables.md`` says what is in them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stemma.archive.rows import find_type, tabulate
from stemma.engine.parquet import load_pyarrow

MONTH = "month"
"""By which the tables are partitioned: ``2031-03``, or ``none``."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "id": "string",
        "url": "string",
        "site": "string",
        "outlet": "string",
        "country": "string",
        "agency": "string",
        "title": "string",
        "byline": "string",
        "section": "string",
        "language": "string",
        "published": "string",
        "modified": "string",
        "day": "string",
        "story": "string",
        "why": "string",
        "family": "string",
        "family_agency": "string",
        "captures": "int32",
        "words": "int32",
        "confidence": "float64",
        "text": "large_string",
    },
    "copies": {
        "one": "string",
        "other": "string",
        "words": "int32",
        "share": "float64",
        "kind": "string",
        "prints": "bool_",
    },
    "stories": {
        "id": "string",
        "title": "string",
        "start": "string",
        "end": "string",
        "articles": "int32",
        "texts": "int32",
        "outlets": "int32",
        "families": "int32",
        "languages": "list string",
    },
    "claims": {
        "id": "string",
        "story": "string",
        "finding": "string",
        "article": "string",
        "start": "int32",
        "end": "int32",
        "quote": "large_string",
        "part_of_page": "string",
        "said_by": "list string",
        "quoted": "string",
        "value": "string",
        "origin": "string",
        "date": "string",
    },
    "findings": {
        "id": "string",
        "story": "string",
        "statement": "string",
        "relation": "string",
        "kind": "string",
        "date": "string",
        "origins": "int32",
        "articles": "int32",
        "missing": "list missing",
        "withheld": "bool_",
        "confidence": "float64",
        "why": "string",
    },
    "origins": {
        "id": "string",
        "story": "string",
        "name": "string",
        "kind": "string",
        "articles": "list string",
        "findings": "list string",
    },
    "rejected": {"item": "string", "stage": "string", "reason": "string"},
}
"""Of each table, in order: the name of each column and its type by pyarrow's name for it."""


def make_schema(table: str) -> Any:
    """The columns of a table as its files have them."""
    return load_pyarrow().schema([(name, find_type(kind)) for name, kind in COLUMNS[table].items()])


def tabulate_rows(table: str, columns: Mapping[str, Sequence[Any]], months: Sequence[str], part: int) -> Any:
    """Rows of a table with their months, all in one part; lone surrogates, which no file of UTF-8 holds, are ``?``."""
    typed = {name: (kind, [_clean(value) for value in columns[name]]) for name, kind in COLUMNS[table].items()}
    return tabulate({**typed, MONTH: ("string", months)}, part=np.full(len(months), part))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_clean(one) for one in value] if isinstance(value, list) else value
