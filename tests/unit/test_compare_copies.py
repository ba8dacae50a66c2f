"""Text that articles share: verbatim, rewritten, one speaker's quotation; whose it is; and what is no copy."""

import pytest

from stemma.annotate.story import annotate_story
from stemma.compare.copies import find_copies
from stemma.model.annotation import Annotated
from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd
from tests.reading import make_article

FERRY = (
    "The ferry to Port Ellis turned back on Tuesday after water came in through the bow door, "
    "and all 212 passengers were taken off by two fishing boats from the harbour."
)
OTHER = "Dark clouds stood over the island and few people were out in its streets that whole evening."


def find(*articles: Article) -> tuple[Copy, ...]:
    return find_copies([Annotated(article=a) for a in articles])


def words_of(end: CopyEnd, *articles: Article) -> str:
    text = next(a.text for a in articles if a.id == end.article)
    return text[end.start : end.end]


def test_a_sentence_in_two_articles_is_a_verbatim_copy_with_its_place_in_both() -> None:
    one, other = make_article(f"{OTHER}\n{FERRY}"), make_article(f"{FERRY}\nNobody was hurt.", outlet="Echo")
    (copy,) = find(one, other)
    assert copy.kind == "verbatim"
    assert words_of(copy.from_, one, other) == words_of(copy.to, one, other) == FERRY.rstrip(".")


def test_letter_case_marks_and_line_breaks_make_no_other_text() -> None:
    one = make_article(FERRY)
    other = make_article(FERRY.replace(",", " –").replace("turned back", "TURNED\nBACK"), outlet="Echo")
    (copy,) = find(one, other)
    assert copy.kind == "verbatim"
    assert copy.words == 31


def test_seven_words_are_no_copy_and_eight_are() -> None:
    one = make_article("we walked along the old wall and then slept")
    assert not find(one, make_article("they came along the old wall and then slept there", outlet="Echo"))
    assert find(one, make_article("and walked along the old wall and then slept there", outlet="Echo"))


def test_a_sentence_with_a_few_words_changed_is_rewritten() -> None:
    one = make_article(
        "The old bridge over the river was closed to lorries on Friday because its cables had begun to rust."
    )
    other = make_article(
        "The bridge over the river was shut to lorries on Friday because some of its cables had begun to rust away.",
        outlet="Echo",
    )
    (copy,) = find(one, other)
    assert copy.kind == "rewritten"
    assert words_of(copy.to, one, other).endswith("rust")


def test_a_sentence_on_the_same_matter_in_other_words_is_none() -> None:
    one = make_article(
        "The old bridge over the river was closed to lorries on Friday because its cables had begun to rust."
    )
    other = make_article(
        "Rusting cables led the council to keep heavy traffic off the bridge from Friday on.", outlet="Echo"
    )
    assert not find(one, other)


SPOKEN = "we shall look at each door of each ship before the summer comes and we shall pay for all of it"


@pytest.mark.parametrize(
    ("mark", "close"),
    [("“", "”"), ('"', '"'), ("``", "''"), ("«", "»")],
    ids=["curly", "straight", "typed", "guillemets"],
)
def test_the_words_of_one_speaker_in_marks_are_a_quotation(mark: str, close: str) -> None:
    one = make_article(f"{OTHER} {mark}{SPOKEN},{close} said the minister.")
    other = make_article(f"The minister said: {mark}{SPOKEN}.{close}", outlet="Echo")
    assert [c.kind for c in find(one, other)] == ["quotation"]


def test_a_quotation_that_runs_over_paragraphs_is_one() -> None:
    said = SPOKEN.replace(" and we", ".\nAnd we")
    one, other = make_article(f"“{said},” he said."), make_article(f"He said: “{said}.”", outlet="Echo")
    assert {c.kind for c in find(one, other)} == {"quotation"}


def test_words_of_a_speaker_that_the_other_prints_without_marks_are_still_the_speakers() -> None:
    one, other = make_article(f"“{SPOKEN},” said the minister."), make_article(SPOKEN, outlet="Echo")
    assert [c.kind for c in find(one, other)] == ["quotation"]


def test_two_words_in_marks_make_no_quotation_of_the_sentence_around_them() -> None:
    text = "The harbour master called the ferry “quite unfit” for the sea, and sent its crew home for the whole week."
    assert [c.kind for c in find(make_article(text), make_article(text, outlet="Echo"))] == ["verbatim"]


def test_a_formula_filled_in_with_other_names_and_figures_is_no_copy() -> None:
    one = make_article(
        "Harlow Mills Ltd said it will pay a quarterly dividend of 14 cents a share to holders of record on May 5. "
        "Net profit rose to 3.1 mln dollars in the quarter that ended on March 31 from 2.4 mln a year ago."
    )
    other = make_article(
        "Trent Foods Inc said it will pay a quarterly dividend of 22 cents a share to holders of record on June 9. "
        "Net profit rose to 8.8 mln dollars in the quarter that ended on April 30 from 7.9 mln a year ago.",
        outlet="Echo",
    )
    assert not find(one, other)


