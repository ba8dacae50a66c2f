"""The tools of the MCP server: what each answers, word for word and in small parts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from stemma.model.stored import Query
from stemma.store import open_store
from stemma.store.deriving import name_outlet
from stemma.web.mcp.answers import Answer, CheckAnswer, Cited
from stemma.web.mcp.shaping import LONGEST_QUOTE, MOST_CHARACTERS, Refused, cite_passage, fill_page
from stemma.web.mcp.tools import Desk
from tests.asynchronous import run_alone
from tests.collections import demo_collection, demo_dossier, make_article
from tests.stores import make_dossier, make_finding, make_stored, make_story, tell

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(demo_collection().store)


@pytest.fixture(scope="module")
def story() -> str:
    return next(iter(demo_collection().store.iter_stories())).story.id


def iter_cited(answer: Any) -> Iterator[Cited]:
    """All that an answer cites, at any depth."""
    if isinstance(answer, Cited):
        yield answer
    if isinstance(answer, Answer):
        for name in type(answer).model_fields:
            yield from iter_cited(getattr(answer, name))
    elif isinstance(answer, list):
        for one in answer:
            yield from iter_cited(one)


def holds(answer: Answer) -> int:
    """How many passages an answer cites; each is checked to stand where it is said to stand."""
    articles = {one.id: one for one in demo_dossier().articles}
    cited = list(iter_cited(answer))
    for one in cited:
        assert articles[one.article].text[one.start : one.end] == one.quote
        assert name_outlet(articles[one.article]) == one.outlet
    return len(cited)


def test_a_story_is_found_by_its_words_place_name_and_day(desk: Desk, story: str) -> None:
    for asked in ({"words": "ferry"}, {"place": "Batumi"}, {"name": "Levan Kipshidze"}, {"since": "2024-10-13"}, {}):
        assert [one.id for one in desk.search_stories(**asked).stories] == [story]
    for asked in ({"words": "zeppelin"}, {"place": "Oslo"}, {"until": "2020-01-01"}, {"min_independent": 50}):
        assert desk.search_stories(**asked).stories == []


def test_pages_of_stories_follow_each_other_without_gap_or_repeat() -> None:
    store = open_store("memory:")
    for number in range(7):
        store.put_stories([make_story(f"s{number}")])
    desk = Desk(store)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = desk.search_stories(cursor=cursor, limit=3)
        seen += [one.id for one in page.stories]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == [f"s{number}" for number in range(7)]
    assert len(seen) == 7


def test_every_quote_of_every_tool_stands_in_its_article(desk: Desk, story: str) -> None:
    outlets = desk.search_stories().stories[0].outlets
    finding = desk.get_story(story).findings[0].id
    assert holds(desk.get_story(story)) > 5
    assert holds(desk.compare_coverage(story, outlets[:3])) > 5
    assert holds(desk.find_sources(story, finding=finding)) > 1
    assert holds(desk.check_claim("The ferry burned for nine hours.")) > 1


def test_the_pages_of_a_story_are_all_its_findings_once(desk: Desk, story: str) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = desk.get_story(story, cursor=cursor, limit=25)
        assert len(page.model_dump_json()) < 2 * MOST_CHARACTERS + 6000
        seen += [one.id for one in page.findings]
        assert bool(page.articles) == (cursor is None)
        cursor = page.next
        if cursor is None:
            break
    assert seen == [one.id for one in demo_dossier().findings]


def test_one_relation_can_be_asked_for(desk: Desk, story: str) -> None:
    found = desk.get_story(story, relation="differ")
    assert found.findings_in_all == sum(one.relation == "differ" for one in demo_dossier().findings) > 0
    assert {one.relation for one in found.findings} == {"differ"}


def test_a_story_that_was_not_compared_says_so() -> None:
    store = open_store("memory:")
    store.put_articles([make_stored("a")])
    store.put_stories([make_story("s", ["a"])])
    answer = Desk(store).get_story("s")
    assert (answer.edition, answer.findings) == (None, [])
    assert "not compared" in answer.note
    assert [one.id for one in answer.articles] == ["a"]
    with pytest.raises(Refused, match="no dossier yet"):
        Desk(store).find_sources("s")


def test_coverage_tells_differences_first_and_what_each_leaves_out(desk: Desk, story: str) -> None:
    outlets = ["Northgate Post", "Quayside News"]
    answer = desk.compare_coverage(story, [name.upper() for name in outlets])
    assert [one.outlet for one in answer.tallies] == outlets
    assert answer.findings[0].relation == "differ"
    for one in answer.findings:
        assert [part.outlet for part in one.outlets] == outlets
        assert any(part.says for part in one.outlets)
        for part in one.outlets:
            assert not (part.says and part.missing)
            assert {cited.outlet for cited in part.says} <= {part.outlet}
    tally = answer.tallies[0]
    articles = {one.id for one in demo_dossier().articles if one.outlet == outlets[0]}
    assert tally.tells == sum(any(c.article in articles for c in f.claims) for f in demo_dossier().findings)


def test_an_outlet_that_is_not_there_is_refused_with_those_that_are(desk: Desk, story: str) -> None:
    with pytest.raises(Refused, match="'The Moon'") as refused:
        desk.compare_coverage(story, ["Northgate Post", "The Moon"])
    assert "Quayside News" in refused.value.shown
    with pytest.raises(Refused, match="two to 6"):
        desk.compare_coverage(story, ["Northgate Post", "northgate  post"])


def test_the_sources_of_a_finding_count_as_its_dossier_does(desk: Desk, story: str) -> None:
    for finding in demo_dossier().findings[:8]:
        answer = desk.find_sources(story, finding=finding.id)
        assert answer.origins_counted == finding.origins
        assert sum(bool(one.counted) for one in answer.origins) == finding.origins
        assert len(answer.chains) == len(finding.claims) or answer.next is not None


def test_the_sources_of_a_story_are_its_origins_and_its_longest_copies(desk: Desk, story: str) -> None:
    answer = desk.find_sources(story)
    assert [one.id for one in answer.origins] == [one.id for one in demo_dossier().origins[: len(answer.origins)]]
    assert [one.words for one in answer.copies] == sorted((c.words for c in demo_dossier().copies), reverse=True)[:8]


@pytest.mark.parametrize("cursor", ["x", "1", "1.x", ".", "-1.2", "1.2.3", "９.9"])
def test_a_cursor_that_is_none_is_refused(desk: Desk, story: str, cursor: str) -> None:
    with pytest.raises(Refused, match="cursor"):
        desk.get_story(story, cursor=cursor)


def test_a_beginning_of_several_ids_is_refused_with_their_titles() -> None:
    store = open_store("memory:")
    store.put_stories([make_story("ab1", title="One"), make_story("ab2", title="Two")])
    with pytest.raises(Refused, match="2 stories") as refused:
        Desk(store).get_story("ab")
    assert refused.value.shown == ("ab1 One", "ab2 Two")


def test_a_passage_without_end_is_cut_and_still_stands_where_it_says() -> None:
    article = make_article("a", "word " * 5000)
    cited = cite_passage(article, 3, 20_000, said_by=(), quoted="none", origin="o")
    assert cited.cut
    assert len(cited.quote) <= LONGEST_QUOTE
    assert article.text[cited.start : cited.end] == cited.quote


def test_an_answer_is_bounded_whatever_a_page_holds() -> None:
    store = open_store("memory:")
    article = make_stored("a", "long " * 50_000, title="title " * 5000, outlet="outlet " * 5000)
    findings = [make_finding(f"f{n}", [], "statement " * 5000, why="why " * 5000) for n in range(60)]
    tell(store, "s", [article], findings=findings, title="story " * 5000)
    answer = Desk(store).get_story("s", limit=25)
    assert len(answer.model_dump_json()) < 2 * MOST_CHARACTERS
    assert answer.next is not None
    assert len(Desk(store).search_stories().model_dump_json()) < MOST_CHARACTERS


def test_a_page_holds_one_item_at_least_however_large() -> None:
    one, other = (make_large(name) for name in ("a", "b"))
    assert fill_page([one, other], limit=10) == ([one], True)
    assert fill_page([one], limit=10) == ([one], False)


def make_large(name: str) -> Cited:
    article = make_article(name, "x" * 400)
    return cite_passage(article, 0, 400, said_by=["y" * 150] * 90, quoted="none", origin="z" * 150).model_copy(
        update={"quote": "x" * 2 * MOST_CHARACTERS}
    )


def check(desk: Desk, sentence: str) -> CheckAnswer:
    return desk.check_claim(sentence)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("The ferry burned for nine hours.", "reported"),
        ("The captain was the last to leave the ferry.", "reported"),
        ("The ferry was built in Gdansk in 1989.", "reported"),
        ("The ferry burned for two hours.", "contradicted"),
        ("The ferry was built in Gdansk in 1979.", "contradicted"),
        ("Eleven people died in the fire.", "contradicted"),
        ("The captain was the first to leave the ferry.", "contradicted"),
        ("The fire broke out in the kitchen.", "not found"),
        ("Angela Merkel was the last to leave the ferry.", "not found"),
        ("The parliament of Norway passed a law on fishing.", "not found"),
    ],
)
def test_a_sentence_is_told_as_what_the_pages_make_of_it(desk: Desk, sentence: str, verdict: str) -> None:
    (part,) = check(desk, sentence).parts
    assert part.verdict == verdict
    assert bool(part.reported_by) == (verdict in ("reported", "disputed"))
    assert bool(part.contradicted_by) == (verdict in ("contradicted", "disputed"))
    assert (part.origins_for > 0) == bool(part.reported_by)
    assert (part.origins_against > 0) == bool(part.contradicted_by)


def test_what_is_not_found_is_said_to_be_no_denial(desk: Desk) -> None:
    answer = check(desk, "The parliament of Norway passed a law on fishing.")
    assert not answer.found
    assert answer.parts[0].says == "Not found in this collection. That is no denial."


def test_copies_of_one_agency_are_one_origin_of_a_sentence() -> None:
    text = "LONDON (Kartli Press Agency) - A road bridge over the Vell collapsed on Monday near Orlen, the mayor said."
    store = open_store("memory:")
    held = [make_stored(f"a{n}", text, outlet=f"Outlet {n}", agency="Kartli Press Agency") for n in range(3)]
    tell(store, "s", held, findings=[])
    (part, *_) = Desk(store).check_claim("A road bridge over the Vell collapsed near Orlen.").parts
    assert part.verdict == "reported"
    assert len({one.outlet for one in part.reported_by}) == 3
    assert part.origins_for == 1


@pytest.mark.parametrize("sentence", ["Who burned the ferry?", "...", "the of and", "?!?"])
def test_what_asserts_nothing_is_refused_with_what_to_give(desk: Desk, sentence: str) -> None:
    with pytest.raises(Refused, match="full sentence"):
        check(desk, sentence)


def test_an_empty_collection_has_found_nothing() -> None:
    desk = Desk(open_store("memory:"))
    assert desk.search_stories().stories == []
    answer = desk.check_claim("The bridge was closed on Monday.")
    assert (answer.found, answer.stories, answer.articles_looked_at) == (False, [], 0)


def call(desk: Desk, name: str, arguments: dict[str, Any]) -> Any:
    pytest.importorskip("mcp", reason="the extra 'mcp' is not installed: NOT MEASURED")
    from mcp.client import Client

    from stemma.web.mcp.server import make_server

    async def run() -> Any:
        async with Client(make_server(desk)) as client:
            return await client.call_tool(name, arguments)

    return run_alone(run())


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("get_story", {}, "get_story cannot be called so: story: Field required"),
        ("get_story", {"story": "0310", "limit": 99}, "limit: Input should be less than or equal to 25"),
        ("get_story", {"story": "0310", "relation": "false"}, "relation: Input should be"),
        ("get_story", {"stori": "0310"}, "takes no 'stori'; it takes: story, relation, cursor, limit"),
        ("get_story", {"story": "0310", "cursor": "x"}, "no such cursor"),
        ("search_stories", {"since": "yesterday"}, "yesterday is no day; give one as YYYY-MM-DD"),
        ("search_stories", {"since": "2024-02-31"}, "2024-02-31 is no day"),
        ("search_stories", {"until": "2024-W10-1"}, "2024-W10-1 is no day"),
        ("compare_coverage", {"story": "0310", "outlets": ["one"]}, "outlets: List should have at least 2"),
        ("check_claim", {"sentence": "x" * 601}, "sentence: String should have at most 600"),
        ("read_pages", {"addresses": ["https://velm.example/"]}, "There is no tool 'read_pages'; there are:"),
        ("rm", {"path": "/"}, "There is no tool 'rm'"),
    ],
)
def test_arguments_that_are_wrong_are_answered_in_a_plain_sentence(
    desk: Desk, name: str, arguments: dict[str, Any], says: str
) -> None:
    answer = call(desk, name, arguments)
    assert answer.is_error
    assert says in answer.content[0].text
    assert answer.content[0].text.endswith(" [STM-601: docs/errors.md#stm-601]")
    assert (answer.meta["code"], answer.meta["docs"]) == ("STM-601", "docs/errors.md#stm-601")
    assert not any(word in answer.content[0].text for word in ("Traceback", "pydantic", "http://", "https://errors"))


def test_a_store_that_fails_is_told_as_one_line(story: str) -> None:
    from stemma.errors import StoreGone
    from stemma.store.memory import MemoryStore

    class Broken(MemoryStore):
        def list_stories(self, query: Query) -> Any:
            raise StoreGone("the database server went away")

    answer = call(Desk(Broken()), "search_stories", {})
    assert answer.is_error
    assert answer.content[0].text == "the database server went away [STM-505: docs/errors.md#stm-505]"
    assert (answer.meta["code"], answer.meta["docs"]) == ("STM-505", "docs/errors.md#stm-505")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("get_story", {"story": "zz"}),
        ("find_sources", {"finding": "zz"}),
        ("compare_coverage", {"outlets": ["Nobody's Post", "No Gazette"]}),
    ],
)
def test_what_is_not_there_is_told_by_its_code(desk: Desk, story: str, name: str, arguments: dict[str, Any]) -> None:
    answer = call(desk, name, {"story": story} | arguments)
    assert (answer.is_error, answer.meta["code"]) == (True, "STM-602")


def test_a_fault_is_answered_without_its_words_and_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    from stemma.store.memory import MemoryStore

    class Faulty(MemoryStore):
        def list_stories(self, query: Query) -> Any:
            raise ZeroDivisionError("inside knowledge")

    answer = call(Desk(Faulty()), "search_stories", {})
    assert (answer.is_error, answer.meta["code"]) == (True, "STM-909")
    assert "inside knowledge" not in answer.content[0].text
    assert "inside knowledge" in caplog.text


def test_a_resource_that_is_not_there_is_refused_with_its_code(desk: Desk) -> None:
    pytest.importorskip("mcp", reason="the extra 'mcp' is not installed: NOT MEASURED")
    from mcp.client import Client
    from mcp.shared.exceptions import MCPError

    from stemma.web.mcp.server import make_server

    async def run() -> Any:
        async with Client(make_server(desk)) as client:
            try:
                return await client.read_resource("stemma://stories/zz")
            except MCPError as error:
                return error.error

    told = run_alone(run())
    assert told.message.endswith(" [STM-602: docs/errors.md#stm-602]")
    assert told.data == {"uri": "stemma://stories/zz", "code": "STM-602", "docs": "docs/errors.md#stm-602"}


def test_data_and_text_of_an_answer_tell_the_same(desk: Desk, story: str) -> None:
    answer = call(desk, "get_story", {"story": story, "limit": 1})
    _, _, text = answer.content[0].text.partition("\n")
    told = json.loads(text.replace(f"«{desk.key}:", "").replace(f":{desk.key}»", ""))
    assert told["findings"][0]["statement"] == answer.structured_content["findings"][0]["statement"]
    assert len(told["findings"][0]["claims"]) == len(answer.structured_content["findings"][0]["claims"])


def test_stored_dossiers_of_other_shapes_are_told_too() -> None:
    store = open_store("memory:")
    tell(store, "s", [make_stored("a")])
    store.put_edition("s", key="k2", made="x", dossier=make_dossier([]))
    assert Desk(store).get_story("s").findings == []
    assert Desk(store).find_sources("s").copies == []
