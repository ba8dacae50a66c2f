"""Which words of a passage are names."""

from stemma.annotate.names import find_mentions
from stemma.annotate.parse import load_model
from stemma.annotate.passage import ParsedPassage
from stemma.model.annotation import Mention, Part


def _find(*blocks: tuple[Part, str]) -> tuple[Mention, ...]:
    passages, at = [], 0
    for part, text in blocks:
        passages.append(ParsedPassage(start=at, end=at + len(text), part=part, doc=load_model()(text)))
        at += len(text) + 2
    return find_mentions(passages)


def _names(text: str) -> list[str]:
    return [m.text for m in _find(("body", text))]


def test_titles_articles_and_possessives_are_no_part_of_a_name() -> None:
    names = _names("Defence Minister Ana Ruiz met Mr Okafor's team from the United Nations in Lisbon.")
    assert {"Ana Ruiz", "Okafor", "United Nations", "Lisbon"} <= set(names)


def test_words_before_an_office_are_no_part_of_the_holders_name() -> None:
    assert "Peter Hagen" in _names("Norwegian Fisheries and Oceans Minister Peter Hagen resigned.")


def test_a_state_before_an_office_is_a_place_of_its_own() -> None:
    assert {"Ohio", "Laura Stone"} <= set(_names("Ohio Senator Laura Stone voted against the bill."))


def test_days_months_numbers_and_nationalities_are_no_names() -> None:
    assert not {"Monday", "March", "Two", "French", "Russians"} & set(
        _names("On Monday, two French and Russians met. In March they parted.")
    )


def test_initials_and_hyphens_stay_together() -> None:
    assert {"J.R. Smith Institute", "Anne-Marie Dupont"} <= set(
        _names("The astronomer Anne-Marie Dupont works at the J.R. Smith Institute in Geneva.")
    )


def test_a_party_and_state_in_brackets_give_the_state() -> None:
    names = _names("Senator Laura Stone (D-Vermont) and Rep. Tom Hill, of Ohio, agreed.")
    assert "Vermont" in names
    assert not any(name.startswith("D-") for name in names)


def test_in_a_headline_in_title_case_only_names_of_the_story_count() -> None:
    found = _find(
        ("headline", "Ruiz Says Harbour Strike Must End Before Winter"),
        ("body", "The minister, Ana Ruiz, said on Friday that the strike in the harbour must end."),
    )
    headline = [m.text for m in found if m.start < 48]
    assert headline == ["Ruiz"]


def test_a_surname_that_the_recogniser_misses_is_recalled() -> None:
    text = "Oleg Kovalenko arrived early. Kovalenko waved. Reporters asked Kovalenko twice."
    assert _names(text).count("Kovalenko") == 2


def test_a_word_that_the_article_also_writes_small_is_no_name() -> None:
    assert "Court" not in _names("The Court sat late. In the end the court rose, and Court papers were filed.")


def test_spans_are_exact_and_in_order() -> None:
    text = "Ana Ruiz flew from Lisbon to New York with Tom Hill, the Acme Bank chairman."
    found = _find(("body", text))
    assert all(text[m.start : m.end] == m.text for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_no_text_gives_no_names() -> None:
    assert find_mentions([]) == ()
    assert _names("") == []
    assert _names("12 % — … ???") == []


def test_a_number_that_opens_a_sentence_is_no_name() -> None:
    assert "Seventeen" not in _names("Seventeen were treated at the clinic in Lisbon. Nobody died.")


def test_an_ailment_that_the_article_also_writes_small_is_no_person() -> None:
    names = _names("The man had Hay Barn Lung, Dr Ruiz said. Doctors call it hay barn lung.")
    assert not any("Lung" in name for name in names)
