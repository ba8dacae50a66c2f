"""The routes of the HTTP API, joined."""

from fastapi import APIRouter

from stemma.web.api import articles, captures, corrections, health, lists, stories

router = APIRouter()
for _part in (stories, articles, lists, corrections, captures, health):
    router.include_router(_part.router)
