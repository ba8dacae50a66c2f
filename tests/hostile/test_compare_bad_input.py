"""Input that does not suit the comparing of reports: sensible results, and it is said what is odd."""

import json
from pathlib import Path
from typing import Any

import pytest

from stemma.annotate.story import annotate_story
from stemma.cli.main import run
from stemma.compare.findings import compare_story
from stemma.compare.settling import settle_differences
from stemma.model.article import Article
from stemma.model.dossier import Comparison
from stemma.model.settings import Settings
from stemma.pipeline import make_dossiers
from stemma.tell.check import check_dossier
from tests.reading import make_article

BRIDGE = (
    "The Alder bridge in Wexcombe was closed on Friday after divers found a crack in a pier, the mayor said.",
    "Repairs of the bridge in Wexcombe will take six weeks and cost two million euros, the ministry said.",
)
BRIDGE_TOO = (
    "The bridge over the Alder at Wexcombe was shut on Friday when divers saw a crack in one of its piers.",
    "Engineers in Wexcombe said that repairs of the bridge would last two months at least, at no small cost.",
)
COMET = (
    "A green comet with two tails was photographed over Lake Orm by astronomers of the national observatory.",
    "The comet can be seen with the naked eye until the end of May, the observatory's director, Lis Holm, said.",
)
COMET_TOO = (
    "Astronomers of the national observatory photographed a green comet with two tails above Lake Orm.",
    "Lis Holm, the observatory's director, said the comet would be seen with the naked eye all through May.",
)


def write(folder: Path, name: str, title: str, paragraphs: tuple[str, ...]) -> None:
    (folder / f"{name}.txt").write_text("\n\n".join((title, *paragraphs)) + "\n", encoding="utf-8")


