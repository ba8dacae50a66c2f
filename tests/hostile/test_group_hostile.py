"""Heaps and corrections that nobody would make: every article in one story, a plain sentence, never a traceback."""

import json
from pathlib import Path

import pytest

from stemma.cli.main import run
from stemma.group.grouping import group_collection
from stemma.model.overrides import OVERRIDES_FILE, JoinStories, Overrides, PinArticle, SplitStory
from stemma.tell.dossier_json import dump_line
from tests.heap import make_heap, make_item

pytestmark = pytest.mark.timeout(300)

Captured = pytest.CaptureFixture[str]


def _invent_word(number: int) -> str:
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(5))


def test_five_thousand_lines_with_a_broken_one_are_grouped_and_the_broken_one_is_named(
    tmp_path: Path, capsys: Captured
) -> None:
    lines = []
    for number in range(5000):
        words = " ".join(_invent_word(number // 4 * 12 + k) for k in range(12))
        lines.append(
            dump_line(
                make_item(
                    f"id{number}",
                    f"Headline {words[:20]}",
                    f"It was {words.title()} of word{number}.",
                    outlet=f"Echo {number % 4}",
                )
            )
        )
    lines[2500] = lines[2500][:40]
    path = tmp_path / "heap.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(["group", "--json", str(path)]) == 3
    out, err = capsys.readouterr()
    stories = [json.loads(line) for line in out.splitlines()]
    assert sum(len(story["articles"]) for story in stories) == 4999
    assert sum(len(story["articles"]) == 4 for story in stories) == 1249
    assert err.count("\n") == 2
    assert "heap.jsonl" in err
    assert "Traceback" not in err


def test_a_thousand_copies_of_one_page_are_one_story_of_one_outlet() -> None:
    title, text = "Ferry catches fire off Port Vellis", "A ferry caught fire off Port Vellis on Monday."
    heap = [make_item(f"id{n:04}", title, text, outlet="Echo", published="2031-05-01") for n in range(1000)]
    (story,) = group_collection(heap, explain=True).stories
    assert (len(story.articles), story.origins, story.outlets, story.title) == (1000, 1, 1, title)


def test_articles_without_words_headline_outlet_or_date_are_each_alone() -> None:
    heap = [
        make_item(f"id{n}", title, text) for n, (title, text) in enumerate([(None, ""), ("…", "?!"), (" ", "\x00")])
    ]
    grouping = group_collection(heap, explain=True)
    assert [len(story.articles) for story in grouping.stories] == [1, 1, 1]
    assert all(story.title for story in grouping.stories)


def test_dates_a_century_off_and_dates_that_are_none_are_survived() -> None:
    days = ["1926-05-01", "2126-05-01", "9999-99-99", "", None, "yesterday"]
    heap = [make_item(f"id{n}", "Ferry burns", "A ferry burns.", published=day) for n, day in enumerate(days)]
    grouping = group_collection(heap, explain=True)
    assert sum(len(story.articles) for story in grouping.stories) == len(days)


def test_an_article_longer_than_a_book_is_looked_at_in_its_beginning() -> None:
    heap = [*make_heap(), make_item("book", "A long book", "Chapter of words upon words. " * 200_000)]
    assert len(group_collection(heap, explain=True).memberships) == 7


def test_contradicting_corrections_end_in_one_state_whatever_their_number() -> None:
    names = [a.id for a in make_heap()]
    overrides = Overrides(
        split_story=tuple(SplitStory(articles=(a, b)) for a in names for b in names),
        join_stories=tuple(JoinStories(articles=(a, b)) for a in names for b in names),
        pin_article=tuple(PinArticle(article=a, story_of=b) for a in names for b in names),
    )
    grouping = group_collection(make_heap(), overrides=overrides)
    assert sorted(key for story in grouping.stories for key in story.articles) == sorted(names)
    assert len(grouping.overrides) == 3 * 36
    assert grouping == group_collection(make_heap()[::-1], overrides=overrides)


def test_a_thousand_corrections_are_each_told_of() -> None:
    many = Overrides(pin_article=tuple(PinArticle(article=f"gone{n}", story_of="ferry0") for n in range(1000)))
    told = group_collection(make_heap(), overrides=many).overrides
    assert [o.status for o in told] == ["unused"] * 1000


@pytest.mark.parametrize(
    "content",
    [b"[[pin_article]]\narticle = ['a']\nstory_of = 'b'", b"pin_article = 3", b"[[split_story]]\narticles = [[]]"],
)
def test_a_broken_file_is_wrong_usage_in_one_line(tmp_path: Path, capsys: Captured, content: bytes) -> None:
    (tmp_path / "page.txt").write_text("Ferry burns\n\nA ferry burned off Port Vellis on Monday.\n", encoding="utf-8")
    (tmp_path / OVERRIDES_FILE).write_bytes(content)
    assert run(["group", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert OVERRIDES_FILE in err


def test_what_pages_write_cannot_steer_the_terminal(tmp_path: Path, capsys: Captured) -> None:
    title = "[bold]Ferry\x1b[31m \u202e burns[/bold] \ud800"
    path = tmp_path / "heap.jsonl"
    items = [make_item(f"id{n}", title, "A ferry burns off Port Vellis.", outlet="\x1b]0;x\x07Echo") for n in range(2)]
    path.write_text("".join(dump_line(item) + "\n" for item in items), encoding="utf-8")
    for arguments in ((), ("--json",), ("--explain",)):
        assert run(["group", str(path), *arguments]) in {0, 3}
        out = capsys.readouterr().out
        assert "\x1b" not in out
        assert "\u202e" not in out or arguments == ("--json",)
        assert "[bold]" in out
