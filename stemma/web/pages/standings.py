"""How claims stand to those of other articles, as it may be told: no surer than their findings are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stemma.model.stored import Query as Asked
from stemma.model.stored import StoredClaim
from stemma.store import Store
from stemma.tell.arrangement import label_relation
from stemma.web.pages.keeping import PageMemory

_MOST = 4000
"""Findings of one story that are looked at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding's relation: a CSS class, and words."""

    tone: str
    words: str


UNKNOWN = Standing("unsure", "its finding")


def find_standings(
    store: Store, memory: PageMemory, claims: Iterable[StoredClaim]
) -> Mapping[tuple[str, str], Standing]:
    """By story and finding, for the findings of these claims."""
    found: dict[tuple[str, str], Standing] = {}
    for story in dict.fromkeys(claim.story for claim in claims):
        stored = store.get_story(story)
        key = ("standings", story, stored.edition if stored else None)
        held = memory.extracts.get(key)
        if held is None:
            held = memory.extracts.put(key, _read_story(store, story))
        found.update({(story, finding): standing for finding, standing in held.items()})
    return found


def _read_story(store: Store, story: str) -> dict[str, Standing]:
    asked = Asked(story=story, limit=500)
    found: dict[str, Standing] = {}
    while len(found) < _MOST:
        page = store.list_findings(asked)
        for one in page.items:
            unsure = one.withheld and one.relation != "single"
            found[one.id] = Standing("unsure" if unsure else one.relation, label_relation(one))
        if page.next is None:
            break
        asked = replace(asked, after=page.next)
    return found
