"""Lists of addresses: one a line, ``#`` before a comment (``text/uri-list``, RFC 2483; text sitemaps are the same)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Link
from stemma.read.readers.markup_kinds import ADDRESSES
from stemma.read.readers.protocol import Opening, reject

_LONGEST = 16_384
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ADDRESS = re.compile(rb"https?://[^\s<>\"\x00-\x1f]+", re.IGNORECASE)
_CUT = 3500
"""Bytes from which a head is taken for one that was cut."""


def is_address_list(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a list of addresses: every line of it one, or empty, or a comment."""
    whole = head.removeprefix(_MARKS[0]).splitlines()
    if len(head) >= _CUT and len(whole) > 1 and not re.search(rb"\s", whole[-1]):
        whole = whole[:-1]  # an address may be cut off where the head ends
    lines = [line.strip() for line in whole]
    named = [line for line in lines if line and not line.startswith(b"#")]
    return bool(named) and all(_ADDRESS.fullmatch(line) for line in named)


class AddressReader:
    """Lists of addresses."""

    name = "addresses"
    media_types = frozenset({ADDRESSES})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """A link for each line; a line that is no address is rejected by its number."""
        number = 0
        found = False
        while line := stream.readline(_LONGEST):
            number += 1
            if number == 1 and line.startswith(_MARKS[1:]):
                yield reject(opening.source, "It is a list in UTF-16; save it as UTF-8.")
                return
            if len(line) >= _LONGEST and not line.endswith(b"\n"):
                while len(line) >= _LONGEST and not line.endswith(b"\n"):
                    line = stream.readline(_LONGEST)
                yield reject(f"{opening.source}#{number}", "It is no web address: it is too long.")
                continue
            text = line.decode("utf-8", "replace").lstrip("\ufeff").strip()
            if not text or text.startswith("#"):
                continue
            found = True
            if re.match(r"https?://", text, re.IGNORECASE) and not re.search(r"\s", text):
                yield Link(url=text, source=opening.source)
            else:
                reason = "It is no web address; a line of the list holds one, beginning with https:// or http://."
                yield reject(f"{opening.source}#{number}", reason)
        if not found:
            yield reject(opening.source, "It is a list of addresses that names none.")


READER = AddressReader()
