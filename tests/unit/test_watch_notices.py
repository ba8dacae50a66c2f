"""A watch with a rule file: what news is told of, once, and what could not be sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.collection.notices import list_notices, list_parcels
from stemma.collection.watching.notifying import RuleNotices
from stemma.errors import UsageError
from stemma.store.memory import MemoryStore
from tests.watch_desk import put_feed, watch
from tests.web_server import WebServer, reply, serve, write_page

pytestmark = pytest.mark.timeout(300)
HOUR = 3600.0
RULES = """
[channel.hook]
kind = "webhook"
url = "{url}"
allow_private = true
in_clear = true
secret = "d2hzZWNfYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo="

[[rule]]
name = "Ferries"
when = ["new story"]
tell = ["hook"]
"""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def write_rules(folder: Path, url: str) -> RuleNotices:
    path = folder / "rules.toml"
    path.write_text(RULES.format(url=url))
    return RuleNotices.load(path)


def test_a_new_story_is_told_once_and_what_was_there_before_is_not(server: WebServer, tmp_path: Path) -> None:
    store = MemoryStore()
    old = "Astronomers in Hallin counted nine new comets with a telescope that students had built from scrap metal. "
    server.put("/old", reply(write_page("Nine comets found by students", old * 3)))
    watch(put_feed(server, "/before", "/old"), store=store, once=True)
    hook = server.put("/hook", reply("", status="204 No Content"))
    rules = write_rules(tmp_path, hook)
    done = watch(put_feed(server, "/feed", "/a"), store=store, until=3 * HOUR, notify=rules)
    assert done.counts.notices == 1
    assert server.paths().count("/hook") == 1
    assert len(list_notices(store, "Ferries")) == 1
    watch(server.url("/feed"), store=store, until=3 * HOUR, start=4 * HOUR, notify=rules)
    assert server.paths().count("/hook") == 1


def test_what_could_not_be_sent_is_said_and_sent_later_though_there_is_no_news(
    server: WebServer, tmp_path: Path
) -> None:
    hook = server.put(
        "/hook", reply("", status="503 Busy"), reply("", status="503 Busy"), reply("", status="204 Gone on")
    )
    done = watch(put_feed(server, "/feed", "/a"), until=3 * HOUR, notify=write_rules(tmp_path, hook))
    assert server.paths().count("/hook") == 3
    assert len(done.journal.all("not-sent")) == 2
    assert list_parcels(done.store) == ()


def test_a_rule_file_that_is_wrong_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_rules(tmp_path, "no address")
