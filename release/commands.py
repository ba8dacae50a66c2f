"""The shell commands of the documents: all of them, in the order of their pages.

A command is a line of a block, or words in backquotes, whose first word is one of ``PROGRAMS``. In a sentence the name
of a program or of a verb alone, as ``stemma read``, speaks of it and is no command, save the few in ``WHOLE``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs_code import DOCS, REMARK, ROOT, list_blocks

PAGES = (*DOCS, *sorted((ROOT / "corpus").glob("*.md")), ROOT / "eval" / "README.md")
PROGRAMS = frozenset(
    "stemma python pip pipx uv make pytest ruff mypy lint-imports curl jq sqlite3 duckdb chromium createdb psql "
    "docker helm kubectl sbatch dask git cd".split()
)
WHOLE = frozenset(
    ("mypy", "lint-imports", *(f"stemma {verb}" for verb in "doctor formats schema stories corrections demo".split()))
)
"""What is a command though nothing stands behind it."""
_SET = re.compile(r"(?:[A-Z_]+=(?:\$\([^)]*\)|\S+)\s*)+")
"""What a command line sets in its environment."""
_STARTED = re.compile(r"^(?:\$ |ExecStart=|(?:[\d*/]+ ){5}cd \S+ && )?(?:[\w./-]+/bin/)?")
"""What stands before a command that a reader types, systemd or cron starts, or a named environment holds."""
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BLOCK = re.compile(r"^```.*?^```$|(?<=\n\n)(?: {4}[^\n]*\n|\n(?= {4}))+", re.M | re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a document shows at one place: a command, or a file that later commands want."""

    page: str
    """Its path from the root of the repository."""
    line: int
    code: str
    """The command, without the remark behind it; or what stands in the file."""
    file: str | None = None
    """The name of the file; None for a command."""


def list_shown(path: Path) -> list[Shown]:
    """The commands and files of a page, in order; words in backquotes that a page repeats come once."""
    page = str(path.relative_to(ROOT))
    shown: list[Shown] = []
    for block in list_blocks(path):
        if block.title:
            shown.append(Shown(page=page, line=block.line, code=block.code, file=block.title))
        elif block.kind in ("commands", "other"):
            shown += [Shown(page=page, line=block.line + at, code=code) for at, code in iter_lines(block.code)]
    given = {one.code for one in shown}
    prose = _BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), path.read_text(encoding="utf-8"))
    for span in _SPAN.finditer(prose):
        if span[1] not in given and is_command(span[1]) and not is_name(span[1]):
            given.add(span[1])
            shown.append(Shown(page=page, line=prose.count("\n", 0, span.start()) + 1, code=span[1]))
    return sorted(shown, key=lambda one: one.line)


def iter_lines(code: str) -> Iterator[tuple[int, str]]:
    """The command lines of a block, each with how many lines stand before it; ``stemma a / b`` are two."""
    at = 0
    for whole in re.split(r"(?<!\\)\n", code):
        bare = REMARK.sub("", re.sub(r"\\\n\s*", "", whole)).strip()
        line = _STARTED.sub("", bare)
        first, *others = re.split(r" / (?=[a-z])", line) if line.startswith("stemma ") else [line]
        yield from ((at, one) for one in (first, *(f"stemma {other}" for other in others)) if is_command(one))
        at += whole.count("\n") + 1


def is_command(line: str) -> bool:
    """Whether a line begins with a program, or sets what later lines of its page want."""
    bare = _SET.sub("", line, count=1) if _SET.match(line) else line
    return re.sub(r"^[\w./-]+/bin/", "", bare.split()[0]) in PROGRAMS if bare.strip() else bool(line.strip())


def is_name(words: str) -> bool:
    """Whether words in a sentence only name a program or a verb of it."""
    return re.fullmatch(r"[\w./-]+|stemma \w+|[A-Z_]+=\S+", words) is not None and words not in WHOLE


def find_program(line: str) -> str:
    """The name of the program that a command line starts; empty where it only sets something."""
    bare = _SET.sub("", line, count=1) if _SET.match(line) else line
    return bare.split()[0].rpartition("/")[2] if bare.strip() else ""
