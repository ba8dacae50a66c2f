"""What the site has besides the pages of this folder: the command line and the Python names, written from the program.

mkdocs calls ``on_files`` and ``on_page_markdown`` (``mkdocs.yml``, hooks). ``python docs/site_pages.py cli`` or
``python`` prints one of the two pages, ``links`` every link of a document to another site.
"""

import ast
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from textwrap import dedent
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]

MODULES = (
    "stemma.pipeline",
    "stemma.collection",
    "stemma.collection.watching",
    "stemma.collection.notices",
    "stemma.read",
    "stemma.read.readers.protocol",
    "stemma.read.readers.registry",
    "stemma.annotate.annotators",
    "stemma.tell.formats.registry",
    "stemma.store.protocol",
    "stemma.errors",
    "stemma.model.capture",
    "stemma.model.article",
    "stemma.model.annotation",
    "stemma.model.story",
    "stemma.model.dossier",
    "stemma.model.overrides",
    "stemma.model.stored",
    "stemma.model.settings",
    "stemma.model.span",
)
"""What programs and new parts build on, besides the names of ``stemma`` itself."""


def write_cli() -> str:
    """The page of the command line: a section for each verb, as ``stemma VERB --help`` has it."""
    import typer

    from stemma.cli.main import app

    group: Any = typer.main.get_command(app)
    parts = [
        "# The command line\n\nWritten from the program; `stemma VERB --help` says the same. Data goes to stdout, the "
        "rest to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some items could not be used, 130 "
        "interrupted. What is repeated can stand in [stemma.toml](settings.md).\n"
    ]
    rows = [f"| [`stemma {name}`](#{name}) | {one.get_short_help_str(100)} |" for name, one in group.commands.items()]
    parts.append("\n".join(["| verb | does |", "|---|---|", *rows]) + "\n")
    parts += [_write_verb(name, command) for name, command in group.commands.items()]
    return "\n".join(parts)


def _write_verb(name: str, command: Any) -> str:
    context = command.make_context(f"stemma {name}", [], resilient_parsing=True)
    usage = re.sub(r"\{(\S+?)\}\.\.\.", r"\1", " ".join(command.collect_usage_pieces(context)))
    lines = [f"## {name}", "", f"```text\nstemma {name} {usage}\n```", ""]
    for paragraph in dedent(command.help or "").strip().split("\n\n"):
        kept, _, plain = paragraph.partition("\b\n")
        lines += [f"```text\n{plain.rstrip()}\n```" if plain else " ".join(kept.split()), ""]
    records = [record for one in command.get_params(context) if (record := one.get_help_record(context))]
    if records:
        lines += ["| given | means |", "|---|---|"]
        lines += [f"| `{_NAMES.sub('', names)}` | {_cell(' '.join(says.split()))} |" for names, says in records]
    return "\n".join(lines) + "\n"


_NAMES = re.compile(r" <[^>]*>+")
"""What Typer says of a parameter's type behind its name."""


