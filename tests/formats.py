"""Each format read back by its own field's reader: what it says, as the words that a person would see there.

``READERS`` has a reader for each registered format; a reader fails on what its field would refuse.
"""

import csv
import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Any

import pytest

from stemma.model.dossier import Dossier, Moment, Place
from stemma.tell.formats.registry import FORMATS, Format, find_format, render_dossiers
from stemma.tell.formats.tables import COLUMNS
from tests.dossiers import make_dossier

SCHEMA_ORG: dict[str, Any] = {
    "@vocab": "http://schema.org/",
    "url": {"@type": "@id"},
    "datePublished": {"@type": "http://schema.org/Date"},
}
"""What schema.org's own context does to the terms in use here."""
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
ANNO: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "Annotation": f"{OA}Annotation",
    "SpecificResource": f"{OA}SpecificResource",
    "TextualBody": f"{OA}TextualBody",
    "TextPositionSelector": f"{OA}TextPositionSelector",
    "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "describing": f"{OA}describing",
    "classifying": f"{OA}classifying",
    "tagging": f"{OA}tagging",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "exact": f"{OA}exact",
    "prefix": f"{OA}prefix",
    "suffix": f"{OA}suffix",
    "start": {"@id": f"{OA}start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "total": f"{AS}totalItems",
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "startIndex": f"{AS}startIndex",
}
"""The terms of the Web Annotation context that are in use here."""


def load_context(address: str, options: dict[str, Any]) -> dict[str, Any]:
    contexts = {"https://schema.org": SCHEMA_ORG, "http://www.w3.org/ns/anno.jsonld": ANNO}
    document = {"@context": contexts[address]}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": document}


def is_there(form: Format) -> bool:
    """Whether the module of its renderer is in the package yet."""
    return find_spec(form.renderer.partition(":")[0]) is not None


def each_format() -> list[Any]:
    """The registered formats, for ``parametrize``; those whose renderer is not there yet are skipped."""
    absent = pytest.mark.skip("its renderer is not in the package yet")
    return [pytest.param(form, id=form.name, marks=() if is_there(form) else absent) for form in FORMATS]


def read_back(form: Format, *dossiers: Dossier) -> str:
    """All that ``form`` says of the dossiers, read by its reader and joined."""
    tables = COLUMNS if form.several == "tables" else (None,)
    parts = [part for table in tables for part in render_dossiers(form, dossiers, table)]
    return "\n".join(READERS[form.name](part) for part in parts)


def walk(value: Any) -> Iterator[str]:
    """Every string in a tree of dicts and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from walk(item)


def read_plain(text: str) -> str:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), "it can drive a terminal"
    assert all(line == line.rstrip() for line in text.split("\n"))
    return " ".join(text.split())


def read_html(text: str) -> str:
    from lxml import html

    root = html.document_fromstring(text.encode())
    return " ".join(root.text_content().split())


def read_json_lines(text: str) -> str:
    return "\n".join(word for line in text.rstrip("\n").split("\n") for word in walk(json.loads(line)))


def read_footnotes(text: str) -> dict[str, str]:
    """The footnotes by their labels, after GitHub's rule: each used, each defined once, by a paragraph of its own."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    inline = [token.content for token in tokens if token.type == "inline"]
    notes: dict[str, str] = {}
    used: set[str] = set()
    for content in inline:
        for line in content.split("\n"):
            defined = re.match(r"\[\^([^\]\s]+)\]: (.+)", line)
            if defined:
                assert defined[1] not in notes, f"footnote {defined[1]} is defined twice"
                notes[defined[1]] = defined[2]
            else:
                used |= set(re.findall(r"(?<!\\)\[\^([^\]\s]+)\]", line))
    assert used == set(notes), "a footnote that is not used, or a mark without a footnote"
    return notes


def read_markdown(text: str) -> str:
    from lxml import html
    from markdown_it import MarkdownIt

    read_footnotes(text)
    # The full set of rules, raw HTML and links in the text among them: nothing of a page may become either.
    root = html.document_fromstring(MarkdownIt("commonmark", {"html": True}).render(text) or "<p></p>")
    known = {"html", "body", "h1", "h2", "h3", "p", "ul", "li", "strong", "em", "a", "hr"}
    assert {element.tag for element in root.iter()} <= known
    assert all(link.text == "page" for link in root.iter("a"))
    return " ".join(root.text_content().split())


