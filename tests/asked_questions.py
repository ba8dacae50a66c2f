"""The questions of ``docs/archive_questions.md`` and their answers; run as a module, it writes the answers anew."""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from stemma.archive.options import ArchiveOptions
from tests.archived import run_here, write_rejected
from tests.asked_archive import write_asked

DOC = Path(__file__).parents[1] / "docs" / "archive_questions.md"
_ASKED = re.compile(
    r"^## (?P<title>.+?)$.*?^```sql\n(?P<query>.+?)^```\n(?:\n```text\n(?P<answer>.+?)^```\n)?", re.M | re.S
)
_WIDEST = 72


def list_questions(text: str) -> list[tuple[str, str, str]]:
    """The heading, the query and the answer of each question."""
    return [(one["title"], one["query"], one["answer"] or "") for one in _ASKED.finditer(text)]


def answer(out: Path, query: str) -> str:
    """What the tables in ``out`` answer, as plain text."""
    import duckdb

    connection = duckdb.connect()
    # Relative names of files are taken from here.
    found = connection.execute(query.replace("'tables/", f"'{out}/tables/"))
    heads = [column[0] for column in found.description or ()]
    rows = [[_write(value) for value in row] for row in found.fetchall()]
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def make_tables(folder: Path) -> Path:
    """The small archive's tables, all its stories told; the folder of the job."""
    out = folder / "out"
    run = run_here(write_asked(folder / "in"), out, options=ArchiveOptions(parts=2, tell=1.0))
    write_rejected(run, out)
    return out


def write_answers(out: Path) -> None:
    """Put the answers of ``out`` into the page."""

    def put(one: re.Match[str]) -> str:
        asked = one[0].split("\n```text\n")[0].rstrip("\n")
        return f"{asked}\n\n```text\n{answer(out, one['query'])}```\n"

    DOC.write_text(_ASKED.sub(put, DOC.read_text(encoding="utf-8")), encoding="utf-8")


def _write(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    text = "" if value is None else str(value)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_answers(make_tables(Path(folder)))
    sys.exit()
