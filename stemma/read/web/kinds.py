"""What kind of thing an answer is: by what its server says, and by what it is seen to be."""

from stemma.read.readers.markup_kinds import sniff_markup

PAGE, PDF, GZIP = "text/html", "application/pdf", "application/gzip"

_READ = frozenset(
    {
        PAGE, PDF, "application/xhtml+xml", "text/plain", "text/markdown", "text/xml", "application/xml",
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
        "application/json", "text/json", "text/x-opml", "text/x-opml+xml", "application/opml+xml", "text/uri-list",
    }
)  # fmt: skip
_UNSAID = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/unknown", "application/x-unknown"}
)
_PACKED = frozenset({GZIP, "application/x-gzip", "application/gzip-compressed"})
_MAGIC = (
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"BM", "an image"),
    (b"II*\0", "an image"), (b"MM\0*", "an image"), (b"\0\0\1\0", "an image"),
    (b"PK\3\4", "a zip archive or an office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"), (b"ID3", "sound"), (b"OggS", "sound or video"), (b"fLaC", "sound"),
    (b"\x1a\x45\xdf\xa3", "video"), (b"FLV\1", "video"), (b"wOFF", "a font"), (b"wOF2", "a font"),
    (b"\0asm", "a program"),
    (b"MZ\x90", "a program"), (b"\x7fELF", "a program"), (b"BZh", "an archive"), (b"\xfd7zXZ", "an archive"),
    (b"7z\xbc\xaf", "an archive"), (b"Rar!", "an archive"),
)  # fmt: skip


def refuse_kind(declared: str) -> str | None:
    """Why an answer that says it is ``declared`` need not be received; None where it may be read."""
    if declared in _READ or declared in _UNSAID or declared in _PACKED or declared.endswith("+xml"):
        return "It is an image, not a page." if declared == "image/svg+xml" else None
    family = declared.split("/", 1)[0]
    what = {"image": "an image", "audio": "sound", "video": "video", "font": "a font"}.get(family)
    return f"It is {what}, not a page." if what else f"It is of a kind that is not read ({declared})."


def find_kind(declared: str, content: bytes) -> tuple[str | None, str | None]:
    """The media type of ``content`` and None, or None and why it is not read.

    A declaration is believed only as far as the bytes bear it out: servers call nearly everything ``text/html``.
    """
    seen = _see_magic(content)
    if seen == PDF:
        return PDF, None
    if seen is not None:
        calls = f"its server calls it {declared}, but it" if declared in _READ else "it"
        return None, f"{calls[0].upper()}{calls[1:]} is {seen}, not a page."
    sniffed = sniff_markup(content)
    if sniffed is not None:
        return sniffed, None
    if declared == PDF:
        return None, "Its server calls it a PDF, but it is none."
    if declared in ("application/xhtml+xml", PAGE):
        return PAGE, None
    if declared in _READ:
        return declared, None
    return ("application/xml" if declared.endswith("+xml") else "text/plain"), None


def is_gzip(content: bytes) -> bool:
    """Whether ``content`` is a gzip file."""
    return content[:2] == b"\x1f\x8b"


def _see_magic(content: bytes) -> str | None:
    if b"%PDF-" in content[:1024]:
        return PDF
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image" if content[8:12] == b"WEBP" else "sound or video"
    if content[4:8] == b"ftyp":
        return "an image" if content[8:12] in (b"avif", b"heic", b"mif1") else "video"
    return next((what for magic, what in _MAGIC if content.startswith(magic)), None)
