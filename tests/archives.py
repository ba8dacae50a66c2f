"""Archives, mails and PDFs made for tests, of invented articles."""

import base64
import gzip
from collections.abc import Sequence

PARAGRAPHS = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years.",
)


def make_page(
    title: str = "Lighthouse to close", *, more: str = "", head: str = "", paragraphs: Sequence[str] = PARAGRAPHS
) -> bytes:
    """An HTML page with a headline and paragraphs."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (*paragraphs, more) if paragraph)
    told = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return told.encode()


def make_http(
    content: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    """What a server sent."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + content


def make_record(
    payload: bytes,
    *,
    url: str = "https://gazette.example/a",
    kind: str = "response",
    declared: str = "application/http; msgtype=response",
    number: int = 1,
    length: int | None = None,
    more: str = "",
) -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: {declared}\r\n{more}"
        f"Content-Length: {len(payload) if length is None else length}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def make_response(title: str, *, number: int = 1, url: str | None = None, **http: str) -> bytes:
    """A WARC record of a page."""
    page = make_page(title, more=f"It was the council's decision number {number}.")
    return make_record(make_http(page, **http), url=url or f"https://gazette.example/{number}", number=number)


def zip_each(records: Sequence[bytes]) -> bytes:
    """Records as WARC files pack them: each a gzip member of its own."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def make_mail(
    parts: Sequence[tuple[str, bytes, str]], *, subject: str = "Lighthouse to close", kind: str = "mixed"
) -> bytes:
    """A mail of ``parts``: media type, content, and the name of the attachment or nothing."""
    lines = [
        "From: The Gazette <news@gazette.example>",
        "To: desk@reader.example",
        f"Subject: {subject}",
        "Date: Tue, 04 Mar 2031 05:06:07 +0100",
        "Message-ID: <1@gazette.example>",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/{kind}; boundary="=_b"',
        "",
    ]
    for media_type, content, name in parts:
        lines += ["--=_b", f"Content-Type: {media_type}", "Content-Transfer-Encoding: base64"]
        if name:
            lines.append(f'Content-Disposition: attachment; filename="{name}"')
        lines += ["", base64.encodebytes(content).decode()]
    return "\r\n".join([*lines, "--=_b--", ""]).encode()


def make_pdf(pages: Sequence[Sequence[str]], *, title: str = "") -> bytes:
    """A PDF with these lines (no brackets in them) on its pages, in a standard font."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"BT /F1 10 Tf 60 {760 - 14 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20310901000000) >>")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    end = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\n"
    )
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")
