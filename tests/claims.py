"""Claims made by hand, for tests of comparing."""

from dataclasses import replace

from stemma.compare.contrasts import Context
from stemma.model.annotation import Claim, Mention, Modality, Polarity, Quantity, Quoted, TimeExpression
from stemma.model.span import Span


def make_claim(
    quote: str,
    *,
    article: str = "a",
    quantities: tuple[Quantity, ...] = (),
    times: tuple[TimeExpression, ...] = (),
    mentions: tuple[Mention, ...] = (),
    said_by: tuple[str, ...] = (),
    quoted: Quoted = "none",
    polarity: Polarity = "affirmed",
    modality: Modality = "asserted",
) -> Claim:
    """A claim that is the whole of its article's text; the spans of its slots are found by their words."""
    return Claim(
        id=f"{article}-{quote[:20]}",
        article=article,
        start=0,
        end=len(quote),
        quote=quote,
        part="body",
        sentence=Span(0, len(quote)),
        wording=quote,
        quantities=tuple(replace(q, **_place(quote, q.text)) for q in quantities),
        times=tuple(replace(t, **_place(quote, t.text)) for t in times),
        mentions=tuple(replace(m, **_place(quote, m.text)) for m in mentions),
        said_by=said_by,
        quoted=quoted,
        polarity=polarity,
        modality=modality,
    )


def make_context(*claims: Claim, published: dict[str, str] | None = None, people: tuple[str, ...] = ()) -> Context:
    """A context in which each claim is the text of its article."""
    return Context(
        published=published or {}, people=frozenset(people), texts={claim.article: claim.quote for claim in claims}
    )


def figure(text: str, value: float, *, op: str = "=", unit: str | None = None, of: str | None = None) -> Quantity:
    """A quantity whose place the claim finds by its words."""
    return Quantity(start=0, end=0, text=text, op=op, quantity=value, unit=unit, of=of)


def hour(text: str, value: str) -> TimeExpression:
    """An hour of a day, as TIMEX3."""
    return TimeExpression(start=0, end=0, text=text, kind="TIME", value=value, date=value, precision="time")


def day(text: str, value: str) -> TimeExpression:
    """A date, ISO 8601."""
    return TimeExpression(start=0, end=0, text=text, kind="DATE", value=value, date=value, precision="day")


def _place(quote: str, words: str) -> dict[str, int]:
    start = quote.index(words)
    return {"start": start, "end": start + len(words)}
