"""The log of corrections as the stages take it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from stemma.model.overrides import (
    ClaimRef,
    JoinEntities,
    JoinFindings,
    JoinStories,
    Overrides,
    PinArticle,
    SetDate,
    SetOrigin,
    SplitEntity,
    SplitFinding,
    SplitStory,
)
from stemma.model.stored import AnyOverride
from stemma.store import Store

NAMED = "named"
"""The kind of records that keep, by an article's id in a correction, the ``page`` that it is a revision of:
`stemma vacuum` may drop that revision, and the correction still holds for those that replaced it."""
FIELDS: dict[type, str] = {
    JoinFindings: "join_findings",
    SplitFinding: "split_finding",
    JoinEntities: "join_entities",
    SplitEntity: "split_entity",
    SetOrigin: "set_origin",
    SetDate: "set_date",
    PinArticle: "pin_article",
    SplitStory: "split_story",
    JoinStories: "join_stories",
}


def collect_overrides(store: Store) -> Overrides:
    """The corrections of a store's log that are not undone, in its order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for correction in store.list_corrections():
        if not correction.undone:
            found[FIELDS[type(correction.override)]].append(correction.override)
    return Overrides(**{name: tuple(some) for name, some in found.items()})


def list_overrides(overrides: Overrides) -> tuple[AnyOverride, ...]:
    """Each correction by itself, in the order in which a log of them gives the same again."""
    return tuple(one for name in FIELDS.values() for one in getattr(overrides, name))


def follow_overrides(store: Store, overrides: Overrides) -> Overrides:
    """The same corrections: an article that one names by its id is named by that of its page's newest revision."""
    newest = find_newest(store, {name for one in list_overrides(overrides) for name in list_names(one)})
    if not newest:
        return overrides
    given = {one.name: getattr(overrides, one.name) for one in fields(overrides)}
    return Overrides(**{name: tuple(_rename(one, newest) for one in some) for name, some in given.items()})


def find_newest(store: Store, names: Iterable[str]) -> dict[str, str]:
    """From each of ``names`` that is the id of a replaced article to the id of its page's current one."""
    given = set(names)
    held = store.get_articles(given)
    pages = {name: one.page for name, one in held.items() if not one.current}
    for name in given - held.keys():
        noted = store.get_record(NAMED, name)
        if noted is not None:
            pages[name] = str(noted["page"])
    current = store.find_pages(set(pages.values()))
    return {name: current[page] for name, page in sorted(pages.items()) if page in current}


def note_names(store: Store, overrides: Iterable[AnyOverride]) -> None:
    """Keep of which pages the articles are that corrections name by their ids."""
    held = store.get_articles({name for one in overrides for name in list_names(one)})
    store.put_records(NAMED, {name: {"page": one.page} for name, one in sorted(held.items())})


def list_names(override: AnyOverride) -> frozenset[str]:
    """How a correction names articles, those of its claims among them."""
    named = {getattr(override, "article", None), getattr(override, "story_of", None)}
    named |= {ref.article for ref in list_claims(override)}
    return frozenset(filter(None, named)) | frozenset(getattr(override, "articles", ()))


def list_claims(override: AnyOverride) -> tuple[ClaimRef, ...]:
    """The claims that a correction is about."""
    claim: ClaimRef | None = getattr(override, "claim", None)
    several: tuple[ClaimRef, ...] = getattr(override, "claims", ())
    return several if claim is None else (*several, claim)


def _rename(override: Any, newest: Mapping[str, str]) -> Any:
    changed: dict[str, Any] = {}
    for one in fields(override):
        value = getattr(override, one.name)
        if one.name in {"article", "story_of"} and value:
            changed[one.name] = newest.get(value, value)
        elif one.name == "articles":
            changed[one.name] = tuple(newest.get(name, name) for name in value)
        elif one.name == "claims":
            changed[one.name] = tuple(_rename(ref, newest) for ref in value)
        elif one.name == "claim" and isinstance(value, ClaimRef):
            changed[one.name] = _rename(value, newest)
    return replace(override, **changed)
