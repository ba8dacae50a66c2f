"""The formats a dossier can be told in. The command line, its help and ``docs/formats.md`` go by this list.

A new format is a renderer and an entry here. A renderer takes one dossier, or all of them where the format
holds several stories, and gives text or bytes; it is a pure function: the same dossiers, the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, Literal

from stemma.errors import MissingPart, UsageError
from stemma.model.dossier import Dossier

Several = Literal["lines", "after", "numbered", "together", "tables"]
SEVERAL_WORDS: dict[Several, str] = {
    "lines": "one a line",
    "after": "one after the other",
    "numbered": "a file each, NAME-1, NAME-2 ...",
    "together": "together",
    "tables": "together, by a column",
}
"""What becomes of several stories in the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: how it is named, written and rendered."""

    name: str
    """What ``--format`` calls it."""
    says: str
    """What it holds, in a few words."""
    media_type: str
    suffixes: tuple[str, ...]
    """The endings of a file's name that mean it; the first is what numbered files and tables are given."""
    renderer: str
    """``module:function``, loaded when it is needed."""
    several: Several
    separator: str = ""
    """What stands between two stories."""
    labelled: bool = False
    """Its renderer takes a label besides, so that footnotes of several stories do not share their names."""
    binary: bool = False
    """It is bytes, never shown in a terminal."""
    extra: str | None = None
    """The extra of the package that brings what it needs."""
    packages: tuple[str, ...] = ()
    """The modules it needs besides Stemma's own requirements."""


_HERE = "stemma.tell.formats"
FORMATS: tuple[Format, ...] = (
    Format(
        name="terminal",
        says="the dossier in a terminal; in a file or a pipe, plain text",
        media_type="text/plain",
        suffixes=(".txt",),
        renderer=f"{_HERE}.plain:render_plain",
        several="after",
    ),
    Format(
        name="html",
        says="the dossier as one self-contained page",
        media_type="text/html",
        suffixes=(".html", ".htm"),
        renderer="stemma.tell.html:render_html",
        several="numbered",
    ),
    Format(
        name="json",
        says="the whole dossier, to be checked and read by programs",
        media_type="application/json",
        suffixes=(".json", ".jsonl"),
        renderer="stemma.tell.dossier_json:dump_dossier",
        several="lines",
    ),
    Format(
        name="markdown",
        says="the dossier as text with a footnote for each claim",
        media_type="text/markdown",
        suffixes=(".md", ".markdown"),
        renderer="stemma.tell.markdown:render_markdown",
        several="after",
        separator="\n---\n\n",
        labelled=True,
    ),
    Format(
        name="csv",
        says="articles, claims, findings, origins, copies as tables",
        media_type="text/csv",
        suffixes=(".csv",),
        renderer=f"{_HERE}.separated:render_csv",
        several="tables",
    ),
    Format(
        name="tsv",
        says="the same tables, between tabs, a row a line",
        media_type="text/tab-separated-values",
        suffixes=(".tsv",),
        renderer=f"{_HERE}.separated:render_tsv",
        several="tables",
    ),
    Format(
        name="parquet",
        says="the same tables, typed and compressed",
        media_type="application/vnd.apache.parquet",
        suffixes=(".parquet",),
        renderer=f"{_HERE}.parquet:render_parquet",
        several="tables",
        binary=True,
        extra="tables",
        packages=("pyarrow",),
    ),
    Format(
        name="geojson",
        says="the places and what names them",
        media_type="application/geo+json",
        suffixes=(".geojson",),
        renderer=f"{_HERE}.geojson:render_geojson",
        several="together",
    ),
    Format(
        name="ics",
        says="the timeline as events of a calendar",
        media_type="text/calendar",
        suffixes=(".ics",),
        renderer=f"{_HERE}.ics:render_ics",
        several="together",
        extra="exchange",
        packages=("icalendar",),
    ),
    Format(
        name="claimreview",
        says="schema.org ClaimReview drafts, without a verdict",
        media_type="application/ld+json",
        suffixes=(".claimreview.json",),
        renderer=f"{_HERE}.claimreview:render_claimreview",
        several="together",
    ),
    Format(
        name="jsonld",
        says="the articles as NewsArticle, with what they cite",
        media_type="application/ld+json",
        suffixes=(".jsonld",),
        renderer=f"{_HERE}.jsonld:render_jsonld",
        several="together",
    ),
    Format(
        name="stix",
        says="a STIX 2.1 bundle: report, groupings, notes",
        media_type="application/stix+json;version=2.1",
        suffixes=(".stix.json",),
        renderer=f"{_HERE}.stix:render_stix",
        several="together",
        extra="exchange",
        packages=("stix2",),
    ),
    Format(
        name="annotations",
        says="every cited span as a W3C Web Annotation",
        media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
        suffixes=(".annotations.json",),
        renderer=f"{_HERE}.annotations:render_annotations",
        several="together",
    ),
    Format(
        name="dot",
        says="the stemma as a graph for Graphviz",
        media_type="text/vnd.graphviz",
        suffixes=(".dot", ".gv"),
        renderer="stemma.tell.graph_dot:render_dot",
        several="numbered",
    ),
    Format(
        name="svg",
        says="the stemma as a picture",
        media_type="image/svg+xml",
        suffixes=(".svg",),
        renderer="stemma.tell.graph_dot:render_stemma_svg",
        several="numbered",
    ),
)
"""All formats, the most used first."""


