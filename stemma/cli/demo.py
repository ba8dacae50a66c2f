"""``stemma demo``: the example story that ships with the package."""

from pathlib import Path
from typing import Annotated

import typer

from stemma.cli.formats import choose_format, write_dossiers
from stemma.cli.streams import check_target, say
from stemma.cli.tell import DONE_WITH_REJECTS, make_run, say_rejected
from stemma.model.settings import Settings


def demo(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.html", help="Also write the HTML dossier there.")
    ] = None,
    no_vectors: Annotated[
        bool, typer.Option("--no-vectors", help="Align claims by their letters alone; needs no onnxruntime.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on stderr but errors.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
) -> None:
    """Tell the invented story that comes with Stemma: six pages, no network, no key.

    \b
    Examples:
      stemma demo
      stemma demo -o demo.html       and open demo.html in a browser
    """
    from importlib.resources import as_file

    from stemma.demo import demo_pages

    check_target(output)
    with as_file(demo_pages()) as folder:
        run, _ = make_run([folder], Settings(one_story=True, vectors=not no_vectors), quiet=quiet)
    write_dossiers(run.dossiers, choose_format("terminal", None), None, no_color=no_color)
    if output is not None:
        write_dossiers(run.dossiers, choose_format("html", None), output)
        if not quiet:
            say(f"the dossier as a page for the browser: {output}")
    if run.rejected:
        if not quiet:
            say_rejected(run.rejected)
        raise typer.Exit(DONE_WITH_REJECTS)
