"""Text as the file holds it: UTF-8 has no lone surrogates, pages have.

A lone surrogate is written as U+D7FF (which Unicode assigns to nothing) and a letter of the private use area; U+D7FF
itself is followed by U+0000. So text stays in the order of its code points, and what was different stays different.
"""

import re

_HELD = re.compile("[\ud7ff-\udfff]")
_WRITTEN = re.compile("\ud7ff([\x00\ue000-\ue7ff])")
_SHIFT = 0xE000 - 0xD800


def write_text(text: str) -> str:
    """``text`` as the file holds it."""
    if text.isascii() or not _HELD.search(text):
        return text
    return _HELD.sub(lambda one: "\ud7ff" + ("\x00" if one[0] == "\ud7ff" else chr(ord(one[0]) + _SHIFT)), text)


def read_text(content: bytes) -> str:
    """What ``write_text`` wrote, from UTF-8. Of a broken file, bytes that are none become U+FFFD, and what was never
    written so stays as it is."""
    text = content.decode("utf-8", "replace")
    if text.isascii() or "\ud7ff" not in text:
        return text
    return _WRITTEN.sub(lambda one: "\ud7ff" if one[1] == "\x00" else chr(ord(one[1]) - _SHIFT), text)
