"""Which kind of markup a file holds, by its root element: feeds, sitemaps, OPML and pages all come as ``text/xml``."""

import re

RSS, ATOM, RDF, JSON_FEED = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
)
OPML = "text/x-opml"
SITEMAP = "application/x-sitemap+xml"
"""No registered name: sitemaps have none of their own."""
ADDRESSES = "text/uri-list"
"""RFC 2483: an address a line, ``#`` before a comment."""

_HEAD = 4096
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)")
_KINDS = {
    "rss": RSS,
    "feed": ATOM,
    "rdf": RDF,
    "channel": RSS,
    "opml": OPML,
    "urlset": SITEMAP,
    "sitemapindex": SITEMAP,
    "html": "text/html",
}
_DOCTYPE_HTML = re.compile(r"\s*<!doctype\s+html", re.IGNORECASE)
_JSON_FEED = re.compile(r"""^\s*\{(?:.*?,)?\s*"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version""", re.DOTALL)


def sniff_markup(raw: bytes) -> str | None:
    """The media type that the root element of ``raw`` shows, one of those above or HTML; None where it shows neither.

    A JSON Feed, which has no elements, is told by its version.
    """
    head = _read_head(raw)
    if head.lstrip()[:1] == "{":
        return JSON_FEED if _JSON_FEED.match(head) else None
    at = 0
    while match := _PROLOGUE.match(head, at):
        if _DOCTYPE_HTML.match(head, at):
            return "text/html"
        at = match.end()
    root = _ROOT.match(head, at)
    if root is None:
        return None
    kind = _KINDS.get(root.group(1).lower())
    # RDF is many things; a feed says in its root which vocabulary it is written in
    return None if kind == RDF and not any(word in head.lower() for word in ("rss", "netscape")) else kind


def _read_head(raw: bytes) -> str:
    head = raw[:_HEAD]
    if head.startswith(_WIDE):
        wide = "utf-16-be" if head[:2] in (b"\xfe\xff", b"\0<") else "utf-16-le"
        return head.decode(wide, "replace").lstrip("﻿")
    return head.decode("utf-8", "replace").lstrip("﻿")
