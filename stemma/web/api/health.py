"""Whether the server is well, for people and for Prometheus."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from stemma.version import __version__
from stemma.web.api.conditional import write_json
from stemma.web.api.declaring import PREFIX, declare
from stemma.web.api.shapes import HealthAnswer
from stemma.web.state import find_jobs, find_store

router = APIRouter(prefix=PREFIX, tags=["health"])


@router.get("/health", response_model=HealthAnswer, responses=declare(conditional=False))
def tell_health(request: Request) -> Response:
    """Whether the store answers, and how much it holds."""
    told = HealthAnswer(
        status="ok",
        version=__version__,
        counts=dict(find_store(request).count()),
        jobs_waiting=find_jobs(request).count_waiting(),
        writable=request.app.state.options.token is not None,
    )
    return write_json(told, headers={"Cache-Control": "no-store"})


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Prometheus' own text.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **declare(conditional=False),
    },
)
def tell_metrics(request: Request) -> Response:
    """Requests, jobs and what the store holds, as Prometheus takes them."""
    content, kind = request.app.state.metrics.render()
    return Response(content, media_type=None, headers={"Content-Type": kind, "Cache-Control": "no-store"})
