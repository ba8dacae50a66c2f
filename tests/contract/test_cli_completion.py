"""Shells complete verbs, options and what a few options take."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import start_program

SHELLS = {
    "bash": "complete -o default -F _stemma_completion stemma",
    "zsh": "#compdef stemma",
    "fish": "complete --command stemma",
}
CHOSEN = "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"
"""Lets ``--show-completion`` take the shell by name, where a test has none to be found out."""


def complete_words(line: str) -> list[str]:
    """What bash is offered at the end of ``line``; a space at its end asks for a new word."""
    position = str(len(line.split()) - (not line.endswith(" ")))
    asked = {"COMP_WORDS": line, "COMP_CWORD": position, "_STEMMA_COMPLETE": "complete_bash"}
    return start_program(environment={**os.environ, **asked}).stdout.decode().split()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_printed(shell: str) -> None:
    done = start_program("--show-completion", shell, environment={**os.environ, CHOSEN: "1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert SHELLS[shell] in done.stdout.decode()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("stemma te", ["tell"]),
        ("stemma sto", ["stories"]),
        ("stemma tell --form", ["--format"]),
        ("stemma tell pages/ --format geo", ["geojson"]),
        ("stemma tell pages/ -f csv --table cl", ["claims"]),
        ("stemma show --format stix", ["stix"]),
        ("stemma diff --format j", ["json"]),
        ("stemma eval text-wc", ["text-wcxb"]),
    ],
)
def test_verbs_options_and_what_they_take_complete(line: str, offered: list[str]) -> None:
    assert complete_words(line) == offered


def test_a_bare_line_is_offered_the_verbs_and_a_path_is_left_to_the_shell() -> None:
    assert {"tell", "demo", "doctor", "eval"} <= set(complete_words("stemma "))
    assert complete_words("stemma tell pag") == []


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A folder with a ``stemma`` in it that is the one under test."""
    script = tmp_path / "stemma"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stemma.cli.main "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("shell", "asks"),
    [
        (
            "bash",
            "source SCRIPT; COMP_WORDS=(stemma tell --format geo); COMP_CWORD=3; _stemma_completion stemma; "
            'printf "%s\\n" "${COMPREPLY[@]}"',
        ),
        ("fish", 'source SCRIPT; complete -C "stemma tell --format geo"'),
    ],
)
def test_a_real_shell_completes_with_its_script(shell: str, asks: str, command: Path) -> None:
    if not (found := shutil.which(shell)):
        pytest.skip(f"there is no {shell} here")
    environment = {**os.environ, CHOSEN: "1", "PATH": f"{command}{os.pathsep}{os.environ['PATH']}"}
    script = command / "completion"
    script.write_bytes(start_program("--show-completion", shell, environment=environment).stdout)
    done = subprocess.run(
        [found, "-c", asks.replace("SCRIPT", str(script))], capture_output=True, timeout=300, env=environment
    )
    assert done.stdout.decode().split() == ["geojson"]


def test_asking_for_help_loads_nothing_that_completing_needs_only() -> None:
    probe = "import sys; from stemma.cli.main import run; run(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True).stderr
    for name in ("rich", "stemma.evaluate.tasks", "stemma.tell.formats.tables", "stemma.cli.installation"):
        assert f"'{name}'" not in loaded, name
