"""``stemma mcp`` as an assistant meets it: a child process, spoken to by the SDK's own client over stdio."""

import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from stemma.collection.transfer import export_collection
from tests.asynchronous import run_alone
from tests.collections import demo_collection

pytest.importorskip("mcp", reason="the extra 'mcp' is not installed: NOT MEASURED")
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(300)
Talk = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mcp") / "demo.stemma"
    with file.open("wb") as target:
        export_collection(demo_collection().store, target)
    return file


def talk(exported: Path, errors: Path, conversation: Talk, *options: str) -> Any:
    """Hold a conversation with a server process of its own; what it says on stderr goes to ``errors``."""

    async def run() -> Any:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "tests.mcp_server", str(exported), *options], cwd=ROOT
        )
        with errors.open("w") as log:
            async with Client(stdio_client(command, errlog=log)) as client:
                return await conversation(client)

    return run_alone(run())


def test_an_assistant_finds_its_way_from_a_search_to_sources(exported: Path, tmp_path: Path) -> None:
    async def conversation(client: Client) -> None:
        found = (await client.call_tool("search_stories", {"words": "ferry fire"})).structured_content
        assert found is not None
        (story,) = found["stories"]
        told = (await client.call_tool("get_story", {"story": story["id"], "relation": "differ"})).structured_content
        assert told is not None
        assert {one["relation"] for one in told["findings"]} == {"differ"}
        finding = told["findings"][0]["id"]
        sources = await client.call_tool("find_sources", {"story": story["id"], "finding": finding})
        assert sources.structured_content is not None
        assert sources.structured_content["origins_counted"] >= 2
        two = {"story": story["id"], "outlets": story["outlets"][:2]}
        compared = (await client.call_tool("compare_coverage", two)).structured_content
        assert compared is not None
        assert [one["outlet"] for one in compared["tallies"]] == story["outlets"][:2]
        checked = await client.call_tool("check_claim", {"sentence": "The ferry burned for nine hours."})
        assert checked.structured_content is not None
        assert checked.structured_content["parts"][0]["verdict"] == "reported"

    talk(exported, tmp_path / "log", conversation)


def test_every_answer_fits_the_schema_that_its_tool_declares(exported: Path, tmp_path: Path) -> None:
    async def conversation(client: Client) -> None:
        tools = {one.name: one for one in (await client.list_tools()).tools}
        story = next(iter(demo_collection().store.iter_stories())).story.id
        asked: dict[str, dict[str, Any]] = {
            "search_stories": {},
            "get_story": {"story": story},
            "compare_coverage": {"story": story, "outlets": ["Northgate Post", "Quayside News"]},
            "find_sources": {"story": story},
            "check_claim": {"sentence": "The captain was the last to leave the ferry.", "story": story},
        }
        assert set(tools) == set(asked)
        import jsonschema

        for name, arguments in asked.items():
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error
            schema = tools[name].output_schema
            assert schema is not None
            jsonschema.validate(answer.structured_content, schema)

    talk(exported, tmp_path / "log", conversation)


def test_all_tools_say_that_they_only_read_unless_writing_is_allowed(exported: Path, tmp_path: Path) -> None:
    async def conversation(client: Client) -> list[tuple[str, bool | None]]:
        tools = (await client.list_tools()).tools
        return [(one.name, one.annotations.read_only_hint if one.annotations else None) for one in tools]

    reading = dict(talk(exported, tmp_path / "log", conversation))
    assert set(reading.values()) == {True}
    writing = dict(talk(exported, tmp_path / "log", conversation, "--allow-writing"))
    assert writing == {**reading, "read_pages": False}


def test_a_story_can_be_read_as_a_resource_and_what_is_printed_by_the_way_goes_to_stderr(
    exported: Path, tmp_path: Path
) -> None:
    story = next(iter(demo_collection().store.iter_stories())).story

    async def conversation(client: Client) -> str:
        refused = await client.call_tool("get_story", {"story": "no-such-story"})
        assert refused.is_error
        assert (await client.call_tool("search_stories", {})).structured_content is not None
        (template,) = (await client.list_resource_templates()).resource_templates
        read = await client.read_resource(template.uri_template.replace("{story}", story.id))
        return str(read.contents[0].text)  # type: ignore[union-attr]

    assert story.title in talk(exported, tmp_path / "log", conversation)
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert "a stray line" in log


def test_without_a_store_it_says_how_to_make_one_and_makes_none(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stemma.cli.main", "mcp", "--store", "sqlite:///not-there.db"]
    done = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not-there.db: there is no store" in done.stderr
    assert "stemma run" in done.stderr
    assert list(tmp_path.iterdir()) == []


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}
