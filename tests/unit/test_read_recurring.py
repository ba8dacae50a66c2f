"""What one outlet prints under one article and under another is part of neither."""

from dataclasses import replace
from itertools import permutations

from stemma.model.article import Article
from stemma.model.span import Furniture
from stemma.read import refine_collection
from stemma.read.dump_blocks import classify_blocks
from tests.reading import make_article

REASON = "stands on other pages of this outlet"
PLEDGE = "Our newsroom belongs to four hundred neighbours, who own it together and never see a story before you do."
HARBOUR = (
    "The harbour council of Port Ellery voted on Tuesday to close the old lighthouse for good.",
    "Engineers found cracks in the stair in March, and nobody has climbed the tower since.",
    "Residents had asked for a delay until the summer visitors have left the coast.",
    "The lighthouse was built in 1871 from granite that was quarried on the island.",
)
ORCHARD = (
    "Frost has destroyed half of the cherry blossom in the Alder valley, growers told the chamber of farmers.",
    "Temperatures fell to minus six degrees before dawn, three weeks after the trees had opened.",
    "Growers lit straw between the rows, without much success in the lower villages.",
    "The chamber expects prices to double at the markets of Belmar in June.",
)
SCHOOL = (
    "Pupils in Quenby will learn to weld from September, when the workshop of the closed shipyard becomes a classroom.",
    "Two former foremen have agreed to teach there on three mornings of each week.",
    "Parents collected money for goggles, gloves and a ventilator since last autumn.",
    "A similar course in Sarn was cancelled after insurers refused to cover minors.",
)


def page(*paragraphs: str, outlet: str | None = "The Gazette", agency: str | None = None) -> Article:
    article = make_article("\n".join(paragraphs), outlet=outlet or "", agency=agency)
    return article if outlet else Article(id=article.id, source=article.source, text=article.text, body=article.body)


def body_of(article: Article) -> tuple[str, ...]:
    return tuple(article.text[start:end] for start, end in article.body)


def test_what_ends_two_articles_of_one_outlet_is_furniture_with_its_reason() -> None:
    one, other = refine_collection([page(*HARBOUR, PLEDGE), page(*ORCHARD, PLEDGE)])
    assert (body_of(one), body_of(other)) == (HARBOUR, ORCHARD)
    assert [one.text[f.start : f.end] for f in one.furniture] == [PLEDGE]
    assert {f.reason for f in (*one.furniture, *other.furniture)} == {REASON}


def test_a_page_alone_of_its_outlet_is_not_touched() -> None:
    pages = [page(*HARBOUR, PLEDGE), page(*ORCHARD, PLEDGE, outlet="Belmar Post")]
    assert refine_collection(pages) == tuple(pages)
    assert refine_collection(pages[:1]) == tuple(pages[:1])


def test_pages_that_name_no_outlet_and_no_address_are_nobodys() -> None:
    pages = [page(*HARBOUR, PLEDGE, outlet=None), page(*ORCHARD, PLEDGE, outlet=None)]
    assert refine_collection(pages) == tuple(pages)


def test_the_host_tells_the_outlet_where_the_page_does_not() -> None:
    pages = [page(*HARBOUR, PLEDGE, outlet=None), page(*ORCHARD, PLEDGE, outlet=None)]
    addressed = [replace(p, url=f"https://www.gazette.example/{n}") for n, p in enumerate(pages)]
    assert [body_of(a) for a in refine_collection(addressed)] == [HARBOUR, ORCHARD]


def test_an_agencys_paragraph_on_two_outlets_is_body() -> None:
    copy = "Officials in Belmar declined to comment on the figures when they were asked on Wednesday."
    pages = [page(*HARBOUR, copy, agency="Reuters"), page(*HARBOUR, copy, outlet="Belmar Post", agency="Reuters")]
    assert refine_collection(pages) == tuple(pages)


def test_an_agencys_paragraph_on_two_pages_of_one_outlet_is_body() -> None:
    copy = "Officials in Belmar declined to comment on the figures when they were asked on Wednesday."
    pages = [page(*HARBOUR, copy, agency="Reuters"), page(*ORCHARD, copy, agency="Reuters")]
    assert refine_collection(pages) == tuple(pages)


def test_background_that_two_reports_on_one_event_share_is_body() -> None:
    second = (
        "Port Ellery closes its lighthouse, the harbour council said after a vote on Tuesday.",
        HARBOUR[3],
        "Cracks in the granite stair, found by engineers in March, had alarmed residents and visitors of the coast.",
        "The tower stays dark from the first of May, the council added.",
    )
    pages = [page(*HARBOUR), page(*second)]
    assert refine_collection(pages) == tuple(pages)


def test_two_versions_of_one_article_keep_all_they_share() -> None:
    pages = [page(*HARBOUR), page(*HARBOUR, "The mayor will speak on Thursday.")]
    assert refine_collection(pages) == tuple(pages)


def test_a_pointer_between_paragraphs_in_any_language_is_furniture_where_many_pages_have_it() -> None:
    pointer = "À lire aussi sur notre site"
    fourth = tuple(f"{word} ist heute in Sarn zum ersten Mal geschehen." for word in ("Etwas", "Vieles", "Nichts"))
    stories = (HARBOUR, ORCHARD, SCHOOL, fourth)
    pages = [page(*story[:2], pointer, *story[2:]) for story in stories]
    assert [body_of(a) for a in refine_collection(pages)] == list(stories)


def test_an_article_is_never_emptied() -> None:
    short = (PLEDGE, "It rained.")
    pages = [page(*short), page(PLEDGE, "It snowed.")]
    assert all(article.body for article in refine_collection(pages))


def test_the_order_of_the_pages_changes_nothing() -> None:
    pages = [page(*HARBOUR, PLEDGE), page(*ORCHARD, PLEDGE), page(*SCHOOL, outlet="Belmar Post")]
    told = {article.id: article for article in refine_collection(pages)}
    for order in permutations(pages):
        assert refine_collection(order) == tuple(told[article.id] for article in order)


def test_blocks_follow_the_body() -> None:
    pages = [page(*HARBOUR, PLEDGE), page(*ORCHARD, PLEDGE)]
    typed = [replace(p, blocks=classify_blocks(p.text, p.body, ())) for p in pages]
    for article in refine_collection(typed):
        assert [block[:2] for block in article.blocks] == [tuple(span) for span in article.body]


def test_furniture_without_a_reason_of_its_own_gets_the_better_one() -> None:
    pages = []
    for story in (HARBOUR, ORCHARD):
        whole = page(*story, PLEDGE)
        last = whole.body[-1]
        pages.append(replace(whole, body=whole.body[:-1], furniture=(Furniture(*last, "outside the article"),)))
    assert [article.furniture[0].reason for article in refine_collection(pages)] == [REASON, REASON]


def test_an_address_that_is_none_costs_no_page() -> None:
    addresses = ("http://[bad", "https://[::1/x", "http://a.example:99999/x", "//[")
    pages = [replace(page(*HARBOUR, f"{n}.", outlet=None), url=url) for n, url in enumerate(addresses)]
    assert refine_collection(pages) == tuple(pages)
