"""What the fields of a JSON object mean: the names that news-please, Fundus, Media Cloud, CC-News and passim use.

Of several names for one thing the first that has a value wins. A day of download or crawling is when the capture was
received, never a day of publication.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from stemma.model.capture import Capture, Hints, Link, Record
from stemma.read.dates import read_stamp
from stemma.read.languages import read_language
from stemma.read.readers.registry import MAIN_TEXT

AGAIN = "again"
"""The field of a line of ``stemma read`` that names an article told above, found once more."""

_PAGE = ("html", "raw_html", "rawHtml", "page_html", "html_content", "source_html", "html_source")
_TEXT = (
    "maintext",
    "plain_text",
    "article_text",
    "articleBody",
    "article_body",
    "full_text",
    "fulltext",
    "text",
    "body",
    "text_content",
    "content_text",
    "content",
    "story",
)
_TITLE = ("title", "headline", "article_title", "title_page")
_DECK = ("deck", "standfirst", "description", "excerpt")
_AUTHORS = ("authors", "author", "byline", "creator")
_PUBLISHED = (
    "date_publish",
    "publishing_date",
    "publish_date",
    "published",
    "date_published",
    "published_date",
    "published_at",
    "publishedAt",
    "publication_date",
    "datePublished",
    "pub_date",
    "pubDate",
    "date",
)
_MODIFIED = ("date_modify", "date_modified", "modified", "dateModified", "updated", "updated_at")
_ADDRESS = ("url", "link", "canonical_url", "article_url", "permalink")
_LANGUAGE = ("language", "lang", "full_language")
_OUTLET = ("media_name", "publisher", "outlet", "site_name", "sitename", "newspaper", "source_name", "source_domain")
_OUTLET_LAST = ("domain", "canonical_domain", "hostname", "series")
_SECTION = ("section", "category")
_RECEIVED = ("date_download", "received", "crawl_date", "retrieved")
_OWN = ("id", "source", "text", "body", "furniture", "captions", "confidence")

_MARKUP = re.compile(r"</(?:p|div|article|html|body|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PERIODS = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LONGEST = 1000
_MIDNIGHT = re.compile(r"T00:00(?::00)?(?:\.0+)?$")


def is_own_article(item: Mapping[str, Any]) -> bool:
    """Whether it is an article as ``stemma read`` writes it."""
    return all(name in item for name in _OWN) and isinstance(item["body"], list) and isinstance(item["text"], str)


def is_dossier(item: Mapping[str, Any]) -> bool:
    """Whether it is a whole dossier."""
    return str(item.get("schema", "")).startswith("stemma/dossier/")


def open_object(item: Mapping[str, Any], source: str, record: Record) -> Capture | Link | None:
    """The page or text that ``item`` holds, else the page that it names; None where it does neither."""
    hints = read_hints(item)
    page = _first_text(item, _PAGE)
    text = next((told for name in _TEXT if (told := _join_text(item.get(name)))), None)
    if page is None and text is not None and _MARKUP.search(text[:10_000]):
        page = text
    if page is not None:
        content, media_type = page, "text/html"
    elif text is not None:
        content, media_type = _join_headline(hints.title, text), MAIN_TEXT
    elif hints.url:
        return Link(url=hints.url, source=source, hints=hints)
    else:
        return None
    return Capture(
        source=source,
        content=content.encode("utf-8"),
        media_type=media_type,
        charset="utf-8",
        url=hints.url,
        received=next((day for name in _RECEIVED if (day := read_day(item.get(name)))), None),
        record=record,
        hints=hints,
    )


def read_hints(item: Mapping[str, Any]) -> Hints:
    """What the other fields say of the article."""
    address = _first_text(item, _ADDRESS) or ""
    return Hints(
        title=_one_line(_first_text(item, _TITLE)),
        deck=_one_line(_first_text(item, _DECK)),
        authors=tuple(dict.fromkeys(name for key in _AUTHORS for name in _names(item.get(key)))),
        published=next((day for name in _PUBLISHED if (day := read_day(item.get(name)))), None),
        modified=next((day for name in _MODIFIED if (day := read_day(item.get(name)))), None),
        language=read_language(_first_text(item, _LANGUAGE)),
        outlet=_one_line(_first_text(item, _OUTLET) or _first_text(item, _OUTLET_LAST)),
        section=_one_line(_first_text(item, _SECTION)),
        url=address if address.startswith(("http://", "https://")) else None,
    )


def read_day(value: Any) -> str | None:
    """A date field as ISO 8601; midnight without a zone is a day whose hour is not known."""
    if isinstance(value, str) and len(value) <= _LONGEST:
        text = value.strip()
        try:
            if _PERIODS.fullmatch(text):
                datetime.fromisoformat((text + "-01-01")[:10])
                return text
            told = datetime.fromisoformat(text).isoformat(timespec="seconds")
            return _MIDNIGHT.sub("", told)
        except (ValueError, OverflowError):
            pass
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        day = read_stamp(value)
    except (ValueError, OverflowError, OSError):
        return None
    return _MIDNIGHT.sub("", day) if day else None


def _first_text(item: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The first of these fields that holds words; of an object (a publisher) its name."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return _SURROGATES.sub("�", value)
    return None


def _join_text(value: Any) -> str | None:
    """A text, or paragraphs, or Fundus' body of sections, as one text with a blank line between paragraphs."""
    if isinstance(value, str):
        return _SURROGATES.sub("�", value) if value.strip() else None
    if isinstance(value, list):
        return "\n\n".join(text for part in value if (text := _join_text(part))) or None
    if isinstance(value, dict):
        parts = [value.get(name) for name in ("summary", "headline", "paragraphs", "sections", "text")]
        return "\n\n".join(text for part in parts if (text := _join_text(part))) or None
    return None


def _join_headline(title: str | None, text: str) -> str:
    """The headline over the text: what stood on the page above it."""
    if not title or text.lstrip().startswith(title):
        return text.lstrip()
    return f"{title}\n\n{text.lstrip()}"


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for part in value for name in _names(part)]
    if isinstance(value, dict):
        value = value.get("name")
    name = _one_line(value) if isinstance(value, str) else None
    return [name] if name and "://" not in name else []


def _one_line(text: str | None) -> str | None:
    return (" ".join(_SURROGATES.sub("�", text[: 4 * _LONGEST]).split())[:_LONGEST] or None) if text else None
