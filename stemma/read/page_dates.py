"""When a page was published and changed: every date that it gives, one of each kind chosen, with the reason."""

from collections.abc import Sequence

from lxml import etree

from stemma.model.article import DateSeen
from stemma.read.addresses import find_url
from stemma.read.date_choice import ONLY_CHANGE, Choice, choose_likely, choose_modified, choose_published
from stemma.read.date_evidence import (
    Evidence,
    find_data_dates,
    find_order,
    find_plain_metas,
    find_printed,
    find_time_stamps,
    find_url_day,
    find_url_month,
)
from stemma.read.headlines import choose_title, find_title_line, guess_title_line
from stemma.read.html_guess import guess_day
from stemma.read.page_text import PageText, prune_hidden, render_page
from stemma.read.structured_data import PageData, read_page_data

_MOST_KEPT = 20


def date_page(tree: etree._Element, url: str | None = None) -> tuple[DateSeen, ...]:
    """The dates of a page, whether or not an article is found on it. Takes hidden parts out of ``tree``."""
    data = read_page_data(tree)
    prune_hidden(tree)
    page = render_page(tree)
    title = choose_title(page, data)
    line = find_title_line(page.lines, title, 0) if title else None
    return find_page_dates(tree, data, page, url=url, title_line=line)


def find_page_dates(
    tree: etree._Element, data: PageData, page: PageText, *, url: str | None = None, title_line: int | None = None
) -> tuple[DateSeen, ...]:
    """The dates that the page gives for itself: the chosen of each kind first, with the reason, then the others.

    ``url``: where the page came from, if that is known; else what it calls its own address is used.
    """
    url = url or find_url(data)
    if title_line is None:
        title_line = guess_title_line(page, data)
    order = find_order(data, page, url)
    told = list(find_data_dates(data, order))
    plain = list(find_plain_metas(data, order))
    stamp = next((seen.value for seen in told), None)
    path = find_url_day(url)
    printed = find_printed(page, title_line, order, stamp=stamp, month=find_url_month(url))
    times = list(find_time_stamps(data, order))
    address = [Evidence(kind="published", value=path.isoformat(), where="the page's address")] if path else []
    published = choose_published(told, plain, printed, times, address)
    modified = choose_modified([*told, *printed, *times])
    published = published or choose_likely(printed, modified) or guess_day(tree, page, order)
    if published is None and modified is not None:
        published = Choice(kind="published", value=modified.value, where=modified.where, why=ONLY_CHANGE)
    return _keep_dates([*told, *printed, *times, *plain, *address], published, modified)


def find_chosen(dates: Sequence[DateSeen], kind: str) -> str | None:
    """The chosen date of its ``kind``; None where the page gives none."""
    return next((seen.value for seen in dates if seen.kind == kind and seen.why), None)


def _keep_dates(everything: list[Evidence], *choices: Choice | None) -> tuple[DateSeen, ...]:
    kept: dict[tuple[str, str, str], DateSeen] = {}
    for choice in choices:
        if choice:
            kept[choice.kind, choice.value, choice.where] = DateSeen(
                kind=choice.kind, value=choice.value, where=choice.where, why=choice.why
            )
    for seen in everything:
        kept.setdefault(
            (seen.kind, seen.value, seen.where), DateSeen(kind=seen.kind, value=seen.value, where=seen.where)
        )
    return tuple(kept.values())[:_MOST_KEPT]
