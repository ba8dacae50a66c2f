"""Handing in pages: addresses pasted or files dropped, how far reading them is, and what came of it."""

import re
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from stemma.model.stored import StoredStory
from stemma.store import Store
from stemma.tell.wording import clean_line, count_words, shorten
from stemma.text.secrets import hide_secrets
from stemma.web.jobs import MOST_ADDRESSES, MOST_FILES, Job
from stemma.web.pages.answering import redirect, send_page
from stemma.web.pages.permitting import tell_access
from stemma.web.pages.river import list_story
from stemma.web.safety.problems import Refused
from stemma.web.state import find_jobs, find_store
from stemma.web.uploads import Upload

router = APIRouter(include_in_schema=False)
_BETWEEN = re.compile(r",*\s+|,+(?=https?://|$)", re.IGNORECASE)
_SHOWN = 50
_JOBS = 10
_STAGES = {"read": "Reading the pages", "group": "Finding the stories", "compare": "Comparing the reports"}
_STATES = {"waiting": "waits", "running": "is read", "done": "is done", "failed": "failed"}


@router.get("/add")
def show_form(request: Request) -> Response:
    """The form."""
    return _send_form(request)


def _send_form(request: Request, *, wrong: str = "", addresses: str = "", status: int = 200) -> Response:
    access = tell_access(request)
    recent = [
        (job.id, _say_job(job), _STATES[job.state]) for job in find_jobs(request).list_jobs()[:_JOBS]
    ] if access["may_write"] else []  # fmt: skip
    context = {
        "section": "add",
        "wrong": wrong,
        "addresses": addresses,
        "jobs": recent,
        "most_addresses": MOST_ADDRESSES,
        "most_files": MOST_FILES,
        "most_bytes": request.app.state.options.max_body // (1024 * 1024),
        **access,
    }
    return send_page(request, "add.html.j2", context, status=status)


@router.post("/add")
def take_pages(
    request: Request,
    addresses: Annotated[str, Form(max_length=200_000)] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Take up a job, and lead to the page that tells of it."""
    if not tell_access(request)["may_write"]:
        raise Refused(401, "Adding pages wants the token of this server.")
    given = split_addresses(addresses)
    uploads = [one for one in files or [] if one.filename or one.size]
    wrong = _find_wrong(given, uploads)
    if wrong:
        return _send_form(request, wrong=wrong, addresses=addresses, status=422)
    files_given = [Upload(name=one.filename or "", content=one.file) for one in uploads]
    job = find_jobs(request).submit(given, files_given)
    return redirect(f"/add/{job.id}")


def split_addresses(text: str) -> list[str]:
    """The addresses that were pasted, each once: blanks and line ends part them, and commas that another follows, since
    an address may have commas of its own."""
    return list(dict.fromkeys(filter(None, _BETWEEN.split(text))))


def _find_wrong(given: list[str], uploads: list[UploadFile]) -> str:
    """What is wrong with what was handed in, in words; empty where nothing is."""
    from stemma.read.web.addresses import read_address

    for one in given:
        told = read_address(one)
        if isinstance(told, str):
            return f"“{shorten(clean_line(one), 80)}” is no web address that can be read. {told}"
    if len(given) > MOST_ADDRESSES or len(uploads) > MOST_FILES:
        return f"At most {MOST_ADDRESSES} addresses and {MOST_FILES} files at once, please."
    return "" if given or uploads else "There is neither an address nor a file."


@router.get("/add/{job}")
def show_job(request: Request, job: str) -> Response:
    """How far a job is; once it is done, its stories and what could not be used."""
    found = find_jobs(request).find(job)
    if found is None:
        raise Refused(404, "There is no such job: what was added before the server was started anew is in the stories.")
    store = find_store(request)
    over = found.state in ("done", "failed")
    stories = _find_stories(store, found) if over else []
    context = {
        "section": "add",
        "job": found,
        "said": _say_job(found),
        "stage": _STAGES.get(found.stage or "", "It waits for its turn" if found.state == "waiting" else "Beginning"),
        "over": over,
        "correction": not found.addresses and not found.files,
        "stories": [list_story(store, one) for one in stories[:_SHOWN]],
        "more": max(0, len(stories) - _SHOWN),
        "rejected": [
            (shorten(clean_line(hide_secrets(one.item)), 300), clean_line(hide_secrets(one.reason)))
            for one in found.rejected[: 4 * _SHOWN]
        ],
    }
    answer = send_page(request, "job.html.j2", context)
    if not over:
        answer.headers["Refresh"] = "3"
    return answer


def _find_stories(store: Store, job: Job) -> list[StoredStory]:
    found = [stored for key in job.stories for stored in [store.get_story(key)] if stored is not None]
    unique = {stored.story.id: stored for stored in found}
    return sorted(unique.values(), key=lambda one: (-len(one.story.articles), one.story.id))


def _say_job(job: Job) -> str:
    """What was handed in."""
    parts = [
        count_words(job.addresses, "address", "addresses") if job.addresses else "",
        count_words(job.files, "file") if job.files else "",
    ]
    return " and ".join(filter(None, parts)) or "The stories, with the corrections by hand"
