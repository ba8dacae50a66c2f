"""A store in this process alone: for tests, for one run, and to read how a store behaves."""

from stemma.store.memory.memory import MemoryStore

__all__ = ["MemoryStore"]
