"""The program ``stemma``: called in this process, which costs no start, or started as a shell starts it.

What only a process can show (its start, signals, a pipe that is closed, the locale) wants ``start_program``; whatever
shows in an exit code and two streams wants ``call_program``.
"""

import io
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from stemma.cli.main import run

COMMAND = (sys.executable, "-m", "stemma.cli.main")
Done = subprocess.CompletedProcess[bytes]


def call_program(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """What a command line comes to, its streams bytes as a pipe would carry them; never a traceback."""
    words = [str(one) for one in arguments]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run(words)
        out.flush()
        err.flush()
    said = err.buffer.getvalue()  # type: ignore[attr-defined]
    assert b"Traceback" not in said, said
    return subprocess.CompletedProcess(words, code, out.buffer.getvalue(), said)  # type: ignore[attr-defined]


def start_program(
    *arguments: str | Path,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """The same in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, timeout=600, cwd=folder, env=environment
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done