def find_format(name: str) -> Format:
    """The format called ``name``.

    Raises:
        UsageError: there is none; the message names them all.
    """
    for form in FORMATS:
        if form.name == name.strip().lower():
            return form
    names = ", ".join(form.name for form in FORMATS)
    raise UsageError(f"there is no format {name!r}; there are {names}; 'stemma formats' says what each holds")


def guess_format(target: PurePath) -> Format:
    """The format that the name of a file asks for, by its longest known ending; ``terminal`` without an ending.

    Raises:
        UsageError: it has an ending that means no format.
    """
    name = target.name.lower()
    meant = [(len(suffix), form) for form in FORMATS for suffix in form.suffixes if name.endswith(suffix)]
    if meant:
        return max(meant, key=lambda item: item[0])[1]
    if not target.suffix:
        return FORMATS[0]
    if target.suffix.lower() == ".pdf":
        raise UsageError("there is no format pdf: write .html and let a browser print it; docs/formats.md says how")
    raise UsageError(
        f"no format is known by the ending {target.suffix}; 'stemma formats' lists the endings that are "
        "(where a verb has --format, that names one whatever the ending)"
    )


def load_renderer(form: Format) -> Any:
    """The function that renders ``form``.

    Raises:
        MissingPart: a package of its extra is not installed.
    """
    for package in form.packages:
        try:
            import_module(package)
        except ImportError:
            raise MissingPart(
                f"the format {form.name} needs {package}; run \"pip install 'stemma-news[{form.extra}]'\""
            ) from None
    module, _, function = form.renderer.partition(":")
    return getattr(import_module(module), function)


def render_dossiers(form: Format, dossiers: Sequence[Dossier], table: str | None = None) -> tuple[str | bytes, ...]:
    """What is to be written: one content, or where ``form`` is ``numbered`` one for each dossier.

    ``table`` names the table, for formats that have tables. Text ends in a line end.
    """
    render = load_renderer(form)
    if form.several == "tables":
        return (render(dossiers, table),)
    if form.several == "together":
        return (_end_line(render(dossiers)),)
    if form.labelled:
        parts = [_end_line(render(one, f"{n}-" if n > 1 else "")) for n, one in enumerate(dossiers, start=1)]
    else:
        parts = [_end_line(render(one)) for one in dossiers]
    return tuple(parts) if form.several == "numbered" else (form.separator.join(parts),)


def _end_line(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
