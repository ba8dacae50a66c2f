"""Content codings undone: what is packed in many pieces is read whole, or refused; never cut without a word."""

import gzip

import pytest

from stemma.read.content_codings import Unpackable, unpack_gzip

LIMIT = 1 << 20


def test_all_members_of_a_gzip_file_are_read() -> None:
    assert unpack_gzip(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0", LIMIT) == b"one two"


def test_a_gzip_file_of_very_many_members_is_refused_not_cut() -> None:
    with pytest.raises(Unpackable, match="1,000 pieces"):
        unpack_gzip(gzip.compress(b"x") * 1001, LIMIT)
    assert unpack_gzip(gzip.compress(b"x") * 1000, LIMIT) == b"x" * 1000
