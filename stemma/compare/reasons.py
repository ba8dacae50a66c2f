"""``why``: one plain sentence on why claims belong together, why this relation, why this many origins."""

from collections.abc import Sequence

from stemma.compare.contrasts import Contrast, Judgement
from stemma.compare.origins import OriginBook, Route, join_names
from stemma.model.annotation import Claim
from stemma.text.words import fold_text, split_words

_KIND_WORDS = {
    "quantity": "the figures",
    "time": "the times",
    "place": "the places",
    "people": "the people named",
    "wording": "the wordings",
    "quotation": "the quoted words",
    "event": "the statements",
}
_ENDINGS = {
    "compatible": "can both be true",
    "update": "look like an earlier and a later state of one thing",
    "differ": "cannot both be right or do not mean the same",
}
_SPECIAL = {
    "revised": "are an earlier and a revised one, as the text says",
    "later": "look like an earlier and a later count",
    "shrunk": "cannot both be right, unless the later report corrects the earlier without saying so",
    "denied": "contradict each other: one denies what the other says",
}
_LONGEST = 160
_PARTS = ("headline", "deck", "body", "caption")
_STEM = 6
"""Words with so many first letters in common are shown as one: "evacuate", "evacuated"."""
_LEAST_LETTERS = 4
_MOST_SHARED = 4
_SILENT = frozenset(
    """about after again also another because been before being between both could does down during each even every
    first from further have having here into itself just later like made make many more most much must only other
    over said same says should since some still such than that their them then there these they this those through told
    under until upon very well were what when where which while whom whose will with within without would
    your""".split()
)
"""Words that say nothing of what two claims are about."""


def explain(
    claims: Sequence[Claim],
    judgement: Judgement,
    origins: Sequence[Route],
    merged: Sequence[str],
    book: OriginBook,
    *,
    sure: bool = True,
) -> str:
    """The sentence for one finding; it names the values, who gives them, and what was merged.

    Where the claims agree it shows the words that they have in common; ``sure``: that they belong together.
    """
    articles = list(dict.fromkeys(c.article for c in claims))
    names = [_name_origin(r) for r in origins]
    if len(articles) == 1:
        return f"Only {book.label(claims[0])} says this{_from(names)}."
    parts = [
        _relation_part(claims, judgement, book, len(articles), sure),
        *_say_twice(claims, book),
        _origin_part(names),
    ]
    if merged:
        parts.append("; ".join(merged))
    sentence = "; ".join(parts) + "."
    return sentence[:1].upper() + sentence[1:]


def _name_origin(route: Route) -> str:
    """A name as it is; the words for one who is not named ("company", "two officials") in quotation marks."""
    return route.name if any(w[:1].isupper() or w[:1].isdigit() for w in route.name.split()) else f"“{route.name}”"


def _from(names: Sequence[str]) -> str:
    return f" (origin: {', '.join(names)})" if names else ""


def _relation_part(claims: Sequence[Claim], judgement: Judgement, book: OriginBook, articles: int, sure: bool) -> str:
    contrast = judgement.contrast
    if contrast is None:
        say = "say" if sure else "seem to say"
        return f"{articles} articles {say} this ({_say_shared(claims, articles)}), and no conflict was found in it"
    one, other = (claims[i] for i in (contrast.one, contrast.other))
    pair = f"“{_cut(contrast.words[0])}” ({book.label(one)}) and “{_cut(contrast.words[1])}” ({book.label(other)})"
    return f"{_KIND_WORDS[contrast.kind]} {pair} {_ending(contrast)}"


def _say_twice(claims: Sequence[Claim], book: OriginBook) -> tuple[str, ...]:
    """Which articles say it more than once, and where: an article and its own headline are one witness."""
    held: dict[str, list[Claim]] = {}
    for claim in claims:
        held.setdefault(claim.article, []).append(claim)
    by_parts: dict[str, list[str]] = {}
    for own in held.values():
        parts = [part for part in _PARTS if any(c.part == part for c in own)]
        if len(parts) > 1:
            by_parts.setdefault(join_names(parts), []).append(book.label(own[0]))
    return tuple(
        f"{join_names(names)} {'says' if len(names) == 1 else 'say'} it in {where}" for where, names in by_parts.items()
    )


def _say_shared(claims: Sequence[Claim], articles: int) -> str:
    """The words that stand in every article's claims, or in those of most: the reader sees what they rest on."""
    holders: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for claim in claims:
        for word in split_words(claim.wording or claim.quote):
            stem = fold_text(word)[:_STEM]
            if (len(word) < _LEAST_LETTERS and not word.isdigit()) or fold_text(word) in _SILENT:
                continue
            holders.setdefault(stem, set()).add(claim.article)
            shown.setdefault(stem, word)
    for least, words in ((articles, "all have"), (articles // 2 + 1, "most have")):
        common = [shown[stem] for stem, held in holders.items() if len(held) >= max(least, 2)]
        if common:
            told = [f"“{word}”" for word in common[:_MOST_SHARED]]
            return f"{'both have' if articles == 2 else words} {join_names(told)}"
    return "in different words"


def _ending(contrast: Contrast) -> str:
    if contrast.kind == "quotation":
        return "are one statement in words that do not stand alike between the marks"
    return _SPECIAL.get(contrast.why, _ENDINGS[contrast.relation])


def _cut(words: str) -> str:
    """On one line, cut at a word where it runs long, without marks at its ends."""
    line = " ".join(words.split()).strip(' ,“”"')
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _origin_part(names: Sequence[str]) -> str:
    return f"{len(names)} origin{'s' if len(names) != 1 else ''}: {', '.join(names)}"
