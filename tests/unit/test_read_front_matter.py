"""Address, section, country, agency and dateline of pages."""

import json

import pytest

from stemma.read.addresses import find_url, is_home, site_of
from stemma.read.countries import find_outlet_country
from stemma.read.credits import read_dateline
from stemma.read.datelines import read_dateline_day
from stemma.read.page_text import parse_page
from stemma.read.sections import find_section
from stemma.read.structured_data import PageData, read_page_data


def data_of(head: str, *, lang: str = "") -> PageData:
    tree = parse_page(f"<html{f' lang={lang}' if lang else ''}><head>{head}</head><body><p>x</p></body></html>")
    assert tree is not None
    return read_page_data(tree)


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_canonical_link_is_the_address() -> None:
    assert find_url(data_of(canonical("https://www.gazette.example/a/1"))) == "https://www.gazette.example/a/1"


def test_a_canonical_link_to_the_home_page_is_refused() -> None:
    head = canonical("https://www.gazette.example/") + '<meta property="og:url" content="https://gazette.example/a/1">'
    assert find_url(data_of(head)) == "https://gazette.example/a/1"
    assert find_url(data_of(canonical("https://www.gazette.example/en/"))) is None


def test_a_copy_that_names_its_original_keeps_its_own_address() -> None:
    head = canonical("https://original.example/a") + '<meta property="og:url" content="https://portal.example/b/2">'
    assert find_url(data_of(head)) == "https://portal.example/b/2"


def test_the_address_in_the_data_and_relative_ones_are_completed() -> None:
    assert (
        find_url(data_of(ld(mainEntityOfPage={"@id": "https://gazette.example/a/1"}))) == "https://gazette.example/a/1"
    )
    assert find_url(data_of(canonical("/a/1")), "https://gazette.example/a/1?x=2") == "https://gazette.example/a/1"
    assert find_url(data_of(canonical("/a/1"))) is None
    assert find_url(data_of(canonical("javascript:void(0)"))) is None


def test_home_pages_and_registered_names() -> None:
    assert all(map(is_home, ("https://a.example", "https://a.example/index.html", "https://a.example/de")))
    assert not is_home("https://a.example/?p=12")
    assert site_of("news.gazette.co.uk") == "gazette.co.uk"
    assert site_of("news.gazette.example") == "gazette.example"


def test_the_section_comes_from_data_then_from_the_way_down() -> None:
    assert find_section(data_of(ld(articleSection=["Harbour", "Local"])), title=None, outlet=None) == "Harbour"
    assert (
        find_section(data_of('<meta property="article:section" content="Sport">'), title=None, outlet=None) == "Sport"
    )
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"name": "Home"}, {"item": {"name": "The Gazette"}}, {"name": "Ports"}, {"name": "Title"}],
    }
    page = data_of(f'<script type="application/ld+json">{json.dumps(crumbs)}</script>')
    assert find_section(page, title="Title", outlet="The Gazette") == "Ports"
    assert find_section(data_of(""), title=None, outlet=None) is None


@pytest.mark.parametrize(
    ("url", "lang", "country"),
    [
        ("https://www.gazette.co.uk/a/1", "en", "GB"),
        ("https://www.zeitung.at/a/1", "de-DE", "AT"),
        ("https://www.gazette.com/a/1", "en-US", None),
        ("https://www.gazette.com/a/1", "en-AU", "AU"),
        ("https://www.gazette.com/a/1", "en-GB", None),
        ("https://www.diario.com/a/1", "es-ES", None),
        ("https://www.diario.com/a/1", "es-MX", "MX"),
        ("https://www.station.tv/a/1", "en", None),
        ("https://www.paper.io/a/1", "", None),
        ("https://www.office.gov/a/1", "en", "US"),
    ],
)
def test_the_country_is_told_by_the_host_and_by_regions_that_somebody_chose(
    url: str, lang: str, country: str | None
) -> None:
    assert find_outlet_country(data_of("", lang=lang), url, None) == country


def test_the_publishers_address_and_an_agencys_own_country_tell_it() -> None:
    publisher = {"@type": "Organization", "name": "G", "address": {"addressCountry": "Deutschland"}}
    assert find_outlet_country(data_of(ld(publisher=publisher)), "https://g.com/a", None) == "DE"
    assert find_outlet_country(data_of(""), "https://g.com/a", "Yonhap News Agency") == "KR"


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("Berlin (dpa) - Der Stadtrat hat am Donnerstag für den Bau gestimmt.", "Berlin", "dpa"),
        ("Madrid, 4 mar (EFE).- El consejo aprobó este jueves la obra.", "Madrid", "EFE"),
        ("МОСКВА, 4 мар — РИА Новости. Совет одобрил строительство.", "МОСКВА", "РИА Новости"),
        ("ПАРИЖ, 4 марта. /ТАСС/. Совет одобрил строительство.", "ПАРИЖ", "ТАСС"),
        ("(ANSA) - ROMA, 04 MAR - Il consiglio ha approvato l'opera.", "ROMA", "ANSA"),
        ("新华社北京3月4日电 市政府四日宣布新水厂开工。", "北京", "新华社"),
        ("(서울=연합뉴스) 김서윤 기자 = 시는 4일 이전을 확정했다.", "서울", "연합뉴스"),
    ],
)
def test_datelines_of_agencies_in_their_languages(paragraph: str, place: str, agency: str) -> None:
    assert read_dateline(paragraph) == (place, agency)


@pytest.mark.parametrize(
    "paragraph",
    ["Berlin (West) - so hieß die Stadt damals.", "Der Rat (dpa-Foto oben) tagte.", "Anna, 4 Mai (gut) - ein Tag."],
)
def test_brackets_that_name_no_agency_make_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize("section", ["article", "www.gazette.com", "Home", "The Gazette"])
def test_what_publishing_systems_write_for_no_section_is_none(section: str) -> None:
    assert find_section(data_of(ld(articleSection=section)), title=None, outlet="The Gazette") is None


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("GENEVA, March 4 (Reuters) - The council voted.", "2021-03-04"),
        ("МОСКВА, 4 мар — РИА Новости. Совет одобрил.", "2021-03-04"),
        ("Madrid, 4 mar (EFE).- El consejo aprobó la obra.", "2021-03-04"),
        ("GENEVA, May 9 (Reuters) - The council voted.", None),
        ("GENEVA (Reuters) - On March 4 the council voted.", None),
    ],
)
def test_the_day_of_a_dateline_is_of_the_year_of_publishing(paragraph: str, day: str | None) -> None:
    assert read_dateline_day(paragraph, "2021-03-05") == day
