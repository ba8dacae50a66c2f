"""Words in and out of the indexes, and what a search asks of them."""

from collections.abc import Iterable

from stemma.store.searching import SearchPart
from stemma.store.sqlite.handles import Handle


def put_words(handle: Handle, table: str, rows: Iterable[tuple[int, list[str]]]) -> None:
    """Index words under their numbers."""
    handle.run_many(f"INSERT INTO {table}(rowid, words) VALUES (?, ?)", ((n, " ".join(words)) for n, words in rows))


def drop_words(handle: Handle, table: str, rows: Iterable[tuple[int, list[str]]]) -> None:
    """Take words out of an index: the same that were put."""
    sql = f"INSERT INTO {table}({table}, rowid, words) VALUES ('delete', ?, ?)"
    handle.run_many(sql, ((number, " ".join(words)) for number, words in rows))


def ask_words(parts: tuple[SearchPart, ...]) -> tuple[str, bool]:
    """What is asked, in the language of FTS5; and whether the index must match it or must not.

    Words hold letters and digits alone, so nothing that a user types is read as an operator.
    """
    wanted = [_spell(part) for part in parts if not part.excluded]
    excluded = [_spell(part) for part in parts if part.excluded]
    if not wanted:
        return " OR ".join(excluded), False
    asked = " AND ".join(wanted)
    return (f"({asked}) NOT ({' OR '.join(excluded)})" if excluded else asked), True


def _spell(part: SearchPart) -> str:
    return f'"{" ".join(part.words)}"' + (" *" if part.prefix else "")
