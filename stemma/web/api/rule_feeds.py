"""Feeds of the notices of each rule of a watch, as Atom and as JSON Feed."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from pydantic import AfterValidator
from starlette.responses import Response

from stemma.collection.notices import make_rule_feed
from stemma.web.api.asking import tidy
from stemma.web.api.conditional import is_fresh, make_tag, not_modified, tag_store
from stemma.web.api.declaring import declare
from stemma.web.api.feeds import TOLD, Form, send_feed
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(prefix="/feeds/rules", tags=["feeds"])
FeedRule = Annotated[str, Path(min_length=1, max_length=500), AfterValidator(tidy)]


@router.get("/{rule}.{form}", response_class=Response, responses={**TOLD, **declare(404)})
def feed_rule(request: Request, rule: FeedRule, form: Form) -> Response:
    """What a rule of a watch told, an entry each, the newest first."""
    store = find_store(request)
    base = str(request.base_url)
    tag = make_tag("feed", tag_store(request), form, base, "rule", rule)
    self_url = f"{base}feeds/rules/{quote(rule, safe='')}.{form}"
    feed = make_rule_feed(store, rule, home_url=base, self_url=self_url)
    if feed is None:
        raise Refused(404, "There is no rule by this name, or no watch has looked on by it yet.")
    return not_modified(tag) if is_fresh(request, tag) else send_feed(feed, form, tag)
