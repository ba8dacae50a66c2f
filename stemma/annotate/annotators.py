"""The annotators, each with what it needs and what it gives, in the order in which they run.

To add one: write it in a file of its own, give ``Draft`` a field for what it gives, declare it in
``ANNOTATORS`` after what it needs. ``check_order`` refuses an order in which a need is not met yet.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from stemma.annotate.anchors import Anchor, find_anchors
from stemma.annotate.attribution import find_attributions
from stemma.annotate.claims import choose_phrases, make_claims
from stemma.annotate.entities import group_names
from stemma.annotate.entities_by_hand import correct_entities
from stemma.annotate.names import find_mentions
from stemma.annotate.parse import Parses, parse_articles
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.places import resolve_places
from stemma.annotate.quantities import find_quantities
from stemma.annotate.slots import Slots
from stemma.annotate.sources import Naming
from stemma.annotate.times import find_article_times
from stemma.model.annotation import Attribution, Claim, Entity, Mention, Quantity, TimeExpression
from stemma.model.article import Article
from stemma.model.dossier import Place
from stemma.model.overrides import Override, Overrides


@dataclass(slots=True)
class Draft:
    """A story while it is annotated. Mappings go from article id to what was found there, in order of place."""

    articles: tuple[Article, ...]
    overrides: Overrides = field(default_factory=Overrides)
    """Corrections by hand; those of entities act here, and ``told`` says what became of them."""
    told: tuple[Override, ...] = ()
    parses: Parses | None = None
    """Parses of earlier runs, where they are kept."""
    passages: dict[str, tuple[ParsedPassage, ...]] = field(default_factory=dict)
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    entities: tuple[Entity, ...] = ()
    anchors: dict[str, Anchor] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    times: dict[str, tuple[TimeExpression, ...]] = field(default_factory=dict)
    quantities: dict[str, tuple[Quantity, ...]] = field(default_factory=dict)
    attributions: dict[str, tuple[Attribution, ...]] = field(default_factory=dict)
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    phrases: dict[str, tuple[Claim, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """One step: ``run`` reads the ``needs`` of a draft and sets its ``gives``, which are fields of ``Draft``."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    run: Callable[[Draft], None]


def check_order(annotators: Sequence[Annotator]) -> None:
    """Raise ValueError, naming both sides, where an annotator stands before what it needs."""
    given = {"articles"}
    for annotator in annotators:
        missing = annotator.needs - given
        if missing:
            raise ValueError(
                f"annotator '{annotator.name}' needs {', '.join(sorted(missing))}, which none before it gives"
            )
        given |= annotator.gives


def _parse(draft: Draft) -> None:
    parsed = parse_articles(draft.articles, draft.parses)
    draft.passages = {a.id: p for a, p in zip(draft.articles, parsed, strict=True)}


def _name(draft: Draft) -> None:
    found = [(a.id, find_mentions(draft.passages[a.id])) for a in draft.articles]
    draft.entities, grouped = group_names(found, texts=_texts(draft))
    draft.entities, grouped, draft.told = correct_entities(draft.entities, grouped, draft.articles, draft.overrides)
    draft.mentions = {a.id: tuple(sorted(grouped.get(a.id, ()), key=_place)) for a in draft.articles}


def _anchor(draft: Draft) -> None:
    draft.anchors = find_anchors(draft.articles)


def _locate(draft: Draft) -> None:
    draft.places = resolve_places(draft.entities, draft.mentions, texts=_texts(draft))


def _time(draft: Draft) -> None:
    for article in draft.articles:
        blocks = [(p.start, p.doc.text) for p in draft.passages[article.id]]
        found = find_article_times(blocks, anchor=draft.anchors[article.id])
        draft.times[article.id] = tuple(sorted(found, key=_place))


def _count(draft: Draft) -> None:
    for article in draft.articles:
        taken = [(t.start, t.end) for t in draft.times[article.id] if t.kind != "DURATION"]
        passages = draft.passages[article.id]
        found = [q for p in passages for q in find_quantities(p.doc.text, start=p.start, taken=taken)]
        draft.quantities[article.id] = tuple(sorted(found, key=_place))


