"""Each format read back by its field's own reader: what it must hold of a story."""

import dataclasses
import json
import random
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from stemma.errors import MissingPart, UsageError
from stemma.model.dossier import Moment
from stemma.tell.formats.ics import cover_date
from stemma.tell.formats.registry import FORMATS, Format, find_format, load_renderer, render_dossiers
from stemma.tell.formats.tables import COLUMNS
from tests.formats import (
    AS,
    OA,
    READERS,
    each_format,
    expand,
    make_second,
    make_story,
    read_back,
    read_footnotes,
    render,
    walk,
)

SCHEMA = "http://schema.org/"


def test_every_registered_format_has_a_reader_and_every_reader_a_format() -> None:
    assert set(READERS) == {form.name for form in FORMATS}


def test_names_and_endings_mean_one_format_each() -> None:
    names = [form.name for form in FORMATS]
    endings = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(endings)) == len(endings)
    assert all(form.extra for form in FORMATS if form.packages)


@pytest.mark.parametrize("form", each_format())
def test_the_same_dossier_gives_the_same_content(form: Format) -> None:
    tables = COLUMNS if form.several == "tables" else (None,)
    for table in tables:
        first = render_dossiers(form, [make_story()], table)
        random.seed(7)
        assert render_dossiers(form, [make_story()], table) == first
        assert all(isinstance(part, bytes if form.binary else str) for part in first)


@pytest.mark.parametrize("form", each_format())
def test_several_stories_are_told_as_the_registry_says(form: Format) -> None:
    first, second = make_story(), make_second()
    parts = render_dossiers(form, [first, second])
    assert len(parts) == (2 if form.several == "numbered" else 1)
    if form.several == "lines":
        assert [json.loads(line)["story"]["id"] for line in str(parts[0]).split("\n")[:-1]] == ["s1", "s2"]
    if form.name not in {"dot", "svg"}:
        told = read_back(form, first, second)
        assert "Another story" in told
        assert "Bridge over the Alder closes" in told


@pytest.mark.parametrize("form", [form for form in FORMATS if form.packages], ids=lambda form: form.name)
def test_a_missing_package_is_named_with_its_extra(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, form.packages[0], None)
    with pytest.raises(MissingPart, match=rf"pip install 'stemma-news\[{form.extra}\]'"):
        load_renderer(form)


def test_an_unknown_format_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(UsageError, match="terminal, html, json, markdown, csv"):
        find_format("xlsx")


def test_a_place_is_a_point_with_what_names_it_and_the_unresolved_have_none() -> None:
    town, river = json.loads(render("geojson"))["features"]
    assert town["geometry"] == {"type": "Point", "coordinates": [-1.25, 51.5]}
    assert [finding["id"] for finding in town["properties"]["findings"]] == ["f-closed"]
    assert [article["id"] for article in town["properties"]["articles"]] == ["a-echo", "a-post"]
    assert river["geometry"] is None
    assert [article["name"] for article in river["properties"]["articles"]] == [
        "The Alder Echo",
        "Northgate Post",
        "03-detour",
    ]


@pytest.mark.parametrize(
    ("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf")), (None, 1.0)]
)
def test_coordinates_that_lie_on_no_globe_are_no_geometry(lat: float | None, lon: float | None) -> None:
    dossier = make_story()
    place = dataclasses.replace(dossier.places[0], lat=lat, lon=lon)
    (feature,) = json.loads(render("geojson", dataclasses.replace(dossier, places=(place,))))["features"]
    assert feature["geometry"] is None


def test_the_timeline_is_a_calendar_that_keeps_the_precision_and_counts_the_undated() -> None:
    from icalendar import Calendar

    calendar = Calendar.from_ical(render("ics"))
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    day = events["The Alder bridge was closed on Friday"]
    assert (day["dtstart"].dt, day["dtend"].dt) == (date(2024, 10, 11), date(2024, 10, 12))
    assert day["dtstart"].params["value"] == "DATE"
    month = events["In November 2024: How long the repairs will take"]
    assert (month["dtstart"].dt, month["dtend"].dt) == (date(2024, 11, 1), date(2024, 12, 1))
    year = events["In 1962: Divers found a crack in a pier"]
    assert (year["dtstart"].dt, year["dtend"].dt) == (date(1962, 1, 1), date(1963, 1, 1))
    assert calendar["x-stemma-undated"] == "1"
    assert "left out as undated: 1" in calendar["x-wr-caldesc"]
    assert "“The Alder bridge in Wexcombe was closed on Friday”" in day["description"]


