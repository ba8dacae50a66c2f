"""A desk to run the code of the documents at: a folder with the files that they name, all invented.

The example story stands for every story (``pages/``, ``a.html``, the store ``desk.db``), so that it is annotated
and compared once and not again for each command.
"""

import gzip
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import stemma.pipeline
from stemma.demo import demo_pages
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from tests.archive_jobs import write_archive
from tests.docs_code import Command, tell_why_not
from tests.heap import write_heap
from tests.program import call_program

WORDS = {"ID": "0310ef", "WORDS": "ferry", "STORE_URL": "sqlite:///desk.db", "NAME": "name", "...": "sqlite:///desk.db"}
"""What stands for what, where a document leaves it open."""
OPML = '<opml version="2.0"><body><outline type="rss" xmlUrl="https://velm.example/feed.xml"/></body></opml>\n'
BY_HAND = '[[join_entities]]\nnames = ["Levan Kipshidze", "Kipshidze"]\n'


def write_desk(folder: Path) -> Path:
    """The files, made once; what is told of them comes from what ``keep_stories`` keeps."""
    pages = folder / "pages"
    shutil.copytree(str(demo_pages()), pages)
    write_heap(folder / "heap")
    write_archive(folder / "crawl")
    shutil.copy(next(iter(sorted((folder / "crawl").iterdir()))), folder / "crawl.warc.gz")
    first, second, third, *_ = sorted(pages.glob("*.html"))
    shutil.copy(first, folder / "a.html")
    shutil.copy(first, folder / "page.html")
    (folder / "b.html.gz").write_bytes(gzip.compress(second.read_bytes()))
    shutil.copy(third, folder / "c.html")
    shutil.copy(sorted(pages.glob("*.txt"))[0], folder / "c.txt")
    (folder / "feeds.opml").write_text(OPML, encoding="utf-8")
    (folder / "by-hand.toml").write_text(BY_HAND, encoding="utf-8")
    dossier = call_program("tell", pages, "--one-story", "--format", "json").stdout
    earlier = json.loads(dossier)
    earlier["findings"] = earlier["findings"][1:]
    earlier["summary"] = []
    for name in ("dossier.json", "tuesday.json", "b.json", "tuesday.jsonl"):
        (folder / name).write_bytes(dossier)
    for name in ("monday.json", "a.json", "monday.jsonl"):
        (folder / name).write_text(json.dumps(earlier) + "\n", encoding="utf-8")
    read = call_program("read", pages, "-q", "-o", folder / "articles.jsonl")
    kept = call_program("run", pages, "--store", f"sqlite:///{folder / 'desk.db'}", "-q")
    assert (read.returncode, kept.returncode) == (0, 0), kept.stderr
    shutil.copy(folder / "desk.db", folder / "stemma.db")
    return folder


def keep_stories(patch: pytest.MonkeyPatch) -> None:
    """Let what was annotated and compared of the same articles with the same settings not be done anew."""
    for name in ("annotate_story", "compare_story"):
        patch.setattr(stemma.pipeline, name, _keep(getattr(stemma.pipeline, name)))


def _keep(function: Callable[..., Any]) -> Callable[..., Any]:
    kept: dict[Any, Any] = {}

    def call(*given: Any, **named: Any) -> Any:
        # Where parses are kept bears on no result, and no document that is run has a judge.
        settings = {name: value for name, value in named.items() if name not in ("parses", "judging")}
        key = repr(([_name_part(one) for one in given], settings))
        if key not in kept:
            kept[key] = function(*given, **named)
        return kept[key]

    return call


def _name_part(part: Any) -> Any:
    """A part of a story, so that the same are named alike: articles by all that stands in them."""
    return [hash(one) if isinstance(one, Article | Annotated) else one for one in part]


def run_command(command: Command) -> str:
    """Run the programs of a command line that can be run, in this folder. Gives what they printed, on both streams."""
    given, said = b"", b""
    for words in command.pipe:
        if tell_why_not(words):
            return ""
        done = call_program(*(WORDS.get(word, word) for word in words[1:]), stdin=given)
        # A dossier may name items that could not be used; ``--exit-code`` asks for a 1.
        allowed = (0, 1, 3) if "--exit-code" in words else (0, 3)
        assert done.returncode in allowed, f"{command.line}: {done.returncode}: {done.stderr.decode()}"
        given, said = done.stdout, said + done.stderr
    if command.into and command.into != os.devnull:
        Path(command.into).write_bytes(given)
    return (given + said).decode()


def run_program(code: str, name: str, names: dict[str, Any]) -> str:
    """Run Python in this folder, whose modules it may import. Gives what it printed, on both streams."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed), redirect_stderr(printed):
        patch.syspath_prepend(str(Path.cwd()))
        patch.setattr(sys, "argv", ["python"])
        exec(compile(code, name, "exec"), names)
    return printed.getvalue()
