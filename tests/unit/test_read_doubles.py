"""One page found twice is one article with two captures."""

import gzip
from pathlib import Path

import pytest

from stemma.read import read_paths
from stemma.read.page_address import identify_address, normalise_address
from tests.archives import PARAGRAPHS, make_http, make_page, make_record

CANONICAL = '<link rel="canonical" href="https://www.gazette.example/harbour/lighthouse"/>'


@pytest.mark.parametrize(
    "address",
    [
        "http://gazette.example/harbour/lighthouse",
        "https://www.gazette.example/harbour/lighthouse/",
        "https://WWW.GAZETTE.EXAMPLE:443/harbour/lighthouse#comments",
        "https://m.gazette.example/harbour/lighthouse?utm_source=feed&utm_medium=rss&fbclid=1",
        "https://gazette.example/harbour/lighthouse/amp/",
        "https://amp.gazette.example/harbour/lighthouse?amp=1",
        "https://gazette.example/amp/harbour/lighthouse",
        "https://gazette.example/harbour/lighthouse/print",
        "https://gazette.example/harbour/lighthouse?view=print",
        "https://gazette.example/harbour/lighthouse/index.html?ref=home",
        "https://gazette.example/harbour/./x/../lighthouse",
        "https://gazette.example/harbour//lighthouse",
        "https://gazette.example/%68arbour/lighthouse",
        "https://user:word@gazette.example/harbour/lighthouse",
        "https://www.google.com/amp/s/gazette.example/harbour/lighthouse/amp",
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/harbour/lighthouse",
    ],
)
def test_spellings_of_one_address_are_one(address: str) -> None:
    assert normalise_address(address) == "https://gazette.example/harbour/lighthouse"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example/a?id=1", "https://gazette.example/a?id=2"),
        ("https://gazette.example/a", "https://gazette.example/A"),
        ("https://gazette.example/a?view=2", "https://gazette.example/a?view=3"),
        ("https://gazette.example:8080/a", "https://gazette.example/a"),
        ("https://north.gazette.example/a", "https://gazette.example/a"),
        ("https://gazette.example/#!/a", "https://gazette.example/#!/b"),
        ("https://gazette.example/example", "https://gazette.example/ex"),
    ],
)
def test_other_pages_keep_other_addresses(one: str, other: str) -> None:
    assert normalise_address(one) != normalise_address(other)


def test_parameters_have_no_order() -> None:
    assert normalise_address("https://g.example/a?b=2&a=1") == normalise_address("https://g.example/a?a=1&b=2")


@pytest.mark.parametrize(
    "address", [None, "", "https://gazette.example/", "https://gazette.example", "nothing", "ftp://a.b/c"]
)
def test_a_front_page_is_nobodys_address(address: str | None) -> None:
    assert identify_address(address) is None


def test_pages_of_one_address_and_text_are_one_article(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(make_page(head=CANONICAL))
    amp = make_page(head=CANONICAL, more="The council will meet again in April.", paragraphs=PARAGRAPHS[:3])
    (tmp_path / "2.html").write_bytes(amp)
    record = make_record(
        make_http(make_page(more="<b>Share</b>")), url="http://gazette.example/harbour/lighthouse?utm_id=1"
    )
    (tmp_path / "3.warc").write_bytes(record)
    (article,), rejected = read_paths([tmp_path])
    assert rejected == ()
    assert [(s.source, s.why) for s in article.captures] == [
        ("1.html", None),
        ("2.html", "the same address"),
        ("3.warc#0", "the same address"),
    ]
    assert article.captures[2].record is not None


def test_one_address_on_two_different_articles_joins_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(make_page(head=CANONICAL))
    other = tuple(
        f"The {what} of Belmar was {how} on Friday after a long debate in the town hall, a clerk told the paper."
        for what, how in (("market", "opened again"), ("school", "painted green"), ("bridge", "given a name"))
    )
    (tmp_path / "2.html").write_bytes(make_page("A bridge is named after a baker", head=CANONICAL, paragraphs=other))
    articles, _ = read_paths([tmp_path])
    assert len(articles) == 2


def test_the_first_by_name_is_the_one_that_is_read(tmp_path: Path) -> None:
    one, two = tmp_path / "1.html", tmp_path / "2.html.gz"
    one.write_bytes(make_page())
    two.write_bytes(gzip.compress(make_page()))
    assert read_paths([two, one]) == read_paths([one, two])
    assert read_paths([two, one])[0][0].source == "1.html"


def test_a_second_copy_of_what_cannot_be_read_cannot_be_read_either(tmp_path: Path) -> None:
    for name in ("1.html", "2.html"):
        (tmp_path / name).write_bytes(b"<html><body><ul><li>Home</li></ul></body></html>")
    articles, rejected = read_paths([tmp_path])
    assert articles == ()
    assert [r.item for r in rejected] == ["1.html", "2.html"]
