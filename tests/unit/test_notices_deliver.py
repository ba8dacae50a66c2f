"""How the outbox is emptied: once each, again with waits that grow, and at last given up, which is told."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.collection.notices import (
    Outcome,
    Parcel,
    deliver,
    evaluate,
    list_parcels,
    parse_rules,
    revive_parcels,
    start_rules,
)
from stemma.collection.notices.delivering import MOST_ATTEMPTS, choose_wait
from stemma.collection.notices.rules import Channel
from stemma.errors import StoreBusy
from tests.notices import RULES, Desk, Receivers, make_rules


def make_desk(stories: int = 1) -> tuple[Desk, Receivers]:
    """A desk with so many notices in its outbox."""
    desk, rules = Desk(), make_rules()
    start_rules(desk.store, rules)
    for _ in range(stories):
        desk.begin_story("Rill Post")
    evaluate(desk.store, rules, now=desk.now)
    return desk, Receivers()


def send(desk: Desk, receivers: Receivers) -> tuple[str, ...]:
    report = deliver(desk.store, make_rules(), now=desk.now, send=receivers, draw=lambda: 1.0)
    return report.lines


def test_each_notice_goes_to_each_channel_once_and_mails_are_joined() -> None:
    desk, receivers = make_desk(3)
    assert send(desk, receivers) == ()
    assert [(channel, len(notices)) for channel, _, notices in receivers.got] == [
        ("hook", 1),
        ("post", 3),
        ("hook", 1),
        ("hook", 1),
    ]
    send(desk, receivers)
    assert len(receivers.got) == 4


def test_what_fails_is_tried_again_later_under_its_id_and_says_so() -> None:
    desk, receivers = make_desk()
    receivers.failing = [Outcome(result="again", reason="its server answered with status 503")]
    (line,) = send(desk, receivers)
    assert line == "hook: not taken, tried again at 2026-03-04T12:00:30Z: its server answered with status 503"
    (parcel,) = list_parcels(desk.store)
    send(desk, receivers)
    assert [channel for channel, _, _ in receivers.got] == ["post"]
    desk.wait(seconds=30)
    send(desk, receivers)
    assert receivers.got[-1][:2] == ("hook", parcel.id)
    assert list_parcels(desk.store) == ()


def test_a_channel_that_fails_costs_one_attempt_a_delivery() -> None:
    desk, receivers = make_desk(5)
    receivers.failing = [Outcome(result="again", reason="down")] * 2
    report = deliver(desk.store, make_rules(), now=desk.now, send=receivers)
    assert len(report.again) == 2
    assert receivers.got == []
    assert report.waiting == 6


def test_a_slow_receiver_does_not_keep_who_delivers_from_other_work() -> None:
    desk, receivers = make_desk(9)

    def send_slowly(channel: Channel, parcel: Parcel) -> Outcome:
        desk.wait(seconds=25)
        return receivers(channel, parcel)

    report = deliver(desk.store, make_rules(), now=desk.now, send=send_slowly)
    assert (len(report.sent), report.waiting) == (3, 7)


def test_after_a_day_at_the_most_it_is_given_up_and_told_and_can_be_taken_up() -> None:
    desk, receivers = make_desk()
    desk.store.delete_records("outbox", [one.key for one in list_parcels(desk.store) if one.channel == "post"])
    receivers.failing = [Outcome(result="again", reason="down")] * 100
    lines: list[str] = []
    begun = desk.time
    for _ in range(MOST_ATTEMPTS):
        lines += send(desk, receivers)
        desk.wait(hours=2)
    assert lines[-1] == f"hook: given up after {MOST_ATTEMPTS} attempts, 1 notice not told: down"
    assert (desk.time - begun).days <= 1
    attempts = 100 - len(receivers.failing)
    send(desk, receivers)
    assert 100 - len(receivers.failing) == attempts
    receivers.failing.clear()
    assert revive_parcels(desk.store) == 1
    send(desk, receivers)
    assert [channel for channel, _, _ in receivers.got] == ["hook"]


def test_what_is_refused_is_given_up_at_once() -> None:
    desk, receivers = make_desk()
    receivers.failing = [Outcome(result="dead", reason="its server refuses it (status 410)")]
    (line,) = send(desk, receivers)
    assert line == "hook: given up after 1 attempt, 1 notice not told: its server refuses it (status 410)"


def test_a_wait_that_is_asked_for_is_kept() -> None:
    desk, receivers = make_desk()
    receivers.failing = [Outcome(result="again", reason="busy", wait=600.0)]
    deliver(desk.store, make_rules(), now=desk.now, send=receivers, draw=lambda: 0.0)
    assert list_parcels(desk.store)[0].due == "2026-03-04T12:10:00Z"


def test_mails_that_wait_behind_one_that_failed_go_as_one() -> None:
    desk, receivers = make_desk()
    rules = make_rules()
    receivers.failing = [Outcome(result="sent"), Outcome(result="again", reason="greylisted")]
    send(desk, receivers)
    for _ in range(3):
        desk.begin_story("Fen Courier")
        evaluate(desk.store, rules, now=desk.now)
        send(desk, receivers)
    desk.wait(minutes=1)
    send(desk, receivers)
    send(desk, receivers)
    assert [len(notices) for channel, _, notices in receivers.got if channel == "post"] == [1, 3]


def test_only_those_who_have_not_got_a_mail_get_it_again() -> None:
    desk, receivers = make_desk()
    receivers.failing = [Outcome(result="sent"), Outcome(result="again", reason="full", left=("b@desk.example",))]
    send(desk, receivers)
    (parcel,) = list_parcels(desk.store)
    assert parcel.to == ("b@desk.example",)


def test_a_clock_that_is_set_back_does_not_hold_the_outbox() -> None:
    desk, receivers = make_desk()
    receivers.failing = [Outcome(result="again", reason="down")]
    send(desk, receivers)
    desk.wait(days=-400)
    send(desk, receivers)
    assert list_parcels(desk.store) == ()


def test_what_a_channel_holds_that_is_no_more_is_given_up_with_the_reason() -> None:
    desk, receivers = make_desk()
    rules = parse_rules(RULES.replace("channel.post", "channel.mail").replace('"hook", "post"', '"hook"'))
    report = deliver(desk.store, rules, now=desk.now, send=receivers)
    assert [parcel.error for parcel in report.dead] == ["the rule file has no channel 'post' any more"]


def test_two_processes_do_not_send_at_once() -> None:
    desk, receivers = make_desk()
    with desk.store.lock("outbox"), pytest.raises(StoreBusy):
        send(desk, receivers)
    with desk.store.lock("notices"), pytest.raises(StoreBusy):
        evaluate(desk.store, make_rules(), now=desk.now)


@given(st.integers(0, 200), st.none() | st.floats(-1e9, 1e9), st.floats(0, 1))
def test_waits_are_bounded(attempts: int, asked: float | None, drawn: float) -> None:
    assert 1.0 <= choose_wait(attempts, asked, drawn) <= 100_000.0


def make_feed_rules(folder: Path) -> str:
    return RULES.replace('tell = ["hook", "post"]', 'tell = ["feed"]') + (
        f'[channel.feed]\nkind = "feed"\nfile = "{folder}/notices.atom"\njson_file = "{folder}/notices.json"\n'
    )


def test_feeds_are_written_as_files_whole(tmp_path: Path) -> None:
    desk, rules = Desk(), parse_rules(make_feed_rules(tmp_path))
    start_rules(desk.store, rules)
    for _ in range(2):
        desk.begin_story("Rill Post")
        evaluate(desk.store, rules, now=desk.now)
        desk.wait(minutes=1)
    assert len(deliver(desk.store, rules, now=desk.now).sent) == 2
    root = ElementTree.fromstring((tmp_path / "notices.atom").read_bytes())
    ids = [one.text for one in root.findall("{*}entry/{*}id")]
    told = json.loads((tmp_path / "notices.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in told["items"]] == ids
    assert len(set(ids)) == 2
    assert sorted(os.listdir(tmp_path)) == ["notices.atom", "notices.json"]


def test_a_feed_that_cannot_be_written_waits(tmp_path: Path) -> None:
    desk, rules = Desk(), parse_rules(make_feed_rules(tmp_path / "none"))
    start_rules(desk.store, rules)
    desk.begin_story("Rill Post")
    evaluate(desk.store, rules, now=desk.now)
    (line,) = deliver(desk.store, rules, now=desk.now).lines
    assert "the feed's file cannot be written (No such file or directory)" in line
    (tmp_path / "none").mkdir()
    desk.wait(minutes=1)
    assert len(deliver(desk.store, rules, now=desk.now).sent) == 1
