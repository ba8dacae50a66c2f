"""Addresses and files that are handed in, and the jobs that read them."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.responses import Response

from stemma.web.api.asking import tidy
from stemma.web.api.conditional import write_json
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.rows import tell_job
from stemma.web.api.shapes import JobAnswer
from stemma.web.jobs import MOST_ADDRESSES, MOST_FILES
from stemma.web.safety.problems import Refused, refuse_unfit
from stemma.web.state import find_jobs
from stemma.web.uploads import Upload

router = APIRouter(prefix=PREFIX, tags=["captures"])
_LONGEST = 8000


class CapturesWanted(BaseModel):
    """Addresses of pages, feeds, sitemaps or lists to read."""

    model_config = ConfigDict(extra="forbid")

    addresses: list[Annotated[str, Field(min_length=1, max_length=_LONGEST)]] = Field(
        min_length=1, max_length=MOST_ADDRESSES
    )


@dataclass(slots=True)
class Handed:
    """What was handed in: addresses that are web addresses, and files as they came."""

    addresses: tuple[str, ...] = ()
    files: list[UploadFile] = field(default_factory=list)


JobId = Annotated[str, Path(min_length=1, max_length=64), AfterValidator(tidy)]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": CapturesWanted.model_json_schema(),
                "example": {"addresses": ["https://velm.example/news/quay"]},
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {
                            "type": "array",
                            "maxItems": MOST_FILES,
                            "items": {"type": "string", "format": "binary"},
                        },
                        "addresses": {"type": "array", "maxItems": MOST_ADDRESSES, "items": {"type": "string"}},
                    },
                }
            },
        },
    }
}


async def take_handed(request: Request) -> Handed:
    """What a request hands in, checked: JSON with addresses, or a form with files and addresses.

    Raises Refused: 400, 413, 415, 422.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            wanted = CapturesWanted.model_validate_json(await request.body())
        except ValidationError as error:
            parts = error.errors(include_url=False, include_input=False, include_context=False)[:20]
            raise refuse_unfit((".".join(["body", *map(str, one["loc"])]), one["msg"]) for one in parts) from None
        return Handed(addresses=check_addresses(wanted.addresses))
    if kind == "multipart/form-data":
        try:
            form = await request.form(
                max_files=MOST_FILES, max_fields=MOST_ADDRESSES, max_part_size=_LONGEST * MOST_ADDRESSES
            )
        except MultiPartException as error:
            raise Refused(400, f"The form cannot be read: {error.message}") from None
        return take_form(form)
    raise Refused(415, "Send addresses as application/json, or files as multipart/form-data.")


def take_form(form: FormData) -> Handed:
    """What a form hands in: ``files``, and ``addresses``, each field one or one a line. Raises Refused (422)."""
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
    given = [line for one in form.getlist("addresses") if isinstance(one, str) for line in one.splitlines()]
    handed = Handed(addresses=check_addresses([line for line in given if line.strip()]), files=files)
    if not handed.addresses and not handed.files:
        raise _refuse("files", "give one file or one address at least")
    if len(handed.files) > MOST_FILES:
        raise _refuse("files", f"{MOST_FILES} files at most are taken at once")
    return handed


def check_addresses(given: list[str]) -> tuple[str, ...]:
    """The addresses as they are given, each once. No path, no file and no other scheme is one. Raises Refused (422)."""
    from stemma.read.web.addresses import read_address

    if len(given) > MOST_ADDRESSES:
        raise _refuse("addresses", f"{MOST_ADDRESSES} addresses at most are taken at once")
    kept: dict[str, None] = {}
    for number, one in enumerate(given):
        address = read_address(one)
        if isinstance(address, str):
            raise _refuse(f"addresses.{number}", address)
        kept[address.url] = None
    return tuple(kept)


@router.post(
    "/captures",
    status_code=202,
    response_model=JobAnswer,
    responses=declare(writing=True, conditional=False),
    openapi_extra=_BODY,
)
def hand_in(request: Request, handed: Annotated[Handed, Depends(take_handed)]) -> Response:
    """Hand in addresses or files to be read, grouped and compared: a job, whose address ``Location`` tells."""
    files = [Upload(name=one.filename or "", content=one.file) for one in handed.files]
    job = find_jobs(request).submit(handed.addresses, files)
    return write_json(tell_job(job), 202, headers={"Location": f"/api/v1/jobs/{job.id}"})


@router.get("/jobs/{job}", response_model=JobAnswer, responses=declare(404, conditional=False))
def show_job(request: Request, job: JobId) -> Response:
    """How far a job is, and what came of it; jobs are forgotten after a day, and when the server ends."""
    found = find_jobs(request).find(job)
    if found is None:
        raise Refused(404, "There is no job by this id, or it is forgotten.")
    return write_json(tell_job(found), headers={"Cache-Control": "no-store"})


def _refuse(where: str, what: str) -> Refused:
    return refuse_unfit([(f"body.{where}", what)])
