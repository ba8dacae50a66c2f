"""``why``: one plain sentence on why claims belong together, why this relation, why this many origins."""

from collections.abc import Sequence

from stemma.compare.origins import OriginBook, Route
from stemma.compare.relation import Judgement
from stemma.model.annotation import Claim

_KIND_WORDS = {
    "quantity": "the figures",
    "time": "the dates",
    "place": "the places",
    "people": "the people named",
    "wording": "the wording",
    "quotation": "the quoted words",
    "event": "what they say",
}


def explain(
    claims: Sequence[Claim], judgement: Judgement, origins: Sequence[Route], merged: Sequence[str], book: OriginBook
) -> str:
    """The sentence for one finding; it names the values, who gives them, and what was merged."""
    articles = list(dict.fromkeys(c.article for c in claims))
    names = [r.name for r in origins]
    if len(articles) == 1:
        return f"Only {book.label(claims[0])} says this{_from(names)}."
    parts = [_relation_part(claims, judgement, book, len(articles)), _origin_part(names)]
    if merged:
        parts.append("; ".join(merged))
    sentence = "; ".join(parts) + "."
    return sentence[:1].upper() + sentence[1:]


def _from(names: Sequence[str]) -> str:
    return f" (origin: {', '.join(names)})" if names else ""


def _relation_part(claims: Sequence[Claim], judgement: Judgement, book: OriginBook, articles: int) -> str:
    contrast = judgement.contrast
    if contrast is None:
        return f"{articles} articles say this in like words, and nothing in them conflicts"
    one, other = (claims[i] for i in (contrast.one, contrast.other))
    pair = f"“{contrast.words[0]}” ({book.label(one)}) and “{contrast.words[1]}” ({book.label(other)})"
    what = _KIND_WORDS[contrast.kind]
    endings = {
        "compatible": "can both be true",
        "update": "look like an earlier and a later figure",
        "differ": "cannot both be right or do not mean the same",
    }
    return f"{what} {pair} {endings[contrast.relation]}"


def _origin_part(names: Sequence[str]) -> str:
    return f"{len(names)} origin{'s' if len(names) != 1 else ''}: {', '.join(names)}"
