"""Every registered format, told of what nobody would call a story. A new format is covered by being registered."""

import dataclasses

import pytest

from stemma.model.dossier import Dossier
from stemma.tell.formats.registry import Format, render_dossiers
from stemma.tell.formats.tables import COLUMNS
from tests.dossiers import make_dossier, make_hostile_dossier, make_large_dossier
from tests.formats import each_format, read_back

WORDS = {
    "markup": "zeugma <script>alert('x')</script> & \"quoted\" ]]> {a} [b](c) \\n \\l %s $x$",
    "right to left": "zeugma جسر تم إغلاقه עברית 12",
    "a long name": "zeugma" + "x" * 294,
    "wide": "zeugma 橋が閉鎖された 👩‍🚒",
    "controls": "zeugma \x00\x07\x1b[2J\x85\u2028\u202e\u2066 end",
    "line ends": "zeugma\r\n\r\nBEGIN:VEVENT\n# Heading\n\ttab",
    "lone surrogate": "zeugma \ud800 \udfff",
    "formula": "=zeugma(1)",
    "at sign": "\t@zeugma",
}
EMPTY = dict.fromkeys(
    ("articles", "findings", "origins", "copies", "entities", "places", "timeline", "quotations", "summary"), ()
)


def strip_dates(dossier: Dossier) -> Dossier:
    return dataclasses.replace(
        dossier,
        story=dataclasses.replace(dossier.story, start=None, end=None),
        articles=tuple(dataclasses.replace(one, published=None, modified=None) for one in dossier.articles),
        findings=tuple(dataclasses.replace(one, date=None, date_precision=None) for one in dossier.findings),
        timeline=(),
    )


def keep_one_article(dossier: Dossier) -> Dossier:
    first = dossier.articles[0]
    findings = (dataclasses.replace(dossier.findings[0], missing=()),)
    return dataclasses.replace(dossier, articles=(first,), findings=findings, copies=(), quotations=(), timeline=())


def make_lost() -> Dossier:
    """Claims, copies and timeline that lead nowhere."""
    dossier = make_dossier()
    finding = dossier.findings[0]
    lost = dataclasses.replace(finding.claims[0], article="a-none", start=5, end=10**9, origin="o-none")
    moment = dataclasses.replace(dossier.timeline[0], findings=("f-none",))
    return dataclasses.replace(dossier, findings=(dataclasses.replace(finding, claims=(lost,)),), timeline=(moment,))


STORIES = {
    "nothing at all": dataclasses.replace(make_dossier(), **EMPTY),
    "no place": dataclasses.replace(make_dossier(), places=()),
    "no date": strip_dates(make_dossier()),
    "no difference": dataclasses.replace(make_dossier(), findings=make_dossier().findings[2:3]),
    "one article": keep_one_article(make_dossier()),
    "no findings": dataclasses.replace(make_dossier(), findings=(), timeline=()),
    "citations that lead nowhere": make_lost(),
    "no words": make_hostile_dossier(""),
}


@pytest.mark.parametrize("form", each_format())
@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in WORDS.items()])
def test_any_words_are_escaped_and_still_legible(form: Format, words: str) -> None:
    assert "zeugma" in read_back(form, make_hostile_dossier(words))


@pytest.mark.parametrize("form", each_format())
@pytest.mark.parametrize("dossier", [pytest.param(dossier, id=name) for name, dossier in STORIES.items()])
def test_a_story_that_lacks_something_is_told_all_the_same(form: Format, dossier: Dossier) -> None:
    read_back(form, dossier)


@pytest.mark.parametrize("form", each_format())
def test_two_hundred_articles_are_told(form: Format) -> None:
    large = make_large_dossier(200, 150)
    tables = COLUMNS if form.several == "tables" else (None,)
    assert all(part for table in tables for part in render_dossiers(form, [large], table))


@pytest.mark.parametrize("form", each_format())
def test_text_can_be_written_as_utf8(form: Format) -> None:
    for part in render_dossiers(form, [make_hostile_dossier("\ud800")]):
        if isinstance(part, str):
            part.encode("utf-8")
