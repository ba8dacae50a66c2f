"""Whatever the claims: origins are at least one, do not depend on the order, and no copied article raises a count."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.compare.copies import find_copies
from stemma.compare.origins import OriginBook
from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.article import Article
from tests.reading import make_article

Told = tuple[str, tuple[str, ...], str | None, str | None, str | None]

SOURCES = (
    (),
    ("Ana Duarte",),
    ("Harbour Company",),
    ("the company",),
    ("the report",),
    ("officials",),
    ("residents",),
    ("news agencies",),
    ("Reuters",),
    ("Outlet 0",),
    ("Outlet 1",),
    ("Outlet 2", "Ana Duarte"),
    ("a spokesman for the Harbour Company",),
    ("he",),
)
# The first is rewritten three times, the later ones being rewrites of the middle ones only.
TEXTS = (
    "The old harbour crane fell on the western quay in the storm of the night and crushed two empty fishing boats",
    "The old harbour crane fell on the western quay in the heavy storm and crushed two empty fishing boats on Friday",
    "A harbour crane fell on the western quay in the heavy storm and crushed three small fishing boats on Friday",
    "A crane fell on the western pier in the heavy storm and crushed three small sailing boats on Friday night",
    "The crane fell on the western quay in the storm of the night",
    "Nine trawlers had left their moorings before dawn to look for herring",
    "Insurers will send two surveyors from the capital early next week",
    "Nobody had checked these rusty bolts since a summer fair years ago",
)
ENTITIES = (
    Entity(id="p1", name="Ana Duarte", kind="person", variants=("Ana Duarte", "Duarte"), mentions=3),
    Entity(id="o1", name="Harbour Company", kind="organisation", variants=("Harbour Company",), mentions=3),
)
SENTENCES = st.sampled_from(TEXTS)
DAYS = st.sampled_from((None, "2031-03-04", "2031-03-05", "2031-03-20T10:00:00+00:00"))
AGENCIES = st.sampled_from((None, "Reuters", "Outlet 1"))
PAPERS = st.sampled_from((None, "the study", "the authors", "Ana Duarte"))
TOLD: st.SearchStrategy[Told] = st.tuples(SENTENCES, st.sampled_from(SOURCES), DAYS, AGENCIES, PAPERS)


def make_annotated(outlet: str, told: Told) -> Annotated:
    """An article whose first sentence is the claim of the finding; a second one may name a source besides."""
    text, said_by, published, agency, paper = told
    text += "."
    whole = text if paper is None else f"{text}\nOf {outlet.lower()} and nothing else this second line speaks here."
    article = make_article(whole, outlet=outlet, published=published, agency=agency)
    claims = [make_claim(article, 0, len(text), said_by)]
    if paper is not None:
        claims.append(make_claim(article, len(text) + 1, len(whole), (paper,)))
    return Annotated(article=article, claims=tuple(claims))


def make_claim(article: Article, start: int, end: int, said_by: tuple[str, ...]) -> Claim:
    return Claim(
        id=f"{article.id}:{start}",
        article=article.id,
        start=start,
        end=end,
        quote=article.text[start:end],
        part="body",
        sentence=next(s for s in article.body if s.start == start),
        said_by=said_by,
    )


def count(annotated: Sequence[Annotated]) -> int:
    """The origins of the finding that the first claims of all articles make up."""
    ordered = sorted(annotated, key=lambda a: a.article.id)
    book = OriginBook(ordered, ENTITIES, find_copies(ordered))
    return len(book.settle([a.claims[0] for a in ordered])[1])


@settings(max_examples=500, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=12), st.data())
def test_a_copied_article_with_or_without_credit_never_raises_a_count(stories: list[Told], data: st.DataObject) -> None:
    annotated = [make_annotated(f"Outlet {n}", told) for n, told in enumerate(stories)]
    number = data.draw(st.integers(0, len(stories) - 1))
    text, chain, _, _, paper = stories[number]
    outlet = f"Outlet {number}"
    said_by = data.draw(st.sampled_from((chain, (outlet, *chain))))
    taken = data.draw(st.sampled_from((None, paper)))
    copied = make_annotated(
        "Copyist", (text, said_by, data.draw(DAYS), data.draw(st.sampled_from((None, outlet))), taken)
    )
    assert count([*annotated, copied]) <= count(annotated)


@settings(max_examples=200, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=5))
def test_there_is_an_origin_and_no_more_than_articles(stories: list[Told]) -> None:
    annotated = [make_annotated(f"Outlet {n}", told) for n, told in enumerate(stories)]
    assert 1 <= count(annotated) <= len(annotated)
    assert count(list(reversed(annotated))) == count(annotated)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_name_of_a_source_or_outlet_is_taken(source: str, outlet: str) -> None:
    annotated = [
        make_annotated(outlet, ("The quay is shut", (source,), None, None, None)),
        make_annotated("Outlet 1", ("They shut the quay", (outlet,), None, None, source)),
    ]
    assert count(annotated) in {1, 2}
