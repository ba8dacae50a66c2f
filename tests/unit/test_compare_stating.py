"""The statement of a finding: names in full, days resolved, quotations left as they stand."""

import dataclasses

from stemma.compare.likeness import Likeness
from stemma.compare.stating import state_finding, write_out
from stemma.model.annotation import Mention
from stemma.model.span import Span
from tests.claims import day, make_claim

NAMES = {"p1": "Anna Tolvanen", "p2": "Erik Brun"}


def named(text: str, entity: str) -> Mention:
    return Mention(start=0, end=0, text=text, kind="person", entity=entity)


def test_a_surname_is_written_out_where_it_first_stands() -> None:
    claim = make_claim("Tolvanen said that Brun had left", mentions=(named("Tolvanen", "p1"), named("Brun", "p2")))
    assert write_out(claim, NAMES, None) == "Anna Tolvanen said that Erik Brun had left"


def test_a_name_that_is_full_or_no_part_of_the_full_one_stays() -> None:
    claim = make_claim("Anna Tolvanen met AT", mentions=(named("Anna Tolvanen", "p1"), named("AT", "p2")))
    assert write_out(claim, NAMES, None) == claim.quote


def test_nothing_within_quotation_marks_is_touched() -> None:
    claim = make_claim('The mayor said: "Brun left on Sunday"', mentions=(named("Brun", "p2"),))
    assert write_out(claim, NAMES, "2031-03-09") == claim.quote


def test_a_weekday_gets_the_date_of_the_finding() -> None:
    claim = make_claim("The ferry sank on Sunday off Hanko", times=(day("Sunday", "2031-03-09"),))
    told = write_out(claim, NAMES, "2031-03-09")
    assert told == "The ferry sank on Sunday (9 March 2031) off Hanko"


def test_a_weekday_that_is_not_the_day_of_the_finding_is_left_alone() -> None:
    claim = make_claim("The ferry sank on Sunday", times=(day("Sunday", "2031-03-09"),))
    assert write_out(claim, NAMES, "2031-03-02") == claim.quote
    assert write_out(claim, NAMES, None) == claim.quote


def test_a_day_that_tells_its_date_is_not_told_twice() -> None:
    claim = make_claim("It sank on 9 March", times=(day("9 March", "2031-03-09"),))
    assert write_out(claim, NAMES, "2031-03-09") == claim.quote


def test_a_surname_with_an_honorific_is_left_as_it_stands() -> None:
    mention = Mention(start=3, end=11, text="Tolvanen", kind="person", entity="p1")
    claim = make_claim("Mr Tolvanen left the hall", mentions=(mention,))
    assert write_out(claim, NAMES, None) == claim.quote


def test_a_fragment_is_stated_with_what_it_hangs_on() -> None:
    claim = dataclasses.replace(make_claim("spread to the roof within minutes"), start=40, end=73)
    hanging = dataclasses.replace(claim, sentence=Span(0, 73), surrounds=("The fire … ", ""))
    told = state_finding([hanging], [0], Likeness([claim.wording], vectors=False), NAMES, None)
    assert told == "The fire … spread to the roof within minutes"
