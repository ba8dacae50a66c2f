"""A store by its address: ``sqlite:///stemma.db``, ``postgresql://user@host/name``, ``memory:``."""

from stemma.errors import UsageError
from stemma.store.protocol import Store

DEFAULT_STORE = "sqlite:///stemma.db"


def open_store(url: str = DEFAULT_STORE, *, create: bool = True, read_only: bool = False) -> Store:
    """The store that ``url`` names, brought up to this version's schema.

    ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or a bare path; without ``create``, one that is not there is
    not made. ``read_only``: nothing can be put, not even a migration.

    Raises:
        UsageError: the address is of no kind that is known, or there is no store and ``create`` is False.
        StoreError: it is newer than this version, broken, or out of reach.
    """
    scheme, _, rest = url.partition(":")
    if url == "memory:":
        from stemma.store.memory import MemoryStore

        return MemoryStore()
    if scheme in ("postgresql", "postgres"):
        from stemma.store.postgres import open_postgres

        return open_postgres(url, create=create, read_only=read_only)
    raise UsageError(f"{scheme}:{rest[:0]} no such kind of store; give sqlite:///FILE or postgresql://HOST/NAME")
