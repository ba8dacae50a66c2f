"""The example story's dossier, as the terminal shows it, is what it was.

Without vectors, whose last decimals differ between processors. After a change that is meant:
``STEMMA_GOLDEN=write pytest tests/golden`` writes the files anew; read the difference before committing it.
"""

import io
import os
from pathlib import Path

from rich.console import Console

from stemma.demo import demo_pages
from stemma.model.settings import Settings
from stemma.pipeline import make_dossiers
from stemma.tell.check import check_dossier
from stemma.tell.terminal import render_terminal

GOLDEN = Path(__file__).parent / "demo.txt"


def test_the_example_story_is_told_as_before() -> None:
    run = make_dossiers([demo_pages()], settings=Settings(one_story=True, vectors=False))
    assert len(run.dossiers) == 1
    assert check_dossier(run.dossiers[0]) == ()
    page = io.StringIO()
    render_terminal(run.dossiers[0], Console(file=page, width=100, no_color=True))
    told = "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"
    if os.environ.get("STEMMA_GOLDEN") == "write":
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")
