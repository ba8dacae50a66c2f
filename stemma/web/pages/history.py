"""A story's history: what happened to it, its editions, and what changed between two of them."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from stemma.collection.event_keys import list_keys
from stemma.model.changes import FindingChange, FindingName, StoryChanges
from stemma.model.stored import Query as Asked
from stemma.store import Store
from stemma.tell.changes import compare_dossiers
from stemma.tell.wording import RELATION_WORDS, clean_line, say_date, shorten
from stemma.web.pages.answering import check_fresh, make_etag, send_page
from stemma.web.pages.happenings import say_event
from stemma.web.pages.keeping import find_memory
from stemma.web.pages.linking import VIEWS
from stemma.web.pages.revising import KIND_WORDS, say_field, show_edit
from stemma.web.pages.searching import anchor_finding
from stemma.web.pages.story import find_story, head_story, load_edition
from stemma.web.pages.templating import say_instant
from stemma.web.safety.problems import Refused
from stemma.web.state import find_store

router = APIRouter(include_in_schema=False)
_EVENTS = 100
_SHOWN, _EDITS = 200, 12
_Number = Annotated[int | None, Query(ge=1, le=2**53)]
_FIELDS = {
    "relation": "relation",
    "value": "value",
    "words": "words",
    "origins": "independent origins",
    "date": "date",
    "withheld": "sure enough to tell the relation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """Something that happened, ready to show."""

    at: str
    when: str
    said: str
    edition: int | None
    articles: tuple[tuple[str, str], ...]
    """Id and name of the articles that it speaks of, as far as they are known."""
    differences: tuple[tuple[str, str], ...]
    """HTML id and statement of the differences that it speaks of, as far as they are told still."""


@router.get("/stories/{story}/history")
def show_history(
    request: Request,
    story: str,
    old: Annotated[int | None, Query(alias="from", ge=1, le=2**53)] = None,
    new: Annotated[int | None, Query(alias="to", ge=1, le=2**53)] = None,
) -> Response:
    """Events, editions, and what changed from one edition to another: of the two newest, unless told otherwise."""
    stored = find_story(request, story)
    store = find_store(request)
    editions = store.list_editions(stored.story.id)
    numbers = [number for number, _, _ in editions]
    new = new or (numbers[-1] if numbers else None)
    old = old or next((number for number in reversed(numbers) if new is not None and number < new), None)
    etag = make_etag(request, "history", stored.story.id, stored.changed, stored.story.title, tuple(editions), old, new)
    if fresh := check_fresh(request, etag):
        return fresh
    dated = [(number, place, say_instant(made), made) for place, (number, _, made) in enumerate(editions, start=1)]
    changes = _compare(request, store, stored.story.id, old, new) if old is not None and new is not None else None
    context = {
        "section": "stories",
        "head": head_story(stored),
        "view": "history",
        "views": VIEWS,
        "editions": dated[::-1],
        "old": old,
        "new": new,
        "changes": changes,
        "events": _list_events(store, stored.story.id, numbers[0] if numbers else None),
        "aliases": stored.story.aliases,
    }
    return send_page(request, "history.html.j2", context, etag=etag)


def _list_events(store: Store, story: str, first: int | None) -> list[ShownEvent]:
    """What happened, newest first; ``first``: the number of the story's first edition."""
    events = store.latest_events(story=story, limit=_EVENTS)
    wanted = {key for event in events for key in list_keys(event)[:12]}
    held = store.get_articles(wanted) if wanted else {}
    differ = {
        one.id: (anchor_finding(one.id), shorten(clean_line(one.statement), 200))
        for one in store.list_findings(Asked(story=story, relation="differ", limit=_SHOWN)).items
        if not one.withheld
    }
    shown = []
    for event in events:
        edition = event.detail.get("edition")
        named = tuple(
            (key, shorten(clean_line(held[key].article.outlet or held[key].article.source), 80))
            for key in list_keys(event)[:12]
            if key in held
        )
        shown.append(
            ShownEvent(
                at=event.at,
                when=say_instant(event.at),
                said=say_event(event, first=edition is not None and edition == first),
                edition=edition if isinstance(edition, int) else None,
                articles=named,
                differences=tuple(differ[key] for key in list_keys(event, "findings")[:12] if key in differ),
            )
        )
    return shown


def _compare(request: Request, store: Store, story: str, old: int, new: int) -> dict[str, Any]:
    """What changed, as plain names for the template."""
    memory = find_memory(request)
    loaded = [load_edition(store, memory, story, number) for number in (old, new)]
    if loaded[0] is None or loaded[1] is None:
        raise Refused(404, "One of these two editions is not kept (any more).")
    before, after = loaded[0][0].dossier, loaded[1][0].dossier
    told = compare_dossiers([before], [after]).stories
    return _show_changes(told[0], {a.id: a.text for a in after.articles}) if told else {"empty": True}


def _show_changes(told: StoryChanges, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "empty": told.is_empty,
        "added": told.articles_added,
        "gone": told.articles_gone,
        "edits": [
            {
                "id": edit.new,
                "name": edit.name,
                "kind": edit.kind,
                "said": KIND_WORDS[edit.kind],
                "notice": shorten(clean_line(edit.notice or ""), 300),
                "fields": [(name, say_field(name, was), say_field(name, now)) for name, was, now in edit.fields],
                "edits": [show_edit(one, texts.get(edit.new, "")) for one in edit.edits[:_EDITS]],
                "more": max(0, len(edit.edits) - _EDITS),
            }
            for edit in told.edits
        ],
        "changed": [_show_change(change) for change in told.findings_changed[:_SHOWN]],
        "new": [_show_name(one) for one in told.findings_new[:_SHOWN]],
        "lost": [_show_name(one) for one in told.findings_gone[:_SHOWN]],
        "counts": (len(told.findings_changed), len(told.findings_new), len(told.findings_gone)),
    }


def _show_change(change: FindingChange) -> dict[str, Any]:
    lines = []
    for one in change.changes:
        if one.field == "articles":
            sides = (("no more in", one.old), ("now also in", one.new))
            lines.append(("; ".join(f"{words} {names}" for words, names in sides if names), "", ""))
        else:
            lines.append((_FIELDS.get(one.field, one.field), _say(one.field, one.old), _say(one.field, one.new)))
    return {"statement": shorten(change.statement, 300), "anchor": anchor_finding(change.new), "lines": lines}


def _show_name(one: FindingName) -> dict[str, Any]:
    said = "Perhaps the same" if one.relation == "withheld" else RELATION_WORDS.get(one.relation, one.relation)
    return {"statement": shorten(one.statement, 300), "anchor": anchor_finding(one.id), "relation": one.relation,
            "said": said, "shares": len(one.shares)}  # fmt: skip


def _say(field: str, value: str) -> str:
    if field == "relation":
        return RELATION_WORDS.get(value, value)
    if field == "withheld":
        return {"told": "yes", "withheld": "no: perhaps the same"}.get(value, value)
    if field == "date":
        return say_date(value) or value or "none"
    return shorten(value, 300) or "none"
