"""E-mail (RFC 5322) as a reader of it sees it: the body, and attachments that are pages themselves."""

import email
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice
from typing import BinaryIO

from stemma.model.article import Rejected
from stemma.model.capture import Capture, Hints, Link, Record
from stemma.read.credits import is_person
from stemma.read.readers.archived import HOLDS_PAGES, MAX_PAYLOAD
from stemma.read.readers.left_out import LeftOut, name_kind
from stemma.read.readers.protocol import Opening, reject
from stemma.read.readers.registry import ending_of, media_type_of_ending

_MOST_PARTS = 1000
_BODIES = ("text/html", "text/plain")
_LONGEST_HEADER = 1000


class MailReader:
    """One message: its body (HTML before plain text, as mail programs show it), then its attachments."""

    name = "mail"
    media_types = frozenset({"message/rfc822"})

    def read(self, stream: BinaryIO, opening: Opening) -> Iterator[Capture | Link | Rejected]:
        """The body under the mail's own name, attachments as ``mail.eml#2``; other attachments counted by kind."""
        message = parse_message(stream, opening.source)
        if isinstance(message, Rejected):
            yield message
            return
        left_out = LeftOut(opening.source)
        parts = list(islice(_walk(message), _MOST_PARTS + 1))
        if len(parts) > _MOST_PARTS:
            left_out.note(f"all parts after the first {_MOST_PARTS:,}", opening.source)
        body = choose_body(parts[:_MOST_PARTS])
        if body is None:
            yield reject(opening.source, "It is a mail without a text in it.")
        else:
            yield _open_body(message, body, opening)
        for number, part in enumerate(parts[:_MOST_PARTS], start=1):
            if part is not body and not _is_alternative(part, body):
                found = _open_attachment(part, f"{opening.source}#{number}", message, left_out)
                if found:
                    yield found
        yield from left_out.tell()


READER = MailReader()


def parse_message(stream: BinaryIO, source: str) -> Message | Rejected:
    """The message in ``stream``, or why it is none."""
    raw = stream.read(MAX_PAYLOAD + 1)
    if len(raw) > MAX_PAYLOAD:
        return reject(source, f"It is larger than {MAX_PAYLOAD >> 20} MB, which no article is.")
    try:
        # by the older policy: the newer takes ten times as long over many parts
        message = email.message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return reject(source, "Its parts are nested or written in a way that cannot be read.")
    if not message.keys():
        return reject(source, "It is no mail: it has no headers.")
    return message


def read_header(message: Message, name: str) -> str | None:
    """A header's text on one line; None where it is missing, empty, or not to be made sense of."""
    try:
        value = message.get(name)
        text = " ".join(str(make_header(decode_header(value))).split()) if value is not None else ""
    except (
        Exception
    ):  # the standard library's header parser fails in many ways on odd bytes; such a header tells nothing
        return None
    return text[:_LONGEST_HEADER] or None


def read_day(message: Message) -> str | None:
    """The Date header as ISO 8601."""
    text = read_header(message, "Date")
    try:
        return parsedate_to_datetime(text).isoformat() if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_content(part: Message) -> bytes:
    """A part's bytes, its transfer encoding undone as far as it holds; empty where there are none."""
    try:
        content = part.get_payload(decode=True)
    except Exception:  # as above: the standard library raises what it happens to meet
        return b""
    return content if isinstance(content, bytes) else b""


def read_charset(part: Message) -> str | None:
    """What a part declares, lower case."""
    try:
        return part.get_content_charset()
    except Exception:  # as above
        return None


def read_type(part: Message) -> str:
    """A part's media type, lower case."""
    try:
        return part.get_content_type()
    except Exception:  # as above
        return "application/octet-stream"


def choose_body(parts: list[Message]) -> Message | None:
    """The part that is the mail's own text: HTML where there is some, no attachment where there is another."""
    for attached in (False, True):
        for wanted in _BODIES:
            for part in parts:
                if read_type(part) == wanted and _is_attached(part) == attached and read_content(part).strip():
                    return part
    return None


def _walk(message: Message) -> Iterator[Message]:
    """The parts that hold content, in order; messages in the message whole, to be opened in their turn."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part is not message and read_type(part) == "message/rfc822":
            yield part
        elif isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def _open_body(message: Message, body: Message, opening: Opening) -> Capture:
    name, sender = parseaddr(read_header(message, "From") or "")
    name = name.strip()
    person = is_person(name) and _bears(sender, name)
    address = (read_header(message, "Archived-At") or "").strip("<>")
    return Capture(
        source=opening.source,
        content=read_content(body),
        media_type=read_type(body),
        charset=read_charset(body),
        record=Record(container=opening.source, offset=0, id=read_header(message, "Message-ID")),
        hints=Hints(
            title=read_header(message, "Subject"),
            authors=(name,) if person else (),
            outlet=name if name and not person else None,
            published=read_day(message),
            url=address if address.startswith(("http://", "https://")) else None,
        ),
    )


def _bears(sender: str, name: str) -> bool:
    """Whether the address is that of a person of this name: ann.marlow@..., amarlow@...; a newsletter's is not."""
    mailbox = sender.rpartition("@")[0].lower()
    return bool(name) and name.split()[-1].lower() in mailbox


def _open_attachment(part: Message, source: str, message: Message, left_out: LeftOut) -> Capture | None:
    """The capture in ``part``; None where it holds no page, which is counted."""
    try:
        named = " ".join((part.get_filename() or "").split())
    except Exception:  # as above
        named = ""
    media_type = read_type(part)
    if media_type == "application/octet-stream":
        media_type = media_type_of_ending(ending_of(named)) or media_type
    if media_type not in HOLDS_PAGES:
        left_out.note(name_kind(media_type), named or source)
        return None
    content = _read_message(part) if media_type == "message/rfc822" else read_content(part)
    if not content.strip():
        left_out.note("empty", named or source)
        return None
    return Capture(
        source=source,
        content=content,
        media_type=media_type,
        charset=read_charset(part),
        received=read_day(message),
        record=Record(container=source.rpartition("#")[0], offset=0, id=read_header(message, "Message-ID")),
    )


def _read_message(part: Message) -> bytes:
    """The bytes of a mail inside the mail."""
    try:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    except Exception:  # as above
        return b""


def _is_alternative(part: Message, body: Message | None) -> bool:
    """Whether ``part`` is the body once more in another form: a text that is not attached."""
    return body is not None and read_type(part) in _BODIES and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return (read_header(part, "Content-Disposition") or "").lower().startswith("attachment")
