"""What reading makes: captures turned into articles, or into rejected items with a reason."""

from dataclasses import dataclass
from typing import Literal

from stemma.model.capture import Seen
from stemma.model.span import Block, Furniture, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSeen:
    """A date that a page gives for itself. All are kept; one of each kind is chosen, and says why."""

    kind: Literal["published", "modified"]
    value: str
    """ISO 8601 with as much precision as the page gives."""
    where: str
    """Where it stands: ``JSON-LD datePublished``, ``meta article:published_time``, ``printed near the headline``."""
    why: str | None = None
    """For the date that was chosen, the reason; None for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One outlet's text. Field names and shapes are the dossier contract's.

    ``published`` and ``modified`` are ISO 8601 with as much precision as the page gives
    (``2023-09-17``, ``2023-09-17T18:13:00+09:00``), in the page's own zone, because "Sunday" on
    the page means Sunday there. None where the page does not say.
    """

    id: str
    source: str
    text: str
    """The whole visible text of the page; a ``.txt`` file's own text, unchanged."""
    outlet: str | None = None
    agency: str | None = None
    """The agency credited for the article as a whole."""
    title: str | None = None
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    """ISO 639-1, lower case."""
    url: str | None = None
    title_span: Span | None = None
    """Where the headline stands in ``text``; None where it stands nowhere in it."""
    deck_span: Span | None = None
    body: tuple[Span, ...] = ()
    """The article's own paragraphs (and headings and lists inside it), in order, disjoint."""
    captions: tuple[Span, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Body and captions once more, each stretch with its kind, in order, disjoint."""
    authors: tuple[str, ...] = ()
    """The people of the byline, one name each; no outlet, no agency, no desk."""
    section: str | None = None
    country: str | None = None
    """The outlet's, ISO 3166-1 alpha-2; None where nothing on the page says it."""
    dates: tuple[DateSeen, ...] = ()
    captures: tuple[Seen, ...] = ()
    """Where it was found: first what was read, then other captures of the same page."""
    markup: bool = False
    """Its body was told by more than its words: by markup, or by who extracted it before."""
    truncated: bool = False
    """The page ends in a paywall or a "read more" before the article does."""
    confidence: float = 0.0
    """0..1: how sure we are of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An item that could not be used: counted and kept, never dropped silently."""

    item: str
    stage: str
    """``read``, ``group``, ``annotate`` or ``compare``."""
    reason: str
    """One plain sentence that says what is wrong and, where there is one, what to do."""
