"""Names that look alike and are two people or things, and names that look different and are one."""

import pytest

from stemma.annotate.entities import group_names
from stemma.annotate.entities_people import match_people
from stemma.annotate.transliteration import split_name
from stemma.model.annotation import EntityKind, Mention

APART: tuple[tuple[str, str], ...] = (
    ("Kim Jong Un", "Kim Yo Jong"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Kim Jong Il", "Kim Il Sung"),
    ("George W. Bush", "George H. W. Bush"),
    ("George Bush", "Jeb Bush"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Donald Trump", "Melania Trump"),
    ("Donald Trump Jr.", "Ivanka Trump"),
    ("Martin Luther King Sr.", "Martin Luther King Jr."),
    ("Michael Jackson", "Michael Jordan"),
    ("Serena Williams", "Venus Williams"),
    ("Vitali Klitschko", "Wladimir Klitschko"),
    ("Xi Jinping", "Li Keqiang"),
    ("Li Keqiang", "Li Qiang"),
    ("Lee Myung-bak", "Lee Jae-myung"),
    ("Park Chung-hee", "Park Geun-hye"),
    ("Moon Jae-in", "Moon Sun-myung"),
    ("Raul Castro", "Fidel Castro"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Rahul Gandhi", "Indira Gandhi"),
    ("Mario Monti", "Maria Monti"),
    ("Paul Ryan", "Ryan Paul"),
    ("John Kerry", "John Kelly"),
    ("Dick Cheney", "Liz Cheney"),
    ("Mitt Romney", "Ronna Romney"),
)
TOGETHER: tuple[tuple[str, str], ...] = (
    ("Yoon Suk Yeol", "Yun Suk Yeol"),
    ("Yoon Suk-yeol", "Yoon Suk Yeol"),
    ("Kim Jong Un", "Kim Jong-un"),
    ("Sergei Shoigu", "Sergey Shoygu"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Muammar Gaddafi", "Muammar Qaddafi"),
    ("Mohammed bin Salman", "Mohammad bin Salman"),
    ("Joe Biden", "Joseph Biden"),
    ("Joe Biden", "Joseph R. Biden Jr."),
    ("Bernie Sanders", "Bernard Sanders"),
    ("J. K. Rowling", "Joanne K. Rowling"),
    ("John F. Kennedy", "John Fitzgerald Kennedy"),
    ("Osama bin Laden", "Usama bin Laden"),
    ("Alexander Lukashenko", "Aleksandr Lukashenko"),
    ("Angela Merkel", "ANGELA MERKEL"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ("Nicolás Maduro", "Nicolas Maduro"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Mikhail Gorbachev", "Mikhail Gorbachyov"),
)


@pytest.mark.parametrize(("a", "b"), APART)
def test_different_people_stay_apart(a: str, b: str) -> None:
    assert not match_people(split_name(a), split_name(b))


@pytest.mark.parametrize(("a", "b"), TOGETHER)
def test_one_person_in_two_spellings_is_joined(a: str, b: str) -> None:
    assert match_people(split_name(a), split_name(b))


def _group(*texts: tuple[str, tuple[tuple[str, EntityKind], ...]]) -> list[set[str]]:
    """The mentions' texts of each entity; every name is found at its next place in the text."""
    articles, by_id = [], {}
    for number, (text, names) in enumerate(texts):
        mentions, at = [], 0
        for name, kind in names:
            at = text.index(name, at)
            mentions.append(Mention(start=at, end=at + len(name), text=name, kind=kind))
            at += len(name)
        articles.append((str(number), mentions))
        by_id[str(number)] = text
    entities, grouped = group_names(articles, texts=by_id)
    return [
        {f"{article}:{m.start}:{m.text}" for article, ms in grouped.items() for m in ms if m.entity == e.id}
        for e in entities
    ]


def _together(groups: list[set[str]], *names: str) -> bool:
    return any({n.split(":")[-1] for n in group} >= set(names) for group in groups)


THINGS_APART: tuple[tuple[str, str, EntityKind], ...] = (
    ("Niger", "Nigeria", "place"),
    ("Austria", "Australia", "place"),
    ("Iran", "Iraq", "place"),
    ("Kansas", "Kansas City", "place"),
    ("Mexico", "Mexico City", "place"),
    ("North Dakota", "South Dakota", "place"),
    ("Aberdeen", "Aberdeen Royal Infirmary", "place"),
    ("Guinea", "Equatorial Guinea", "place"),
    ("Apple", "Apple Records", "organisation"),
    ("Bank of England", "Bank of Ireland", "organisation"),
    ("Ministry of Defence", "Ministry of Finance", "organisation"),
    ("UN", "Yun", "organisation"),
)
THINGS_TOGETHER: tuple[tuple[str, str, EntityKind], ...] = (
    ("Artyom", "Artem", "place"),
    ("Kyiv", "Kiev", "place"),
    ("Baikonur", "Baikonur Cosmodrome", "place"),
    ("Kentucky", "Ky.", "place"),
    ("United States", "U.S.", "place"),
    ("Britain", "UK", "place"),
    ("Boeing", "Boeing Co.", "organisation"),
    ("World Health Organization", "WHO", "organisation"),
    ("European Space Agency", "ESA", "organisation"),
    ("Korean Central News Agency", "KCNA", "organisation"),
    ("Komsomolsk-on-Amur", "Komsomolsk on Amur", "place"),
)


@pytest.mark.parametrize(("a", "b", "kind"), THINGS_APART)
def test_different_things_stay_apart(a: str, b: str, kind: EntityKind) -> None:
    assert not _together(_group((f"First {a}; then {b}.", ((a, kind), (b, kind)))), a, b)


@pytest.mark.parametrize(("a", "b", "kind"), THINGS_TOGETHER)
def test_one_thing_under_two_names_is_joined(a: str, b: str, kind: EntityKind) -> None:
    assert _together(_group((f"First {a}; then {b}.", ((a, kind), (b, kind)))), a, b)


def test_a_bare_surname_means_the_namesake_named_last_before_it() -> None:
    text = "Bill Clinton spoke. Clinton sat down. Hillary Clinton rose. Clinton answered."
    groups = _group(
        (
            text,
            (("Bill Clinton", "person"), ("Clinton", "person"), ("Hillary Clinton", "person"), ("Clinton", "person")),
        )
    )
    assert {"0:0:Bill Clinton", "0:20:Clinton"} in groups
    assert {f"0:{text.index('Hillary')}:Hillary Clinton", f"0:{text.rindex('Clinton')}:Clinton"} in groups


def test_a_title_makes_a_variant_and_the_name_stays_bare() -> None:
    text = "Defence Minister Ana Ruiz left. Ms Ruiz said no."
    mentions = [
        Mention(start=17, end=25, text="Ana Ruiz", kind="person"),
        Mention(start=35, end=39, text="Ruiz", kind="organisation"),
    ]
    (entity,), _ = group_names([("a", mentions)], texts={"a": text})
    assert entity.name == "Ana Ruiz"
    assert {"Ana Ruiz", "Ruiz", "Ms Ruiz", "Defence Minister Ana Ruiz"} <= set(entity.variants)
    assert (entity.kind, entity.mentions) == ("person", 2)


def test_an_acronym_in_brackets_belongs_to_the_name_before_it() -> None:
    text = "The Harbour Workers League (HWL) met. HWL voted."
    mentions = [
        Mention(start=4, end=26, text="Harbour Workers League", kind="organisation"),
        Mention(start=28, end=31, text="HWL", kind="organisation"),
        Mention(start=38, end=41, text="HWL", kind="person"),
    ]
    (entity,), grouped = group_names([("a", mentions)], texts={"a": text})
    assert entity.kind == "organisation"
    assert {m.entity for m in grouped["a"]} == {entity.id}


def test_the_order_of_articles_changes_nothing() -> None:
    one = ("a", [Mention(start=0, end=10, text="Ivan Petro", kind="person")])
    two = ("b", [Mention(start=0, end=5, text="Petro", kind="place")])
    texts = {"a": "Ivan Petro came.", "b": "Petro left."}
    assert group_names([one, two], texts=texts) == group_names([two, one], texts=texts)
