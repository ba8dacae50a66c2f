"""Pages that stop before the article does: a paywall, a button to read on, a sentence that breaks off."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from stemma.read.line_shapes import FUNCTION_WORDS
from stemma.read.lines import Line, ends_sentence
from stemma.text.words import split_words

_READ_ON = (
    r"(?:read|see|view|continue|finish|keep reading|unlock|access|get|enjoy)\b.{0,40}"
    r"\b(?:article|story|report|piece|reading|content|access|more|rest)\b"
)
_STUB = re.compile(
    r"^\W*(?:"
    r"(?:continue|keep) reading (?:this|the|with|for|by|your|on|at|in)\b.*"
    r"|read (?:the )?(?:full|whole|entire|complete|rest of (?:the|this)) (?:article|story|report|piece|text)\b.*"
    r"|read the rest\b.*"
    r"|(?:subscribe|register|log ?in|sign ?in|sign ?up|join|upgrade|become an? \w+)\b.{0,50}\bto "
    rf"(?:keep|{_READ_ON}).*"
    rf"|to (?:keep|{_READ_ON}).{{0,40}}\b(?:subscri\w+|register|log ?in|sign ?in|sign ?up|account|member\w*)\b.*"
    r"|(?:this|the rest of this|the full) (?:article|story|content|report|post|page) is (?:only |exclusively )?"
    r"(?:for|available|reserved|exclusive|locked|restricted)\b.*\b(?:subscri\w+|member\w*|register\w*|reader\w*|premium)\b.*"
    r"|you(?:.ve| have) (?:reached|hit|used|exceeded) (?:your|the|all)\b.{0,40}\b(?:limit|free|articles?|stories)\b.*"
    r"|already (?:an? )?(?:subscriber|subscribed|member|registered)\b.*"
    r"|(?:start|begin) your (?:free )?(?:trial|subscription)\b.*"
    r"|(?:this is )?(?:premium|subscriber[- ]only|members?[- ]only) (?:content|article|story)\b.*"
    r"|(?:subscription required|unlock this (?:article|story))\W*"
    r")$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:read (?:more|on)|(?:continue|keep) reading|more|see more|show more|\[?\+?\d+ chars\]?)\W*$", re.IGNORECASE
)
_BROKEN_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\[\+\d+ chars\])[\"'”’»)]*$")
_AFTER = 3
_LEAST_WORDS = 8
_LONG = 30
_SHORT = 300
_SHORT_ARTICLE = 150
"""Words below which a bare "Read more" is taken for the way to the article, not to another."""
_PAID_STUB = 200
"""Words below which a page that is not free is taken for its beginning."""
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_LISTED = frozenset({"li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div"})


def is_stub(text: str) -> bool:
    """Whether ``text`` asks to pay, to register or to click before one may read on."""
    return len(text) <= _SHORT and bool(_STUB.match(text))


def is_truncated(lines: Sequence[Line], chosen: Sequence[bool]) -> bool:
    """Whether the body (the ``chosen`` lines) stops before the article does."""
    numbers = [n for n, kept in enumerate(chosen) if kept]
    if not numbers:
        return False
    last = lines[numbers[-1]]
    following = [line.text for line in lines[numbers[-1] + 1 : numbers[-1] + 1 + _AFTER]]
    if any(is_stub(text) for text in following):
        return True
    broken = bool(_BROKEN_OFF.search(last.text)) or _stops_within(last)
    bare = bool(following) and bool(_BARE.match(following[0]))
    short = bare and sum(len(split_words(lines[n].text)) for n in numbers) < _SHORT_ARTICLE
    return broken or short


def is_paid_stub(article: Mapping[str, Any], body: str) -> bool:
    """Whether a page's JSON-LD (``article``) says that one must pay for it, and ``body`` is too little to be all of it.

    Measured by the words that it says it has, where it does; else short is little. schema.org, ``isAccessibleForFree``.
    """
    free = article.get("isAccessibleForFree")
    if str(free).rsplit("/", 1)[-1].strip().lower() not in ("false", "no"):
        return False
    words = len(split_words(body)) + len(_WIDE.findall(body)) // 2
    told = str(article.get("wordCount") or "")
    if told.isdecimal() and 0 < len(told) < 6:
        return words * 4 < int(told) * 3
    return words < _PAID_STUB


def _stops_within(line: Line) -> bool:
    """Whether a paragraph stops within a sentence: a comma or a function word at its end, or many words."""
    words = split_words(line.text)
    if len(words) < _LEAST_WORDS or ends_sentence(line.text) or line.tag in _LISTED:
        return False
    last = line.text.rsplit(None, 1)[-1]
    if last.endswith(",") or last in FUNCTION_WORDS:
        return True
    # a deck or a caption has no full stop either, but is not that long
    return len(words) >= _LONG and last.isalpha() and last.islower()
