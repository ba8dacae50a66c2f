"""The file of corrections: what it may hold, and errors that say file, key and what to do."""

from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.model.overrides import OVERRIDES_FILE, ClaimRef, JoinStories, Overrides, PinArticle, SetDate, SplitStory
from stemma.read.overrides import choose_dates, find_overrides, load_overrides, set_dates
from tests.reading import make_article

WHOLE = """
[[join_findings]]
claims = [{ article = "echo", words = "six weeks" }, { claim = "0123456789ab" }]
note = "one pier"

[[split_finding]]
claims = [{ words = "two months" }]

[[join_entities]]
names = ["Ada Fenn", "Mayor Fenn"]

[[split_entity]]
names = ["Fenn"]
article = "post"

[[set_origin]]
article = "echo"
origin = "Corran News Agency"

[[set_origin]]
claim = { words = "six weeks" }
origin = "the ministry"

[[set_date]]
article = "post"
published = 2024-10-12

[[set_date]]
article = "echo"
published = 2024-10-12T08:30:00+01:00

[[set_date]]
article = "stub"
published = "2024-10"

[[pin_article]]
article = "echo"
story_of = "https://northgate.example/bridge"
note = "the same bridge"

[[split_story]]
articles = ["post"]

[[join_stories]]
articles = ["echo", " Northgate  Post "]
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / OVERRIDES_FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_kind_of_correction_is_read(tmp_path: Path) -> None:
    read = load_overrides(write(tmp_path, WHOLE))
    assert read.join_findings[0].claims == (ClaimRef(article="echo", words="six weeks"), ClaimRef(claim="0123456789ab"))
    assert read.join_findings[0].note == "one pier"
    assert read.split_finding[0].claims == (ClaimRef(words="two months"),)
    assert read.join_entities[0].names == ("Ada Fenn", "Mayor Fenn")
    assert (read.split_entity[0].names, read.split_entity[0].article) == (("Fenn",), "post")
    assert [(o.origin, o.article) for o in read.set_origin] == [("Corran News Agency", "echo"), ("the ministry", None)]
    assert read.pin_article == (
        PinArticle(article="echo", story_of="https://northgate.example/bridge", note="the same bridge"),
    )
    assert read.split_story == (SplitStory(articles=("post",)),)
    assert read.join_stories == (JoinStories(articles=("echo", "Northgate  Post")),)
    assert [d.published for d in read.set_date] == ["2024-10-12", "2024-10-12T08:30:00+01:00", "2024-10"]


def test_several_files_are_taken_together(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    twice = load_overrides(path, path)
    assert (len(twice.set_date), len(twice.pin_article), len(twice.split_story), len(twice.join_stories)) == (
        6,
        2,
        2,
        2,
    )
    assert load_overrides() == Overrides()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[join_findings", "is not TOML"),
        ("[[join_finding]]\n", "join_finding: there is no such correction; there are join_findings"),
        ("[set_date]\narticle = 'a'", "set_date: write each as a table of its own, under [[set_date]]"),
        ("[[set_date]]\narticle = 'a'\npublished = 'soon'", "set_date 1, published: give a date such as"),
        ("[[set_date]]\narticle = 'a'\npublished = '2024-02-30'", "set_date 1, published"),
        ("[[set_date]]\npublished = 2024-02-03", "set_date 1, article: give words"),
        ("[[set_date]]\narticle = 'a'\nday = 1", "set_date 1, day: is not known; there are article, published, note"),
        ("[[join_entities]]\nnames = ['A']", "join_entities 1, names: give at least 2"),
        ("[[join_entities]]\nnames = 'A'", "join_entities 1, names: give a list of names"),
        ("[[join_findings]]\nclaims = [{words = 'x'}]", "join_findings 1, claims: give a list of at least 2"),
        ("[[split_finding]]\nclaims = ['x']", "split_finding 1, claims 1: write {article"),
        ("[[split_finding]]\nclaims = [{article = 'x'}]", "split_finding 1, claims 1: give either claim"),
        ("[[split_finding]]\nclaims = [{claim = 'x', words = 'y'}]", "split_finding 1, claims 1: give either"),
        ("[[split_finding]]\nclaims = [{words = ''}]", "split_finding 1, claims 1, words: give words"),
        ("[[set_origin]]\norigin = 'A'", "set_origin 1: give either claim"),
        ("[[set_origin]]\narticle = 'a'", "set_origin 1, origin: give words"),
        ("[[pin_article]]\narticle = 'a'", "pin_article 1, story_of: give words"),
        ("[[split_story]]\narticles = 'a'", 'split_story 1, articles: give a list of names, as ["harbour-times"'),
        ("[[split_story]]\narticles = []", "split_story 1, articles: give at least 1"),
        ("[[join_stories]]\narticles = ['a']", "join_stories 1, articles: give at least 2"),
        ("[[join_stories]]\nstories = ['a', 'b']", "join_stories 1, stories: is not known; there are articles, note"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_an_error_names_the_file_the_key_and_what_to_do(tmp_path: Path, text: str | bytes, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load_overrides(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.toml: cannot be read"):
        load_overrides(tmp_path / "nothing.toml")


def test_it_is_found_in_the_folder_given_and_beside_a_file_given(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    page = tmp_path / "page.txt"
    page.write_text("x")
    assert find_overrides([tmp_path]) == (path,)
    assert find_overrides([page, tmp_path]) == (path,)
    assert find_overrides(["-", tmp_path / "none" / "x.txt"]) == ()


ECHO = make_article("The Alder bridge was closed.", outlet="The Alder Echo", published="2024-10-10")
POST = make_article("The bridge was shut.", outlet="Northgate Post")


@pytest.mark.parametrize("name", ["the-alder-echo", "The Alder Echo", "alder echo", "the-alder-echo.txt", ECHO.id])
def test_an_article_goes_by_stem_outlet_source_and_id(name: str) -> None:
    dates, told = choose_dates((ECHO, POST), Overrides(set_date=(SetDate(article=name, published="2024-10-12"),)))
    assert [(o.status, o.reason) for o, _ in told] == [("applied", "it was 2024-10-10")]
    assert [a.published for a in set_dates((ECHO, POST), dates)] == ["2024-10-12", None]


@pytest.mark.parametrize(
    ("name", "published", "reason"),
    [
        ("Gazette", "2024-10-12", "no article goes by 'Gazette'"),
        ("The Alder Echo", "2024-10-10", "the page gives this date already"),
        ("The Alder Echo", "next week", "'next week' is no date"),
    ],
)
def test_a_date_that_fits_nothing_is_unused_and_says_why(name: str, published: str, reason: str) -> None:
    dates, told = choose_dates((ECHO, POST), Overrides(set_date=(SetDate(article=name, published=published),)))
    assert dates == {}
    assert [(o.status, o.reason) for o, _ in told] == [("unused", reason)]


def test_an_outlet_with_two_articles_must_be_named_by_file() -> None:
    twice = (ECHO, make_article("The Alder bridge opens.", outlet="The Alder Echo"))
    _, told = choose_dates(twice, Overrides(set_date=(SetDate(article="The Alder Echo", published="2024"),)))
    assert told[0][0].status == "unused"
