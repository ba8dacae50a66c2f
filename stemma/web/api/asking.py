"""What is asked, and how to go on: parameters of the address to ``Query``, cursors that nobody need read."""

import base64
import binascii
import json
import re
from hashlib import blake2b
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import Path, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from stemma.model.dossier import Relation
from stemma.model.stored import Query
from stemma.text.days import is_day
from stemma.web.safety.problems import Refused

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST = 300
"""Characters of a parameter."""


def tidy(text: str) -> str:
    """``text`` with a blank for each character that no name and no word has, and that a database may refuse."""
    return _CONTROL.sub(" ", text)


def _check_day(text: str) -> str:
    if not is_day(text):
        raise ValueError("a day is written YYYY-MM-DD")
    return text


Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(tidy)]
Day = Annotated[str, AfterValidator(_check_day), WithJsonSchema({"type": "string", "format": "date"})]
Cursor = Annotated[str, Field(max_length=1000, description="The `next` of the page before.")]
Number = Annotated[int, Field(ge=0, le=2**53)]
StoryId = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(tidy)]
ArticleId = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(tidy)]
Words = Annotated[Text, Field(description='Words, all of them: `word`, `"words in this order"`, `begin*`, `-without`.')]


class Asked(BaseModel):
    """The parameters of every list."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=500)
    cursor: Cursor | None = None


class StoriesAsked(Asked):
    """Of a list of stories."""

    q: Words = ""
    outlet: Text | None = Field(None, description="One of its articles is by this outlet.")
    place: Text | None = Field(None, description="Its dossier names this place.")
    name: Text | None = Field(None, description="Its dossier names this person, organisation or place.")
    since: Day | None = Field(None, description="Its days of publication, and these, overlap.")
    until: Day | None = None
    min_origins: int = Field(0, ge=0, le=10**6)


class ClaimsAsked(StoriesAsked):
    """Of a list of claims or findings."""

    story: Text | None = Field(None, description="The id of a story, or an alias.")
    article: Text | None = Field(None, description="The id of an article.")
    relation: Relation | None = None


class SearchAsked(StoriesAsked):
    """Of a search."""

    kind: Literal["stories", "articles", "claims"] = "stories"
    story: Text | None = None
    relation: Relation | None = Field(None, description="Of claims.")
    revisions: bool = Field(False, description="Of articles: those that were replaced too.")


class RejectedAsked(Asked):
    """Of the list of what could not be used."""

    q: Words = ""
    since: Day | None = None
    until: Day | None = None


def make_query(kind: str, asked: Asked) -> Query:
    """``asked`` as the store takes it. Raises Refused where the cursor is none of this list's."""
    given = asked.model_dump(exclude={"cursor", "kind", "q"}, exclude_none=True)
    return Query(words=getattr(asked, "q", ""), after=read_cursor(asked.cursor, kind, asked), **given)


def make_cursor(after: str, kind: str, asked: BaseModel) -> str:
    """``after`` of a store as it is given out: good for the same list with the same filters alone."""
    raw = json.dumps([after, _sum_up(after, kind, asked)], separators=(",", ":")).encode("ascii")
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def read_cursor(given: str | None, kind: str, asked: BaseModel) -> str | None:
    """What ``make_cursor`` was given. Raises Refused where it did not make this one."""
    if given is None:
        return None
    try:
        raw = base64.b64decode(given.encode("ascii") + b"=" * (-len(given) % 4), altchars=b"-_", validate=True)
        found: Any = json.loads(raw)
        after, summed = found
        if isinstance(after, str) and summed == _sum_up(after, kind, asked):
            return after
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    told = [{"where": "query.cursor", "what": "this is no cursor of this list; take it from 'next' of its last page"}]
    raise Refused(422, "The cursor is none of this list's, or the list was asked for otherwise.", errors=told)


def link_next(request: Request, cursor: str | None) -> dict[str, str]:
    """The ``Link`` header (RFC 8288) to the next page; none where there is no more."""
    if cursor is None:
        return {}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    path = quote(request.url.path, safe="/")
    return {"Link": f'<{path}?{urlencode([*kept, ("cursor", cursor)])}>; rel="next"'}


def _sum_up(after: str, kind: str, asked: BaseModel) -> str:
    """Not a secret: what is made up passes where it is made well, and then leads to a place in the same list."""
    filters = asked.model_dump(exclude={"cursor", "limit"})
    text = json.dumps([kind, after, filters], sort_keys=True)
    return blake2b(text.encode("ascii"), digest_size=6).hexdigest()
