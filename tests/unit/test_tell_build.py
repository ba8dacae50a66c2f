"""From findings to a dossier: what is said of the story as a whole."""

from dataclasses import replace

import pytest

from stemma.model.dossier import Comparison, Dossier
from stemma.tell.build import build_dossier
from tests.dossiers import make_dossier


def build_with_dates(published: str | None) -> Dossier:
    """The sound dossier built anew, each of its articles published at ``published``."""
    told = make_dossier()
    return build_dossier(
        [replace(article, published=published) for article in told.articles],
        Comparison(findings=told.findings, origins=told.origins, copies=told.copies, quotations=told.quotations),
        told.entities,
        told.places,
        rejected=(),
        settings={},
    )


@pytest.mark.parametrize("published", ["2031", "2031-03", "soon", None])
def test_a_story_whose_reports_bear_no_day_is_dated_by_what_happened(published: str | None) -> None:
    story = build_with_dates(published).story
    (happened,) = {f.date for f in make_dossier().findings if f.date}
    assert (story.start, story.end) == (happened, happened)


def test_what_happened_long_before_the_last_report_does_not_begin_the_story() -> None:
    assert build_with_dates("2041-01-01").story.start == "2041-01-01"
