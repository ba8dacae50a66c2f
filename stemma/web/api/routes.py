"""The routes of the HTTP API."""

from fastapi import APIRouter, Request

router = APIRouter(prefix="/api/v1")


@router.get("/health")
def tell_health(request: Request) -> dict[str, object]:
    """Whether the store answers, and how much it holds."""
    return {"status": "ok", "counts": dict(request.app.state.collection.store.count())}
