"""Stories that a page is not made for: it opens, nothing reaches beyond it, nothing is said on the console."""

import dataclasses

import pytest
from playwright.sync_api import expect

from stemma.model.dossier import Dossier
from tests.dossiers import make_dossier, make_hostile_dossier
from tests.large_story import make_large_story

WORDS = {
    "markup": "</script><script>document.title='broken'</script><img src=x onerror=alert(1)><b>bold</b>",
    "right to left": "انهار الجسر فوق نهر الأردن يوم الجمعة، قالت وزارة النقل \u202e إن الإصلاح سيستغرق ستة أسابيع",
    "a name of 300 letters": "Llanfair" * 37 + "goch",
    "one long line": "the bridge over the river was closed on Friday after divers found a crack " * 30,
    "quotes and entities": "\"'`&amp;&lt;&#x27;{{ 7*7 }}{% raw %}${1}\\",
    "no letters": "\u200b\u2066\u00ad\u0301\ufe0f 🏴󠁧󠁢󠁳󠁣󠁴󠁿👩‍👩‍👧‍👦",
}


def strip_places_and_dates(dossier: Dossier) -> Dossier:
    replace = dataclasses.replace
    return replace(
        dossier,
        story=replace(dossier.story, start=None, end=None, places=()),
        articles=tuple(replace(article, published=None, modified=None) for article in dossier.articles),
        findings=tuple(replace(finding, date=None, date_precision=None) for finding in dossier.findings),
        places=(),
        entities=(),
        timeline=(),
    )


def take_contrasts_away(dossier: Dossier) -> Dossier:
    kept = tuple(f for f in dossier.findings if f.relation in {"agree", "single"})
    return dataclasses.replace(dossier, findings=kept, summary=dossier.summary[:1])


def take_everything_away(dossier: Dossier) -> Dossier:
    return dataclasses.replace(
        strip_places_and_dates(dossier),
        findings=(), origins=(), copies=(), quotations=(), summary=(), rejected=(), overrides=(),
    )  # fmt: skip


def expect_sound(opened) -> None:
    assert opened.page.locator("#said").count() == 1
    assert opened.list_sticking_out() == []
    opened.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    for view in ("findings", "people", "side"):
        opened.go(f"#{view}")
        assert opened.list_sticking_out() == []


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_hostile_words_wherever_a_page_can_put_them(written, show, words) -> None:
    path = written(make_hostile_dossier(words))
    for width in (360, 1280):
        opened = show(path, width=width)
        expect_sound(opened)
        assert opened.page.title().endswith("– Stemma")
        assert opened.page.locator("main :is(script, img, b[onerror])").count() == 0


@pytest.mark.parametrize(
    "change", [strip_places_and_dates, take_contrasts_away, take_everything_away], ids=lambda change: change.__name__
)
def test_a_story_that_lacks_something(written, show, change) -> None:
    path = written(change(make_dossier()))
    for width in (360, 1280):
        opened = show(path, width=width)
        expect_sound(opened)
    if change is take_contrasts_away:
        expect(opened.page.get_by_text("No difference found")).to_be_visible()
    if change is strip_places_and_dates:
        expect(opened.page.get_by_text("No finding is dated.")).to_be_visible()
        expect(opened.page.get_by_text("No place is named.")).to_be_visible()


def test_a_story_of_one_article(written, show) -> None:
    opened = show(written(make_large_story(1, 9)), "#side")
    expect_sound(opened)
    expect(opened.page.locator("#chooser")).to_be_hidden()
    expect(opened.page.locator(".meaning")).to_contain_text("One report names")
    assert len(opened.list_shown()) == 9


def test_a_story_of_two_hundred_articles_is_a_list(written, show) -> None:
    path = written(make_large_story(200, 60))
    opened = show(path, "#findings")
    assert opened.list_sticking_out(whole=False) == []
    finding = opened.page.locator("#matrix > .finding").first
    marks = finding.locator(".row td:visible")
    expect(marks).to_have_count(int(finding.get_attribute("data-n")))
    marks.locator("a").last.click()
    expect(finding.locator(".passages > li:not([hidden])").first).to_be_focused()
    assert show(path, "#side?a=1,200", width=360).list_sticking_out(whole=False) == []
