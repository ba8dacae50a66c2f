"""What the first view says of differences is no surer than they are."""

import dataclasses

from stemma.tell.arrangement import arrange_dossier
from stemma.tell.minute import choose_differences, say_differing
from tests.dossiers import make_dossier


def test_the_count_of_differences_is_told_no_surer_than_each_of_them() -> None:
    told = arrange_dossier(make_dossier())
    sure, doubtful = ([dataclasses.replace(f, confidence=chance) for f in told.differing] for chance in (0.95, 0.7))
    assert doubtful
    assert say_differing(sure) == "cannot all be true"
    assert say_differing([*sure, *doubtful]) == "differ or seem to"


def test_of_what_differs_the_surest_is_shown_first() -> None:
    told = arrange_dossier(make_dossier())
    first = told.differing[0]
    doubtful, sure = (dataclasses.replace(first, id=str(chance), confidence=chance) for chance in (0.5, 0.9))
    assert choose_differences(dataclasses.replace(told, contrasts=(doubtful, sure))) == (sure, doubtful)
