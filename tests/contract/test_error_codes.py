"""Every kind of failure has a code that stays, and the page that explains it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma import errors
from stemma.cli import main
from tests.program import call_program

PAGE = Path(__file__).parents[2] / errors.PAGE
LASTING = {
    "StemmaError": "STM-001",
    "UsageError": "STM-100",
    "MissingPart": "STM-102",
    "BrokenPart": "STM-104",
    "SettingsRefused": "STM-111",
    "RulesRefused": "STM-112",
    "OverridesRefused": "STM-113",
    "TokenRefused": "STM-114",
    "OutputRefused": "STM-121",
    "StoreUnknown": "STM-122",
    "NothingUsable": "STM-201",
    "CheckFailed": "STM-202",
    "WriterFailed": "STM-301",
    "AnswerRefused": "STM-302",
    "EngineError": "STM-401",
    "StoreError": "STM-500",
    "StoreNewer": "STM-501",
    "StoreBusy": "STM-502",
    "StoreFull": "STM-503",
    "StoreBroken": "STM-504",
    "StoreGone": "STM-505",
}
"""What was published: a class may come, none may change its code."""
OTHER = {
    "STM-101", "STM-103", "STM-601", "STM-602", "STM-603", "STM-604", "STM-901", "STM-902", "STM-909",
}  # fmt: skip
"""Codes of failures that are no exception of Stemma's own."""


def iter_kinds(kind: type[errors.StemmaError]) -> Iterator[type[errors.StemmaError]]:
    yield kind
    for lower in kind.__subclasses__():
        yield from iter_kinds(lower)


def list_kinds() -> dict[str, type[errors.StemmaError]]:
    return {kind.__name__: kind for kind in iter_kinds(errors.StemmaError) if kind.__module__ == "stemma.errors"}


def list_sections() -> dict[str, str]:
    """The page's headings that are codes, each with what stands below it."""
    parts = re.split(r"^### (STM-\d{3})\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {code: text.partition("\n#")[0].strip() for code, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_class_keeps_the_code_that_was_published() -> None:
    assert {name: kind.code for name, kind in list_kinds().items()} == LASTING


def test_no_code_has_two_meanings() -> None:
    codes = [*LASTING.values(), *OTHER]
    assert len(codes) == len(set(codes))


def test_other_failures_have_the_codes_that_were_published() -> None:
    named = {errors.WRONG_ARGUMENTS, errors.UNFIT_PACKAGE, errors.OUT_OF_MEMORY, errors.SYSTEM_REFUSED, errors.DEFECT}
    asked = {errors.REQUEST_UNFIT, errors.NOTHING_THERE, errors.NOT_ALLOWED, errors.TOO_MUCH}
    assert named | asked == OTHER


def test_the_page_explains_each_code_and_no_other() -> None:
    sections = list_sections()
    assert set(sections) == set(LASTING.values()) | OTHER
    for code, text in sections.items():
        assert len(text) > 60, code


def test_the_tree_in_the_module_names_every_class() -> None:
    tree = errors.__doc__ or ""
    assert not [name for name in LASTING if name not in tree]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), "STM-101"),
        (("tell", "--nothing", "x.txt"), "STM-101"),
        (("tell", "x.txt", "--format", "pdf"), "STM-100"),
        (("tell", "x.txt", "-o", "/no/such/folder/d.html"), "STM-121"),
        (("tell", "/no/such/page.txt"), "STM-201"),
        (("stories", "--store", "sqlite:////no/such/folder/s.db"), "STM-122"),
        (("rules", "/no/such/rules.toml"), "STM-112"),
        (("tell", "x.txt", "--settings", "/no/such/stemma.toml"), "STM-111"),
        (("tell", "x.txt", "--overrides", "/no/such/overrides.toml"), "STM-113"),
    ],
)
def test_a_message_ends_in_its_code_and_its_place_in_the_page(arguments: tuple[str, ...], code: str) -> None:
    last = call_program(*arguments).stderr.decode().splitlines()[-1]
    assert last.endswith(f"[{code}: docs/errors.md#{code.lower()}]")


@pytest.mark.parametrize(
    ("raised", "exit_code", "code"),
    [
        (errors.StoreFull("no room"), 1, "STM-503"),
        (errors.MissingPart("install it"), 2, "STM-102"),
        (MemoryError(), 1, "STM-901"),
        (PermissionError(13, "no permission", "x"), 1, "STM-902"),
        (ModuleNotFoundError("No module named 'lxml'", name="lxml"), 2, "STM-102"),
        (ImportError("undefined symbol", name="lxml"), 2, "STM-103"),
        (RuntimeError("nobody foresaw it"), 1, "STM-909"),
    ],
)
def test_what_is_raised_ends_in_its_code(
    raised: Exception,
    exit_code: int,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(main, "app", fail)
    assert main.run([]) == exit_code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f"[{code}: docs/errors.md#{code.lower()}]")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.StoreBroken("torn"), "STM-504"),
        (MemoryError(), "STM-901"),
        (PermissionError(13, "no permission", "x"), "STM-902"),
        (RuntimeError("nobody foresaw it"), "STM-909"),
    ],
)
def test_whatever_is_raised_has_a_code(error: Exception, code: str) -> None:
    assert errors.find_code(error) == code


def test_in_python_the_text_is_the_sentence_alone_and_the_code_stands_beside_it() -> None:
    error = errors.StoreGone("the server went away")
    assert (str(error), error.code) == ("the server went away", "STM-505")
