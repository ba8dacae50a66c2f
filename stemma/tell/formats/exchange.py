"""What the formats for other programs share: ids, addresses, times and JSON, all from the data alone."""

import json
import math
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.tell.wording import replace_surrogates

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "stemma-news")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f]+", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of what bears no date: a clock would give other bytes on every run."""


def make_uuid(*parts: object) -> str:
    """A UUID (version 5) that depends on ``parts`` alone."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(replace_surrogates(str(part)) for part in parts)))


def make_urn(*parts: object) -> str:
    """The same as an IRI: ``urn:uuid:...``."""
    return f"urn:uuid:{make_uuid(*parts)}"


def find_address(article: Article) -> str | None:
    """The article's web address; None where it has none, or one that is no plain http address."""
    url = article.url or ""
    return url if _ADDRESS.fullmatch(url) and replace_surrogates(url) == url else None


def name_article(article: Article) -> str:
    """An IRI for the article: its address, else one made from its id."""
    return find_address(article) or make_urn("article", article.id)


def keep_date(value: str | None) -> str | None:
    """``value`` where it is an ISO 8601 date that the calendar has, as precise as it is; else None."""
    if not value or not _DATE.fullmatch(value):
        return None
    try:
        datetime.fromisoformat((value + "-01-01")[:10] if len(value) <= 7 else value)
    except ValueError:
        return None
    return value


def keep_language(value: str | None) -> str | None:
    """``value`` where it has the shape of a language tag (BCP 47); else None."""
    return value if value and _LANGUAGE.fullmatch(value) else None


def read_time(value: str | None) -> datetime | None:
    """An ISO 8601 date or time as an aware UTC time; what lacks is the first that it may be. None if it is none."""
    kept = keep_date(value)
    if kept is None:
        return None
    full = (kept + "-01-01")[:10] if len(kept) <= 7 else kept
    try:
        moment = datetime.fromisoformat(full)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def date_story(dossier: Dossier) -> datetime:
    """The story's time stamp: when its last article was published, else when it happened, else 1970."""
    published = [found for article in dossier.articles if (found := read_time(article.published))]
    if published:
        return max(published)
    story = dossier.story
    return read_time(story.end) or read_time(story.start) or EPOCH


def drop_empty(pairs: Iterable[tuple[str, Any]] | dict[str, Any]) -> dict[str, Any]:
    """A dict without what is None, an empty text, list or dict; 0 and False stay."""
    items = pairs.items() if isinstance(pairs, dict) else pairs
    return {key: value for key, value in items if value is not None and value != "" and value != [] and value != {}}


def write_json(value: Any) -> str:
    """``value`` as JSON that every reader takes: finite numbers, and no lone surrogates (U+FFFD in their place)."""
    return json.dumps(_settle(value), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _settle(value: Any) -> Any:
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, dict):
        return {replace_surrogates(str(key)): _settle(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_settle(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
