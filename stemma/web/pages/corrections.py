"""The log of corrections by hand: what was corrected, taken back with a button, and one more put down."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from stemma.collection.correcting import list_names
from stemma.model.stored import AnyOverride, Correction
from stemma.read.page_address import normalise_address
from stemma.store import Store
from stemma.store.deriving import name_outlet
from stemma.tell.wording import clean_line, shorten
from stemma.web.pages.answering import redirect, send_page
from stemma.web.pages.correction_words import say_override
from stemma.web.pages.permitting import tell_access
from stemma.web.pages.templating import say_instant
from stemma.web.safety.problems import Refused
from stemma.web.state import find_collection, find_jobs, find_store

router = APIRouter(include_in_schema=False)
_PAGE = 100


@router.get("/corrections")
def show_corrections(
    request: Request,
    made: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    job: Annotated[str, Query(max_length=40)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """The whole log, newest first, a hundred at a time; ``made``: the one that was just made."""
    store = find_store(request)
    log = [one for one in reversed(store.list_corrections()) if before is None or one.number < before]
    shown = log[:_PAGE]
    names = _name_articles(store, shown)
    context = {
        "section": "corrections",
        "corrections": [
            {
                "number": one.number,
                "said": say_override(one.override, names),
                "note": shorten(clean_line(one.override.note or ""), 300),
                "when": say_instant(one.made),
                "at": one.made,
                "undone": one.undone,
            }
            for one in shown
        ],
        "made": made if any(one.number == made for one in shown) else None,
        "job": job if job.isalnum() else "",
        "older": shown[-1].number if len(log) > len(shown) else None,
        **tell_access(request),
    }
    return send_page(request, "corrections.html.j2", context)


@router.post("/corrections/{number}")
def change_correction(request: Request, number: int, undone: Annotated[str, Form(max_length=5)] = "yes") -> Response:
    """Take a correction back, or make it again; the stories are told anew."""
    check_writer(request)
    if not find_collection(request).undo(number, undone=undone != "no"):
        raise Refused(404, "There is no correction by this number.")
    return _lead_to_log(request, number)


def check_writer(request: Request) -> None:
    """Raises Refused unless this browser may write."""
    if not tell_access(request)["may_write"]:
        raise Refused(401, "Corrections want the token of this server.")


def keep_correction(request: Request, override: AnyOverride) -> Response:
    """Log a correction, have the stories told anew, and lead to the log."""
    return _lead_to_log(request, find_collection(request).correct(override))


def _lead_to_log(request: Request, number: int) -> Response:
    job = find_jobs(request).tell_anew()
    return redirect(f"/corrections?made={number}{f'&job={job}' if job else ''}#k{number}")


def _name_articles(store: Store, corrections: list[Correction]) -> dict[str, str]:
    """What the articles of these corrections are shown as, by what they are named by; those not found are left out."""
    named = {name for one in corrections for name in list_names(one.override)}
    # A page is kept under one form of its address, a correction names the article's own.
    kept = {key: (key, normalise_address(key)) for key in named}
    pages = store.find_pages({form for forms in kept.values() for form in forms})
    held = store.get_articles({*named, *pages.values()})
    names = {}
    for key, forms in kept.items():
        stored = held.get(next((pages[form] for form in forms if form in pages), key))
        if stored is not None:
            title = clean_line(stored.article.title or "")
            outlet = clean_line(name_outlet(stored.article))
            names[key] = f"{outlet}: {shorten(title, 70)}" if title else outlet
    return names
