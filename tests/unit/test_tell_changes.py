"""What changed between two dossiers: articles, their words, findings; matched though ids are hashes of content."""

from dataclasses import replace
from typing import Any

import pytest

from stemma.model.changes import Changes, FieldChange, StoryChanges
from stemma.model.dossier import Dossier, Finding
from stemma.tell.changes import compare_dossiers
from stemma.tell.changes_sheet import dump_changes, render_changes_markdown
from tests.dossiers import find_span, make_dossier, make_hostile_dossier

OLD = make_dossier()


def diff(new: Dossier, old: Dossier = OLD) -> StoryChanges:
    stories = compare_dossiers([old], [new]).stories
    assert len(stories) == 1
    return stories[0]


def with_finding(number: int, **more: Any) -> Dossier:
    findings = list(OLD.findings)
    findings[number] = replace(findings[number], **more)
    return replace(OLD, findings=tuple(findings))


def edit_article(dossier: Dossier, key: str, was: str, now: str, **more: Any) -> Dossier:
    """The dossier as a new run makes it of the page with ``now`` for ``was``: article's and claims' ids are new."""
    article = next(a for a in dossier.articles if a.id == key)
    at = article.text.index(was)
    shift = len(now) - len(was)

    def move(place: int) -> int:
        return place if place <= at else place + shift

    text = article.text[:at] + now + article.text[at + len(was) :]
    spans = {
        name: tuple(type(s)(*(move(p) if i < 2 else p for i, p in enumerate(s))) for s in getattr(article, name))
        for name in ("body", "captions", "furniture")
    }
    edited = replace(article, id=key + "-2", text=text, title_span=None, **spans, **more)

    def carry(finding: Finding) -> Finding:
        claims = []
        for claim in finding.claims:
            if claim.article == key:
                start, end = move(claim.start), move(claim.end)
                claim = replace(
                    claim, id=claim.id + "-2", article=edited.id, start=start, end=end, quote=text[start:end]
                )
            claims.append(claim)
        new_id = finding.id + ("-2" if any(c.article == edited.id for c in claims) else "")
        return replace(finding, id=new_id, claims=tuple(claims))

    return replace(
        dossier,
        story=replace(dossier.story, id="s2"),
        articles=tuple(edited if a.id == key else a for a in dossier.articles),
        findings=tuple(carry(f) for f in dossier.findings),
    )


def changes_of(story: StoryChanges, words: str) -> tuple[FieldChange, ...]:
    return next(c.changes for c in story.findings_changed if words in c.statement)


def test_a_dossier_has_not_changed_from_itself() -> None:
    assert compare_dossiers([OLD], [OLD]).is_empty
    assert compare_dossiers([OLD], [make_dossier()]).is_empty
    assert render_changes_markdown(compare_dossiers([OLD], [OLD])) == "Nothing changed.\n"


def test_an_edit_without_a_word_about_it_is_silent_and_told_word_by_word() -> None:
    story = diff(edit_article(OLD, "a-echo", "six weeks", "nine weeks"))
    (edit,) = story.edits
    assert (edit.kind, edit.notice, edit.name) == ("silent", None, "The Alder Echo")
    assert [(e.old, e.new) for e in edit.edits] == [("six", "nine")]
    before = OLD.articles[0].text
    assert before[edit.edits[0].old_start : edit.edits[0].old_end] == "six"
    assert (story.articles_added, story.articles_gone, story.findings_new, story.findings_gone) == ((), (), (), ())


def test_what_an_edit_changes_in_a_finding_is_told_there() -> None:
    new = edit_article(OLD, "a-echo", "six weeks", "nine weeks")
    assert changes_of(diff(new), "How long") == (
        FieldChange(
            field="words",
            old="The Alder Echo: Repairs will take six weeks",
            new="The Alder Echo: Repairs will take nine weeks",
        ),
    )


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: the crack is in the second pier.",
        "This article was amended on 14 October.",
        "An earlier version of this story gave a wrong figure.",
        "Editor’s note: a name was misspelt.",
        "Updated on 14 October.",
    ],
)
def test_an_edit_that_the_page_owns_up_to_is_marked_with_its_words(notice: str) -> None:
    (edit,) = diff(edit_article(OLD, "a-echo", "Repairs will take", f"{notice} Repairs will take")).edits
    assert edit.kind == "marked"
    assert edit.notice == notice


def test_words_of_correction_that_stood_there_before_mark_nothing() -> None:
    old = edit_article(OLD, "a-echo", "Repairs will take", "Correction: a name was misspelt. Repairs will take")
    new = edit_article(old, "a-echo-2", "six weeks", "nine weeks")
    assert [edit.kind for edit in diff(new, old).edits] == ["silent"]


def test_what_the_page_carries_besides_its_article_is_no_edit() -> None:
    new = edit_article(OLD, "a-echo", "Five soups for a cold Sunday", "Six soups for a warm one")
    assert compare_dossiers([OLD], [new]).is_empty


def test_quotation_marks_of_another_shape_are_no_edit() -> None:
    new = edit_article(OLD, "a-post", "“", '"')
    assert compare_dossiers([OLD], [new]).is_empty


def test_a_headline_that_changed_is_told_and_the_article_known_by_its_address() -> None:
    new = edit_article(OLD, "a-echo", "Nobody", "No one", title="Bridge shut for weeks")
    (edit,) = diff(new).edits
    assert edit.fields == (("title", "Bridge over the Alder closes after crack is found", "Bridge shut for weeks"),)
    assert edit.url == "https://echo.example/bridge"


