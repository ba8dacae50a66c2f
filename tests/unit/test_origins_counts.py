"""How many origins a finding has, and why."""

import hashlib
from collections.abc import Sequence

from stemma.compare.origins import OriginBook
from stemma.model.annotation import Annotated, Claim, Entity
from stemma.model.article import Article
from stemma.model.dossier import Copy, CopyEnd
from stemma.model.span import Span
from tests.reading import make_article

Settled = tuple[list[str], str]


def make_claim(article: Article, *said_by: str, quoted: str = "none") -> Claim:
    start, end = article.body[0].start, article.body[0].end
    return Claim(
        id=hashlib.sha256(f"{article.id}{said_by}".encode()).hexdigest()[:12],
        article=article.id,
        start=start,
        end=end,
        quote=article.text[start:end],
        part="body",
        sentence=Span(start, end),
        said_by=said_by,
        quoted=quoted,  # type: ignore[arg-type]
    )


def settle(
    told: Sequence[tuple[Article, tuple[str, ...]]],
    *,
    entities: Sequence[Entity] = (),
    copies: Sequence[Copy] = (),
    quoted: str = "none",
    elsewhere: Sequence[Claim] = (),
) -> Settled:
    claims = [make_claim(article, *said_by, quoted=quoted) for article, said_by in told]
    articles = list({a.id: a for a, _ in told}.values())
    annotated = [
        Annotated(article=a, claims=tuple(c for c in (*claims, *elsewhere) if c.article == a.id)) for a in articles
    ]
    _, counted, notes = OriginBook(annotated, entities, copies).settle(claims)
    return [r.name for r in counted], "; ".join(notes)


def copy_of(one: Article, other: Article, direction: str | None = "time") -> Copy:
    ends = [CopyEnd(article=a.id, start=a.body[0].start, end=a.body[0].end) for a in (one, other)]
    return Copy(from_=ends[0], to=ends[1], words=9, kind="verbatim", direction=direction)  # type: ignore[arg-type]


SUN = make_article("The quay is shut.", outlet="Morning Sun")
STAR = make_article("They closed the quay.", outlet="Evening Star")
GULL = make_article("No ship may land.", outlet="Daily Gull")
MAYOR = Entity(id="p1", name="Ana Duarte", kind="person", variants=("Ana Duarte", "Duarte"), mentions=3)
PORT = Entity(id="o1", name="Harbour Company", kind="organisation", variants=("Harbour Company",), mentions=3)


def test_outlets_without_a_source_are_counted_each() -> None:
    assert settle([(SUN, ()), (STAR, ())])[0] == ["Morning Sun", "Evening Star"]


def test_an_outlet_without_a_source_adds_none_beside_a_sourced_one() -> None:
    names, why = settle([(SUN, ("Ana Duarte",)), (STAR, ())], entities=[MAYOR])
    assert names == ["Ana Duarte"]
    assert "Evening Star gives no source of its own" in why


def test_the_end_of_the_chain_is_the_origin() -> None:
    names, _ = settle([(SUN, ("AP", "Ana Duarte")), (STAR, ("Reuters", "Ana Duarte"))], entities=[MAYOR])
    assert names == ["Ana Duarte"]


def test_an_agency_leads_on_to_the_source_of_its_own_article() -> None:
    agency = make_article("The quay is shut, the mayor said.", outlet="Coastal News Agency")
    names, why = settle([(agency, ("Ana Duarte",)), (SUN, ("Coastal News Agency",))], entities=[MAYOR])
    assert names == ["Ana Duarte"]
    assert "Coastal News Agency has it from Ana Duarte" in why


def test_articles_that_credit_one_agency_are_one_origin_with_it() -> None:
    agency = make_article("The quay is shut.", outlet="Coastal Wire")
    taker = make_article("Nobody may land.", outlet="Daily Gull", agency="Coastal Wire")
    assert len(settle([(agency, ()), (taker, ())])[0]) == 1


def test_a_copy_is_one_origin_with_its_original_whichever_came_first() -> None:
    for direction in ("time", "credit", None):
        for pair in ((SUN, STAR), (STAR, SUN)):
            assert len(settle([(SUN, ()), (STAR, ())], copies=[copy_of(*pair, direction=direction)])[0]) == 1


def test_a_person_and_the_body_he_speaks_for_are_one() -> None:
    told = make_article("The quay is shut, said Ana Duarte, a spokeswoman for the Harbour Company.", outlet="Sea News")
    names, why = settle([(told, ("Ana Duarte",)), (SUN, ("Harbour Company",))], entities=[MAYOR, PORT])
    assert names == ["Harbour Company"]
    assert "a spokeswoman for the Harbour Company" in why


def test_two_people_are_two_origins() -> None:
    other = Entity(id="p2", name="Rui Prado", kind="person", variants=("Rui Prado",), mentions=1)
    assert len(settle([(SUN, ("Ana Duarte",)), (STAR, ("Rui Prado",))], entities=[MAYOR, other])[0]) == 2


