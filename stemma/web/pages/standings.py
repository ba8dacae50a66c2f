"""How claims stand to those of other articles, as it may be told: no surer than their findings are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stemma.model.stored import StoredClaim, StoredFinding
from stemma.store import Store
from stemma.tell.arrangement import label_relation


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding's relation: a CSS class, and words."""

    tone: str
    words: str


UNKNOWN = Standing("unsure", "its finding")


def find_standings(store: Store, claims: Iterable[StoredClaim]) -> Mapping[tuple[str, str], Standing]:
    """By story and finding, for the findings of these claims that are there."""
    found = store.get_findings(dict.fromkeys((claim.story, claim.finding) for claim in claims))
    return {pair: _judge(finding) for pair, finding in found.items()}


def _judge(finding: StoredFinding) -> Standing:
    unsure = finding.withheld and finding.relation != "single"
    return Standing("unsure" if unsure else finding.relation, label_relation(finding))
