"""One job at a time in a folder: two would do the same work, and take each other's unfinished files away."""

import errno
from pathlib import Path

from stemma.errors import EngineError


class FolderLock:
    """Held until it is released, or the process ends, however it ends. Another process cannot have it meanwhile.

    A lock of the whole process (POSIX): one process may have it twice. Where the file system, or the system, has no
    locks, there is none.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / ".lock").open("ab")
        try:
            import fcntl

            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            return
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                return
            self._file.close()
            raise EngineError(
                f"another run is at work in {folder}: wait until it ends, or write to another folder"
            ) from error

    def release(self) -> None:
        """Let it go; once more does nothing."""
        self._file.close()
