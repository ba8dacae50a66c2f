"""What came of one stage over a store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.model.article import Rejected
from stemma.model.overrides import Override

What = Literal["new", "revised", "again", "older"]
"""An article that was not there; a newer version of one that was; one that was there; an older version of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one capture was kept as."""

    article: str
    """The id of the article that it is, or is one more capture of."""
    what: What
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What reading put into the store."""

    new: tuple[str, ...] = ()
    """Ids of articles that were not there, revisions among them."""
    revised: tuple[str, ...] = ()
    """Ids of those that are new revisions of pages that were there."""
    again: int = 0
    """How many were there already, as they are."""
    older: int = 0
    """How many were older versions of pages that are there: kept as captures, not as articles."""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """What grouping changed."""

    changed: tuple[str, ...] = ()
    """Ids of stories that are new or have other articles than before."""
    gone: tuple[str, ...] = ()
    """Ids of stories that are no more, or have another id now."""
    joined: tuple[str, ...] = ()
    """Those of ``gone`` that became part of another story."""
    stories: int = 0
    """How many there are now."""
    looked_at: int = 0
    """How many articles were grouped, those grouped once more included."""
    unused: tuple[Override, ...] = ()
    """The corrections by hand that fit nothing here."""


def add_up(reports: Sequence[GroupReport]) -> GroupReport:
    """What groupings one after the other changed together; one at least."""
    ids: set[str] = set()
    for one in reports:
        ids = (ids - set(one.gone)) | set(one.changed)
    return GroupReport(
        changed=tuple(sorted(ids)),
        gone=tuple(sorted({key for one in reports for key in one.gone})),
        joined=tuple(sorted({key for one in reports for key in one.joined})),
        stories=reports[-1].stories,
        looked_at=sum(one.looked_at for one in reports),
        unused=tuple(told for told in reports[0].unused if all(told in one.unused for one in reports)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateReport:
    """What was parsed ahead of comparing."""

    stories: int = 0
    """How many stories are ready to be compared."""
    alone: int = 0
    """How many were passed over for having too few articles."""
    parsed: int = 0
    """How many wordings were parsed, those parsed before left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareReport:
    """What annotating, comparing and telling made."""

    told: tuple[str, ...] = ()
    """Ids of stories with a new edition."""
    kept: int = 0
    """How many had theirs already."""
    alone: int = 0
    """How many were passed over for having too few articles."""
    failed: tuple[str, ...] = ()
    """Ids of stories that could not be told as they are now, those that failed so before among them."""
    parsed: int = 0
    """How many wordings were parsed, those parsed before left out."""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What came of all stages."""

    read: ReadReport
    group: GroupReport
    compare: CompareReport
