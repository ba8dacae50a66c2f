"""The commands of the documents are all found; each is run in a fresh clone, or says why not (``make documented``)."""

import re

import pytest

from release.commands import PAGES, find_program, is_command, is_name, iter_lines, list_shown
from release.documented import FIGURES
from release.scenes import list_idle, put_in, tell_why_not
from tests.docs_code import iter_commands, list_blocks

SHOWN = [one for path in PAGES for one in list_shown(path) if one.file is None]
TO_RUN = [
    one
    for one in SHOWN
    if find_program(one.code) and not tell_why_not(one.code, network=True, made=True, figures=FIGURES)
]


def test_every_command_that_a_block_has_is_found() -> None:
    found = {(one.page, one.code) for one in SHOWN}
    for path in PAGES:
        for block in list_blocks(path):
            if block.kind == "commands":
                missing = {one.line for one in iter_commands(block.code)} - {code for _, code in found}
                assert not missing, f"{block.page}:{block.line}"


def test_no_entry_of_the_lists_outlives_its_command() -> None:
    assert not list_idle([one.code for one in SHOWN])
    assert list_idle(["make demo"])


def test_more_commands_are_run_than_are_not() -> None:
    assert len(TO_RUN) > len(SHOWN) * 2 // 3


def test_something_stands_in_for_each_name_that_a_document_leaves_open() -> None:
    known = {"scratch", "served", "pid", "database", "empty", "postgres", "model"}
    for shown in TO_RUN:
        put = put_in(shown.code)
        assert set(re.findall(r"(?<!\$)\{(\w+)\}", put)) <= known, put
        bare = re.sub(r"'[^']*'|\"[^\"]*\"|\$[A-Z]+|[A-Z_]+=|-X POST", "", put)
        assert not re.search(r"(?<![\w$./{-])[A-Z][A-Z_]{2,}(?![\w.])|\.\.\.(?!/)|\.example\b", bare), put


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            "stemma annotate --store x / compare --store x\n",
            [(0, "stemma annotate --store x"), (0, "stemma compare --store x")],
        ),
        (
            "$ make demo   # a remark\n\ndocker run \\\n    x y\ncurl z\n",
            [(0, "make demo"), (2, "docker run x y"), (4, "curl z")],
        ),
        ("ExecStart=/opt/bin/stemma watch f\nRestart=on-failure\n", [(0, "stemma watch f")]),
        ("*/10 * * * * cd /var && /opt/bin/stemma run p\n", [(0, "stemma run p")]),
        ("AT=http://127.0.0.1\nsome words, made up\n", [(0, "AT=http://127.0.0.1")]),
    ],
)
def test_the_lines_of_a_block_are_told_from_what_is_no_command(code: str, lines: list[tuple[int, str]]) -> None:
    assert list(iter_lines(code)) == lines


def test_a_verb_that_a_sentence_names_is_no_command() -> None:
    assert [is_name(words) for words in ("stemma read", "make", "stemma doctor", "stemma read x")] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_command(words) for words in ("STEMMA_DEBUG=1 stemma tell x", "a story of its own")] == [True, False]
    assert find_program("A=1 make x") == "make"
