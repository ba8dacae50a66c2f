"""A store on a PostgreSQL server, 15 or newer: several machines may read and write one collection."""

from stemma.store.postgres.postgres import PostgresStore

__all__ = ["PostgresStore"]