def test_a_copy_in_which_a_figure_was_changed_is_still_a_copy() -> None:
    assert find(make_article(FERRY), make_article(FERRY.replace("212", "221"), outlet="Echo"))


def test_a_name_with_its_titles_is_no_copy() -> None:
    name = "Deputy Foreign Minister Maria Elena Castro Ruiz of Montrava"
    one = make_article(f"There was no word of it from {name} at noon.")
    assert not find(one, make_article(f"Late at night {name} left.", outlet="Echo"))


def test_text_comes_from_the_agency_even_where_its_own_page_is_later() -> None:
    agency = make_article(FERRY, outlet="Reuters", published="2031-03-05")
    taker = make_article(f"{FERRY} {OTHER}", agency="Reuters", published="2031-03-04")
    (copy,) = find(taker, agency)
    assert (copy.from_.article, copy.direction) == (agency.id, "credit")


def test_text_comes_from_the_article_that_credits_an_agency_before_one_that_does_not() -> None:
    plain = make_article(FERRY, published="2031-03-04")
    credited = make_article(f"{FERRY} {OTHER}", outlet="Echo", agency="AFP", published="2031-03-04")
    (copy,) = find(plain, credited)
    assert (copy.from_.article, copy.direction) == (credited.id, "credit")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2031-03-04", "2031-03-05"),
        ("2031-03-04T09:00:00", "2031-03-05"),
        ("2031-03-04T23:30:00+00:00", "2031-03-05T00:15:00+00:00"),
        ("2031-03-05T08:00:00+09:00", "2031-03-04T23:30:00+00:00"),
    ],
)
def test_without_a_credit_the_earlier_article_comes_first(earlier: str, later: str) -> None:
    first = make_article(FERRY, published=earlier)
    second = make_article(f"{FERRY} {OTHER}", outlet="Echo", published=later)
    (copy,) = find(second, first)
    assert (copy.from_.article, copy.direction) == (first.id, "time")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, None),
        ("2031-03-04", None),
        ("2031-03-04", "2031-03-04T23:00:00"),
        ("2031-03", "2031-03-09"),
        ("2031-03-04T09:00:00", "2031-03-04T11:00:00+09:00"),
    ],
)
def test_where_no_credit_and_no_time_tells_the_direction_is_open(one: str | None, other: str | None) -> None:
    first, second = make_article(FERRY, published=one), make_article(f"{FERRY} {OTHER}", outlet="Echo", published=other)
    (copy,) = find(first, second)
    assert copy.direction is None
    assert copy.from_.article == min(first.id, second.id)


def test_furniture_around_two_articles_is_no_copy() -> None:
    pleas = "Sign up here for our letter and never miss a story from your own part of the country again"
    one, other = make_article(f"{FERRY}\n{pleas}"), make_article(f"{OTHER}\n{pleas}", outlet="Echo")
    bare = [Article(id=a.id, source=a.source, text=a.text, body=a.body[:1]) for a in (one, other)]
    assert find(one, other)
    assert not find(*bare)


def test_two_hundred_copies_of_one_text_are_each_told_of_once_for_each_of_the_first_eight() -> None:
    copies = find(*(make_article(FERRY, outlet=f"Outlet {n}") for n in range(200)))
    assert len(copies) == 8 * 200 - 36
    assert {c.kind for c in copies} == {"verbatim"}


def test_annotated_articles_give_the_same_copy() -> None:
    articles = make_article(f"{OTHER}\n{FERRY}"), make_article(f"{FERRY}\nNobody was hurt.", outlet="Echo")
    assert find_copies(annotate_story(articles).articles) == find(*articles)


SALES = (
    "Rye sold at {a} crowns a sack at the market of Aldermouth this week, according to the grain office. "
    "Some {b} sacks of barley went to the mills of the county, and {c} more were left in the stores."
)


@pytest.mark.parametrize(("days", "copies"), [(0, True), (2, True), (7, False)])
def test_the_same_words_days_later_with_other_figures_are_the_next_number_of_a_series(days: int, copies: bool) -> None:
    first, then = SALES.format(a=41, b=977, c=1203), SALES.format(a=41, b=921, c=1203)
    one = make_article(first, published="2031-03-04")
    other = make_article(then, outlet="Echo", published=f"2031-03-{4 + days:02}")
    assert bool(find(one, other)) == copies


def test_the_same_words_days_later_with_the_same_figures_are_a_copy() -> None:
    text = SALES.format(a=41, b=977, c=1203)
    assert find(make_article(text, published="2031-03-04"), make_article(text, outlet="Echo", published="2031-03-24"))
