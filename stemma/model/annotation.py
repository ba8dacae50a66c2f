"""What annotating makes: every annotation carries its span in the article's text."""

from dataclasses import dataclass
from typing import Literal

from stemma.model.article import Article
from stemma.model.span import Span

Part = Literal["headline", "deck", "body", "caption"]
Quoted = Literal["direct", "indirect", "mixed", "none"]
EntityKind = Literal["person", "organisation", "place", "other"]
TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "possible", "planned", "feared", "conditional", "alleged", "asked", "wished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text. ``entity`` is the id of what it stands for, over the whole story."""

    start: int
    end: int
    text: str
    kind: EntityKind
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The person, organisation or place that a story's mentions stand for."""

    id: str
    name: str
    """The fullest of its variants."""
    kind: EntityKind
    variants: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words of time, with their TIMEX3 value."""

    start: int
    end: int
    text: str
    kind: TimeKind
    value: str
    """TIMEX3: ``2023-09-17``, ``2023-09``, ``P6D``, ``PRESENT_REF``, ``XXXX-WXX-7`` where unresolved."""
    date: str | None = None
    """The calendar date it resolves to, ISO 8601 with reduced precision (``2023``, ``2023-09``,
    ``2023-09-17``); the first day of a range; None for durations and what cannot be resolved."""
    precision: Literal["decade", "year", "quarter", "month", "week", "day", "time"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with its hedge, unit and what it counts."""

    start: int
    end: int
    text: str
    op: str
    """``=`` exactly, ``~`` about, ``>`` over, ``>=`` at least, ``<`` under or up to but not quite,
    ``<=`` up to, ``<~`` nearly, ``..`` a range."""
    quantity: float
    high: float | None = None
    """The upper end of a range."""
    unit: str | None = None
    """Normalised: ``km``, ``day``, ``percent``, ``USD``; None where it counts things."""
    of: str | None = None
    """The lemma of the counted noun ("observation", "drone"); None where the unit says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: a source, the cue, and the spans of what is said.

    ``chain`` names the sources nearest first: ``("TASS", "the governor")`` for "TASS reported that
    the governor said". Names are as full as the story gives them. ``resolved`` is False where the
    source is a pronoun or role that could not be led back to a name.
    """

    content: tuple[Span, ...]
    chain: tuple[str, ...]
    quoted: Quoted
    source: Span | None = None
    cue: Span | None = None
    resolved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable assertion in one article, with the slots that hang on it."""

    id: str
    article: str
    start: int
    end: int
    quote: str
    part: Part
    sentence: Span
    said_by: tuple[str, ...] = ()
    quoted: Quoted = "none"
    wording: str = ""
    """What it says, to align by: its words, each name in one form over the story."""
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    date: str | None = None
    """When it happened, ISO 8601 with reduced precision, after resolving against the article's date."""
    date_precision: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    subject: str | None = None
    """The subject carried over from the clause it hangs on, where the clause names none."""
    about: str | None = None
    """The id of the entity that its subject names; None where that is no name and no pronoun surely followed."""
    within: str | None = None
    """The id of the claim that this one is a phrase of."""
    worth: float = 1.0
    """How likely a phrase answers a question of its own, 0..1; 1 for a clause."""
    complete: bool = False
    """Reads as a sentence of its own: opens its sentence and stops where a clause stops."""
    surrounds: tuple[str, str] | None = None
    """The words of its sentence that must stand before and after it for it to be read alone, an ellipsis where some
    are left out; both empty where it has a subject of its own; None where nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with everything that was found in it."""

    article: Article
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    phrases: tuple[Claim, ...] = ()
    """Parts of claims that may answer a question of their own: a claim each where another article states the same."""
