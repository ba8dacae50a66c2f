"""Routes: where a claim comes from, and by which words two sources are known to be one.

A route's key is equal for one and the same origin over the whole story: an agency by its own name, an outlet of the
story by its name, a person or body of the story by its entity, a public body by the table of names, any other source
by the words that tell it from others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.compare.source_words import (
    AUTHORITIES,
    BODY_HEADS,
    DOCUMENT_HEADS,
    FIRMS,
    MEMBERS,
    THEIRS,
    GroupClass,
    classify_group,
    drop_article,
    find_spoken_for,
    list_words,
)
from stemma.model.annotation import Annotated, Entity
from stemma.model.article import Article
from stemma.text.agencies import find_agency, find_body, find_introduced
from stemma.text.name_table import fold_name

OriginKind = Literal["agency", "official", "outlet", "group", "document"]
_LONGEST = 200_000
_FOOT = re.compile(
    r"^[ \t(]*(?:source|credit|agency|via|with reporting by|reporting by|text by|from)s?:?[ \t]+"
    r"(?P<name>[^\n():]{3,60}?)[ \t.)]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SOMEONE = re.compile(r"^(?:an?|one|another|two|three|four|five|six) ", re.IGNORECASE)
_HEAD = re.compile(r"^[^\n()a-z]{2,60}[^\n()]{0,40}\((?P<name>[^\n()]{3,60})\)[ \t]*(?:[—–:-])", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a claim comes from. ``key`` is equal for one and the same origin."""

    key: str
    name: str
    kind: OriginKind
    person: bool = False
    """Whether the story knows it for a person."""
    body: bool = False
    """Whether the story knows it for an organisation."""


class RouteBook:
    """Leads names of sources and articles to their routes, over one story."""

    def __init__(self, annotated: Sequence[Annotated], entities: Sequence[Entity]) -> None:
        self.articles = {a.article.id: a.article for a in annotated}
        self._entities = {v.casefold(): e for e in sorted(entities, key=lambda e: e.id) for v in (*e.variants, e.name)}
        self._outlets: dict[str, Article] = {}
        for article in self.articles.values():
            if article.outlet:
                self._outlets.setdefault(fold_outlet(article.outlet), article)
        self._credited = find_credits(tuple(self.articles.values()))
        self._suppliers = {fold_outlet(name) for name in self._credited.values()}

        self._own: dict[str, list[str]] = {}
        for article in self.articles.values():
            if article.outlet:
                self._own.setdefault(self.route_outlet(article.outlet).key, []).append(article.id)

    def route_article(self, article: Article) -> Route:
        """The agency that the article as a whole is credited to, else its outlet."""
        credited = self._credited.get(article.id)
        if credited:
            return self.route_outlet(credited)
        name = outlet_name(article)
        if article.outlet:
            return self.route_outlet(name)
        return Route(key=f"article:{article.id}", name=name, kind="outlet")

    def route_outlet(self, name: str) -> Route:
        """An agency or outlet by its name."""
        agency = find_agency(name)
        if agency:
            return Route(key=f"outlet:{fold_outlet(agency)}", name=agency, kind="agency")
        folded = fold_outlet(name)
        known = self._outlets.get(folded)
        kind: OriginKind = "agency" if folded in self._suppliers else "outlet"
        return Route(key=f"outlet:{folded}", name=outlet_name(known) if known else name, kind=kind)

    def find_articles(self, route: Route) -> tuple[str, ...]:
        """The ids of the story's articles that ``route`` published itself."""
        return tuple(self._own.get(route.key, ()))

    def route_source(self, name: str) -> Route:
        """The route of a source as a claim names it."""
        name = " ".join(name.split())
        if find_agency(name) or fold_outlet(name) in self._outlets or fold_outlet(name) in self._suppliers:
            return self.route_outlet(name)
        for written, agency in find_introduced(name).items():
            # "the Meridian news agency" says itself what it is.
            if name.removeprefix("the ").startswith(written):
                return Route(key=f"outlet:{fold_outlet(agency)}", name=agency, kind="agency")
        entity = self._entities.get(name.casefold()) or self._find_titled(name)
        if entity is None or entity.kind == "other":
            spoken_for = find_spoken_for(name)
            if spoken_for and (spoken_for[1] or self._is_body(spoken_for[0])):
                return self.route_source(spoken_for[0])
        body = find_body(name) or (find_body(entity.name) if entity else None)
        if body:
            return Route(
                key=f"body:{body.casefold()}", name=entity.name if entity else name, kind="official", body=True
            )
        if entity is None:
            return _route_words(name)
        if find_agency(entity.name) or fold_outlet(entity.name) in self._outlets:
            return self.route_outlet(entity.name)
        return Route(
            key=f"entity:{entity.id}",
            name=entity.name,
            kind="official",
            person=entity.kind == "person",
            body=entity.kind == "organisation",
        )

    def _find_titled(self, name: str) -> Entity | None:
        """The person whose full name ends a source ("chief executive Ana Ruiz") after words in lower case."""
        words = name.split()
        for first in range(1, len(words) - 1):
            entity = self._entities.get(" ".join(words[first:]).casefold())
            if entity is not None:
                titled = not any(w[:1].isupper() for w in words[:first]) and words[first - 1] not in {"the", "a", "an"}
                return entity if entity.kind == "person" and titled else None
        return None

    def _is_body(self, name: str) -> bool:
        entity = self._entities.get(drop_article(name).casefold())
        return entity is not None and entity.kind == "organisation"

    def list_names(self, route: Route) -> tuple[str, ...]:
        """All names by which the story calls a route, longest first."""
        entity = self._entities.get(route.name.casefold())
        names = {route.name, *(entity.variants if entity else ())}
        return tuple(sorted(names, key=lambda n: (-len(n), n)))


