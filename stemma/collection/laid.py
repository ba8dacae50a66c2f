"""What was judged of texts laid beside each other, kept in a store from one grouping to the next."""

from stemma.group.copies.verdicts import Verdicts
from stemma.store import Store
from stemma.version import __version__

LAID = "laid"
"""The kind of the one blob that holds it, by the version that judged. Dropping it loses nothing but time."""


def load_verdicts(store: Store) -> Verdicts:
    """Those of the last grouping by this version."""
    return Verdicts.from_bytes(store.get_blobs(LAID, [__version__]).get(__version__, b""))


def keep_verdicts(store: Store, verdicts: Verdicts) -> None:
    """Put them in place of what was kept, where any are new."""
    if verdicts.grown:
        others = [key for key, _ in store.iter_blobs(LAID) if key != __version__]
        store.delete_blobs(LAID, others)
        store.put_blobs(LAID, {__version__: verdicts.to_bytes()})