def _attribute(draft: Draft) -> None:
    names = _common_names(draft)
    kinds: dict[str, str] = {e.id: e.kind for e in draft.entities}
    for article in draft.articles:
        mentions = draft.mentions[article.id]
        own = _own_spellings(mentions, names)
        named = {(m.start, m.end): own.get(m.entity or "") for m in mentions}
        known = {(m.start, m.end): kinds.get(m.entity or "") for m in mentions}
        spans = tuple(sorted(span for span, name in named.items() if name))
        naming = Naming(name_of=_look_up(named), kind_of=_look_up(known), spans=spans)
        draft.attributions[article.id] = find_attributions(
            draft.passages[article.id], naming=naming, credit=article.agency
        )


def _look_up(known: Mapping[tuple[int, int], str | None]) -> Callable[[int, int], str | None]:
    return lambda start, end: known.get((start, end))


def _claim(draft: Draft) -> None:
    # To align claims, "Merkel" and "Angela Merkel" must read the same, and short, or the names outweigh the rest.
    short = {e.id: e.name.split()[-1] if e.kind == "person" else e.name for e in draft.entities}
    people = {e.id: e.name for e in draft.entities if e.kind == "person"}
    for article in draft.articles:
        slots = Slots(
            mentions=draft.mentions[article.id],
            times=draft.times[article.id],
            quantities=draft.quantities[article.id],
            attributions=draft.attributions[article.id],
        )
        made = make_claims(article, draft.passages[article.id], slots, short, people=people)
        draft.claims[article.id], draft.phrases[article.id] = made[0], choose_phrases(made[1])


def _common_names(draft: Draft) -> Mapping[str, str]:
    """Entity id → what the story mostly calls it; a person by two words at least, where it does so at all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mentions in draft.mentions.values():
        for mention in mentions:
            if mention.entity:
                counts[mention.entity][mention.text] += 1
    common = {}
    for entity in draft.entities:
        forms = counts[entity.id]
        full = {n: k for n, k in forms.items() if entity.kind != "person" or len(n.split()) > 1}
        common[entity.id] = min(full, key=lambda n: (-full[n], -len(n), n)) if full else entity.name
    return common


def _own_spellings(mentions: Sequence[Mention], names: Mapping[str, str]) -> Mapping[str, str]:
    """``names`` as one article spells them, where it differs in accents, hyphens or the order of the words alone."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        entity = mention.entity or ""
        if entity in names and _bare_words(mention.text) == _bare_words(names[entity]):
            forms[entity][mention.text] += 1
    own = {entity: min(found, key=lambda n: (-found[n], n)) for entity, found in forms.items()}
    return {**names, **own}


def _bare_words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return sorted(plain.replace("-", " ").split())


def _texts(draft: Draft) -> dict[str, str]:
    return {a.id: a.text for a in draft.articles}


def _place(found: Mention | TimeExpression | Quantity) -> tuple[int, int]:
    return found.start, found.end


def _declare(name: str, needs: str, gives: str, run: Callable[[Draft], None]) -> Annotator:
    return Annotator(name=name, needs=frozenset(needs.split()), gives=frozenset(gives.split()), run=run)


ANNOTATORS: tuple[Annotator, ...] = (
    _declare("parse", "articles", "passages", _parse),
    _declare("names", "articles passages", "mentions entities", _name),
    _declare("anchors", "articles", "anchors", _anchor),
    _declare("places", "articles mentions entities", "places", _locate),
    _declare("times", "passages anchors", "times", _time),
    _declare("quantities", "passages times", "quantities", _count),
    _declare("attribution", "articles passages mentions entities", "attributions", _attribute),
    _declare("claims", "passages mentions entities times quantities attributions", "claims phrases", _claim),
)
check_order(ANNOTATORS)
