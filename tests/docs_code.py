"""The code that stands in the documents: its blocks, what each is, and why some are not run.

A block is fenced or indented. ``sh`` and indented blocks with lines that call ``stemma`` are commands; ``python`` and
indented blocks that call something in Python are programs. A block that cannot be run has ``<!-- not run: REASON -->``
on the line before it. A fenced block with ``title="NAME"`` is the file NAME, and a ``text`` block right behind code is
what that code prints; a line ``...`` in it stands for any lines.
"""

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent
from typing import Any, Literal

import typer

from stemma.cli.main import app

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
VERBS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]

Kind = Literal["commands", "python", "file", "other"]
REMARK = re.compile(r" {2,}\S.*| # .*")
"""What stands behind a command, parted from it by two spaces or a ``#``."""
_BLOCK = re.compile(
    r"^(?P<mark><!-- not run: (?P<reason>[^>]+?) -->\n\n?)?"
    r"(?:```(?P<lang>\w+)(?P<more>[^\n]*)\n(?P<fenced>.*?)^```$|(?<=\n\n)(?P<indented>(?: {4}[^\n]*\n|\n(?= {4}))+))",
    re.M | re.S,
)
_TITLE = re.compile(r'title="([^"]+)"')
_CALL = re.compile(rf"(?<!from )(?<![\w.:-])stemma (?:{'|'.join(VERBS)})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of code of a document."""

    page: str
    """Its path from the root of the repository."""
    line: int
    kind: Kind
    code: str
    reason: str | None = None
    """Why it is not run, as its mark says."""
    title: str | None = None
    """The file that it is."""
    prints: str | None = None
    """What is shown as its output."""


def list_blocks(path: Path) -> list[Block]:
    """The blocks of a document in order; what one prints is its ``prints``, not a block of its own."""
    text = path.read_text(encoding="utf-8") + "\n"
    blocks: list[Block] = []
    ended = -1
    for match in _BLOCK.finditer(text):
        lang = match["lang"] or ""
        code = match["fenced"] if match["indented"] is None else dedent(match["indented"])
        adjoins = blocks and not text[ended : match.start()].strip()
        ended = match.end()
        if lang == "text" and adjoins and blocks[-1].kind in ("commands", "python") and blocks[-1].prints is None:
            blocks[-1] = replace(blocks[-1], prints=code)
            continue
        title = _TITLE.search(match["more"] or "")
        blocks.append(
            Block(
                page=str(path.relative_to(ROOT)),
                line=text.count("\n", 0, match.start("fenced") if lang else match.start("indented")) + 1,
                kind="file" if title else tell_kind(lang, code),
                code=code,
                reason=match["reason"],
                title=title[1] if title else None,
            )
        )
    return blocks


def tell_kind(lang: str, code: str) -> Kind:
    """What a block is: by its language where it has one, else by what stands in it."""
    if lang == "python":
        return "python"
    if lang in ("", "sh", "bash", "console") and _CALL.search(code):
        return "commands"
    return "python" if not lang and is_program(code) else "other"


def is_program(code: str) -> bool:
    """Whether ``code`` is Python that does something: it can be read as such, and calls or imports."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return False
    return any(isinstance(node, ast.Call | ast.Import | ast.ImportFrom) for node in ast.walk(tree))


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command line of a block: programs joined by pipes, and the file that gets what is printed."""

    line: str
    """As it stands, without the remark."""
    pipe: tuple[tuple[str, ...], ...]
    """The words of each program, ``stemma`` included."""
    into: str | None = None


def iter_commands(code: str) -> Iterator[Command]:
    """The lines of a block that call ``stemma``; ``a / b`` are two commands. Other programs' lines are passed over."""
    for line in code.replace("\\\n", " ").splitlines():
        bare = REMARK.sub("", line.removeprefix("$ ")).strip()
        if not bare.startswith("stemma "):
            continue
        first, *others = re.split(r" / (?=[a-z])", bare)
        for one in (first, *(f"stemma {other}" for other in others)):
            pipe, into = split_pipe(one)
            yield Command(line=one, pipe=pipe, into=into)


def split_pipe(line: str) -> tuple[tuple[tuple[str, ...], ...], str | None]:
    """The words of each ``stemma`` of a command line up to the first other program, and the file after ``>``."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
    lexer.whitespace_split, lexer.commenters = True, ""
    words, into = list(lexer), None
    if ">" in words:
        at = words.index(">")
        words, into = words[:at], "".join(words[at + 1 : at + 2]) or None
    pipe: list[tuple[str, ...]] = []
    while words and words[0] == "stemma":
        end = words.index("|") if "|" in words else len(words)
        pipe.append(tuple(words[:end]))
        words = words[end + 1 :]
    return tuple(pipe), into


_ENDLESS = {"serve": "goes on until it is stopped", "mcp": "goes on until it is stopped"}
_LONG = {"eval": "takes minutes, and labelled data", "archive": "starts a process for each core"}
_AFAR = re.compile(r"(?<![\w+])(?!sqlite:|file:)[a-z][a-z0-9+]*://")


def tell_why_not(words: tuple[str, ...]) -> str | None:
    """Why a command is only parsed, not run; None where it is run."""
    verb = words[1]
    if verb.startswith("-"):
        return None if verb in ("--version", "--help", "-h") else "writes to the shell's own files"
    if any("<" in word for word in words):
        return "waits for a key"
    if verb == "watch" and "--status" not in words:
        return "polls the network"
    if any(_AFAR.search(word) for word in words):
        return "asks a server"
    if any(word.endswith((".opml", "feed.xml")) for word in words):
        return "asks the network for what a feed names"
    if verb == "archive" and "--workers" in words:
        return None
    return _ENDLESS.get(verb) or _LONG.get(verb)


def parse_words(words: tuple[str, ...]) -> None:
    """Hold the words of a command to the program without running it. Raises what the program would say."""
    if words[1].startswith("-"):
        return
    command = VERBS[words[1]]
    context = command.make_context(f"stemma {words[1]}", [], resilient_parsing=True)
    command.make_parser(context).parse_args(list(words[2:]))


def find_prints(shown: str, printed: str) -> str | None:
    """The first stretch of ``shown`` that ``printed`` lacks; None where all stand in it, in order."""
    lines = [line.rstrip() for line in printed.splitlines()]
    at = 0
    for part in re.split(r"^\.\.\.\n", shown.strip("\n") + "\n", flags=re.M):
        wanted = [line.rstrip() for line in part.strip("\n").splitlines()]
        places = (n for n in range(at, len(lines) - len(wanted) + 1) if lines[n : n + len(wanted)] == wanted)
        found = next(places, None)
        if found is None:
            return part
        at = found + len(wanted)
    return None
