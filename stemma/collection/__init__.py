"""A collection: a store, and the five stages over it, each going on where it stopped."""

from stemma.collection.collection import Collection, open_collection

__all__ = ["Collection", "open_collection"]
