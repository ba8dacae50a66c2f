"""The documents name no file, verb or option that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from stemma.cli.main import app

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]

_PATH = re.compile(r"(?<![\w./-])((?:stemma|bench|docs|tests|eval|train|corpus)/[\w./*{},<>-]*)")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#([\w-]+))?\)")
_CODE = re.compile(r"`([^`\n]+)`|^ {4,}(.+)$", re.MULTILINE)
_SCHEMA = re.compile(r"stemma/[a-z]+/\d+")
"""The name of a form of data, as ``stemma/dossier/1``; no path."""
_VERB = re.compile(
    r"(?:^|[|;(] ?|&& |/bin/|[A-Z_]+=\S+ |\$ )(?:/bin/)?stemma ((?:[a-z]+(?: / )?)+)((?:[^|;&\n]|\|(?=\S))*)",
    re.MULTILINE,
)
_REMARK = re.compile(r" {2,}\S.*| # .*")
"""What stands behind a command, parted from it by two spaces or a ``#``."""
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def name_document(path: Path) -> str:
    return str(path.relative_to(ROOT))


def iter_code(text: str) -> Iterator[str]:
    """What stands as code: in backquotes, or indented."""
    for match in _CODE.finditer(text):
        yield match[1] or match[2]


def is_there(named: str) -> bool:
    """Whether a path of the repository is; ``*`` and ``NAME`` stand for any name, ``{a,b}`` for each."""
    if brace := re.search(r"\{([^}]*)\}", named):
        return all(is_there(named.replace(brace[0], one)) for one in brace[1].split(","))
    pattern = re.sub(r"<[^>]*>|\b[A-Z][A-Z_]+\b(?!\.md)|(?<=_)N(?=\.)", "*", named).rstrip("/.,")
    if re.fullmatch(r"docs/decisions/\d{4}", pattern):  # decisions are cited by number
        pattern += "-*.md"
    if any(ROOT.glob(pattern)):
        return True
    # A module may be named without its ending.
    return not Path(pattern).suffix and any(ROOT.glob(f"{pattern}.py"))


def iter_verbs(text: str) -> Iterator[tuple[str, str]]:
    """Each verb that code calls, with the rest of its line."""
    for code in iter_code(text):
        for match in _VERB.finditer(_REMARK.sub("", code)):
            words = re.split(r" / | ", match[1].strip())
            yield from ((word, match[2]) for word in (words if " / " in match[1] else words[:1]))


@pytest.mark.parametrize("path", DOCS, ids=name_document)
def test_every_path_that_a_document_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = {named for named in _PATH.findall(text) if not (_SCHEMA.fullmatch(named) or is_there(named))}
    assert not missing


@pytest.mark.parametrize("path", DOCS, ids=name_document)
def test_every_link_between_documents_leads_to_one_and_to_its_heading(path: Path) -> None:
    for target, heading in _LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        led = (path.parent / target).resolve()
        assert led.exists(), target
        if heading:
            heads = re.findall(r"^#+ (.+)$", led.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
            assert heading in slugs, (target, heading)


@pytest.mark.parametrize("path", DOCS, ids=name_document)
def test_every_verb_and_every_option_after_it_is_one_of_the_program(path: Path) -> None:
    for verb, rest in iter_verbs(path.read_text(encoding="utf-8")):
        assert verb in COMMANDS, f"stemma {verb}"
        parameters = COMMANDS[verb].params
        options = {"-h", "--help"} | {
            name for one in parameters for name in (*one.opts, *one.secondary_opts) if name.startswith("-")
        }
        for option in _OPTION.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "", rest)):
            assert option in options, f"stemma {verb} {option}"


def test_the_documents_name_enough_for_this_to_say_something() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCS]
    assert sum(len(_PATH.findall(text)) for text in texts) > 100
    verbs = {verb for text in texts for verb, _ in iter_verbs(text)}
    assert {"tell", "watch", "serve", "mcp", "run", "eval"} <= verbs


@pytest.mark.parametrize("named", ["bench/none.py", "stemma/none", "tests/{unit,none}", "docs/none.md", "eval/*.none"])
def test_a_path_that_is_not_there_is_found_out(named: str) -> None:
    assert not is_there(named)
