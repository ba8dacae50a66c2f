"""What a test of relation gets and gives: the context of a story, and two values side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from stemma.model.dossier import Kind, Place, Relation

Verdict = Literal["same", "compatible", "differ"]
"""Of two values: one value, both can be true, or not both. Whether ``differ`` is an update is settled after."""


class Found(NamedTuple):
    """What a test makes of two claims."""

    relation: Relation
    kind: Kind
    words: tuple[str, str]
    """How the two values read in their claims."""
    why: str = ""
    """What the difference comes from, where there is more to say than the kind: "one claim denies it"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two claims whose values differ, what kind of value, and how the values read."""

    relation: Relation
    kind: Kind
    one: int
    other: int
    words: tuple[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A finding's relation and kind, the contrast that decided it, and each claim's value."""

    relation: Relation
    kind: Kind
    contrast: Contrast | None
    values: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the tests need to know of a story beside the claims."""

    published: Mapping[str, str]
    """Article id → its time of publication, ISO 8601, where it is known."""
    people: frozenset[str]
    """Ids of the entities that are persons."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Entity id → where the place is that it stands for."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Article id → its text: what stands before and after a claim."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Entity id → its full name, of persons."""
