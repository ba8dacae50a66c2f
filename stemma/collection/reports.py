"""What came of one stage over a store."""

from dataclasses import dataclass

from stemma.model.article import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What reading put into the store."""

    new: tuple[str, ...] = ()
    """Ids of articles that were not there, revisions among them."""
    revised: tuple[str, ...] = ()
    """Ids of those that are new revisions of pages that were there."""
    again: int = 0
    """How many were there already, as they are."""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """What grouping changed."""

    changed: tuple[str, ...] = ()
    """Ids of stories that are new or have other articles than before."""
    gone: tuple[str, ...] = ()
    """Ids of stories that are no more."""
    stories: int = 0
    """How many there are now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareReport:
    """What annotating, comparing and telling made."""

    told: tuple[str, ...] = ()
    """Ids of stories with a new edition."""
    kept: int = 0
    """How many had theirs already."""
    alone: int = 0
    """How many were passed over for having too few articles."""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What came of all stages."""

    read: ReadReport
    group: GroupReport
    compare: CompareReport
