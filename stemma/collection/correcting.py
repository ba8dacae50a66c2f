"""The log of corrections as the stages take it."""

from collections import defaultdict
from typing import Any

from stemma.model.overrides import (
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
