"""What a collection remembers: one protocol, kept in memory, in an SQLite file, or on a PostgreSQL server."""

from stemma.store.opening import open_store
from stemma.store.protocol import Store

__all__ = ["Store", "open_store"]