def _cell(text: str) -> str:
    """``text`` for a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def write_python() -> str:
    """The page of the Python names: those of ``stemma`` first, then by module, with their docstrings."""
    stemma = import_module("stemma")
    parts = [
        "# Python\n\nWritten from the docstrings. The names of `stemma` itself are the public interface; the modules "
        "after them are what [readers](howto/reader.md), [annotators](howto/annotator.md), "
        "[renderers](howto/renderer.md) and programs over a store build on, and may still change.\n",
        "## stemma\n",
        "\n".join(
            f"- `{name}`: {(inspect.getdoc(getattr(stemma, name)) or '').splitlines()[0].replace('``', '`')}"
            for name in sorted(stemma.__all__)
            if not name.startswith("_")
        )
        + "\n",
    ]
    for name in MODULES:
        module = import_module(name)
        parts += [f"## {name}\n", _plain(inspect.getdoc(module)), *_write_members(module)]
    return "\n".join(parts)


def _write_members(module: ModuleType) -> Iterator[str]:
    """A section for each public class and function that ``module`` defines or names in ``__all__``."""
    named = getattr(module, "__all__", None)
    for name, value in vars(module).items():
        own = getattr(value, "__module__", "").startswith(module.__name__)
        if name.startswith("_") or not (name in named if named is not None else own):
            continue
        if inspect.isclass(value):
            yield f"### {name}\n"
            yield _plain(inspect.getdoc(value))
            yield _write_fields(value)
            for key, method in vars(value).items():
                if inspect.isfunction(method) and not key.startswith("_") and method.__doc__:
                    yield f"#### {name}.{key}\n\n{_write_function(key, method)}"
        elif inspect.isfunction(value):
            yield f"### {name}\n\n{_write_function(name, value)}"


def _write_function(name: str, function: Any) -> str:
    return f"```python\n{_sign(name, function)}\n```\n\n{_plain(inspect.getdoc(function))}"


def _write_fields(kind: type) -> str:
    """The fields of a dataclass or named tuple, with their types and what is written under each."""
    tuples = getattr(kind, "_fields", ())
    if not dataclasses.is_dataclass(kind) and not tuples:
        return ""
    names = [one.name for one in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else tuples
    said = dict(_read_fields(kind))
    rows = [f"| `{name}` | `{_cell(said[name][0])}` | {_cell(said[name][1])} |" for name in names if name in said]
    return "\n".join(["| field | type | |", "|---|---|---|", *rows]) + "\n" if rows else ""


def _read_fields(kind: type) -> Iterator[tuple[str, tuple[str, str]]]:
    (tree,) = ast.parse(dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    for one, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            doc = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            yield one.target.id, (ast.unparse(one.annotation), " ".join(str(doc).replace("``", "`").split()))


def _sign(name: str, function: Any) -> str:
    """``function``'s line as it is written, without its body."""
    (made,) = ast.parse(dedent(inspect.getsource(function))).body
    assert isinstance(made, ast.FunctionDef)
    gives = f" -> {ast.unparse(made.returns)}" if made.returns else ""
    return f"{name}({ast.unparse(made.args)}){gives}"


def _plain(doc: str | None) -> str:
    return re.sub(r"``([^`]+)``", r"`\1`", doc or "").replace("<", "&lt;") + "\n"


PAGES = {"cli.md": write_cli, "python.md": write_python}


def on_files(files: Any, config: Any) -> Any:
    """mkdocs: the two pages are files of the site."""
    from mkdocs.structure.files import File

    for name, write in PAGES.items():
        files.append(File.generated(config, name, content=write()))
    return files


_AWAY = re.compile(r"(!?)\[([^\]]*)\]\(((?:\.\./)+[^)#\s]+)(?:#[^)]*)?\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """mkdocs: a link to a file of the repository outside of ``docs`` is told in words; the site does not hold it."""
    folder = PurePosixPath("docs", page.file.src_uri).parent

    def tell(match: re.Match[str]) -> str:
        led = Path(ROOT, folder, match[3]).resolve().relative_to(ROOT)
        return match[0] if match[1] or led.parts[0] == "docs" else f"{match[2]} (`{led}` in the repository)"

    return _AWAY.sub(tell, markdown)


_OUTER = re.compile(r"\]\((\w+://[^)\s]+)\)|<(\w+://[^>\s]+)>")


def list_links() -> list[tuple[str, str]]:
    """Every link of a document to another site, with the document, for people to look at; nobody fetches them."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = [(page, match[1] or match[2]) for page in pages for match in _OUTER.finditer(page.read_text("utf-8"))]
    return [(page.relative_to(ROOT).as_posix(), link) for page, link in found]


def write_links() -> str:
    """``list_links`` for a terminal."""
    return "\n".join(f"{page}  {link}" for page, link in list_links())


if __name__ == "__main__":
    print({"cli": write_cli, "python": write_python, "links": write_links}[sys.argv[1]]())
