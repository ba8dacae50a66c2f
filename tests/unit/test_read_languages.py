"""Pages in twelve languages and their older encodings: body, headline, people, day, language, outlet, country."""

import pytest

from stemma.model.article import Article
from stemma.model.capture import Capture
from stemma.read.languages import choose_language, count_words, read_code
from stemma.read.reading import read_capture
from tests.news_page import NewsPage, print_page
from tests.news_pages import PAGES

NAMES = [f"{page.language}-{page.host}" for page in PAGES]
ENCODED = [(page, encoding) for page in PAGES for encoding in page.encodings]


def read(content: bytes, charset: str | None = None) -> Article:
    article = read_capture(Capture(source="page.html", content=content, media_type="text/html", charset=charset))
    assert isinstance(article, Article), article
    return article


def body_of(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.body]


def expect(article: Article, page: NewsPage) -> None:
    assert body_of(article) == list(page.body)
    assert article.title == page.title
    assert article.authors == page.authors
    assert article.language == page.language
    assert article.outlet == page.outlet
    assert (article.published or "")[:10] == page.day


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_in_its_language_is_read_whole(page: NewsPage) -> None:
    article = read(print_page(page).encode())
    expect(article, page)
    assert (article.section, article.country) == (page.section, page.country)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_without_data_for_machines_the_visible_page_says_the_same(page: NewsPage) -> None:
    expect(read(print_page(page, data=False).encode()), page)


@pytest.mark.parametrize(("page", "encoding"), ENCODED, ids=[f"{page.language}-{e}" for page, e in ENCODED])
def test_a_declared_older_encoding_is_read(page: NewsPage, encoding: str) -> None:
    expect(read(print_page(page, charset=encoding).encode(encoding, "xmlcharrefreplace")), page)


@pytest.mark.parametrize(("page", "encoding"), ENCODED, ids=[f"{page.language}-{e}" for page, e in ENCODED])
def test_an_encoding_that_only_the_server_declared_is_read(page: NewsPage, encoding: str) -> None:
    content = print_page(page, charset=None).encode(encoding, "xmlcharrefreplace")
    expect(read(content, charset=encoding), page)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [(page, encoding) for page, encoding in ENCODED if not encoding.startswith(("iso", "windows-1252"))],
    ids=[f"{page.language}-{e}" for page, e in ENCODED if not e.startswith(("iso", "windows-1252"))],
)
def test_an_encoding_that_nobody_declared_is_detected(page: NewsPage, encoding: str) -> None:
    article = read(print_page(page, charset=None).encode(encoding, "xmlcharrefreplace"))
    assert body_of(article) == list(page.body)
    assert article.language == page.language


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_the_text_says_the_language_where_the_page_declares_another(page: NewsPage) -> None:
    wrong = "en" if page.language != "en" else "de"
    html = print_page(page).replace(f'<html lang="{page.language}">', f'<html lang="{wrong}">')
    assert read(html.encode()).language == page.language


@pytest.mark.parametrize(
    ("declared", "code"),
    [("de-AT", "de"), ("pt_BR", "pt"), ("EN", "en"), ("ua", "uk"), ("english", None), ("", None), (None, None)],
)
def test_a_declared_language_is_read_by_its_first_letters(declared: str | None, code: str | None) -> None:
    assert read_code(declared) == code


def test_a_short_text_takes_the_language_that_the_page_declares() -> None:
    assert choose_language("Il ponte riapre.", "it-IT") == "it"


@pytest.mark.parametrize("title", ["港浜市の魚市場が移転", "清河市新水厂开工建设"])
def test_a_headline_without_any_space_is_one(title: str) -> None:
    page = next(page for page in PAGES if page.language == "ja")
    deck = "市の魚市場は来年の春に湾岸地区へ移り、跡地は公園になる見通しだと市長は述べた"
    html = (
        print_page(page)
        .replace(f"<h1>{page.title}</h1>", f'<h1>{title}</h1><p class="subtitle">{deck}</p>')
        .replace(f"<title>{page.title} |", f"<title>{title} |")
    )
    article = read(html.encode())
    assert (article.title, article.deck) == (title, deck)


def test_words_of_scripts_without_spaces_are_counted_by_two_characters() -> None:
    assert count_words("港浜市の魚市場") == 4
    assert count_words("two words") == 2
    assert count_words("낡은 수산시장") == 2
    assert count_words("") == 0
