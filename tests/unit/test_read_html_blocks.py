"""The article's own text by kinds: what each stretch of it is on the page."""

import pytest

from stemma.model.article import Article
from stemma.read.html_article import read_page
from stemma.read.notices import find_notice

TITLE = "Port Ellery closes its lighthouse"
BODY = [
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good, the mayor said.",
    "Residents had asked for a delay, but the council decided that the tower was no longer safe to enter.",
    "Engineers found cracks in the stair in March, according to a report that was published last week.",
    "The lighthouse was built in 1871 and has been open to visitors for more than forty years, its keeper said.",
]
PROSE = [f"<p>{paragraph}</p>" for paragraph in BODY]


def read(inside: str) -> Article:
    page = (
        f"<!doctype html><html><head><title>{TITLE} | Harbour Gazette</title></head><body>"
        f"<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>"
        f"<article><h1>{TITLE}</h1>{inside}</article><footer>Harbour Gazette</footer></body></html>"
    )
    article = read_page(page, source="a.html", identity="0" * 16)
    assert isinstance(article, Article), article
    return article


def kinds_of(article: Article) -> dict[str, str]:
    return {article.text[start:end]: kind for start, end, kind in article.blocks}


def test_every_stretch_of_body_and_captions_is_one_block_in_order() -> None:
    figure = "<figure><img src=a><figcaption>The lighthouse in winter. Photo: A. Marlow</figcaption></figure>"
    article = read(PROSE[0] + PROSE[1] + figure + PROSE[2] + PROSE[3])
    assert [(start, end) for start, end, _ in article.blocks] == sorted([*article.body, *article.captions])
    assert [kind for _, _, kind in article.blocks] == ["paragraph", "paragraph", "caption", "paragraph", "paragraph"]


def test_a_heading_between_paragraphs_is_a_heading() -> None:
    kinds = kinds_of(read(PROSE[0] + PROSE[1] + "<h2>Cracks in the stair</h2>" + PROSE[2] + PROSE[3]))
    assert kinds["Cracks in the stair"] == "heading"


def test_each_item_of_a_list_is_a_block_of_its_own() -> None:
    items = [
        "The stair of the tower will be taken down in the autumn by a company from Vessely.",
        "The lamp, which was made in 1902, goes to the museum of the harbour for good.",
    ]
    listed = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    kinds = kinds_of(read(PROSE[0] + PROSE[1] + listed + PROSE[2] + PROSE[3]))
    assert [kinds[item] for item in items] == ["list", "list"]


def test_an_article_laid_out_in_a_table_is_made_of_paragraphs() -> None:
    kinds = kinds_of(read(f"<table><tr><td>{''.join(PROSE)}</td></tr></table>"))
    assert {kinds[paragraph] for paragraph in BODY} == {"paragraph"}


def test_a_table_in_the_article_is_a_table() -> None:
    rows = "<table><tr><td>Visitors in 2021</td><td>41,200 people, the council said.</td></tr></table>"
    kinds = kinds_of(read(PROSE[0] + PROSE[1] + PROSE[2] + rows + PROSE[3]))
    assert kinds["41,200 people, the council said."] == "table"


def test_a_block_quote_is_a_quotation_and_so_is_a_post_of_somebody_else() -> None:
    quote = "<blockquote><p>We shall miss the light, and the ships will miss it more than we do.</p></blockquote>"
    post = '<blockquote class="twitter-tweet"><p>The stair is older than all of us.</p></blockquote>'
    kinds = kinds_of(read(PROSE[0] + quote + PROSE[1] + post + PROSE[2] + PROSE[3]))
    assert kinds["We shall miss the light, and the ships will miss it more than we do."] == "quotation"
    assert kinds["The stair is older than all of us."] == "quotation"


def test_the_outlets_notices_on_its_own_text_are_kept_and_told_apart() -> None:
    correction = "Correction: An earlier version of this article gave a wrong year for the building of the lighthouse."
    update = "Update, 3pm: This article has been updated with the words of the mayor of Port Ellery."
    kinds = kinds_of(read(f"<p>{update}</p>" + "".join(PROSE) + f"<p>{correction}</p>"))
    assert (kinds[update], kinds[correction]) == ("update", "correction")


@pytest.mark.parametrize(
    "text",
    [
        "Correction: the name of the mayor was misspelt in the second paragraph.",
        "CORRECTION (April 7, 2022): The lighthouse was built in 1871, not in 1817.",
        "This article was amended on 7 April 2022 to correct the year of the building.",
        "An earlier version of this story misstated the age of the keeper.",
        "Editor's note: An earlier version of this article named the wrong street.",
        "Berichtigung: In einer früheren Fassung stand ein falsches Jahr.",
        "Rectificatif : le phare a été construit en 1871.",
        "Corrección: el faro fue construido en 1871 y no en 1817.",
        "Correzione: il faro è stato costruito nel 1871.",
        "Исправление: маяк был построен в 1871 году.",
        "訂正：灯台が建てられたのは1871年でした。",
    ],
)
def test_a_correction_is_told_by_its_beginning(text: str) -> None:
    assert find_notice(text) == "correction"


@pytest.mark.parametrize(
    "text",
    [
        "Update 3pm: the council has now published the report of the engineers.",
        "UPDATE: The mayor has answered our questions since this was printed.",
        "This story has been updated with the words of the keeper.",
        "Mise à jour à 15h30 : le conseil a publié le rapport des ingénieurs.",
        "Dieser Artikel wurde aktualisiert, nachdem der Rat geantwortet hatte.",
        "Обновлено в 15:30: совет опубликовал доклад инженеров.",
    ],
)
def test_an_update_is_told_by_its_beginning(text: str) -> None:
    assert find_notice(text) == "update"


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers at the harbour prison found the lamp on Tuesday.",
        "Correction of the harbour's course will take until 2024, the engineers said.",
        "Update your browser to see the whole of this page as it is meant.",
        "The article of the constitution has been amended twice since 1871.",
        "Updated rules for the harbour: no boats after dark, the council said.",
        "Updated 3pm",
    ],
)
def test_other_sentences_with_these_words_are_no_notices(text: str) -> None:
    assert find_notice(text) is None
