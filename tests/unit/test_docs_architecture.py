"""The picture and the page of the architecture name what there is, in the order of the import contract."""

import re
import tomllib
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PICTURE = ElementTree.parse(ROOT / "docs" / "images" / "architecture.svg").getroot()
NAMES = "{http://www.w3.org/2000/svg}"
STAGES = ["read", "group", "annotate", "compare", "tell"]


def list_named() -> dict[str, tuple[float, float]]:
    """Each name of the picture with its height and place, from the top and the left."""
    found = {}
    for text in PICTURE.iter(f"{NAMES}text"):
        for one in (text, *text):
            if one.get("class") == "name" and one.text:
                found[one.text.removesuffix(".py")] = (float(text.get("y", 0)), float(text.get("x", 0)))
    return found


def list_layers() -> list[set[str]]:
    """The layers of the import contract, the highest first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return [{name.strip().removeprefix("stemma.") for name in layer.split("|")} for layer in layers]


def test_the_picture_names_every_layer_and_nothing_else() -> None:
    assert set(list_named()) == set().union(*list_layers())


def test_what_may_import_stands_above_what_it_imports() -> None:
    named = list_named()
    heights = [{named[name][0] for name in layer} for layer in list_layers()]
    for upper, lower in pairwise(heights):
        assert max(upper) <= min(lower)


def test_the_stages_stand_in_their_order_and_hand_on_what_the_page_says() -> None:
    named = list_named()
    assert sorted(STAGES, key=lambda name: named[name][1]) == STAGES
    handed = [text.text for text in PICTURE.iter(f"{NAMES}text") if text.get("class") == "data"]
    assert handed == ["captures", "articles", "stories", "claims", "findings", "dossier"]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", PAGE, re.M)
    assert [row[0] for row in rows] == STAGES
    for (_, takes, gives), before, after in zip(rows, handed, handed[1:], strict=False):
        assert before in takes
        assert after in gives


def test_the_page_has_a_row_for_every_folder() -> None:
    named = set(re.findall(r"^\| `(\w+)(?:/|\.py|)` \|", PAGE, re.M))
    assert named == set().union(*list_layers())


def test_the_picture_can_be_read_in_the_light_and_in_the_dark() -> None:
    style = "".join(one.text or "" for one in PICTURE.iter(f"{NAMES}style"))
    assert "prefers-color-scheme: dark" in style
    assert PICTURE.find(f"{NAMES}title") is not None
    assert PICTURE.find(f"{NAMES}desc") is not None
