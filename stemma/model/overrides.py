"""Corrections by hand: what a user knows better than the rules, and what became of each.

Articles and claims are named by what lasts: a file's stem or an outlet, and words of the page. Ids of
claims are taken too, but an id changes with the claim's extent.
"""

from dataclasses import dataclass
from typing import Literal

OVERRIDES_FILE = "stemma.overrides.toml"
"""The name of the file that is looked for beside the input."""
OverrideKind = Literal[
    "join_findings",
    "split_finding",
    "join_entities",
    "split_entity",
    "set_origin",
    "set_date",
    "pin_article",
    "split_story",
    "join_stories",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRef:
    """A claim, named by its id, or by words of it and its article.

    ``article`` is a file's stem, a source, an outlet or an article's id; without it, ``words`` are looked for
    in every article of the story.
    """

    article: str | None = None
    words: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinFindings:
    """The findings that hold these claims are one."""

    claims: tuple[ClaimRef, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFinding:
    """These claims leave the finding that holds them and are one of their own."""

    claims: tuple[ClaimRef, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinEntities:
    """These names stand for one; the first is the name it goes by."""

    names: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitEntity:
    """These spellings stand for another than the rest of the names they were joined with; in one article or in all."""

    names: tuple[str, ...]
    article: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOrigin:
    """Where a claim comes from; of an article, where all comes from for which it names no source."""

    origin: str
    claim: ClaimRef | None = None
    article: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDate:
    """When an article was published: ISO 8601, reduced precision allowed."""

    article: str
    published: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinArticle:
    """An article belongs to the story of another one, whatever they are like. Each is named as in ``ClaimRef``."""

    article: str
    story_of: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitStory:
    """These articles are a story of their own."""

    articles: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinStories:
    """The stories that hold these articles are one."""

    articles: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """All corrections of one run. Splits come before joins, and pins last; otherwise in the order given."""

    join_findings: tuple[JoinFindings, ...] = ()
    split_finding: tuple[SplitFinding, ...] = ()
    join_entities: tuple[JoinEntities, ...] = ()
    split_entity: tuple[SplitEntity, ...] = ()
    set_origin: tuple[SetOrigin, ...] = ()
    set_date: tuple[SetDate, ...] = ()
    pin_article: tuple[PinArticle, ...] = ()
    split_story: tuple[SplitStory, ...] = ()
    join_stories: tuple[JoinStories, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What became of one correction, as the dossier tells it."""

    kind: OverrideKind
    what: str
    """The correction in words."""
    status: Literal["applied", "unused"]
    reason: str
    """What it changed; or why it fits nothing any more."""
    note: str | None = None
    """The user's own remark."""


def describe_reference(ref: ClaimRef) -> str:
    """A claim as a correction names it: ``“six weeks” (echo)``."""
    if ref.claim is not None:
        return f"claim {ref.claim}"
    return f"“{' '.join((ref.words or '').split())}”" + (f" ({ref.article})" if ref.article else "")
