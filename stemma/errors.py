"""Every exception Stemma raises on purpose, and the code by which each kind is known.

    StemmaError
    ├── UsageError           the call cannot be carried out as given (exit 2)
    │   ├── SettingsRefused  stemma.toml cannot be taken as it is
    │   ├── RulesRefused     a rule file, or a secret that it names, cannot be taken as it is
    │   ├── OverridesRefused a file of corrections by hand cannot be taken as it is
    │   ├── TokenRefused     the file of the server's token cannot be taken as it is
    │   ├── OutputRefused    what was asked for cannot be written there
    │   ├── StoreUnknown     there is no store by that address
    │   └── MissingPart      an optional or required package is not installed; says what to install
    │       └── BrokenPart   it is there, and its weights are not the bytes that were published
    ├── NothingUsable        every input was rejected (exit 1); carries the rejected items
    ├── CheckFailed          a dossier does not prove what it cites (exit 1)
    ├── WriterFailed         a language model's server gave nothing usable; becomes a note in the dossier
    │   └── AnswerRefused    it did answer, but not what was asked for
    ├── EngineError          a job cannot go on (exit 1); what is done is kept, and ``--resume`` goes on from it
    └── StoreError           the store itself failed (exit 1); what was acknowledged before is kept
        ├── StoreNewer       it was written by a newer Stemma; nothing is touched
        ├── StoreBusy        another process holds what this call needs alone
        ├── StoreFull        no room is left where it lies
        ├── StoreBroken      the file is no store, or not whole
        └── StoreGone        the server cannot be reached, or went away

What a server refuses beside these (``stemma.web``: a request that does not fit, a token that is missing) has one of the
codes of ``REQUEST_UNFIT`` and below. One bad document is never an exception: it is a ``Rejected``. A code stays with
its meaning for ever; ``docs/errors.md`` has a heading for each, and a test holds the two to each other.
"""

from typing import ClassVar

from stemma.model.article import Rejected

PAGE = "docs/errors.md"
"""Where the codes are explained: a path of the repository, until the documents have an address of their own."""
WRONG_ARGUMENTS = "STM-101"
"""The command line cannot be understood."""
UNFIT_PACKAGE = "STM-103"
"""A package is installed that does not fit the others."""
REQUEST_UNFIT = "STM-601"
"""A server cannot take a request, or a call of a tool, as it is."""
NOTHING_THERE = "STM-602"
"""A server has nothing by the name that it is asked for."""
NOT_ALLOWED = "STM-603"
"""Who asks a server may not do this, or has not shown that it may."""
TOO_MUCH = "STM-604"
"""A server is asked too often, or has too much to do already."""
OUT_OF_MEMORY = "STM-901"
SYSTEM_REFUSED = "STM-902"
"""The operating system did not let a file be read or written."""
DEFECT = "STM-909"
"""Stemma itself is wrong."""


def locate_code(code: str) -> str:
    """Where a code is explained."""
    return f"{PAGE}#{code.lower()}"


def cite_code(code: str) -> str:
    """What stands at the end of a message: the code, and where it is explained."""
    return f"[{code}: {locate_code(code)}]"


class StemmaError(Exception):
    """Base of all; its text is a plain sentence for the user."""

    code: ClassVar[str] = "STM-001"
    """Names the kind of failure in ``docs/errors.md``; a class that names none has its parent's."""


class UsageError(StemmaError):
    """The call cannot be carried out as given."""

    code = "STM-100"


class SettingsRefused(UsageError):
    """The settings file cannot be read, or a key or value in it is none."""

    code = "STM-111"


class RulesRefused(UsageError):
    """A rule file of watches, or a secret that it names, cannot be taken as it is."""

    code = "STM-112"


class OverridesRefused(UsageError):
    """A file of corrections by hand cannot be taken as it is."""

    code = "STM-113"


class TokenRefused(UsageError):
    """The file of the server's token cannot be read, made or trusted."""

    code = "STM-114"


class OutputRefused(UsageError):
    """What was asked for cannot be written where it should go."""

    code = "STM-121"


class StoreUnknown(UsageError):
    """There is no store by that address, or the address is none."""

    code = "STM-122"


class MissingPart(UsageError):
    """A package that this call needs is not installed."""

    code = "STM-102"


class BrokenPart(MissingPart):
    """A model is installed whose weights are not the bytes that were published: damaged, or changed by somebody."""

    code = "STM-104"


class NothingUsable(StemmaError):
    """Every input was rejected."""

    code = "STM-201"

    def __init__(self, message: str, rejected: tuple[Rejected, ...] = (), *, told: bool = False) -> None:
        """``told``: each of ``rejected`` was named to the user already."""
        super().__init__(message)
        self.rejected = rejected
        self.told = told


class CheckFailed(StemmaError):
    """A dossier does not prove what it cites."""

    code = "STM-202"


class WriterFailed(StemmaError):
    """A language model's server could not be asked; its text says why, in words of our own. The run goes on."""

    code = "STM-301"


class AnswerRefused(WriterFailed):
    """A language model answered something else than was asked for: the answer is dropped, the next may be good."""

    code = "STM-302"


class EngineError(StemmaError):
    """A job cannot go on: its disk is full, its workers are gone or of another version. What is done is kept."""

    code = "STM-401"


class StoreError(StemmaError):
    """The store itself failed. What was put before is kept; what was being put is not there."""

    code = "STM-500"


class StoreNewer(StoreError):
    """The store was written by a newer version of Stemma, whose schema this one does not know."""

    code = "STM-501"


class StoreBusy(StoreError):
    """Another process holds what this call needs alone."""

    code = "STM-502"


class StoreFull(StoreError):
    """No room is left on the disk where the store lies."""

    code = "STM-503"


class StoreBroken(StoreError):
    """The file is no store of Stemma's, or it is not whole."""

    code = "STM-504"


class StoreGone(StoreError):
    """The database server cannot be reached, or went away."""

    code = "STM-505"


def find_code(error: BaseException) -> str:
    """The code of whatever was raised: its own, that of the machine's failures, else that of a defect."""
    if isinstance(error, StemmaError):
        return error.code
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    return SYSTEM_REFUSED if isinstance(error, OSError) else DEFECT
