"""What ``stemma mcp --allow-writing`` changes is told as ``stemma watch`` on the same store tells it."""

from pathlib import Path
from typing import Any

import pytest

from stemma.cli.main import run
from stemma.collection import Collection
from stemma.model.settings import Settings
from stemma.store import open_store
from stemma.web.mcp.tools import Desk
from tests.web_server import reply, serve

pytest.importorskip("mcp")
pytestmark = pytest.mark.timeout(300)
PAGE = """<html lang="en"><head><title>Weir at Orlen breaks</title></head><body><article><h1>Weir at Orlen breaks</h1>
<p>A weir on the Vell broke on Monday near Orlen, the mayor said. Four people were hurt and taken to the hospital.</p>
<p>The mill beside the river was closed. Divers searched the water until dark and will go on in the morning.</p>
</article></body></html>"""


def test_pages_that_an_assistant_reads_are_told_by_the_settings_of_the_desk() -> None:
    settings = Settings(vectors=False)
    store = open_store("memory:")
    with serve() as server:
        desk = Desk(store, allow_writing=True, allow_private=True, settings=settings, at_least=1)
        desk.read_pages([server.put("/weir", reply(PAGE))])
    story = next(store.iter_stories())
    assert story.edition is not None
    assert Collection(store, settings=settings, at_least=1).compare().told == ()
    assert store.count()["editions"] == 1


@pytest.mark.parametrize("by_file", [True, False])
def test_the_verb_takes_them_from_options_or_from_a_file(
    by_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Any] = []
    monkeypatch.setattr("stemma.web.mcp.server.run_server", lambda desk, verbose: found.append(desk))
    path = tmp_path / "desk.db"
    open_store(str(path)).close()
    if by_file:
        file = tmp_path / "stemma.toml"
        file.write_text('[settings]\nstore = "desk.db"\nvectors = false\nat_least = 3\n', encoding="utf-8")
        arguments = ["--settings", str(file)]
    else:
        arguments = ["--store", str(path), "--no-vectors", "--at-least", "3"]
    assert run(["mcp", "--allow-writing", *arguments]) == 0
    assert (found[0].settings, found[0].at_least) == (Settings(vectors=False), 3)
