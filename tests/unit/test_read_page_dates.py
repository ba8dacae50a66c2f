"""Which day is a page's own: its data, what it prints, its address; all are kept, and the chosen one says why."""

import json

from stemma.model.article import DateSeen
from stemma.read.date_evidence import find_url_day, find_url_month
from stemma.read.date_words import tell_meaning, tell_meaning_after
from stemma.read.page_dates import date_page, find_chosen
from stemma.read.page_text import parse_page

PROSE = "<p>The ferry to the island will sail twice a day from June, the company said in a short notice.</p>"
TITLE = "Ferry to the island adds a second boat"


def date(head: str = "", under: str = "", foot: str = "", url: str | None = None, above: str = "") -> list[DateSeen]:
    page = (
        f"<html lang=en-GB><head><title>{TITLE}</title>{head}</head><body>{above}<h1>{TITLE}</h1>{under}{PROSE}{foot}"
        "</body></html>"
    )
    tree = parse_page(page)
    assert tree is not None
    return list(date_page(tree, url))


def chosen(dates: list[DateSeen], kind: str = "published") -> DateSeen:
    return next(seen for seen in dates if seen.kind == kind and seen.why)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_data_are_asked_first_and_every_other_date_is_kept() -> None:
    dates = date(ld(datePublished="2021-03-04T10:00:00Z"), "<p>4 March 2021</p>", "<p>Printed on 9 May 2021</p>")
    assert chosen(dates).value == "2021-03-04T10:00:00+00:00"
    assert chosen(dates).why == "The page's data give it, and the same day is printed near the headline."
    assert {seen.value[:10] for seen in dates} == {"2021-03-04", "2021-05-09"}


def test_microdata_say_it_as_well_as_a_script_does() -> None:
    dates = date(under='<span itemprop="datePublished" content="2021-03-04">today</span>')
    assert (chosen(dates).value, chosen(dates).where) == ("2021-03-04", "itemprop datepublished")


def test_microdata_of_a_comment_are_not_the_articles() -> None:
    comment = '<div class="comments"><span itemprop="datePublished" content="2021-03-09">so true</span></div>'
    assert find_chosen(date(under="<p>4 March 2021</p>", foot=comment), "published") == "2021-03-04"


def test_a_printed_moment_and_a_stamp_in_utc_are_one_and_the_printed_day_counts() -> None:
    dates = date(ld(datePublished="2021-03-05T01:30:00Z"), "<p>4 March 2021, 20:30</p>")
    assert chosen(dates).value == "2021-03-04T20:30:00-05:00"
    assert "same moment in UTC" in (chosen(dates).why or "")


def test_of_two_stamps_of_one_moment_the_one_in_the_outlets_zone_counts() -> None:
    head = ld(datePublished="2021-03-05T01:30:00Z") + '<meta name="pubdate" content="2021-03-04T20:30:00-05:00">'
    assert chosen(date(head)).value == "2021-03-04T20:30:00-05:00"


def test_the_only_day_that_is_shown_counts_where_the_article_was_published_anew() -> None:
    head = ld(datePublished="2020-01-01T08:00:00Z", dateModified="2021-03-04T08:00:00Z")
    assert chosen(date(head, "<p class=date>4 March 2021</p>")).value == "2021-03-04"
    assert chosen(date(head, "<p class=date>Updated 4 March 2021</p>")).value == "2020-01-01T08:00:00+00:00"


def test_a_stamp_later_than_the_printed_day_is_that_of_a_rebuilt_page() -> None:
    head = ld(datePublished="2023-08-01T08:00:00Z", dateModified="2023-08-01T08:00:00Z")
    assert chosen(date(head, '<p class="post-date"><time>4 March 2021</time></p>')).value == "2021-03-04"


def test_without_data_the_day_under_the_headline_counts() -> None:
    dates = date(under="<p class=meta>Posted on 4 March 2021 by Ann Lee</p>", foot="<p>Fair on 9 May 2021</p>")
    assert chosen(dates).value == "2021-03-04"


