"""Which reader opens what: one entry a reader, found by media type, by the ending of a name, or by first bytes.

To add a reader: a module beside this one with a ``READER`` that keeps ``protocol.Reader``, and an entry here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from stemma.read.readers.addresses import is_address_list
from stemma.read.readers.markup_kinds import ATOM, JSON_FEED, OPML, RDF, RSS, SITEMAP, sniff_markup
from stemma.read.readers.protocol import Reader

HEAD = 4096
"""How many of the first bytes are looked at."""

PACKED_ENDINGS = (".gz", ".zst", ".lz4")
"""Endings that stand after the one that tells the kind; what they pack is told without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reader, and how what it opens is known."""

    module: str
    """Where its ``READER`` is; imported when first needed."""
    media_types: tuple[str, ...]
    """The first is what its endings and first bytes mean."""
    endings: tuple[str, ...] = ()
    """Of names, lower case, without ``.gz``."""
    begins: Callable[[bytes], object] | None = None
    """Whether the first ``HEAD`` bytes, white space and byte order mark before them left out, are those of such an
    input. It settles whose an ending or a media type is that others share (``.xml``, ``.txt``, ``text/xml``), and where
    neither is known it is enough alone: so it must be true of nothing that a page begins with."""
    unpacks: bool = False
    """It is given packed bytes as they are, and unpacks them itself (so that offsets are those of the file)."""

    def load(self) -> Reader:
        """The reader itself."""
        return cast(Reader, import_module(self.module).READER)


def _entry(
    module: str,
    media_types: str,
    endings: str = "",
    begins: bytes | Callable[[bytes], object] | None = None,
    unpacks: bool = False,
) -> Entry:
    return Entry(
        module=f"stemma.read.readers.{module}",
        media_types=tuple(media_types.split()),
        endings=tuple(endings.split()),
        begins=re.compile(begins, re.DOTALL | re.IGNORECASE).match if isinstance(begins, bytes) else begins,
        unpacks=unpacks,
    )


_HEADERS = rb"(?:[\w-]{1,60}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){0,40}?"
"""The first headers of a mail: lines of a name, a colon and a text, which may go on in lines that are indented."""

_XML = " text/xml application/xml"

READERS: tuple[Entry, ...] = (
    _entry("warc", "application/warc", ".warc .arc", rb"WARC/\d|filedesc://", unpacks=True),
    _entry(
        "wacz", "application/wacz application/x-wacz", ".wacz", rb"PK\x03\x04.{0,600}?(?:archive/|datapackage\.json)"
    ),
    _entry(
        "mhtml",
        "multipart/related application/x-mimearchive",
        ".mhtml .mht",
        _HEADERS + rb"(?:snapshot-content-location|content-type:\s*multipart/related)",
    ),
    _entry("mail", "message/rfc822", ".eml", _HEADERS + rb"(?:message-id|mime-version|received|return-path)\s*:"),
    _entry(
        "feeds",
        f"{RSS} {ATOM} {RDF} {JSON_FEED}{_XML}",
        ".rss .atom .rdf .xml .json",
        lambda head: sniff_markup(head) in (RSS, ATOM, RDF, JSON_FEED),
    ),
    _entry("sitemaps", f"{SITEMAP}{_XML}", ".xml", lambda head: sniff_markup(head) == SITEMAP),
    _entry(
        "opml",
        f"{OPML} text/x-opml+xml application/opml+xml{_XML}",
        ".opml .xml",
        lambda head: sniff_markup(head) == OPML,
    ),
    _entry("addresses", "text/uri-list", ".urls .txt", is_address_list),
    _entry(
        "json_articles",
        "application/x-ndjson application/jsonl application/json application/x-jsonlines",
        ".jsonl .ndjson .json",
        rb'(?:\[\s*)?\{\s*(?:"|\})',
    ),
)
"""In order of precedence: where several fit, the first."""

MAIN_TEXT = "text/x-main-text"
"""The headline, a blank line, and the body, as another extractor has told it: nothing of it is furniture."""
OWN_ARTICLE = "application/x-stemma-article+json"
"""An article that Stemma read before, as one line of ``stemma read``."""

PAGES: dict[str, tuple[str, ...]] = {
    "text/html": (".html", ".htm", ".xhtml", ".shtml"),
    "text/plain": (".txt", ".text"),
    "text/markdown": (".md", ".markdown"),
    "application/pdf": (".pdf",),
    MAIN_TEXT: (),
    OWN_ARTICLE: (),
}
"""What holds one article itself, with the endings that mean it."""

_BEFORE = b"\xef\xbb\xbf \t\r\n"
_MISDECLARED = frozenset({"text/html", "text/plain"})
"""What servers send for anything."""
_PDF = b"%PDF-"
_MARKUP = frozenset({"application/xml", "text/xml"})
_PAGE_TYPES = {"application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown"}
_TELLS_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/gzip", "text/plain"})
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|!--.{0,400}?<(?:!doctype\s+html|html))\b", re.IGNORECASE | re.DOTALL
)


_ENDINGS = {
    **{ending: entry.media_types[0] for entry in reversed(READERS) for ending in entry.endings},
    **{ending: kind for kind, endings in PAGES.items() for ending in endings},
}


def choose_reader(name: str, head: bytes, media_type: str = "") -> Entry | None:
    """The reader for what is named ``name`` and begins with ``head``; None where no reader but a page is meant.

    ``media_type``: as declared by who sent it; empty for a bare file. Order: media type, ending, first bytes. Of
    several with one media type or ending the first whose ``begins`` matches; where none does, the first, which says
    what is wrong.
    """
    opening = head.lstrip(_BEFORE)[:HEAD]
    if opening.startswith(_PDF) or (media_type in PAGES and media_type not in _MISDECLARED):
        return None
    begun = [entry for entry in READERS if entry.begins and entry.begins(opening)]
    page = _PAGE_TYPES.get(media_type, media_type) in PAGES
    if media_type not in _TELLS_NOTHING and not page:
        named = [entry for entry in READERS if media_type in entry.media_types]
        if named:
            return None if media_type in _MARKUP and is_html(head) else _prefer(named, begun)
    if not page or media_type in _TELLS_NOTHING:
        ending = ending_of(name)
        named = [entry for entry in READERS if ending in entry.endings]
        ours = any(ending in endings for endings in PAGES.values())
        found = _prefer(named, begun, certain=ours or page)
        if found:
            return found
    return begun[0] if begun else None


def _prefer(named: list[Entry], begun: list[Entry], *, certain: bool = False) -> Entry | None:
    """The first of ``named`` that tells nothing of first bytes or is ``begun``; else the first, unless ``certain``."""
    fitting = [entry for entry in named if entry.begins is None or entry in begun]
    return next(iter(fitting if certain else fitting or named), None)


def choose_page(name: str, head: bytes, media_type: str = "") -> str | None:
    """The media type of a page, by the same signs; None where it is no page that is read."""
    media_type = _PAGE_TYPES.get(media_type, media_type)
    if media_type in PAGES and media_type not in _TELLS_NOTHING:
        return media_type
    if media_type in _MARKUP and is_html(head):
        return "text/html"
    if head.startswith(_PDF):
        return "application/pdf"
    ending = ending_of(name)
    kind = _ENDINGS.get(ending)
    if kind in PAGES and (not media_type or kind == "text/markdown"):
        return kind
    if media_type not in _TELLS_NOTHING or (ending and not media_type):
        return None
    return "text/html" if is_html(head) else "text/plain"


def is_html(head: bytes) -> bool:
    """Whether these first bytes are those of an HTML page."""
    opening = head.lstrip(_BEFORE)
    return opening.startswith(b"<") and bool(_HTML.search(opening[:HEAD]))


def media_type_of_ending(ending: str) -> str | None:
    """What ``ending`` means; None where it is not known. Of several readers with one ending, the first's."""
    return _ENDINGS.get(ending)


def ending_of(name: str) -> str:
    """The ending that tells a file's kind, lower case: ``.warc`` of ``A.WARC.gz``; empty where there is none."""
    name = name.lower().rpartition("/")[2].partition("#")[0].partition("?")[0]
    for packed in PACKED_ENDINGS:
        name = name.removesuffix(packed)
    stem, dot, last = name.rpartition(".")
    return f".{last}" if dot and stem and last.isalnum() and len(last) <= 8 else ""


def known_endings() -> tuple[str, ...]:
    """Every ending that is read, pages first, for messages."""
    return tuple(
        dict.fromkeys([e for kinds in PAGES.values() for e in kinds] + [e for r in READERS for e in r.endings])
    )
