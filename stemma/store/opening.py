"""A store by its address: ``sqlite:///stemma.db``, ``postgresql://user@host/name``, ``memory:``."""

from pathlib import Path

from stemma.errors import StoreUnknown
from stemma.store.protocol import Store

DEFAULT_STORE = "sqlite:///stemma.db"


def open_store(url: str = DEFAULT_STORE, *, create: bool = True, read_only: bool = False) -> Store:
    """The store that ``url`` names, brought up to this version's schema.

    ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or a bare path; without ``create``, one that is not there is
    not made. ``read_only``: nothing can be put, not even a migration.

    Raises:
        StoreUnknown: the address is of no kind that is known, or there is no store and ``create`` is False.
        StoreError: it is newer than this version, broken, or out of reach.
    """
    if url == "memory:":
        from stemma.store.memory import MemoryStore

        return MemoryStore()
    scheme, mark, rest = url.partition("://")
    if scheme in ("postgresql", "postgres") and mark:
        from stemma.store.postgres import open_postgres

        return open_postgres(url, create=create, read_only=read_only)
    if scheme == "sqlite" and mark and rest.startswith("/") and rest != "/":
        return _open_file(rest[1:], create=create, read_only=read_only)
    if url and not mark and not url.startswith(("sqlite:", "postgresql:", "postgres:", "memory:")):
        return _open_file(url, create=create, read_only=read_only)
    shown = scheme if mark else url.partition(":")[0]
    raise StoreUnknown(f"{shown}: no such kind of store; give sqlite:///FILE or postgresql://HOST/NAME")


def tell_missing(place: str, *, address: str = "") -> str:
    """That there is no store at ``place``, which ``address`` (without: itself) names, and what to do."""
    made = f"'stemma run pages/ --store {address or place}' makes one"
    return f"{place}: there is no store; {made}, --store, STEMMA_STORE or stemma.toml names another"


def _open_file(path: str, *, create: bool, read_only: bool) -> Store:
    from stemma.store.sqlite import SqliteStore

    return SqliteStore(Path(path), create=create, read_only=read_only)
