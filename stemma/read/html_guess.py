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
_LONGEST = 2_000_000


def guess_day(tree: etree._Element, page: PageText, url: str | None, order: Order) -> Choice | None:
    """htmldate's day for ``tree`` (its quick search), unless it is a commenter's, or nothing says that it is a day
    of publishing (https://htmldate.readthedocs.io)."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(deepcopy(tree), original_date=True, extensive_search=False)
    except Exception:  # any failure inside the library is a page without a date to us
        return None
    if not found:
        return None
    return Choice(kind="published", value=found, where="htmldate", why=_WHY)
