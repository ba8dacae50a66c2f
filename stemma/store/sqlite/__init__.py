"""A store in one SQLite file: what it keeps and what it promises is told in ``docs/store.md``."""

from stemma.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