def test_a_time_of_day_is_told_where_the_date_has_one() -> None:
    from icalendar import Calendar

    moments = (
        Moment(date="2024-10-11T14:30:00+01:00", precision="time", findings=("f-closed",)),
        Moment(date="2024-10-12T08:00", precision="time", findings=("f-crack",)),
    )
    text = render("ics", dataclasses.replace(make_story(), timeline=moments))
    aware, floating = (event["dtstart"].dt for event in Calendar.from_ical(text).walk("VEVENT"))
    assert aware == datetime(2024, 10, 11, 13, 30, tzinfo=UTC)
    assert floating == datetime(2024, 10, 12, 8, 0)


def test_events_bear_the_time_of_the_last_article_not_of_the_clock() -> None:
    from icalendar import Calendar

    stamps = {event["dtstamp"].dt for event in Calendar.from_ical(render("ics")).walk("VEVENT")}
    assert stamps == {datetime(2024, 10, 12, 7, 30, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("iso", "precision", "span"),
    [
        ("2024-02-29", "day", (date(2024, 2, 29), date(2024, 3, 1))),
        ("2024-10-12", "week", (date(2024, 10, 12), date(2024, 10, 19))),
        ("2024-12", "month", (date(2024, 12, 1), date(2025, 1, 1))),
        ("2024-10", "quarter", (date(2024, 10, 1), date(2025, 1, 1))),
        ("2020", "decade", (date(2020, 1, 1), date(2030, 1, 1))),
        ("2024", "", (date(2024, 1, 1), date(2025, 1, 1))),
        ("2023-02-29", "day", None),
        ("2024-13", "month", None),
        ("9999-12-31", "day", None),
        ("9999", "year", None),
        ("0000", "year", None),
        ("soon", "day", None),
        ("", "day", None),
    ],
)
def test_a_date_covers_what_its_precision_says(iso: str, precision: str, span: tuple[date, date] | None) -> None:
    assert cover_date(iso, precision) == span


# Linked data


def find_type(text: str, kind: str) -> list[Any]:
    return [node for node in expand(text) if f"{SCHEMA}{kind}" in node.get("@type", ())]


def test_claim_reviews_are_drafts_and_rate_nothing() -> None:
    text = render("claimreview")
    drafts = find_type(text, "ClaimReview")
    assert len(drafts) == 5
    for draft in drafts:
        assert draft[f"{SCHEMA}creativeWorkStatus"] == [{"@value": "Draft"}]
        assert f"{SCHEMA}reviewRating" not in draft
        assert f"{SCHEMA}author" not in draft
        assert "Draft without a verdict" in draft[f"{SCHEMA}reviewBody"][0]["@value"]
    assert "ating" not in text.replace("A rating, its author", "")


def test_each_value_of_a_difference_is_a_draft_of_its_own_that_names_the_other() -> None:
    one, other = find_type(render("claimreview"), "ClaimReview")[:2]
    assert one[f"{SCHEMA}claimReviewed"] == [{"@value": "Repairs will take six weeks"}]
    assert other[f"{SCHEMA}claimReviewed"] == [{"@value": "the repairs would last at least two months"}]
    body = one[f"{SCHEMA}reviewBody"][0]["@value"]
    assert "Others say: Northgate Post: “the repairs would last at least two months” (citing engineers)." in body
    item = one[f"{SCHEMA}itemReviewed"][0]
    assert item[f"{SCHEMA}author"][0][f"{SCHEMA}name"] == [{"@value": "the ministry"}]
    assert item[f"{SCHEMA}appearance"][0]["@id"] == "https://echo.example/bridge"


def test_an_article_names_its_outlet_its_claims_and_whom_it_credits() -> None:
    echo, post, stub = find_type(render("jsonld"), "NewsArticle")
    assert echo["@id"] == echo[f"{SCHEMA}url"][0]["@id"] == "https://echo.example/bridge"
    assert echo[f"{SCHEMA}publisher"][0][f"{SCHEMA}name"] == [{"@value": "The Alder Echo"}]
    credited = [name for work in echo[f"{SCHEMA}citation"] for name in walk(work[f"{SCHEMA}author"])]
    assert "Corran News Agency" in credited
    quotes = [part[f"{SCHEMA}text"][0]["@value"] for part in echo[f"{SCHEMA}hasPart"]]
    assert "Repairs will take six weeks" in quotes
    assert f"{SCHEMA}publisher" not in stub, "its outlet is not known"
    assert post["@id"].startswith("urn:uuid:")


def test_a_known_direction_of_copying_is_a_citation_and_an_unknown_is_none() -> None:
    dossier = make_story()
    for direction, count in (("credit", 1), (None, 0)):
        copies = (dataclasses.replace(dossier.copies[0], direction=direction),)  # type: ignore[arg-type]
        post = find_type(render("jsonld", dataclasses.replace(dossier, copies=copies)), "NewsArticle")[1]
        taken = [work for work in post[f"{SCHEMA}citation"] if work.get("@id") == "https://echo.example/bridge"]
        assert len(taken) == count


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/ b", "http://a.example/<b>", "file:///etc", "x"]
)
def test_what_is_no_web_address_is_no_address(url: str) -> None:
    dossier = make_story()
    articles = tuple(dataclasses.replace(article, url=url) for article in dossier.articles)
    hostile = dataclasses.replace(dossier, articles=articles)
    for name in ("jsonld", "claimreview", "geojson", "stix", "annotations", "markdown"):
        assert url not in walk_values(render(name, hostile))


