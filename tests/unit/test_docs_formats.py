"""docs/formats.md says what the registry holds, and its examples run."""

import re
from pathlib import Path
from textwrap import dedent

from stemma.tell.formats.registry import FORMATS, SEVERAL_WORDS, find_format
from stemma.tell.formats.tables import COLUMNS
from tests.formats import is_there

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def split_row(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def test_the_table_of_formats_is_the_registry() -> None:
    body = PAGE[PAGE.index("| format |") :].split("\n\n")[0]
    told = [split_row(line) for line in body.splitlines()[2:]]
    assert told == [
        [
            f"`{form.name}`",
            " ".join(f"`{suffix}`" for suffix in form.suffixes),
            f"`{form.media_type}`",
            SEVERAL_WORDS[form.several],
            f"`{form.extra}`" if form.extra else "",
            form.says,
        ]
        for form in FORMATS
    ]


def test_the_table_of_columns_is_what_is_written() -> None:
    body = PAGE[PAGE.index("| table |") :].split("\n\n")[0]
    told = {name.strip("`"): re.findall(r"`(\w+)`", names) for name, names in map(split_row, body.splitlines()[2:])}
    assert told == {name: [column.name for column in columns] for name, columns in COLUMNS.items()}


def test_every_format_has_a_section_and_every_extra_its_command() -> None:
    heads = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^## (.+)$", PAGE, re.M))))
    assert heads >= {form.name for form in FORMATS} - {"html", "json"}
    for form in FORMATS:
        assert form.extra is None or f"pip install 'stemma-news[{form.extra}]'" in PAGE


def test_the_python_example_runs_on_a_handmade_dossier() -> None:
    from tests.dossiers import make_dossier

    code = dedent(PAGE[PAGE.index("    from stemma import make_dossier") :].partition("\n\nA new format")[0])
    names: dict[str, object] = {"made": make_dossier()}
    exec(code.replace('make_dossier(["pages/"])', "made"), names)
    assert str(names["calendar"]).startswith("BEGIN:VCALENDAR")
    assert str(names["claims"]).startswith("story,")


def test_the_renderers_are_where_the_registry_says() -> None:
    assert all(is_there(find_format(form.name)) for form in FORMATS if form.name not in {"dot", "svg"})
