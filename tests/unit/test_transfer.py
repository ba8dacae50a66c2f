"""A collection as one file: nothing lost, nothing half taken in."""

import io
import json
from dataclasses import replace
from hashlib import blake2b

import pytest
import zstandard

from stemma.collection.transfer import export_collection, import_collection, is_empty, read_header
from stemma.errors import StoreBroken, StoreNewer, UsageError
from stemma.model.stored import Event, Query
from stemma.store import Store, open_store
from tests.collections import fill_store


@pytest.fixture(scope="module")
def filled() -> Store:
    store = open_store("memory:")
    fill_store(store)
    return store


@pytest.fixture(scope="module")
def exported(filled: Store) -> bytes:
    return export(filled)


def export(store: Store) -> bytes:
    target = io.BytesIO()
    export_collection(store, target)
    return target.getvalue()


def take_in(content: bytes) -> Store:
    store = open_store("memory:")
    import_collection(store, io.BytesIO(content))
    return store


def lines_of(content: bytes) -> list[bytes]:
    with zstandard.ZstdDecompressor().stream_reader(content) as unpacked:
        return unpacked.read().splitlines(keepends=True)


def pack(lines: list[bytes]) -> bytes:
    return zstandard.ZstdCompressor().compress(b"".join(lines))


def forge(lines: list[bytes]) -> bytes:
    """These lines with a last one that fits them, as one would write who means harm."""
    end = {"end": {"lines": {}, "hash": blake2b(b"".join(lines), digest_size=16).hexdigest()}}
    return pack([*lines, json.dumps(end).encode() + b"\n"])


def test_what_is_exported_imported_and_exported_again_is_the_same_bytes(exported: bytes) -> None:
    assert export(take_in(exported)) == exported


def test_every_list_reads_the_same_afterwards(filled: Store, exported: bytes) -> None:
    there = take_in(exported)
    for words in ("", "ferry", '"nine hours"'):
        query = Query(words=words, limit=500)
        assert there.list_stories(query) == filled.list_stories(query)
        assert there.list_articles(query) == filled.list_articles(query)
        assert [replace(one, number=0) for one in there.list_claims(query).items] == [
            replace(one, number=0) for one in filled.list_claims(query).items
        ]
        assert [replace(one, number=0) for one in there.list_findings(query).items] == [
            replace(one, number=0) for one in filled.list_findings(query).items
        ]
    assert there.count() == filled.count()
    assert there.list_corrections() == filled.list_corrections()
    assert there.list_events() == filled.list_events()


def test_captures_come_back_byte_for_byte(filled: Store, exported: bytes) -> None:
    assert list(take_in(exported).iter_captures()) == list(filled.iter_captures())


def test_a_story_is_still_known_by_its_aliases(filled: Store, exported: bytes) -> None:
    there = take_in(exported)
    aliases = list(filled.iter_aliases())
    assert len(aliases) == 2
    assert [there.resolve_story(one.alias) for one in aliases] == [one.story for one in aliases]


def test_all_editions_are_there_and_events_name_theirs(exported: bytes) -> None:
    there = take_in(exported)
    (story,) = there.list_stories(Query()).items
    named = [one.detail["edition"] for one in there.list_events() if "edition" in one.detail]
    assert len(there.list_editions(story.story.id)) == 3
    for number in named:
        edition = there.get_edition(story.story.id, number)
        assert edition is not None
        assert edition.number == number


def test_what_a_cursor_pointed_after_comes_after_it_still(filled: Store, exported: bytes) -> None:
    there = take_in(exported)
    record = there.get_record("watch", "")
    assert record is not None
    assert there.list_events(after=record["after"]) == filled.list_events(after=record["after"])
    (story,) = there.list_stories(Query()).items
    there.put_events([Event(story=story.story.id, kind="articles", at="2026-04-01T00:00:00Z")])
    assert len(there.list_events(after=record["after"])) == 1


def test_numbers_of_what_was_dropped_are_not_given_again(filled: Store) -> None:
    swept = take_in(export(filled))
    swept.vacuum(before="2027-01-01T00:00:00Z")
    there = take_in(export(swept))
    (story,) = there.list_stories(Query()).items
    assert there.put_events([Event(story=story.story.id, kind="articles", at="x")]) > swept.last_number()


def test_a_replaced_revision_is_still_in_no_story(exported: bytes) -> None:
    there = take_in(exported)
    old = next(one for one in there.iter_articles(revisions=True) if not one.current)
    assert old.story is None
    assert [one.current for one in there.list_revisions(old.article.id)] == [False, True]