def _route_words(name: str) -> Route:
    words = list_words(name)
    kind: OriginKind = "official"
    if classify_group(name):
        kind = "group"
    elif words and words[-1] in DOCUMENT_HEADS:
        kind = "document"
    # "Ministry of Health" and "Health Ministry" are the same words.
    return Route(key=f"words:{' '.join(sorted(words)) or name.casefold()}", name=name, kind=kind)


def is_member(group: GroupClass, route: Route) -> bool:
    """Whether a named source is by its name one of a group of that sort."""
    if group == "press":
        # What other outlets report they have from somewhere: beside any named source they show no other way.
        return True
    if group == "authorities":
        return route.key.startswith("body:") or (not route.person and bool(AUTHORITIES & set(list_words(route.name))))
    trades = set(MEMBERS.get(group, ())) & set(list_words(route.name))
    return group == "science" and (route.kind == "document" or bool(trades))


def is_open(route: Route) -> bool:
    """Whether a source is a document of no named maker or a role of no named body: "the report", "the company"."""
    if not route.key.startswith("words:") or any(w[:1].isupper() for w in route.name.split()[1:]):
        return False
    words = list_words(route.name)
    if THEIRS.match(route.name):
        return True
    if _SOMEONE.match(route.name) and route.kind != "document":
        return False  # "a tester", "two engineers": somebody else than who is named
    return route.kind == "document" or (
        len(words) == 1 and not route.name[:1].isupper() and (words[0] in FIRMS or words[0] not in BODY_HEADS)
    )


def is_bare_role(route: Route) -> bool:
    """Whether a source is only a common noun of a body or firm ("the ministry", "the company")."""
    words = list_words(route.name)
    return route.key.startswith("words:") and len(words) == 1 and (words[0] in BODY_HEADS or words[0] in FIRMS)


def is_firm(route: Route) -> bool:
    """Whether a source is a common noun that stands for a firm ("the company", "the carmaker")."""
    words = list_words(route.name)
    return route.key.startswith("words:") and len(words) == 1 and words[0] in FIRMS


def is_same_body(one: Route, other: Route) -> bool:
    """Whether one name has the words of the other with fewer particulars: "the ministry", "Health Ministry"."""
    if one.person or other.person or one.kind != other.kind:
        return False
    short, long = sorted((list_words(one.name), list_words(other.name)), key=len)
    if not short or not set(short) <= set(long):
        return False
    heads = BODY_HEADS | DOCUMENT_HEADS
    return short[-1] == long[-1] or any(w in heads for w in short)


def outlet_name(article: Article) -> str:
    """The outlet, or the stem of the file where the page does not name it."""
    if article.outlet:
        return article.outlet
    return article.source.rsplit("/", 1)[-1].split(".", 1)[0]


def fold_outlet(name: str) -> str:
    """An outlet's name without article, edition in brackets, address ending and marks, case-folded."""
    plain = re.sub(r"\([^()]*\)", " ", fold_name(name))
    plain = re.sub(r"\.(?:com|org|net|news|co\.uk|info)\b", "", plain)
    words = re.findall(r"\w+", plain)
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def find_credits(articles: Sequence[Article]) -> dict[str, str]:
    """Article id → the agency it is credited to: by the page, or by a line that names another outlet of the story.

    "Source: Meridian Report" at the foot and "OSLO (Meridian Report) —" at the head credit any outlet, not only one
    that the world knows for an agency.
    """
    credits = {a.id: a.agency for a in articles if a.agency}
    outlets = {fold_outlet(a.outlet): a.outlet for a in articles if a.outlet and len(fold_outlet(a.outlet)) > 3}
    for article in articles:
        if article.id in credits:
            continue
        for match in (*_FOOT.finditer(article.text[:_LONGEST]), *_HEAD.finditer(article.text[:_LONGEST])):
            name = outlets.get(fold_outlet(match["name"]))
            if name and fold_outlet(name) != fold_outlet(article.outlet or ""):
                credits.setdefault(article.id, name)
    return credits
