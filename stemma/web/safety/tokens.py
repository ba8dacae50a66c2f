"""The token that a writing request must show: made on first start, kept for its owner alone, compared blindly."""

import os
import secrets
import stat
from hmac import compare_digest
from pathlib import Path

from stemma.errors import TokenRefused

_SHORTEST, _LONGEST = 20, 512
_WHERE = "give another with --token-file"


def load_token(path: Path) -> str:
    """The token in ``path``, which is made, for its owner alone, where there is no such file yet.

    Raises:
        TokenRefused: the file cannot be read or made, others may read it, or it holds no token.
    """
    try:
        return _read_token(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise TokenRefused(f"{path}: the token cannot be read: {error.strerror or error}; {_WHERE}") from None
    token = secrets.token_urlsafe(32)
    try:
        # O_EXCL: never through a link that somebody laid there; 0600 from the first byte on
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another server was first, in between
        return load_token(path) if path.exists() else _refuse_link(path)
    except OSError as error:
        raise TokenRefused(f"{path}: the token cannot be kept there: {error.strerror or error}; {_WHERE}") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(token + "\n")
    return token


def match_token(given: str, token: str) -> bool:
    """Whether ``given`` is the token, in a time that does not tell how much of it is right."""
    return compare_digest(given.encode("utf-8", "replace"), token.encode("utf-8", "replace"))


def _read_token(path: Path) -> str:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise TokenRefused(f"{path}: is no file that can hold a token; {_WHERE}")
        if os.name == "posix" and mode & 0o077:
            raise TokenRefused(f"{path}: others may read the token; run 'chmod 600 {path}'")
        raw = file.read(_LONGEST + 2)
    token = raw.decode("ascii", "replace").strip()
    if not _SHORTEST <= len(token) <= _LONGEST or not token.isascii() or not token.isprintable() or " " in token:
        raise TokenRefused(
            f"{path}: holds no token: one line of {_SHORTEST} to {_LONGEST} letters, digits and signs; "
            "delete the file, and one is made"
        )
    return token


def _refuse_link(path: Path) -> str:
    raise TokenRefused(f"{path}: is a link that leads nowhere; {_WHERE}")
