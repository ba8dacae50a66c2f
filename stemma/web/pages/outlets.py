"""Outlets and agencies: which stories they are in, and who has it from whom. No outlet is rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from stemma.model.stored import Query as Asked
from stemma.model.stored import StoredStory
from stemma.tell.wording import clean_line, shorten
from stemma.web.pages.answering import check_fresh, make_etag, send_page
from stemma.web.pages.flows import Extract, Grid, Way, gather_flows, grid_by_month, grid_of_all, tally_flows
from stemma.web.pages.keeping import find_memory
from stemma.web.pages.river import list_story
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_COUNTED = 60
"""The newest stories that are counted over; the page says so."""
_LISTED = 200
_NEWEST = 8
_NAMED: tuple[Way, ...] = ("credits", "copies", "agency", "cites")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A count in the drawing."""

    x: float
    y: float
    radius: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDrawing:
    """Sources as rows, months as columns; the area of a dot is the number of stories."""

    width: int
    height: int
    rows: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    blobs: tuple[Blob, ...]


@router.get("/outlets")
def show_outlets(request: Request) -> Response:
    """All outlets and agencies, and whose text who prints in the newest stories."""
    store, memory = find_store(request), find_memory(request)
    outlets = memory.count_rarely("outlets", lambda: store.list_facets("outlet", limit=_LISTED))
    agencies = memory.count_rarely("agencies", lambda: store.list_facets("agency", limit=_LISTED))
    stories = [one for one in store.list_stories(Asked(limit=_COUNTED)).items if one.edition is not None]
    etag = make_etag(request, "outlets", outlets, agencies, _name_editions(stories))
    if fresh := check_fresh(request, etag):
        return fresh
    extracts = [extract for _, extract in gather_flows(store, memory, stories)]
    context = {
        "section": "outlets",
        "outlets": [(clean_line(name), link_outlet(name), count) for name, count in outlets],
        "agencies": [(clean_line(name), link_outlet(name), count) for name, count in agencies],
        "grid": grid_of_all(extracts),
        "counted": len(extracts),
        "most": _LISTED,
        "link_outlet": link_outlet,
    }
    return send_page(request, "outlets.html.j2", context, etag=etag)


@router.get("/outlets/{name:path}")
def show_outlet(request: Request, name: str) -> Response:
    """One outlet, or one agency."""
    store, memory = find_store(request), find_memory(request)
    stories = store.list_stories(Asked(outlet=name, limit=_COUNTED))
    told = list(stories.items)
    if not told:
        # An agency need not be an outlet of its own: its name is looked for in the newest stories.
        newest = store.list_stories(Asked(limit=_COUNTED)).items
        told = [one for one, extract in gather_flows(store, memory, newest) if _has_source(extract, name)]
    if not told:
        raise Refused(404, "No outlet or agency of this name is in the newest stories here.")
    etag = make_etag(request, "outlet", name, _name_editions(told))
    if fresh := check_fresh(request, etag):
        return fresh
    extracts = [extract for _, extract in gather_flows(store, memory, told)]
    grid = grid_by_month(extracts, name)
    context = {
        "section": "outlets",
        "name": shorten(clean_line(name), 120),
        "raw": name,
        "is_outlet": bool(stories.items),
        "stories": [list_story(store, one) for one in told[:_NEWEST]],
        "more": stories.next is not None or len(told) > _NEWEST,
        "counted": len(extracts),
        "all_counted": stories.next is None,
        "credits": tally_flows(extracts, "credits", outlet=name),
        "copies": tally_flows(extracts, "copies", outlet=name),
        "shares": tally_flows(extracts, "shares", outlet=name),
        "agencies": tally_flows(extracts, "agency", outlet=name),
        "cites": tally_flows(extracts, "cites", outlet=name)[:20],
        "credited": tally_flows(extracts, "credits", source=name),
        "copied": tally_flows(extracts, "copies", source=name),
        "cited": (tally_flows(extracts, "agency", source=name) + tally_flows(extracts, "cites", source=name))[:20],
        "grid": grid,
        "drawing": _draw(grid),
        "months": [say_month(month) for month in grid.columns],
        "link_outlet": link_outlet,
    }
    return send_page(request, "outlet.html.j2", context, etag=etag)


def _has_source(extract: Extract, name: str) -> bool:
    return any(tally_flows([extract], way, source=name) for way in _NAMED)


def link_outlet(name: str) -> str:
    """The address of an outlet's page."""
    return f"/outlets/{quote(name, safe='', errors='replace')}"


def say_month(month: str) -> str:
    """``Oct 2024`` of ``2024-10``."""
    number = int(month[5:])
    return f"{_MONTHS[number - 1]} {month[:4]}" if 1 <= number <= 12 else month


def _name_editions(stories: Sequence[StoredStory]) -> tuple[tuple[str, int | None, int], ...]:
    return tuple((one.story.id, one.edition, one.changed) for one in stories)


def _draw(grid: Grid) -> FlowDrawing | None:
    """The grid drawn; None where it has less than two months, which a table says as well."""
    if len(grid.columns) < 2 or not grid.rows:
        return None
    left, top, step = 190, 34, 34
    width = 760
    across = (width - left - 40) / max(1, len(grid.columns) - 1)
    xs = [left + 20 + across * place for place in range(len(grid.columns))]
    blobs = []
    for row, (name, counts) in enumerate(grid.rows):
        for place, count in enumerate(counts):
            if count:
                radius = round(3 + 11 * (count / grid.most) ** 0.5, 1)
                title = f"{name}, {say_month(grid.columns[place])}: {count}"
                blobs.append(Blob(x=round(xs[place], 1), y=top + step * row, radius=radius, title=title))
    every = max(1, -(-len(grid.columns) // 6))
    return FlowDrawing(
        width=width,
        height=top + step * len(grid.rows),
        rows=tuple((top + step * row, shorten(name, 26)) for row, (name, _) in enumerate(grid.rows)),
        ticks=tuple((round(xs[i], 1), say_month(m)) for i, m in enumerate(grid.columns) if i % every == 0),
        blobs=tuple(blobs),
    )
