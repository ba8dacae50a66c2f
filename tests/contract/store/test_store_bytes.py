"""Blobs, records and captures: what goes in comes out, byte for byte."""

import pytest

from stemma.model.capture import Capture, Hints, Record
from stemma.store import Store

ODD = [
    *("", "a", "a/b", "A", "ä", "é", "e\u0301", "\ud7ff", "\ud7ff\x00", "\ud800", "\udfff", "\ue000", "\x00", "a\x00b"),
    *("\U0001f600", "漢字", "'; DROP TABLE records; --"),
]
"""Keys that an encoding, an order or an escape may trip over."""


def test_a_blob_comes_out_as_it_went_in(store: Store) -> None:
    content = bytes(range(256)) * 300
    store.put_blobs("parse", {"one": content, "empty": b""})
    assert store.get_blobs("parse", ["one", "empty", "none"]) == {"one": content, "empty": b""}


def test_a_blob_that_is_there_is_replaced(store: Store) -> None:
    store.put_blobs("parse", {"one": b"old"})
    store.put_blobs("parse", {"one": b"new"})
    assert store.get_blobs("parse", ["one"]) == {"one": b"new"}


def test_kinds_do_not_see_each_other(store: Store) -> None:
    store.put_blobs("parse", {"one": b"p"})
    store.put_blobs("vector", {"one": b"v"})
    store.put_records("parse", {"one": {}})
    store.delete_blobs("parse", ["one"])
    assert store.get_blobs("vector", ["one"]) == {"one": b"v"}
    assert list(store.iter_blobs("parse")) == []
    assert store.get_record("parse", "one") == {}


def test_blobs_are_told_by_key_in_code_points(store: Store) -> None:
    store.put_blobs("parse", {key: key.encode("utf-8", "surrogatepass") for key in ODD})
    assert list(store.iter_blobs("parse")) == [(key, key.encode("utf-8", "surrogatepass")) for key in sorted(ODD)]
    assert store.get_blobs("parse", ODD) == {key: key.encode("utf-8", "surrogatepass") for key in ODD}


def test_more_blobs_than_a_batch_are_told(store: Store) -> None:
    given = {f"{n:05}": b"%d" % n for n in range(2500)}
    store.put_blobs("parse", given)
    assert dict(store.iter_blobs("parse")) == given
    assert store.get_blobs("parse", given) == given


def test_dropping_passes_over_what_is_not_there(store: Store) -> None:
    store.put_blobs("parse", {"one": b"1", "two": b"2"})
    store.put_records("feed", {"one": {}, "two": {}})
    store.delete_blobs("parse", ["none", "one"])
    store.delete_records("feed", iter(["none", "one"]))
    assert list(store.iter_blobs("parse")) == [("two", b"2")]
    assert store.list_records("feed") == {"two": {}}


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"n": 1, "f": 0.1, "big": 2**70, "tiny": 5e-324, "t": True, "none": None},
        {"list": [1, "two", [], {}], "deep": {"a": {"b": [None]}}},
        {"\ud800": "\udfff", "\x00": "a\x00b", "ä": "\U0001f600", "": ""},
    ],
)
def test_a_record_comes_out_as_it_went_in(store: Store, record: dict[str, object]) -> None:
    store.put_records("feed", {"one": record})
    assert store.get_record("feed", "one") == record
    assert store.list_records("feed") == {"one": record}


def test_a_record_keeps_the_order_of_its_keys(store: Store) -> None:
    store.put_records("feed", {"one": {"z": 1, "a": 2}})
    assert list(store.get_record("feed", "one") or ()) == ["z", "a"]


def test_a_record_that_is_there_is_replaced(store: Store) -> None:
    store.put_records("feed", {"one": {"n": 1}})
    store.put_records("feed", {"one": {"m": 2}})
    assert store.get_record("feed", "one") == {"m": 2}


def test_a_record_does_not_change_with_what_was_put(store: Store) -> None:
    given = {"list": [1]}
    store.put_records("feed", {"one": given})
    given["list"].append(2)
    assert store.get_record("feed", "one") == {"list": [1]}


def test_records_are_listed_by_key_after_a_key_so_many_at_most(store: Store) -> None:
    store.put_records("feed", {key: {"key": key} for key in ODD})
    keys = sorted(filter(None, ODD))
    assert list(store.list_records("feed")) == keys
    assert list(store.list_records("feed", limit=3)) == keys[:3]
    for number, key in enumerate(keys):
        assert list(store.list_records("feed", after=key, limit=2)) == [k for k in keys if k > key][:2], number
        assert store.get_record("feed", key) == {"key": key}
    assert store.list_records("feed", after=keys[-1]) == {}


def test_there_is_no_record_where_none_was_put(store: Store) -> None:
    assert store.get_record("feed", "one") is None
    assert store.list_records("feed") == {}


CAPTURE = Capture(
    source="archive.warc.gz",
    content=b"<p>\x00\xff</p>" * 100,
    media_type="text/html",
    charset="utf-8",
    url="https://echo.example/bridge?a=\ud800",
    received="2024-10-12T09:00:00Z",
    record=Record(container="archive.warc.gz", offset=17, length=None, id="<urn:1>"),
    hints=Hints(title="Bridge", authors=("Tom Pell",)),
)


def test_a_capture_comes_out_byte_for_byte(store: Store) -> None:
    (capture,) = store.put_captures([CAPTURE])
    assert store.get_capture(capture) == CAPTURE
    assert store.get_capture("none") is None


def test_the_same_capture_is_kept_once(store: Store) -> None:
    first = store.put_captures([CAPTURE])
    assert store.put_captures([CAPTURE, CAPTURE]) == first * 2
    assert store.count()["captures"] == 1


def test_the_same_bytes_from_elsewhere_are_another_capture(store: Store) -> None:
    import dataclasses

    other = dataclasses.replace(CAPTURE, url="https://post.example/", hints=None)
    one, two = store.put_captures([CAPTURE, other])
    assert one != two
    assert (store.get_capture(one), store.get_capture(two)) == (CAPTURE, other)
    assert store.count()["captures"] == 2


def test_no_captures_are_no_captures(store: Store) -> None:
    assert store.put_captures([]) == ()
    assert store.count()["captures"] == 0


def test_an_empty_capture_is_kept(store: Store) -> None:
    (capture,) = store.put_captures([Capture(source="x", content=b"", media_type="text/plain")])
    assert store.get_capture(capture) == Capture(source="x", content=b"", media_type="text/plain")
