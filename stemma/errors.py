"""Every exception Stemma raises on purpose.

    StemmaError
    ├── UsageError          the call cannot be carried out as given (exit 2)
    │   └── MissingPart     an optional or required package is not installed; says what to install
    ├── NothingUsable       every input was rejected (exit 1); carries the rejected items
    ├── CheckFailed         a dossier does not prove what it cites (exit 1)
    ├── WriterFailed        a language model's server gave nothing usable; becomes a note in the dossier
    │   └── AnswerRefused   it did answer, but not what was asked for
    ├── EngineError         a job cannot go on (exit 1); what is done is kept, and ``--resume`` goes on from it
    └── StoreError          the store itself failed (exit 1); what was acknowledged before is kept
        ├── StoreNewer      it was written by a newer Stemma; nothing is touched
        ├── StoreBusy       another process holds what this call needs alone
        ├── StoreFull       no room is left where it lies
        ├── StoreBroken     the file is no store, or not whole
        └── StoreGone       the server cannot be reached, or went away

One bad document is never an exception: it is a ``Rejected``.
"""

from stemma.model.article import Rejected


class StemmaError(Exception):
    """Base of all; its text is a plain sentence for the user."""


class UsageError(StemmaError):
    """The call cannot be carried out as given."""


class MissingPart(UsageError):
    """A package that this call needs is not installed."""


class NothingUsable(StemmaError):
    """Every input was rejected."""

    def __init__(self, message: str, rejected: tuple[Rejected, ...] = ()) -> None:
        super().__init__(message)
        self.rejected = rejected


class CheckFailed(StemmaError):
    """A dossier does not prove what it cites."""


class WriterFailed(StemmaError):
    """A language model's server could not be asked; its text says why, in words of our own. The run goes on."""


class AnswerRefused(WriterFailed):
    """A language model answered something else than was asked for: the answer is dropped, the next may be good."""


class EngineError(StemmaError):
    """A job cannot go on: its disk is full, its workers are gone or of another version. What is done is kept."""


class StoreError(StemmaError):
    """The store itself failed. What was put before is kept; what was being put is not there."""


class StoreNewer(StoreError):
    """The store was written by a newer version of Stemma, whose schema this one does not know."""


class StoreBusy(StoreError):
    """Another process holds what this call needs alone."""


class StoreFull(StoreError):
    """No room is left on the disk where the store lies."""


class StoreBroken(StoreError):
    """The file is no store of Stemma's, or it is not whole."""


class StoreGone(StoreError):
    """The database server cannot be reached, or went away."""
