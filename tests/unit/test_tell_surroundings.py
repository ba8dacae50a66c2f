"""A claim that is a phrase is shown amid the words of its sentence, in every format."""

import dataclasses
import io

from lxml import html as lxml_html
from rich.console import Console

from stemma.model.dossier import Dossier, ReportedClaim
from stemma.model.span import Span
from stemma.tell.check import check_dossier
from stemma.tell.dossier_json import dump_dossier, load_dossier, plain_dossier
from stemma.tell.html import render_html
from stemma.tell.markdown import render_markdown
from stemma.tell.surroundings import cut_surroundings
from stemma.tell.terminal import render_terminal
from stemma.tell.wording import quote_words
from tests.dossiers import make_dossier

TEXT = "On Friday Ada Fenn left Wexcombe after a two-day stay, the Echo said. It rained."
QUOTE = "after a two-day stay"


def make_phrase(*, complete: bool = False, context: Span | None = None) -> ReportedClaim:
    start = TEXT.index(QUOTE)
    return ReportedClaim(
        id="c", article="a", start=start, end=start + len(QUOTE), quote=QUOTE, part="body", said_by=(), quoted="none",
        value={}, origin="o", complete=complete, context=context,
    )  # fmt: skip


def test_the_rest_of_the_sentence_stands_on_both_sides() -> None:
    claim = make_phrase(context=Span(0, TEXT.index(" It rained")))
    assert cut_surroundings(claim, TEXT, 80) == ("On Friday Ada Fenn left Wexcombe", ", the Echo said.")


def test_a_long_sentence_is_cut_at_words() -> None:
    claim = make_phrase(context=Span(0, TEXT.index(" It rained")))
    assert cut_surroundings(claim, TEXT, 16) == ("…left Wexcombe", ", the Echo said.")
    assert cut_surroundings(claim, TEXT, 12) == ("…Wexcombe", ", the Echo…")


def test_nothing_stands_around_a_sentence_of_its_own_or_where_the_sentence_is_not_known() -> None:
    assert cut_surroundings(make_phrase(complete=True, context=Span(0, len(TEXT))), TEXT, 80) == ("", "")
    assert cut_surroundings(make_phrase(), TEXT, 80) == ("", "")
    assert cut_surroundings(make_phrase(context=Span(0, 5)), TEXT, 80) == ("", "")
    assert cut_surroundings(make_phrase(context=Span(0, 5000)), TEXT, 80) == ("", "")


def test_words_inside_a_quotation_get_single_marks() -> None:
    assert quote_words("the lake is dry", "She said: “I saw that") == "‘the lake is dry’"
    assert quote_words("the lake is dry", "“Yes,” she said:") == "“the lake is dry”"


def give_context(dossier: Dossier, change: int = 0) -> Dossier:
    """The dossier, a contrasted claim's context reaching ten characters beyond it on both sides."""
    at = next(i for i, f in enumerate(dossier.findings) if f.relation == "differ")
    finding = dossier.findings[at]
    claim = finding.claims[0]
    context = Span(max(0, claim.start - 10) + change, claim.end + 10)
    claims = (dataclasses.replace(claim, context=context), *finding.claims[1:])
    found = (*dossier.findings[:at], dataclasses.replace(finding, claims=claims), *dossier.findings[at + 1 :])
    return dataclasses.replace(dossier, findings=found)


def test_every_format_shows_the_words_around_a_phrase() -> None:
    dossier = give_context(make_dossier())
    claim = next(f for f in dossier.findings if f.relation == "differ").claims[0]
    text = next(a.text for a in dossier.articles if a.id == claim.article)
    before, after = cut_surroundings(claim, text, 200)
    assert before or after
    around = (before or after).strip()
    page = io.StringIO()
    render_terminal(dossier, Console(file=page, width=200, no_color=True))
    assert around in page.getvalue()
    shown = lxml_html.document_fromstring(render_html(dossier)).xpath("//p[@class='quote']")
    assert any(around in quote.text_content() and quote.text_content() != claim.quote for quote in shown)
    assert "**“" in render_markdown(dossier) or "**‘" in render_markdown(dossier)


def test_a_context_is_read_back_and_checked() -> None:
    dossier = give_context(make_dossier())
    assert check_dossier(dossier) == ()
    assert load_dossier(dump_dossier(dossier)) == dossier
    assert any("does not hold its words" in line for line in check_dossier(give_context(dossier, change=15)))
    plain = plain_dossier(dossier)
    claim = next(c for f in plain["findings"] for c in f["claims"] if c["context"])
    claim["context"] = [1]
    assert any("its context is not a span" in line for line in check_dossier(plain))
    claim["context"] = [0, 10**9]
    assert any("is no stretch of its article" in line for line in check_dossier(plain))
