"""Findings are told in an order, and what is unsure is told as unsure."""

import dataclasses

from stemma.tell.arrangement import arrange_dossier, label_relation, split_versions
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
