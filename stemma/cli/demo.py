"""``stemma demo``: the example story that ships with the package."""

from pathlib import Path
from typing import Annotated

import typer

from stemma.cli.formats import check_order, choose_format, write_dossiers
from stemma.cli.streams import say
from stemma.cli.tell import DONE_WITH_REJECTS, make_run, say_rejected
from stemma.model.settings import Settings


def demo(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.html", help="Also write the dossier there; the ending chooses the format."
        ),
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

    form = choose_format(None if output and output.suffix else "html", output)
    check_order(form, output, None)
    with as_file(demo_pages()) as folder:
        run, _ = make_run([folder], Settings(one_story=True, vectors=not no_vectors), quiet=quiet)
    write_dossiers(run.dossiers, choose_format("terminal", None), None, no_color=no_color)
    if output is not None:
        write_dossiers(run.dossiers, form, output, quiet=quiet)
        if not quiet:
            what = "as a page for the browser" if form.name == "html" else f"as {form.name}"
            say(f"the dossier {what}: {output}")
    if run.rejected:
        if not quiet:
            say_rejected(run.rejected)
        raise typer.Exit(DONE_WITH_REJECTS)
