"""Articles that print one text are a set; what holds bits of many is in none, and no chain joins strangers."""

from dataclasses import replace

from stemma.group.copies.heap import find_shared_texts
from stemma.group.copies.sets import CopySet, group_copies
from stemma.model.article import Article
from tests.heap_texts import make_prose
from tests.reading import make_article

WIRE = make_prose(1, 20)
NEWS = [make_prose(seed, 20) for seed in range(2, 30)]


def print_text(text: str, outlet: str, day: int = 1, agency: str | None = None) -> Article:
    return make_article(text, outlet=outlet, published=f"2031-03-{day:02}", agency=agency)


def find_sets(*articles: Article) -> tuple[CopySet, ...]:
    return group_copies(articles, find_shared_texts(articles))


def test_exact_near_and_nearly_whole_prints_are_one_set_in_order_of_publication() -> None:
    exact = [print_text(WIRE, "Echo", 3), print_text(WIRE, "Gazette", 2)]
    near = print_text(WIRE.replace(".", " again.", 2), "Courier", 4)
    longer = print_text(f"{WIRE}\n{NEWS[0][:600]}.", "Post", 5)
    (found,) = find_sets(*exact, near, longer)
    assert found.articles == (exact[1].id, exact[0].id, near.id, longer.id)
    assert found.original == exact[1].id


def test_articles_that_share_a_part_alone_are_in_no_set() -> None:
    half = WIRE[: len(WIRE) // 2]
    assert find_sets(print_text(f"{half}\n{NEWS[0]}", "Echo"), print_text(f"{NEWS[1]}\n{half}", "Gazette", 2)) == ()


def test_a_live_blog_that_holds_many_texts_whole_joins_none_of_them() -> None:
    blog = print_text("\n".join(NEWS[:10]), "Echo", 1)
    prints = [print_text(text, f"Outlet {n}", 2) for n, text in enumerate(NEWS[:10])]
    assert find_shared_texts([blog, *prints]), "the blog shares text with each"
    assert find_sets(blog, *prints) == ()


def test_a_round_up_of_two_texts_joins_neither_to_the_other() -> None:
    both = print_text(f"{NEWS[0]}\n{NEWS[1]}", "Echo", 1)
    sets = find_sets(both, print_text(NEWS[0], "Gazette", 2), print_text(NEWS[1], "Post", 3))
    assert all(len(found.articles) < 3 for found in sets)


def test_a_chain_of_rewritings_breaks_where_the_ends_have_less_than_half_in_common() -> None:
    sentences = [make_prose(seed, 2) for seed in range(40, 64)]
    chain = [print_text(" ".join(sentences[n : n + 12]), f"Outlet {n}", 1 + n) for n in range(0, 12, 2)]
    sets = find_sets(*chain)
    assert all(not {chain[0].id, chain[-1].id} <= set(found.articles) for found in sets)


def test_the_agencys_own_article_is_the_source_though_it_is_later() -> None:
    taken, own = print_text(WIRE, "Echo", 1), print_text(WIRE, "Reuters", 2)
    (found,) = find_sets(taken, own)
    assert (found.original, found.agency) == (own.id, "Reuters")


def test_the_agency_that_most_prints_credit_is_named() -> None:
    prints = [print_text(WIRE, f"Outlet {n}", 1 + n, credit) for n, credit in enumerate(("AP", None, "AP", "Reuters"))]
    (found,) = find_sets(*prints)
    assert found.agency == "AP" or found.agency == "Associated Press"
    assert found.original == prints[0].id
    assert find_sets(*(replace(p, agency=None) for p in prints))[0].agency is None


def test_the_order_given_changes_nothing() -> None:
    articles = [print_text(WIRE if n % 2 else NEWS[n], f"Outlet {n}", 1 + n % 3) for n in range(10)]
    assert find_sets(*articles) == find_sets(*reversed(articles))
