"""Pages looked at again: words changed in silence are seen, unchanged pages cost one question each."""

from collections.abc import Iterator

import pytest

from tests.watch_desk import put_feed, watch, write_story
from tests.web_server import WebServer, reply, serve

pytestmark = pytest.mark.timeout(300)
HOUR = 3600.0


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serve() as web:
        yield web


def test_a_page_is_looked_at_three_times_more_and_then_left_alone(server: WebServer) -> None:
    put_feed(server, "/feed", "/a")
    done = watch(server.url("/feed"), until=72 * HOUR)
    assert server.paths().count("/a") == 4
    assert done.pages() == {}
    assert done.counts.articles == 1
    assert done.counts.edited == 0


def test_it_is_asked_only_whether_it_has_changed(server: WebServer) -> None:
    server.put("/a", reply(write_story("/a"), ETag='"a"'), reply("", status="304 Not Modified"))
    watch(put_feed(server, "/feed", "/a"), until=30 * HOUR)
    asked = [request.headers.get("if-none-match") for request in server.asked if request.path == "/a"]
    assert asked == [None, '"a"', '"a"', '"a"']


def test_other_words_are_an_edit_of_the_same_article(server: WebServer) -> None:
    edited = write_story("/a", "The board said later that two captains had left again in March.")
    server.put("/a", reply(write_story("/a")), reply(edited))
    done = watch(put_feed(server, "/feed", "/a"), until=30 * HOUR)
    assert done.counts.articles == 1
    assert done.counts.edited == 1
    assert len(done.journal.all("edited")) == 1
    [current] = done.store.iter_articles()
    assert "left again in March" in current.article.text
    first, second = done.store.list_revisions(current.article.id)
    assert second.replaces == first.article.id
    assert not first.current


def test_a_page_taken_down_later_stays_as_it_was_read(server: WebServer) -> None:
    server.put("/a", reply(write_story("/a")), reply("", status="404 Not Found"))
    done = watch(put_feed(server, "/feed", "/a"), until=30 * HOUR)
    assert server.paths().count("/a") == 2
    assert done.counts.rejected == 0
    assert done.titles() == ["Ferry line a to run every hour"]