def test_an_article_without_an_address_is_known_by_outlet_and_headline_and_else_by_its_words() -> None:
    for more in ({}, {"source": "elsewhere/9.txt"}, {"source": "elsewhere/9.txt", "title": "Shut for weeks"}):
        new = edit_article(OLD, "a-post", "midnight", "one", **more)
        assert [(e.old, e.new) for e in diff(new).edits[0].edits] == [("midnight.", "one.")], more


def test_only_a_date_that_moved_is_no_silent_edit() -> None:
    articles = (replace(OLD.articles[0], modified="2024-10-14"), *OLD.articles[1:])
    (edit,) = diff(replace(OLD, articles=articles)).edits
    assert (edit.kind, edit.edits) == ("metadata", ())
    assert edit.fields == (("modified", None, "2024-10-14"),)


@pytest.mark.parametrize(
    ("more", "change"),
    [
        ({"relation": "compatible"}, ("relation", "differ", "compatible")),
        ({"origins": 1}, ("origins", "2", "1")),
        ({"date": "2024-12-01"}, ("date", "", "2024-12-01")),
        ({"withheld": True}, ("withheld", "told", "withheld")),
    ],
)
def test_what_changed_about_a_finding_is_told(more: dict[str, Any], change: tuple[str, str, str]) -> None:
    (told,) = changes_of(diff(with_finding(1, **more)), "How long")
    assert (told.field, told.old, told.new) == change


def test_a_value_that_changed_is_told_with_its_article() -> None:
    claims = OLD.findings[1].claims
    value = {"op": "=", "quantity": 9, "unit": "week", "text": "nine weeks"}
    new = with_finding(1, claims=(replace(claims[0], value=value), claims[1]))
    (told,) = changes_of(diff(new), "How long")
    assert (told.field, told.old, told.new) == ("value", "The Alder Echo: six weeks", "The Alder Echo: nine weeks")


def test_a_finding_that_another_article_joins_is_the_same_finding() -> None:
    stub = OLD.articles[2]
    more = replace(OLD.findings[2].claims[2], id="c9", **find_span(stub.text, "The Alder bridge")._asdict(), quote="x")
    new = with_finding(3, claims=(*OLD.findings[3].claims, more), relation="agree", id="f-other")
    changes = changes_of(diff(new), "Buses")
    assert FieldChange(field="articles", old="", new="03-detour") in changes
    assert FieldChange(field="relation", old="single", new="agree") in changes


def test_an_article_that_is_gone_is_told_once_and_not_with_each_finding() -> None:
    gone = "a-stub"
    findings = tuple(replace(f, claims=tuple(c for c in f.claims if c.article != gone)) for f in OLD.findings)
    new = replace(OLD, articles=OLD.articles[:2], findings=findings)
    story = diff(new)
    assert [a.name for a in story.articles_gone] == ["03-detour"]
    assert story.findings_changed == story.findings_gone == ()
    back = diff(OLD, new)
    assert [a.name for a in back.articles_added] == ["03-detour"]
    assert changes_of(back, "closed on Friday") == (FieldChange(field="articles", old="", new="03-detour"),)


def test_new_findings_and_those_that_are_gone() -> None:
    less = replace(OLD, findings=OLD.findings[1:])
    assert [f.statement for f in diff(less).findings_gone] == ["Divers found a crack in a pier"]
    assert [f.statement for f in diff(OLD, less).findings_new] == ["Divers found a crack in a pier"]


def test_a_finding_split_off_says_that_its_claims_were_there_before() -> None:
    closed = OLD.findings[2]
    parts = (
        replace(closed, id="f-a", claims=closed.claims[:2]),
        replace(closed, id="f-b", claims=closed.claims[2:], statement="Closed since"),
    )
    story = diff(replace(OLD, findings=(*OLD.findings[:2], *parts, OLD.findings[3])))
    assert [(f.id, f.shares) for f in story.findings_new] == [("f-b", ("f-closed",))]
    assert [c.new for c in story.findings_changed] == ["f-a"]


def test_stories_are_matched_by_id_or_by_the_articles_they_share() -> None:
    other = replace(
        OLD,
        story=replace(OLD.story, id="s9", title="A flood"),
        articles=(
            replace(OLD.articles[0], id="x", url="https://x.example", outlet="Xi", title="Flood", source="x.txt"),
        ),
        findings=(),
    )
    moved = replace(edit_article(OLD, "a-echo", "six weeks", "nine weeks"))
    changes = compare_dossiers([OLD, other], [other, moved])
    assert [(s.old, s.new) for s in changes.stories] == [("s1", "s2")]
    assert (changes.stories_added, changes.stories_gone) == ((), ())
    changes = compare_dossiers([OLD, other], [OLD])
    assert [s.title for s in changes.stories_gone] == ["A flood"]
    assert [s.title for s in compare_dossiers([OLD], [OLD, other]).stories_added] == ["A flood"]
    assert compare_dossiers([OLD, other], [other, OLD]).is_empty
    assert compare_dossiers([], []) == Changes(stories=(), stories_added=(), stories_gone=())


@pytest.mark.parametrize("words", ["<b>x</b> [y](z) `q` # h", "\ud800", "\x1b[31mred", "a\nb\u202e"])
def test_words_of_pages_are_told_as_text(words: str) -> None:
    changes = compare_dossiers([OLD], [make_hostile_dossier(words)])
    page = render_changes_markdown(changes)
    dump_changes(changes).encode("utf-8")
    page.encode("utf-8")
    assert "<b>" not in page
    assert "[y](z)" not in page
    assert "\x1b" not in page
