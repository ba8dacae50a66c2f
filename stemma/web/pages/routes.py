"""The routes of the pages."""

from fastapi import APIRouter

from stemma.web.pages import articles, assets, history, outlets, river, searching, server, story

router = APIRouter(include_in_schema=False)
for part in (assets, river, searching, history, articles, outlets, server, story):
    router.include_router(part.router)
