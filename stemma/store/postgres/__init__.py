"""A store on a PostgreSQL server, 15 or newer: several machines may read and write one collection."""

from typing import TYPE_CHECKING

from stemma.errors import MissingPart

if TYPE_CHECKING:
    from stemma.store.postgres.postgres import PostgresStore


def open_postgres(url: str, *, create: bool = True, read_only: bool = False) -> "PostgresStore":
    """The store at ``url`` (``stemma.store.open_store``). Raises MissingPart where psycopg is not installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            "A PostgreSQL store needs psycopg. Install it with: pip install 'stemma-news[postgres]'"
        ) from error
    from stemma.store.postgres.postgres import PostgresStore

    return PostgresStore(url, create=create, read_only=read_only)
