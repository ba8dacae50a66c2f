"""Parses kept in a store, so that a story told anew parses only what is new in it."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from stemma.store import Store

PARSES = "parse:"
"""What the kind of such blobs begins with; the model's name follows."""
STAGE = "stage"
"""The kind of records that say how far a stage is."""


class StoreParses:
    """The parses of one store. Those of another model are dropped once this one is used."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._model: str | None = None
        self.made = 0
        """How many were not there."""

    def get_parses(self, model: str, wordings: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are there."""
        self._settle(model)
        keys = {_name(wording): wording for wording in wordings}
        return {keys[key]: content for key, content in self._store.get_blobs(PARSES + model, keys).items()}

    def put_parses(self, model: str, parses: Mapping[str, bytes]) -> None:
        """Keep them."""
        self.made += len(parses)
        if parses:
            self._store.put_blobs(PARSES + model, {_name(wording): content for wording, content in parses.items()})

    def _settle(self, model: str) -> None:
        if self._model == model:
            return
        before = (self._store.get_record(STAGE, "parse") or {}).get("model")
        if before != model:
            with self._store.transaction():
                if before:
                    self._store.delete_blobs(
                        PARSES + before, [key for key, _ in self._store.iter_blobs(PARSES + before)]
                    )
                self._store.put_records(STAGE, {"parse": {"model": model}})
        self._model = model


class ReadParses:
    """The parses of a store that is only looked into: what it lacks is kept in memory, the latest ``most``."""

    def __init__(self, store: Store, *, most: int = 4000) -> None:
        self._store = store
        self._most = most
        self._kept: dict[str, bytes] = {}
        self._model = ""

    def get_parses(self, model: str, wordings: Sequence[str]) -> Mapping[str, bytes]:
        """Those that are there, or were made since."""
        if model != self._model:
            self._kept, self._model = {}, model
        keys = {_name(wording): wording for wording in wordings if wording not in self._kept}
        stored = self._store.get_blobs(PARSES + model, keys)
        return {keys[key]: content for key, content in stored.items()} | {
            wording: self._kept[wording] for wording in wordings if wording in self._kept
        }

    def put_parses(self, model: str, parses: Mapping[str, bytes]) -> None:
        """Keep them for as long as this is used."""
        self._kept.update(parses)
        for wording in list(self._kept)[: max(0, len(self._kept) - self._most)]:
            del self._kept[wording]


def _name(wording: str) -> str:
    return blake2b(wording.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
