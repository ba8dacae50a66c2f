"""What ``import stemma`` promises: these names, at once, and nothing heavy."""

import json
import subprocess
import sys

import stemma

PUBLIC = [
    "CheckFailed",
    "Collection",
    "Dossier",
    "MissingPart",
    "NothingUsable",
    "Overrides",
    "Run",
    "Settings",
    "StemmaError",
    "UsageError",
    "__version__",
    "make_dossier",
    "make_dossiers",
    "open_collection",
]

HEAVY = {
    "aiohttp", "fastwarc", "feedparser", "jinja2", "lxml", "numpy", "onnxruntime", "pydantic", "pypdf", "rich",
    "selectolax", "spacy", "tokenizers", "trafilatura", "typer",
}  # fmt: skip

PROBE = """
import json, sys
import stemma
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_public_names_are_these() -> None:
    assert stemma.__all__ == PUBLIC
    assert dir(stemma) == PUBLIC


def test_every_public_name_can_be_had() -> None:
    for name in PUBLIC:
        assert getattr(stemma, name) is not None


def test_no_public_function_is_named_like_a_subpackage() -> None:
    assert not {"read", "group", "annotate", "compare", "tell"} & set(PUBLIC)


def test_importing_loads_nothing_heavy() -> None:
    modules = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=True, text=True).stdout
    assert not HEAVY & set(json.loads(modules))


def test_the_command_answers_without_loading_models() -> None:
    script = "import sys; from stemma.cli.main import run; run(['--version']); print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    for name in HEAVY - {"typer", "rich"}:
        assert f"'{name}'" not in modules, name
