"""The routes of the pages. The order counts: what has a path of its own stands before what takes any."""

from fastapi import APIRouter

from stemma.web.pages import (
    adding,
    articles,
    assets,
    correcting,
    corrections,
    history,
    outlets,
    river,
    searching,
    server,
    story,
)

router = APIRouter(include_in_schema=False)
for part in (assets, river, searching, history, correcting, articles, outlets, adding, corrections, server, story):
    router.include_router(part.router)
