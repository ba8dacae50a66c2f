"""The same bytes in give the same bytes out, whatever the run, the order of the files, or the hash seed."""

import os
import random
import shutil
import subprocess
import sys
from importlib.resources import as_file
from pathlib import Path

import pytest

from stemma.demo import demo_pages

STEMMA = [sys.executable, "-m", "stemma.cli.main", "tell", "--one-story", "--format", "json"]


def tell(paths: list[str], folder: Path, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([*STEMMA, *paths], cwd=folder, env=environment, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    with as_file(demo_pages()) as source:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def test_three_runs_in_any_order_and_with_any_hash_seed_agree(pages: Path) -> None:
    names = sorted(path.name for path in pages.iterdir())
    first = tell(names, pages, "0")
    for number, seed in ((1, "1"), (2, "4242")):
        random.Random(number).shuffle(names)
        assert tell(names, pages, seed) == first
