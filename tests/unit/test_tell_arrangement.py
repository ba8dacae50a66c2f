"""Findings are told in an order, and what is unsure is told as unsure."""

import dataclasses

from stemma.tell.arrangement import arrange_dossier, label_relation
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