def read_separated(delimiter: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert tuple(rows[0]) in {tuple(column.name for column in columns) for columns in COLUMNS.values()}
        cells = [cell for row in rows for cell in row]
        assert not any(
            re.match(r"[\s]*[=+\-@＝＋－＠]", cell) for cell in cells if not re.fullmatch(r"-?[\d.e+]+", cell)
        )
        if delimiter == "\t":
            assert text.count("\n") == len(rows)
        return "\n".join(cells)

    return read


def read_parquet(content: bytes) -> str:
    from pyarrow import parquet

    table = parquet.read_table(BytesIO(content))
    table.validate(full=True)
    name = table.schema.metadata[b"stemma_table"].decode()
    assert table.column_names == [column.name for column in COLUMNS[name]]
    return "\n".join(walk(table.to_pylist()))


def read_geojson(text: str) -> str:
    """After RFC 7946: the members it asks for, longitude before latitude, nothing else at the top of a feature."""
    raw = json.loads(text)
    assert set(raw) == {"type", "features"}
    assert raw["type"] == "FeatureCollection"
    ids = [feature["id"] for feature in raw["features"]]
    assert len(ids) == len(set(ids))
    for feature in raw["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        if feature["geometry"] is not None:
            assert set(feature["geometry"]) == {"type", "coordinates"}
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    return "\n".join(walk(raw))


def read_ics(text: str) -> str:
    from icalendar import Calendar

    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert calendar["version"] == "2.0"
    events = calendar.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert not event.errors
        assert event["dtstamp"].dt.tzinfo is not None
        assert event["dtstart"].dt < event["dtend"].dt if "dtend" in event else True
    return "\n".join(
        str(part.get(key, "")) for part in calendar.walk() for key in ("summary", "description", "x-wr-calname")
    )


def expand(text: str) -> list[Any]:
    from pyld import jsonld

    expanded: list[Any] = jsonld.expand(json.loads(text), {"documentLoader": load_context})
    return expanded


def read_linked(text: str) -> str:
    from pyld import jsonld

    expanded = expand(text)
    quads = jsonld.to_rdf(expanded, {"documentLoader": load_context})
    assert len(quads["@default"]) > 0 or expanded == []
    return "\n".join(walk(expanded))


def read_stix(text: str) -> str:
    import stix2

    bundle = stix2.parse(text, allow_custom=False)
    objects = {item.id: item for item in bundle.objects}
    assert len(objects) == len(bundle.objects), "an id is given twice"
    for item in bundle.objects:
        assert set(item.get("object_refs", ())) <= set(objects), "a reference leads nowhere"
    return "\n".join(walk(json.loads(text)))


def read_dot(text: str) -> str:
    import pydot

    graphs = pydot.graph_from_dot_data(text)
    assert graphs
    return " ".join(text.split())


def read_svg(text: str) -> str:
    from lxml import etree

    root = etree.fromstring(text.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not root.xpath("//*[local-name()='script' or local-name()='foreignObject']")
    return " ".join("".join(root.itertext()).split())


READERS: dict[str, Callable[[Any], str]] = {
    "terminal": read_plain,
    "html": read_html,
    "json": read_json_lines,
    "markdown": read_markdown,
    "csv": read_separated(","),
    "tsv": read_separated("\t"),
    "parquet": read_parquet,
    "geojson": read_geojson,
    "ics": read_ics,
    "claimreview": read_linked,
    "jsonld": read_linked,
    "stix": read_stix,
    "annotations": read_linked,
    "dot": read_dot,
    "svg": read_svg,
}


def make_story() -> Dossier:
    """The bridge story, with two places and dates of every precision."""
    dossier = make_dossier()
    closed, crack, repairs = "f-closed", "f-crack", "f-repairs"
    return dataclasses.replace(
        dossier,
        places=(
            Place(name="Wexcombe", lat=51.5, lon=-1.25, geonames=99, variants=("Wexcombe", "WEXCOMBE"), level="town"),
            Place(name="Alder", lat=None, lon=None, geonames=None, variants=("Alder",)),
        ),
        timeline=(
            Moment(date="1962", precision="year", findings=(crack,)),
            Moment(date="2024-11", precision="month", findings=(repairs,)),
            Moment(date="2024-10-11", precision="day", findings=(closed,)),
        ),
    )


def make_second() -> Dossier:
    dossier = make_story()
    return dataclasses.replace(dossier, story=dataclasses.replace(dossier.story, id="s2", title="Another story"))


def render(name: str, *dossiers: Dossier, table: str | None = None) -> Any:
    parts = render_dossiers(find_format(name), dossiers or (make_story(),), table)
    assert len(parts) == 1
    return parts[0]


def rows(name: str, table: str, *dossiers: Dossier) -> list[dict[str, str]]:
    delimiter = "\t" if name == "tsv" else ","
    text = render(name, *dossiers, table=table)
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