def walk_values(text: str) -> set[str]:
    try:
        return set(walk(json.loads(text)))
    except ValueError:
        return set(text.replace("<", " ").replace(">", " ").split())


def test_every_span_is_an_annotation_found_by_place_and_by_words() -> None:
    dossier = make_story()
    (collection,) = expand(render("annotations"))
    page = collection[f"{AS}first"][0]
    items = page[f"{AS}items"][0]["@list"]
    assert collection[f"{AS}totalItems"] == [{"@value": len(items)}]
    texts = {"https://echo.example/bridge": dossier.articles[0].text}
    spans = 0
    for item in items:
        assert item["@type"] == [f"{OA}Annotation"]
        target = item[f"{OA}hasTarget"][0]
        place, quote = target[f"{OA}hasSelector"]
        start, end = (int(place[f"{OA}{name}"][0]["@value"]) for name in ("start", "end"))
        text = texts.get(target[f"{OA}hasSource"][0]["@id"])
        if text is None:
            continue
        spans += 1
        assert text[start:end] == quote[f"{OA}exact"][0]["@value"]
        before = quote[f"{OA}prefix"][0]["@value"] if f"{OA}prefix" in quote else ""
        after = quote[f"{OA}suffix"][0]["@value"] if f"{OA}suffix" in quote else ""
        assert text[:start].endswith(before)
        assert text[end:].startswith(after)
        assert before or start == 0
    echo = dossier.articles[0]
    claims = sum(claim.article == echo.id for finding in dossier.findings for claim in finding.claims)
    assert spans == claims + 1 + 1 + 1 + len(echo.body) + len(echo.furniture), (
        "claims, quotation, copy, headline, parts"
    )


# Analysts and readers


def test_a_stix_bundle_is_a_report_with_a_grouping_a_finding_and_a_note_a_claim() -> None:
    import stix2

    bundle = stix2.parse(render("stix"))
    kinds = [item.type for item in bundle.objects]
    assert (kinds.count("report"), kinds.count("grouping"), kinds.count("note")) == (1, 4, 7)
    objects = {item.id: item for item in bundle.objects}
    report = objects[next(key for key in objects if key.startswith("report"))]
    assert set(report.object_refs) == set(objects) - {report.id}
    note = next(item for item in bundle.objects if item.type == "note" and "six weeks" in item.content)
    assert [objects[ref].name for ref in note.object_refs] == ["The Alder Echo", "Corran News Agency", "the ministry"]
    assert note.external_references[0].url == "https://echo.example/bridge"
    assert note.external_references[0].description.endswith("characters 190-217")
    assert "confidence" not in render("stix"), "STIX's confidence speaks of truth"


def test_stix_ids_and_times_come_from_the_data() -> None:
    raw = json.loads(render("stix"))
    for item in (raw, *raw["objects"]):
        assert uuid.UUID(item["id"].split("--")[1]).version == 5
    times = {item[field] for item in raw["objects"] for field in ("created", "modified")}
    assert times == {"2024-10-12T07:30:00.000Z", "2024-10-12T00:00:00.000Z"}


def test_each_claim_is_a_footnote_with_outlet_words_and_source() -> None:
    notes = read_footnotes(render("markdown"))
    assert list(notes) == [str(number) for number in range(1, 8)]
    assert notes["1"] == (
        "The Alder Echo: “Repairs will take six weeks” "
        "(citing Corran News Agency, which cites the ministry; characters 190–217)"
    )


def test_footnotes_of_several_stories_do_not_share_their_names() -> None:
    notes = read_footnotes(render("markdown", make_story(), make_second()))
    assert list(notes) == [str(n) for n in range(1, 8)] + [f"2-{n}" for n in range(1, 8)]