def test_the_clock_of_the_site_the_copyright_and_other_articles_are_not_the_day() -> None:
    dates = date(
        above="<nav><p>Monday, 10 May 2021</p></nav>",
        under="<p>By Ann Lee, 4 March 2021</p>",
        foot="<ul class=related><li>Older boat sold 1 February 2021</li></ul>"
        "<footer>© 1 January 2022 The Gazette</footer>",
    )
    assert chosen(dates).value == "2021-03-04"
    assert not any(seen.value.startswith(("2022", "2021-02")) for seen in dates)


def test_the_newest_comment_is_not_the_day() -> None:
    comments = "".join(f"<div class=comment><p>Ann, {n} May 2021</p><p>Fine boat.</p></div>" for n in range(3, 9))
    assert find_chosen(date(foot=f"<section class=comments>{comments}</section>"), "published") is None


def test_the_address_helps_where_the_page_is_silent() -> None:
    dates = date(url="https://gazette.example/2021/03/04/ferry")
    assert (chosen(dates).value, chosen(dates).where) == ("2021-03-04", "the page's address")


def test_a_change_is_told_apart_from_publication() -> None:
    dates = date(under="<p>First published 4 March 2021 · Last updated 6 March 2021</p>")
    assert (chosen(dates).value, chosen(dates, "modified").value) == ("2021-03-04", "2021-03-06")


def test_a_page_that_prints_only_its_last_change_is_dated_by_it_and_says_so() -> None:
    dates = date(foot="<p>Zuletzt geändert am 6. März 2021</p>")
    assert chosen(dates).why == "The page gives no other day than that of its last change."


def test_a_figure_date_is_read_as_the_data_say() -> None:
    dates = date(ld(datePublished="2021-03-04"), "<p>03/04/2021</p>")
    assert chosen(dates).why == "The page's data give it, and the same day is printed near the headline."


def test_every_reason_is_one_sentence_and_only_the_chosen_have_one() -> None:
    dates = date(ld(datePublished="2021-03-04", dateModified="2021-03-05"), "<p>4 March 2021</p>")
    reasons = [seen.why for seen in dates if seen.why]
    assert len(reasons) == 2
    assert all(reason.endswith(".") and reason.count(". ") == 0 for reason in reasons)


def test_a_page_without_any_day_has_none() -> None:
    assert date() == []


def test_days_in_addresses() -> None:
    assert str(find_url_day("https://a.example/2021/03/04/x")) == "2021-03-04"
    assert str(find_url_day("https://a.example/world/2021/mar/04/x")) == "2021-03-04"
    assert str(find_url_day("https://a.example/news-20210304-x")) == "2021-03-04"
    assert str(find_url_day("https://web.archive.example/web/2022/https://a.example/2021/03/04/x")) == "2021-03-04"
    assert find_url_day("https://a.example/20210304123456") is None
    assert find_url_day("https://a.example/2021/03/") is None
    assert find_url_day(None) is None
    assert find_url_month("https://a.example/2021/03/x") == "2021-03"


def test_words_say_what_a_date_is_of() -> None:
    assert tell_meaning("Veröffentlicht am ") == "published"
    assert tell_meaning("Published 3 May, updated ") == "modified"
    assert tell_meaning("記事公開：") == "published"
    assert tell_meaning("최종수정 ") == "modified"
    assert tell_meaning("© ") == "other"
    assert tell_meaning("on ") is None
    assert tell_meaning_after(" um 8 Uhr veröffentlicht") == "published"
    assert tell_meaning_after(" | updated a day ago") is None


def test_of_one_moment_the_more_precise_writing_counts() -> None:
    dates = date(ld(datePublished="2021-03-04T06:56:43-05:00"), "<p>4 March 2021, 06:56 EST</p>")
    assert chosen(dates).value == "2021-03-04T06:56:43-05:00"
