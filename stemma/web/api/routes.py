"""The routes of the HTTP API, joined."""

from fastapi import APIRouter

from stemma.web.api import articles, captures, corrections, feeds, health, lists, rule_feeds, stories

router = APIRouter()
for _part in (stories, articles, lists, corrections, captures, health, feeds, rule_feeds):
    router.include_router(_part.router)