def tell(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]], str]:
    code = run(["tell", "--no-vectors", "--format", "json", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert "defect" not in err
    dossiers = [json.loads(line) for line in out.splitlines()]
    assert all(check_dossier(d) == () for d in dossiers)
    return code, dossiers, err


def compare(*articles: Article) -> Comparison:
    story = annotate_story(articles)
    comparison = compare_story(story.articles, story.entities, vectors=False)
    return settle_differences(comparison, story.articles, story.places)


@pytest.fixture
def two_events(tmp_path: Path) -> Path:
    write(tmp_path, "echo", "Crack closes the Alder bridge", BRIDGE)
    write(tmp_path, "post", "Alder bridge in Wexcombe shut", BRIDGE_TOO)
    write(tmp_path, "star", "Green comet over Lake Orm", COMET)
    write(tmp_path, "moon", "Green comet seen above Lake Orm", COMET_TOO)
    return tmp_path


def test_two_events_in_one_folder_are_split_and_it_is_said(
    two_events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, dossiers, err = tell(capsys, two_events)
    assert code == 0
    assert [{a["source"] for a in d["articles"]} for d in dossiers] == [
        {"echo.txt", "post.txt"},
        {"moon.txt", "star.txt"},
    ]
    assert "2 stories found, a dossier each; --one-story takes all as one" in err


def test_two_events_taken_as_one_story_are_told_as_one_with_a_note(
    two_events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (dossier,), _ = tell(capsys, two_events, "--one-story")
    assert code == 0
    assert len(dossier["articles"]) == 4
    note = next(n for n in dossier["notes"] if "events" in n)
    assert note.startswith("These articles seem to tell of 2 events, and were taken as one story as asked: ")
    for finding in dossier["findings"]:
        sources = {a["source"] for a in dossier["articles"] if a["id"] in {c["article"] for c in finding["claims"]}}
        assert not (sources & {"echo.txt", "post.txt"} and sources & {"star.txt", "moon.txt"})


def test_one_event_has_no_such_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(3):
        write(tmp_path, f"echo{n}", f"Crack closes the Alder bridge {n}", BRIDGE)
        write(tmp_path, f"post{n}", f"Alder bridge in Wexcombe shut {n}", BRIDGE_TOO)
    _, (dossier,), _ = tell(capsys, tmp_path, "--one-story")
    assert not any("events" in n for n in dossier["notes"])


def test_one_article_agrees_with_nobody_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "echo", "Crack closes the Alder bridge", BRIDGE)
    code, (dossier,), _ = tell(capsys, tmp_path)
    assert code == 0
    assert {f["relation"] for f in dossier["findings"]} == {"single"}
    assert not any(f["settles"] or f["missing"] for f in dossier["findings"])
    assert any("Only one article" in n for n in dossier["notes"])


def test_forty_copies_of_one_text_are_one_witness() -> None:
    copies = [make_article("\n".join(BRIDGE), outlet=f"Outlet {n}") for n in range(40)]
    comparison = compare(*copies)
    shared = [f for f in comparison.findings if len({c.article for c in f.claims}) > 1]
    assert shared
    assert all(f.relation == "agree" and f.origins == 1 and not f.missing for f in shared)
    assert not [f for f in comparison.findings if f.relation == "single"]
    assert all({c.from_.article, c.to.article} <= {a.id for a in copies} for c in comparison.copies)


def test_articles_without_dates_leave_weekdays_open_and_never_update() -> None:
    one = make_article("The bridge at Orlen fell on Monday.\nFour people were hurt in Orlen.", outlet="Sun")
    other = make_article("The bridge at Orlen fell on Tuesday.\nSix people were hurt in Orlen.", outlet="Star")
    comparison = compare(one, other)
    assert all(f.date is None for f in comparison.findings)
    assert "update" not in {f.relation for f in comparison.findings}
    assert not any(m.why == "earlier" for f in comparison.findings for m in f.missing)


def test_a_weekday_that_contradicts_its_date_is_pointed_out_and_not_resolved() -> None:
    # 4 March 2031 is a Tuesday.
    one = make_article("The bridge at Orlen fell on Monday, 4 March 2031.", outlet="Sun", published="2031-03-05")
    other = make_article("The bridge at Orlen fell on 3 March 2031.", outlet="Star", published="2031-03-05")
    comparison = compare(one, other)
    (finding,) = [f for f in comparison.findings if len(f.claims) == 2]
    assert (finding.relation, finding.kind) == ("differ", "time")
    assert [s.sentence for s in finding.settles] == ["4 March 2031 falls on a Tuesday."]


@pytest.mark.parametrize("published", ["2031-02-30", "9999-99-99", "0000-00-00", "soon", "", "2031", "1066-10-14"])
def test_dates_that_do_not_exist_or_do_not_fit_are_survived(published: str) -> None:
    one = make_article("The bridge at Orlen fell on Monday.\nFour people were hurt.", outlet="Sun", published=published)
    other = make_article(
        "The bridge at Orlen fell on Tuesday.\nSix people were hurt.", outlet="Star", published="2031-03-05"
    )
    assert compare(one, other).findings
    assert compare(one).findings


def test_a_story_over_three_weeks_has_updates_and_a_timeline_of_all_its_days() -> None:
    counts = ((1, "Four"), (8, "Nine"), (22, "Fourteen"))
    articles = [
        make_article(
            f"{number} people have died in the flood at Wexcombe.\nThe river Alder burst its banks on 1 May 2030.",
            outlet=f"Outlet {day}",
            published=f"2030-05-{day + 1:02}",
        )
        for day, number in counts
    ]
    comparison = compare(*articles)
    dead = next(f for f in comparison.findings if any("Nine" in c.quote for c in f.claims))
    assert dead.relation == "update"
    assert {c.value["quantity"] for c in dead.claims} == {4.0, 9.0, 14.0}
    burst = next(f for f in comparison.findings if any("burst" in c.quote for c in f.claims))
    assert (burst.date, burst.relation) == ("2030-05-01", "agree")


def test_five_hundred_articles_are_compared(tmp_path: Path) -> None:
    for n in range(500):
        cost = ("two", "three", "about two")[n % 3]
        write(
            tmp_path,
            f"{n:03}",
            f"Bridge shut at Wexcombe, report {n}",
            (
                f"The Alder bridge in Wexcombe was closed on Friday after divers found a crack in pier {n}. "
                f"Repairs will cost {cost} million euros.",
            ),
        )
    (dossier,) = make_dossiers([tmp_path], settings=Settings(one_story=True, vectors=False)).dossiers
    assert len(dossier.articles) == 500
    assert any(len({c.article for c in f.claims}) > 100 for f in dossier.findings)
    assert all(f.origins >= 1 for f in dossier.findings)
