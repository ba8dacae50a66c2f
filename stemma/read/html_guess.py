"""The last resort for a page's date: htmldate's guess, taken where the page bears it out."""

import logging
import re
from copy import deepcopy

from lxml import etree

from stemma.read.date_choice import Choice
from stemma.read.date_evidence import AWAY
from stemma.read.dates import Order, day_of, find_dates
from stemma.read.page_text import PageText

_WHY = "Neither the page's data nor what stands near its headline give a day; htmldate finds this one."
_SCRIPTED = re.compile(
    r"(?:publi|creat|post|upload|issue|release|pub_?date|firstPub|updat|modif)\w{0,20}[\"']?\s*[:=]\s*[\"']?$",
    re.IGNORECASE,
)
_SHORT, _OPENING = 110, 20
_LONGEST = 2_000_000


def guess_day(tree: etree._Element, page: PageText, order: Order) -> Choice | None:
    """htmldate's day for ``tree`` (its quick search), unless it is a commenter's, or nothing says that it is a day
    of publishing (https://htmldate.readthedocs.io)."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(deepcopy(tree), original_date=True, extensive_search=False)
    except Exception:  # any failure inside the library is a page without a date to us
        return None
    if not found or not _is_borne_out(found, tree, page, order):
        return None
    return Choice(kind="published", value=found, where="htmldate", why=_WHY)


def _is_borne_out(found: str, tree: etree._Element, page: PageText, order: Order) -> bool:
    """Whether the day is printed in a short line or at the head of one, or is in an address or in the page's data."""
    day = day_of(found)
    for line in page.lines:
        if line.zone not in AWAY and any(
            seen.day == day and (len(line.text) <= _SHORT or seen.start <= _OPENING)
            for seen in find_dates(line.text, order)
        ):
            return True
    paths = [found.replace("-", mark) for mark in ("-", "/", "")]
    for element in tree.iter("meta", "a", "link", "img"):
        told = element.get("content") or element.get("href") or element.get("src") or ""
        if any(path in told for path in paths) or any(seen.day == day for seen in find_dates(told, order)):
            return True
    for script in tree.iter("script"):
        text = (script.text or "")[:_LONGEST]
        if any(_SCRIPTED.search(text[max(0, at.start() - 40) : at.start()]) for at in re.finditer(found, text)):
            return True
    return False
