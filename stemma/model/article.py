"""What reading makes: captures turned into articles, or into rejected items with a reason."""

from dataclasses import dataclass

from stemma.model.span import Furniture, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as received. ``source`` is a name for people: a path below the given folder, or a URL."""

    source: str
    content: bytes
    media_type: str
    """``text/plain`` or ``text/html``."""
    charset: str | None = None
    """What the transport declared (an HTTP header, a WARC record); None for a bare file."""


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
