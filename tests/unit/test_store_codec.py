"""What stores share: values as bytes and back, and words as they are searched."""

import json
import unicodedata
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.errors import StoreBroken
from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.store.codec import dump, load, pack, unpack, unpack_bytes
from stemma.store.searching import LONGEST_WORD, search_words
from stemma.store.sqlite.escaping import read_text, write_text
from tests.dossiers import make_dossier, make_hostile_dossier

ANY_TEXT = st.text(st.characters(codec=None, categories=None))


def search_words_plainly(text: str) -> list[str]:
    """What ``search_words`` gives, letter by letter."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = [c for c in folded if not unicodedata.combining(c) and not "\ud800" <= c <= "\udfff"]
    return [word[:LONGEST_WORD] for word in "".join(c if c.isalnum() else " " for c in kept).split()]


@given(st.one_of(ANY_TEXT, st.text(st.sampled_from("aZ9 _-.éßıİ’“\u0301\ud800東ߋ²Ⅷ\x1c\x85\u00a0"))))
def test_words_are_letters_and_digits_folded_without_accents(text: str) -> None:
    assert search_words(text) == search_words_plainly(text)


def make_plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: make_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: make_plain(one) for key, one in value.items()}
    return [make_plain(one) for one in value] if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("dossier", [make_dossier(), make_hostile_dossier("\ud800 \x00 <b>")])
def test_a_value_is_written_as_its_fields_and_comes_back_equal(dossier: Dossier) -> None:
    assert json.loads(dump(dossier)) == json.loads(json.dumps(make_plain(dossier)))
    assert unpack(Dossier, pack(dossier)) == dossier
    assert dump(dossier).isascii()


@pytest.mark.parametrize("content", [b"", b"not packed", pack({"no": "article"}), pack("[")])
def test_bytes_that_hold_no_such_value_are_a_broken_store(content: bytes) -> None:
    with pytest.raises(StoreBroken):
        unpack(Article, content)


def test_a_text_that_is_no_json_is_a_broken_store() -> None:
    with pytest.raises(StoreBroken):
        load(Article, "{")
    with pytest.raises(StoreBroken):
        unpack_bytes(b"\x28\xb5\x2f\xfd")


@given(ANY_TEXT, ANY_TEXT)
def test_text_in_a_file_comes_back_and_stays_in_order(one: str, other: str) -> None:
    written = [write_text(text).encode() for text in (one, other)]
    assert [read_text(content) for content in written] == [one, other]
    assert (written[0] < written[1]) == (one < other)


@given(st.binary())
def test_bytes_of_a_broken_file_are_some_text(tail: bytes) -> None:
    assert isinstance(read_text("\ud7ffa".encode() + tail), str)


@given(*[st.text(st.sampled_from("a\ud7ff\ud800\udfff\ue000\x00\U0001f600"))] * 2)
def test_text_with_lone_surrogates_does_too(one: str, other: str) -> None:
    written = [write_text(text).encode() for text in (one, other)]
    assert [read_text(content) for content in written] == [one, other]
    assert (written[0] < written[1]) == (one < other)