def test_the_ministry_beside_one_ministry_is_that_one_and_beside_two_is_neither() -> None:
    assert len(settle([(SUN, ("the ministry",)), (STAR, ("the health ministry",))])[0]) == 1
    two = [(SUN, ("the ministry",)), (STAR, ("the health ministry",)), (GULL, ("the labour ministry",))]
    assert len(settle(two)[0]) == 3


def test_a_group_adds_none_beside_one_of_its_members() -> None:
    names, why = settle([(SUN, ("TASS",)), (STAR, ("Russian news agencies",))])
    assert names == ["TASS"]
    assert "“Russian news agencies” is counted with TASS" in why


def test_a_group_counts_beside_one_who_is_none_of_it() -> None:
    assert len(settle([(SUN, ("Ana Duarte",)), (STAR, ("residents",))], entities=[MAYOR])[0]) == 2


def test_a_report_of_no_named_maker_adds_none_beside_a_named_source() -> None:
    assert settle([(SUN, ("Ana Duarte",)), (STAR, ("the report",))], entities=[MAYOR])[0] == ["Ana Duarte"]


def test_a_name_and_a_role_quoted_with_the_same_words_are_one() -> None:
    words = "“We shut the quay because the crane may fall on it”"
    one = make_article(words, outlet="Morning Sun")
    other = make_article(words + ".", outlet="Evening Star")
    told = [(one, ("Ana Duarte",)), (other, ("a town official",))]
    assert settle(told, entities=[MAYOR], quoted="direct")[0] == ["Ana Duarte"]
    assert len(settle(told, entities=[MAYOR])[0]) == 2


def test_two_spellings_quoted_with_the_same_words_are_one_and_two_names_are_not() -> None:
    words = "“We shut the quay because the crane may fall on it”"
    people = [
        Entity(id=name, name=name, kind="person", variants=(name,), mentions=1)
        for name in ("Nodar Magaladze", "Nodar Maghaladze", "Rui Prado")
    ]
    one, other = (make_article(words + end, outlet=f"Paper{end}") for end in (".", " "))
    same = [(one, ("Nodar Magaladze",)), (other, ("Nodar Maghaladze",))]
    assert len(settle(same, entities=people, quoted="direct")[0]) == 1
    different = [(one, ("Nodar Magaladze",)), (other, ("Rui Prado",))]
    assert len(settle(different, entities=people, quoted="direct")[0]) == 2


def test_where_all_articles_rest_on_a_paper_what_they_tell_without_a_source_is_one() -> None:
    elsewhere = [make_claim(SUN, "the study"), make_claim(STAR, "the authors")]
    names, why = settle([(SUN, ()), (STAR, ())], elsewhere=elsewhere)
    assert len(names) == 1
    assert "the study" in why
    assert len(settle([(SUN, ()), (STAR, ()), (GULL, ())], elsewhere=elsewhere)[0]) == 3


def test_the_dateline_and_the_outlet_itself_are_no_sources() -> None:
    placed = Article(id="x", source="x.txt", text=SUN.text, outlet="Sea News", dateline="TAVIRA", body=SUN.body)
    assert settle([(placed, ("Tavira",))])[0] == ["Sea News"]
    assert settle([(placed, ("Sea News",)), (SUN, ())])[0] == ["Sea News", "Morning Sun"]


def test_a_tester_is_somebody_else_than_who_is_named() -> None:
    names, _ = settle([(SUN, ("Ana Duarte",)), (STAR, ("a tester",))], entities=[MAYOR])
    assert names == ["Ana Duarte", "a tester"]


def test_a_person_with_a_title_before_the_name_is_that_person() -> None:
    names, _ = settle([(SUN, ("Ana Duarte",)), (STAR, ("mayor and co-founder Ana Duarte",))], entities=[MAYOR])
    assert names == ["Ana Duarte"]


def test_outlets_without_a_source_are_named_in_one_clause() -> None:
    _, why = settle([(SUN, ("Ana Duarte",)), (STAR, ()), (GULL, ())], entities=[MAYOR])
    assert "Evening Star and Daily Gull give no source of their own" in why


def test_why_tells_who_credits_an_agency() -> None:
    credited = make_article("The quay was shut by the mayor.", outlet="Noon Post", agency="Reuters")
    names, why = settle([(credited, ()), (STAR, ())])
    assert names == ["Reuters", "Evening Star"]
    assert "Noon Post credits Reuters with the article" in why


def test_an_agency_that_two_prints_of_one_text_name_stays_one_origin_with_its_group() -> None:
    told = [(SUN, ("Reuters",)), (GULL, ("news agencies",)), (STAR, ("the company",))]
    alone, _ = settle(told)
    copy = make_article("The quay is shut.", outlet="Late Courier")
    again, _ = settle([*told, (copy, ("Reuters",))], copies=(copy_of(SUN, copy, None),))
    assert again == alone == ["Reuters"]
