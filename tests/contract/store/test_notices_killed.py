"""A watch that is killed by the system at any moment has told each thing once in the end, whatever keeps its store."""

import random
from pathlib import Path

import pytest

from stemma.collection.notices import deliver, evaluate, list_notices, list_parcels, make_rule_feed, start_rules
from stemma.errors import StoreBusy
from stemma.store import Store, open_store
from tests.killed_notices import check_told_once, finish, kill_one, make_rules
from tests.notices import Desk, Receivers

TIMES = 4


@pytest.mark.timeout(900)
def test_a_process_that_is_killed_again_and_again_tells_each_thing_once(shared_url: str, tmp_path: Path) -> None:
    received = tmp_path / "received"
    store = open_store(shared_url)
    start_rules(store, make_rules())
    store.close()
    chosen = random.Random(11)
    for turn in range(TIMES):
        kill_one(shared_url, received, turn, chosen.uniform(0, 0.4))
    store = open_store(shared_url)
    finish(store, received)
    assert check_told_once(store, received) >= TIMES
    store.close()


def test_every_store_tells_the_same(store: Store) -> None:
    desk, rules, receivers = Desk(store), make_rules(), Receivers()
    old = desk.begin_story("Rill Post", "Fen Courier", "Alder Echo")
    assert start_rules(store, rules) == ("Everything",)
    key = desk.begin_story("Rill Post")
    desk.grow_story(key, "Fen Courier", origins=3)
    desk.differ(key)
    desk.grow_story(old, "Daily Sluice", origins=4)
    evaluate(store, rules, now=desk.now)
    desk.join_stories(old, key)
    desk.happen(old, "edited", articles=[desk.write_article("Rill Post")], silent=True)
    evaluate(store, rules, now=desk.now)
    deliver(store, rules, now=desk.now, send=receivers)
    assert list_parcels(store) == ()
    told = [[reason.trigger for reason in notice.reasons] for notice in list_notices(store, "Everything")]
    assert told == [
        ["an article was edited silently"],
        ["new story", "new difference", "origins >= 3", "outlets >= 2"],
    ]
    feed = make_rule_feed(store, "Everything")
    assert feed is not None
    assert len(feed.entries) == 2


def test_whatever_a_title_holds_every_store_keeps_the_notice(store: Store) -> None:
    desk, rules, receivers = Desk(store), make_rules(), Receivers()
    start_rules(store, rules)
    desk.begin_story("Rill\r\nPost", title="<b>\r\nX: y\x1b[31m\u202e & ]]>")
    (notice,) = evaluate(store, rules, now=desk.now)
    deliver(store, rules, now=desk.now, send=receivers)
    assert notice.title == "<b> X: y[31m & ]]>"
    assert [notices for channel, _, notices in receivers.got if channel == "hook"] == [(notice,)]


def test_one_process_evaluates_and_one_delivers_at_a_time(shared_url: str) -> None:
    one, two = open_store(shared_url), open_store(shared_url)
    desk = Desk(two)
    with one.lock("notices"), pytest.raises(StoreBusy):
        evaluate(two, make_rules(), now=desk.now)
    with one.lock("outbox"), pytest.raises(StoreBusy):
        deliver(two, make_rules(), now=desk.now, send=Receivers())
    one.close()
    two.close()
