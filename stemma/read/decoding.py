"""Bytes to text: by byte order mark, by what the bytes can only be, by declaration, then by detection."""

import codecs
import re

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\v\x1b") + b"\x7f"
_LATIN = ("iso8859-1", "ascii")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SAMPLE = 1 << 16


def decode_text(raw: bytes, charset: str | None = None, *, markup: bool = False) -> str | None:
    """The text of ``raw``, or None where it is not text. ``markup`` looks for a declaration in the page's head.

    Lone surrogates come out as U+FFFD, so that the text can always be written as UTF-8.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _scrub(raw[len(mark) :].decode(name, "replace"))
    wide = _guess_wide(raw)
    if wide:
        return _scrub(raw.decode(wide, "replace"))
    if is_binary(raw, markup=markup):
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = charset or (_declared_charset(raw) if markup else None)
    if _mostly_utf8(raw):
        return _scrub(raw.decode("utf-8", "replace"))
    text = _try_decode(raw, _read_declared(declared))
    if text is None:  # only now: to detect costs as much as to read the page
        text = _try_decode(raw, _detect_charset(raw))
    return _scrub(text if text is not None else raw.decode("cp1252", "replace"))


def is_binary(raw: bytes, *, markup: bool = False) -> bool:
    """Whether ``raw`` holds bytes that no text holds; a stray NUL is forgiven in markup, as browsers do."""
    sample = raw[: 16 * _SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 200 > len(sample) or (b"\0" in sample and not markup)


def _guess_wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Latin text is NUL."""
    sample = raw[:4096]
    if len(sample) < 16 or sample.count(0) * 5 < len(sample) * 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 20 * (even + 1) or (odd > 4 and even == 0):
        return "utf-16-le"
    if even > 20 * (odd + 1) or (even > 4 and odd == 0):
        return "utf-16-be"
    return None


def _declared_charset(raw: bytes) -> str | None:
    found = _META.search(raw, 0, 8192) or _XML.search(raw, 0, 512)
    if not found:
        return None
    return found.group(1).decode("ascii")


def _read_declared(name: str | None) -> str | None:
    """The codec that a page or its server means by ``name``; None where it is none that is known."""
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    # the browsers' rule (WHATWG Encoding): who says Latin-1 means Windows-1252
    return "cp1252" if codec in _LATIN else codec


def _mostly_utf8(raw: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8: a page with a few broken characters in it."""
    text = raw[: 16 * _SAMPLE].decode("utf-8", "replace")
    broken = text.count("�")
    return broken * 10 < sum(c > "\x7f" for c in text)


def _detect_charset(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    return best.encoding if best else None


def _try_decode(raw: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        return str(raw, codecs.lookup(name).name, "strict")
    except (LookupError, ValueError, TypeError):
        return None


def _scrub(text: str) -> str:
    return _SURROGATES.sub("�", text)
