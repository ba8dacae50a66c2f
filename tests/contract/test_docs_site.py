"""The site of the documents: every page has its place, the program's own pages are whole, and it builds strictly."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import stemma
from docs.site_pages import MODULES, list_links, on_page_markdown, write_cli, write_python
from tests.docs_code import VERBS

pytestmark = pytest.mark.timeout(600)
ROOT = Path(__file__).parents[2]
CONFIG: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
GENERATED = {"cli.md", "python.md"}
KINDS = ["Home", "Tutorial", "How-to", "Reference", "Explanation", "Gallery", "Decisions"]


def list_pages(branch: Any) -> list[str]:
    """The pages that a branch of the navigation names."""
    if isinstance(branch, str):
        return [branch]
    return [page for one in (branch.values() if isinstance(branch, dict) else branch) for page in list_pages(one)]


def test_the_navigation_has_its_kinds_and_each_page_once() -> None:
    assert [name for one in CONFIG["nav"] for name in one] == KINDS
    named = list_pages(CONFIG["nav"])
    assert len(named) == len(set(named))
    there = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    assert set(named) == there | GENERATED, "mkdocs.yml: nav names each page of docs once"


def test_the_page_of_the_command_line_has_each_verb_with_each_option() -> None:
    page = write_cli()
    assert re.findall(r"^## (\w+)$", page, re.M) == list(VERBS)
    for name, command in VERBS.items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for one in command.params:
            if not getattr(one, "hidden", False):
                assert all(f"{option}" in section for option in one.opts if option.startswith("-")), (name, one.opts)


def test_the_page_of_the_python_names_has_each_public_one_with_what_it_does() -> None:
    page = write_python()
    for name in set(stemma.__all__) - {"__version__"}:
        assert re.search(rf"^- `{name}`: \S", page, re.M), name
    assert re.findall(r"^## (stemma\S*)$", page, re.M) == ["stemma", *MODULES]
    assert "| `quote` | `str` |" in page
    assert "make_dossier(paths: Sequence[str | Path], *, vectors: bool=True" in page


def test_a_link_to_a_file_that_the_site_lacks_is_told_in_words() -> None:
    class Page:
        class file:  # noqa: N801
            src_uri = "languages.md"

    told = on_page_markdown("[labels](../eval/README.md) and [words](glossary.md) and [x](https://a.example)", Page)
    assert told == "labels (`eval/README.md` in the repository) and [words](glossary.md) and [x](https://a.example)"


def test_links_that_lead_away_are_told_by_page_and_lead_there_safely() -> None:
    """They are listed (``python docs/site_pages.py links``), not fetched: a test may not depend on others' servers."""
    links = list_links()
    assert ("docs/why.md", "https://trafilatura.readthedocs.io") in links
    assert [link for _, link in links if not link.startswith("https://")] == []


def test_the_stories_of_the_gallery_are_of_the_parts_that_may_be_looked_at() -> None:
    gallery = ROOT / "docs" / "gallery"
    split = json.loads((ROOT / "corpus" / "split.json").read_text(encoding="utf-8"))
    shown = {path.stem for path in gallery.glob("*.html")}
    page = (gallery / "index.md").read_text(encoding="utf-8")
    assert 3 <= len(shown) <= 5
    for name in shown:
        assert name in {**split["train"], **split["dev"]}
        assert f"]({name}.html)" in page
        assert (gallery / f"{name}.png").stat().st_size < 200_000
        assert (gallery / f"{name}.html").stat().st_size < 800_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make docs`` builds it: a link or an anchor that leads nowhere ends the build."""
    pytest.importorskip("material", reason="mkdocs-material is not installed: THE SITE IS NOT BUILT")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path_factory.mktemp("site")))
        build(config)
    return Path(config["site_dir"])


def test_the_site_builds_strictly_and_holds_every_page(site: Path) -> None:
    assert CONFIG["strict"] is True
    for page in list_pages(CONFIG["nav"]):
        assert (site / page).with_suffix(".html").exists(), page
    assert not list(site.rglob("*.py"))


def test_the_site_asks_nobody_for_anything(site: Path) -> None:
    fetched = re.compile(r"""<(?:script|img|iframe)[^>]+src=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//""")
    for page in site.rglob("*.html"):
        if page.parent.name != "gallery" or page.name == "index.html":
            assert not fetched.search(page.read_text(encoding="utf-8")), page.name
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_the_search_of_the_site_finds_what_is_in_it(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    told = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"origins.html", "cli.html", "howto/reader.html"} <= told
