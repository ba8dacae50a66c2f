"""Findings are told in an order, and what is unsure is told as unsure."""

import dataclasses

from stemma.model.dossier import Finding
from stemma.tell.arrangement import arrange_dossier, label_relation, list_distinct, split_versions
from tests.dossiers import make_dossier


def test_a_finding_whose_relation_is_withheld_is_told_as_unsure() -> None:
    dossier = make_dossier()
    differing = arrange_dossier(dossier).contrasts[0]
    withheld = dataclasses.replace(differing, withheld=True)
    changed = [withheld if f.id == differing.id else f for f in dossier.findings]
    told = arrange_dossier(dataclasses.replace(dossier, findings=tuple(changed)))
    assert told.unsure == (withheld,)
    assert withheld not in (*told.contrasts, *told.agreed)
    assert label_relation(withheld) != label_relation(differing)


def test_a_count_in_figures_and_in_words_is_one_version() -> None:
    dossier = make_dossier()
    finding = next(f for f in dossier.findings if f.relation == "differ" and len(f.claims) > 1)
    values = (
        {"op": "=", "quantity": 14.0, "unit": "person", "text": "Fourteen"},
        {"op": "=", "quantity": 14.0, "text": "14"},
    )
    claims = tuple(dataclasses.replace(c, value=v) for c, v in zip(finding.claims, values, strict=False))
    assert len(split_versions(dataclasses.replace(finding, claims=claims))) == 1


def _worded(*quotes: tuple[str, str, int]) -> Finding:
    """A difference of wordings, each of an article and where it begins there."""
    finding = next(f for f in make_dossier().findings if f.relation == "differ" and len(f.claims) > 1)
    claims = (
        dataclasses.replace(
            finding.claims[0],
            id=quote,
            article=article,
            start=start,
            end=start + len(quote),
            quote=quote,
            value={"text": quote},
        )
        for article, quote, start in quotes
    )
    return dataclasses.replace(finding, claims=tuple(claims))


def test_a_statement_and_the_sentence_around_it_are_one_version() -> None:
    finding = _worded(
        ("a", "The mill closed, the owner said", 10), ("a", "The mill closed", 10), ("b", "It never shut", 0)
    )
    assert [version.value for version in split_versions(finding)] == ["The mill closed", "It never shut"]


def test_a_statement_inside_its_denial_is_another_version() -> None:
    finding = _worded(
        ("a", "It is not true that the mill closed", 10), ("a", "the mill closed", 30), ("b", "It shut", 0)
    )
    assert len(split_versions(finding)) == 3


def test_what_may_not_be_one_finding_is_not_said_to_be_left_out_nor_counted() -> None:
    dossier = make_dossier()
    before = arrange_dossier(dossier)
    unsure = [dataclasses.replace(f, withheld=f.relation != "single") for f in dossier.findings]
    told = arrange_dossier(dataclasses.replace(dossier, findings=tuple(unsure)))
    assert any(omission.findings for omission in before.omissions)
    assert not any(omission.findings for omission in told.omissions)


def test_a_label_is_no_surer_than_the_finding() -> None:
    finding = next(f for f in make_dossier().findings if f.relation == "agree")
    sure, likely = (label_relation(dataclasses.replace(finding, confidence=chance)) for chance in (0.9, 0.75))
    assert sure == "They agree"
    assert likely == "They seem to agree"


def test_a_phrase_is_not_listed_beside_the_claim_that_holds_it() -> None:
    claim = next(f for f in make_dossier().findings if f.relation == "agree").claims[0]
    phrase = dataclasses.replace(claim, id="p", start=claim.start + 4, quote=claim.quote[4:])
    elsewhere = dataclasses.replace(phrase, id="q", article="another")
    assert list_distinct((claim, phrase, elsewhere)) == (claim, elsewhere)
