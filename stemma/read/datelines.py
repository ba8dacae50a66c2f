"""Datelines as agencies write them in several languages: the place, the day, and the agency that opens a report."""

import re

from stemma.read.dates import day_of, find_dates
from stemma.text.agencies import find_agency, find_agency_within

_PLACE = r"(?P<place>[^\W\d_][\w.'’ -]{1,30}?(?:/[^\W\d_][\w.'’ -]{1,25}?)?(?:, [^\W\d_][\w.'’ -]{1,20}?)?)"
_DAY = r"(?P<date>\d{1,2}\.?ª?(?: de)? [^\W\d_]{3,12}\.?(?: \d{4}(?: г\.| р\.)?)?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # Berlin (dpa/AFP) - · PARIS (AFP) – · Madrid, 4 mar (EFE).- · Lisboa, 04 mar 2021 (Lusa) -
        rf"^{_PLACE}(?:, ?{_DAY})? ?\((?P<credit>[^()]{{2,40}})\) ?[.:]? ?[–—-]",
        # МОСКВА, 4 мар — РИА Новости. · ПАРИЖ, 4 марта. /ТАСС/. · КИЇВ, 4 березня /Укрінформ/.
        rf"^{_PLACE}, {_DAY}\.? ?(?:[–—-] ?(?P<credit>[^.–—]{{2,40}})\.|/(?P<slashed>[^/]{{2,30}})/\.?)",
        # (ANSA) - ROMA, 04 MAR - · (AGI) - Roma, 4 mar. -
        rf"^\((?P<credit>[^()]{{2,30}})\) ?[–—-] ?{_PLACE}, {_DAY} ?[–—-]",
        # 新华社北京3月4日电 · （中央社记者…台北4日電）
        r"^[（(]?(?P<credit>[\u4e00-\u9fff]{2,5}社)(?:记者|記者)?(?P<place>[\u4e00-\u9fff]{2,8}?)"
        r"(?P<date>(?:\d{1,2}月)?\d{1,2}日)[电電]",
        # 【ワシントン共同】 · 【パリ=時事】
        r"^【(?P<place>[\u30a0-\u30ff\u4e00-\u9fff]{2,12}?)(?:[=＝]|(?=共同|時事))(?P<credit>[\u4e00-\u9fff]{2,6})】",
        # (서울=연합뉴스)
        r"^[（(\[](?P<place>[가-힣]{2,10})[=＝](?P<credit>[가-힣A-Z]{2,10})[)）\]]",
        # القاهرة - رويترز · القاهرة (رويترز) -
        r"^(?P<place>[\u0600-\u06ff]{3,15}(?: [\u0600-\u06ff]{3,15})?) ?(?:"
        r"[(（](?P<slashed>[\u0600-\u06ff. ]{2,30})[)）]"
        r"|[–—-] ?(?P<credit>[\u0600-\u06ff]{3,15}(?: [\u0600-\u06ff]{2,12}){0,3})) ?[–—:-]",
    )
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.?ª? (?:de )?(?P<month>[^\W\d_]{3,12})"
    r"|(?P<before>[^\W\d_]{3,12})\.? (?P<after>\d{1,2})(?!\d)"
)
_WEEK = 7
_OPENING = 120


def read_foreign_dateline(paragraph: str) -> tuple[str, str | None] | None:
    """The place that opens an agency's report, and the agency: only where it names one that is known."""
    head = paragraph[:_OPENING]
    for form in _FORMS:
        match = form.match(head)
        if not match:
            continue
        parts = match.groupdict()
        credit = (parts.get("credit") or parts.get("slashed") or "").strip()
        if find_agency(credit) or find_agency_within(credit):
            return parts["place"].strip(" ,.-"), credit
    return None


def read_dateline_day(paragraph: str, published: str) -> str | None:
    """The day in a dateline ("GENEVA, March 4 (Reuters) -", "МОСКВА, 4 мар —"), in the year of ``published``.

    None where it has none, or one further from ``published`` than a week.
    """
    head = re.split(r"\s[–—-]\s|--|[–—]|\.\s?-|/\.", paragraph[:_OPENING], maxsplit=1)[0]
    for match in _DAY_MONTH.finditer(head):
        month, day = match["month"] or match["before"], match["day"] or match["after"]
        found = find_dates(f"{day} {month} {published[:4]}")
        if found and abs((found[0].day - day_of(published)).days) <= _WEEK:
            return found[0].iso
    return None