def test_what_is_put_later_goes_on_as_it_would_have(filled: Store, exported: bytes) -> None:
    there = take_in(exported)
    (story,) = there.list_stories(Query()).items
    edition = there.get_edition(story.story.id)
    assert edition is not None
    assert there.put_edition(story.story.id, key=edition.key, made="later", dossier=edition.dossier) is None
    number = there.put_edition(story.story.id, key="k3", made="later", dossier=edition.dossier)
    assert number is not None
    assert number > filled.last_number()


def test_an_empty_collection_moves_too() -> None:
    content = export(open_store("memory:"))
    assert is_empty(take_in(content))
    assert read_header(io.BytesIO(content)).counts["articles"] == 0


def test_a_store_that_holds_anything_is_refused(exported: bytes) -> None:
    store = open_store("memory:")
    store.put_records("feed", {"a": {}})
    with pytest.raises(UsageError, match="not empty"):
        import_collection(store, io.BytesIO(exported))
    assert store.list_kinds() == ((), ("feed",))


def refuse(content: bytes, says: str) -> None:
    store = open_store("memory:")
    with pytest.raises(StoreBroken, match=says):
        import_collection(store, io.BytesIO(content))
    assert is_empty(store)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_told_and_leaves_nothing_behind(exported: bytes, share: float) -> None:
    refuse(exported[: int(len(exported) * share)], r"cut|stemma export|unpacked")


def test_a_file_without_its_last_line_is_told(exported: bytes) -> None:
    refuse(pack(lines_of(exported)[:-1]), "ends before the collection does")


def test_a_file_that_lacks_a_line_is_told(exported: bytes) -> None:
    lines = lines_of(exported)
    for at in range(1, len(lines) - 1):
        refuse(pack(lines[:at] + lines[at + 1 :]), "its hash differs")


def test_a_file_with_one_letter_changed_is_told(exported: bytes) -> None:
    lines = lines_of(exported)
    at = next(n for n, line in enumerate(lines) if line.startswith(b'{"edition"'))
    refuse(pack([*lines[:at], lines[at].replace(b"ferry", b"berry", 1), *lines[at + 1 :]]), "its hash differs")


def test_a_damaged_byte_is_told(exported: bytes) -> None:
    at = len(exported) // 2
    refuse(exported[:at] + bytes([exported[at] ^ 0xFF]) + exported[at + 1 :], "nothing was taken in")


@pytest.mark.parametrize("line", [b'{"story": 7}\n', b'{"blob": {"kind": "x"}}\n', b'{"capture": {"content": {}}}\n'])
def test_a_line_of_another_shape_is_told_with_its_number(line: bytes) -> None:
    refuse(forge([lines_of(export(open_store("memory:")))[0], line]), "line 2: not such")


@pytest.mark.parametrize(
    "line", [b'{"evil": 7}\n', b'{"story": 7, "blob": 7}\n', b"[1]\n", b"7\n", b"\n", b"[" * 99999]
)
def test_a_line_that_is_none_of_ours_is_told(line: bytes) -> None:
    refuse(forge([lines_of(export(open_store("memory:")))[0], line]), "nothing was taken in|JSON")


def test_kinds_out_of_their_order_are_told(exported: bytes) -> None:
    head, *lines = lines_of(exported)
    refuse(forge([head, *lines[-2::-1]]), "out of order")


def test_what_follows_the_end_is_told() -> None:
    lines = lines_of(export(open_store("memory:")))
    refuse(pack([*lines, b'{"story": {}}\n']), "ends before the collection does")


def test_a_file_that_says_of_itself_what_it_does_not_hold_is_told(exported: bytes) -> None:
    lines = lines_of(exported)
    refuse(forge([line for line in lines[:-1] if not line.startswith(b'{"rejected"')]), "0 rejected in place of 3")


def test_an_edition_of_no_story_is_told(exported: bytes) -> None:
    lines = lines_of(exported)
    refuse(forge([line for line in lines[:-1] if not line.startswith(b'{"story"')]), "which is not there")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x28\xb5\x2f\xfd", b"PK\x03\x04" * 9])
def test_what_is_no_exported_file_is_told(content: bytes) -> None:
    refuse(content, "no file that 'stemma export' wrote|cannot be unpacked")


def test_a_newer_format_is_refused(exported: bytes) -> None:
    head, *lines = lines_of(exported)
    newer = json.dumps({**json.loads(head), "stemma-collection": 2, "stemma_version": "9.1"}).encode() + b"\n"
    store = open_store("memory:")
    with pytest.raises(StoreNewer, match=r"Stemma 9\.1.*install a newer"):
        import_collection(store, io.BytesIO(forge([newer, *lines[:-1]])))
    assert is_empty(store)
