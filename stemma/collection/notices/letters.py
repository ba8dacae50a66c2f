"""Parcels as mails: headers that nothing of a page can break out of, plain text, and the same as simple HTML."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import EmailChannel
from stemma.collection.notices.wording import head_notice, write_markup, write_text
from stemma.collection.syndication import clip_title

LONGEST_LETTER = 200_000
"""Code points of text; what comes after is told by its headline alone."""
LONGEST_SUBJECT = 150


def write_letter(channel: EmailChannel, parcel: Parcel) -> EmailMessage:
    """The mail of a parcel: the same message, with the same ``Message-ID`` and ``Date``, at every attempt."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = _subject(parcel)
    letter["From"] = channel.sender
    letter["To"] = ", ".join(channel.to)
    letter["Date"] = format_datetime(datetime.fromisoformat(parcel.made))
    letter["Message-ID"] = f"<{parcel.id}@{channel.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    texts: list[str] = []
    markups: list[str] = []
    size = 0
    for notice in parcel.notices:
        head, text = head_notice(notice), write_text(notice)
        size += len(text)
        whole = size <= LONGEST_LETTER or not texts
        texts.append(f"{head}\n\n{text}" if whole else f"{head}\n")
        markups.append(f"<h2>{escape(head)}</h2>\n" + (write_markup(notice) if whole else ""))
    rule = "\n" + "-" * 60 + "\n\n"
    letter.set_content(rule.join(texts), charset="utf-8", cte="base64")
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{"<hr>".join(markups)}\n</body></html>\n'
    letter.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    return letter


def _subject(parcel: Parcel) -> str:
    first = head_notice(parcel.notices[0])
    text = f"Stemma: {first}" if len(parcel.notices) == 1 else f"Stemma: {len(parcel.notices)} notices; {first}"
    line = clip_title(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"
