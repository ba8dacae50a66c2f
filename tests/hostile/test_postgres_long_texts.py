"""Words beyond what a ``tsvector`` holds, keys beyond what an index holds: PostgreSQL finds what memory finds."""

from collections.abc import Iterator

import pytest

from stemma.model.stored import Query, StoredArticle
from stemma.store import Store, open_store
from stemma.store.memory import MemoryStore
from stemma.store.postgres import lists
from stemma.store.postgres.words import LAST_PLACE, MARKED, MOST_PLACES, UNFIT, Search, index_words, unpack_words
from tests.stores import make_stored, make_story

pytestmark = pytest.mark.timeout(300)

LONG = "alpha beta " + "word " * (MOST_PLACES + 50) + "gamma delta"
FAR = " ".join(f"w{n}" for n in range(LAST_PLACE + 2000)) + " omega psi"
HUGE = " ".join(f"{n:x}" + "界" * 60 for n in range(4000)) + " zeta eta"
TEXTS = {"short": "alpha beta gamma delta", "long": LONG, "far": FAR, "huge": HUGE, "other": "beta alpha"}


@pytest.fixture
def both(postgres_url: str) -> Iterator[tuple[Store, Store]]:
    """A PostgreSQL store and memory, holding the same."""
    real, memory = open_store(postgres_url), MemoryStore()
    for one in (real, memory):
        one.put_articles([make_stored(key, text) for key, text in TEXTS.items()])
    yield real, memory
    real.close()


def find_all(store: Store, words: str, limit: int = 50) -> list[str]:
    """All that is found, page by page."""
    found: list[StoredArticle] = []
    cursor: str | None = None
    while True:
        page = store.list_articles(Query(words=words, limit=limit, after=cursor))
        found += page.items
        cursor = page.next
        if cursor is None:
            return [one.article.id for one in found]


@pytest.mark.parametrize(
    "words",
    [
        '"alpha beta"', '"beta alpha"', '"word gamma"', '"gamma delta"', '"gamma alpha"', '"word word gamma"',
        '"omega psi"', '"psi omega"', "omega", "zeta", '"zeta eta"', '"eta zeta"', "omeg*", '"w17000 w17001"',
        '-"gamma delta"', '-"delta gamma"', '-"omega psi" -zeta', "-word", "alpha -beta", "bet*", "-zet*", "nowhere",
    ],
)  # fmt: skip
@pytest.mark.parametrize("limit", [1, 50])
def test_long_texts_are_found_by_just_the_words_and_phrases_they_hold(
    both: tuple[Store, Store], words: str, limit: int
) -> None:
    real, memory = both
    assert find_all(real, words, limit) == find_all(memory, words)


def test_what_a_tsvector_holds_is_given_to_it_alone() -> None:
    assert index_words(["a", "b", "a"]) == ("'a':1,3 'b':2", None)
    assert index_words([]) == ("", None)


@pytest.mark.parametrize("words", [["a"] * (MOST_PLACES + 1), [f"w{n}" for n in range(LAST_PLACE + 1)]])
def test_what_it_does_not_hold_is_kept_beside_it(words: list[str]) -> None:
    found, kept = index_words(words)
    assert found.startswith(f"'{MARKED}' ")
    assert ":" not in found
    assert kept is not None
    assert unpack_words(kept) == words


def test_what_does_not_fit_at_all_is_laid_beside_every_search() -> None:
    found, kept = index_words([f"{n:x}" + "界" * 60 for n in range(8000)])
    assert found == f"'{MARKED}' '{UNFIT}'"
    assert Search("1界*").holds(kept)
    assert not Search("nowhere").holds(kept)


def test_pages_and_keys_of_any_length_are_kept_apart(postgres_url: str) -> None:
    store = open_store(postgres_url)
    head = "https://a.example/" + "x" * 9000
    store.put_articles([make_stored("a", page=head + "1"), make_stored("b", page=head + "2")])
    assert store.find_pages([head + "1", head + "2", head]) == {head + "1": "a", head + "2": "b"}
    store.put_records("feed", {head + one: {"n": one} for one in "213"})
    assert [record["n"] for record in store.list_records("feed").values()] == ["1", "2", "3"]
    assert [record["n"] for record in store.list_records("feed", after=head + "1", limit=1).values()] == ["2"]
    store.put_blobs("parse", {head + "1": b"1", head + "2": b"2"})
    assert dict(store.iter_blobs("parse")) == {head + "1": b"1", head + "2": b"2"}
    store.put_stories([make_story("a", ["a", "b"])])
    outlets = store.list_facets("outlet")
    assert sum(count for _, count in outlets) == len(outlets)
    store.close()


@pytest.mark.parametrize("cursor", ["9" * 30, "9" * 5000, "-1", "x", "1:", "\x00", "٣"])
def test_any_cursor_gives_a_page(both: tuple[Store, Store], cursor: str) -> None:
    real, _ = both
    query = Query(after=cursor)
    for page in (real.list_articles(query), real.list_claims(query), real.list_stories(query)):
        assert page.next is None
    assert lists._read_number(cursor) is None
