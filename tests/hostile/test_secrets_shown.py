"""Addresses with passwords and keys: kept whole in the store, shown on no page, in no answer and in no log."""

import logging
from dataclasses import replace

import pytest

from stemma.cli.streams import say
from stemma.collection import Collection
from stemma.model.article import Rejected
from stemma.model.stored import Query
from stemma.store import open_store
from stemma.tell.markdown import render_markdown
from stemma.web.logs import SafeFormatter
from tests.dossiers import make_dossier
from tests.serving import open_client

SECRET = "hunter2velm"
ADDRESS = f"https://reader:{SECRET}@velm.example/feed.xml?page=2&token={SECRET}"
LOST = Rejected(item=ADDRESS, stage="read", reason=f"{ADDRESS}: The server answers 403.")


def fill() -> Collection:
    store = open_store("memory:")
    store.put_rejected([LOST], at="2031-03-04T05:06:07Z")
    return Collection(store)


@pytest.mark.parametrize("path", ["/rejected", "/rejected?q=velm", "/api/v1/rejected", "/about"])
def test_no_page_and_no_answer_shows_the_key_of_what_could_not_be_used(path: str) -> None:
    pytest.importorskip("fastapi")
    desk = fill()
    with open_client(desk) as client:
        answer = client.get(path)
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert ("velm.example" in answer.text) == (path != "/about")
    assert desk.store.list_rejected(Query()).items[0].item == ADDRESS


def test_no_line_on_stderr_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"{LOST.item}: {LOST.reason}")
    said = capsys.readouterr().err
    assert SECRET not in said
    assert "velm.example" in said


@pytest.mark.parametrize("manner", ["lines", "json"])
def test_no_line_of_a_servers_log_shows_it(manner: str) -> None:
    record = logging.LogRecord("stemma", logging.INFO, "x", 1, "a job could not fetch %s", (ADDRESS,), None)
    line = SafeFormatter(manner, None).format(record)  # type: ignore[arg-type]
    assert SECRET not in line
    assert "velm.example" in line


def test_a_dossier_that_is_told_does_not_show_it() -> None:
    markdown = render_markdown(replace(make_dossier(), rejected=(LOST,)))
    assert SECRET not in markdown
    assert "velm" in markdown
