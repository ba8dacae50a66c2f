"""The example of docs/overrides.md is read as it stands."""

import re
from pathlib import Path
from textwrap import dedent

import stemma
from stemma.read.overrides import load_overrides

PAGE = Path(__file__).parents[2] / "docs" / "overrides.md"


def blocks() -> list[str]:
    return [dedent(found) for found in re.findall(r"\n\n((?: {4}.*\n|\n(?= {4}))+)", PAGE.read_text(encoding="utf-8"))]


def test_the_file_of_the_example_holds_one_of_each_kind(tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(blocks()[0], encoding="utf-8")
    read = load_overrides(path)
    assert (len(read.join_findings), len(read.split_finding), len(read.join_entities)) == (1, 1, 1)
    assert (len(read.split_entity), len(read.set_origin), len(read.set_date)) == (1, 2, 1)
    assert (len(read.pin_article), len(read.split_story), len(read.join_stories)) == (1, 1, 1)


def test_the_python_example_runs_up_to_the_pages() -> None:
    code = blocks()[1].partition("dossier = ")[0]
    names: dict[str, object] = {}
    exec(code, names)
    assert isinstance(names["overrides"], stemma.Overrides)
