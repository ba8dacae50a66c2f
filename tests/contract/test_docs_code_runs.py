"""The code of the documents runs: programs and commands of each page, one after the other, at a desk of its own."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs_code import (
    DOCS,
    ROOT,
    Block,
    find_prints,
    iter_commands,
    list_blocks,
    parse_words,
    tell_kind,
    tell_why_not,
)
from tests.docs_desk import keep_stories, run_command, run_program, write_desk

pytestmark = pytest.mark.timeout(600)

OWN = {
    "docs/group.md": "test_docs_group.py",
    "docs/formats.md": "test_docs_formats.py",
    "docs/overrides.md": "test_docs_overrides.py",
}
"""Pages whose programs, of files of their own, a test of their own runs."""
BLOCKS = {path: list_blocks(path) for path in DOCS}
RUN = [path for path, blocks in BLOCKS.items() if any(one.kind in ("commands", "python") for one in blocks)]


def name_document(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        keep_stories(patch)
        yield write_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def own_desk(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(desk, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    for name in [one for one in os.environ if one.startswith("STEMMA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "desk"
    # A page's own modules are no other page's.
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.mark.usefixtures("own_desk")
@pytest.mark.parametrize("path", RUN, ids=name_document)
def test_the_code_of_a_page_runs(path: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in BLOCKS[path]:
        if block.title:
            Path(block.title).write_text(block.code, encoding="utf-8")
    for block in BLOCKS[path]:
        where = f"{block.page}:{block.line}"
        if block.reason or block.kind not in ("commands", "python"):
            continue
        if block.kind == "python":
            if block.page in OWN:
                continue
            printed = run_program(block.code, where, names)
        else:
            printed = run_commands(block, where)
        missing = find_prints(block.prints, printed) if block.prints else None
        assert missing is None, f"{where}: does not print\n{missing}\nbut\n{printed}"


def run_commands(block: Block, where: str) -> str:
    """The commands of a block, each run or, where that cannot be, held to the program's options."""
    commands = list(iter_commands(block.code))
    assert commands, f"{where}: names stemma, and no line begins with it: mark it <!-- not run: REASON -->"
    printed = ""
    for command in commands:
        for words in command.pipe:
            parse_words(words)
        printed += run_command(command)
    return printed


def test_a_page_with_a_test_of_its_own_is_named_there() -> None:
    for page, test in OWN.items():
        assert page.removeprefix("docs/") in (ROOT / "tests" / "unit" / test).read_text(encoding="utf-8")


def test_most_code_is_run_and_what_is_not_says_why() -> None:
    code = [one for blocks in BLOCKS.values() for one in blocks if one.kind in ("commands", "python")]
    marked = [one for one in code if one.reason]
    words = [
        w for one in code if one.kind == "commands" and not one.reason for c in iter_commands(one.code) for w in c.pipe
    ]
    reasons = Counter(reason for one in words if (reason := tell_why_not(one)))
    assert all(len(one.reason or "") > 8 for one in marked)
    assert len(marked) <= len(code) // 4, [f"{one.page}:{one.line}" for one in marked]
    assert sum(reasons.values()) < len(words) // 2, reasons


@pytest.mark.parametrize(
    ("lang", "code", "kind"),
    [
        ("", "stemma tell pages/\n", "commands"),
        ("", "docker run x stemma tell /pages\n", "commands"),
        ("sh", "curl https://velm.example\n", "other"),
        ("", "from stemma import make_dossier\n", "python"),
        ("", "[settings]\nstore = 'x'\n", "other"),
        ("python", "x = 1\n", "python"),
        ("json", '{"stemma tell": 1}\n', "other"),
    ],
)
def test_what_is_code_is_known_as_such(lang: str, code: str, kind: str) -> None:
    assert tell_kind(lang, code) == kind


def test_a_mark_keeps_a_block_from_being_run_and_what_stands_under_code_is_what_it_prints(tmp_path: Path) -> None:
    page = ROOT / "docs" / "none.md"
    text = (
        "<!-- not run: needs a scheduler -->\n\n```sh\nstemma tell x\n```\n\nwords\n\n"
        "```python\nprint(1)\n```\n\n```text\n1\n```\n\n    stemma demo\n\nwords\n"
    )
    held = tmp_path / "docs" / "none.md"
    held.parent.mkdir()
    held.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.docs_code.ROOT", tmp_path)
        marked, printing, plain = list_blocks(held)
    assert not page.exists()
    assert (marked.reason, marked.prints, marked.line) == ("needs a scheduler", None, 4)
    assert (printing.kind, printing.prints, printing.reason) == ("python", "1\n", None)
    assert (plain.kind, plain.code) == ("commands", "stemma demo\n")


def test_what_a_page_shows_is_looked_for_in_order() -> None:
    assert find_prints("a\n...\nc\n", "a\nb\nc\n") is None
    assert find_prints("a\nc\n", "a\nb\nc\n") == "a\nc\n"
    assert find_prints("c\n...\na\n", "a\nb\nc\n") == "a\n"
