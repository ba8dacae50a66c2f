"""One source by several names: which of a finding's sources are one, and on which words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from stemma.compare.quotations import is_same_quotation, quoted_words
from stemma.compare.routes import Route, RouteBook, is_bare_role, is_firm, is_member, is_open, is_same_body
from stemma.compare.source_words import AUTHORS, MEMBERS, GroupClass, classify_group, list_words
from stemma.compare.spokesmen import SpokesmanBook
from stemma.model.annotation import Claim

_ALIKE = 0.88
"""From here on two names that are quoted with the same words are spellings of one."""
_LEAST_WORDS = 6
"""Below this many different words two quotations are alike by chance."""


class SourceBook:
    """Knows which sources of a story are one: a body and who speaks for it, a group and its members."""

    def __init__(self, routes: RouteBook, texts: Sequence[str]) -> None:
        self._routes = routes
        self._spokesmen = SpokesmanBook(texts)
        self._documents: dict[str, bool] = {}

    def merge_sources(
        self, claims: Sequence[Claim], named: Sequence[Route | None]
    ) -> tuple[dict[str, Route], list[str]]:
        """Route key → the route it is one with, for the sources that ``claims`` name; and why, a sentence each."""
        routes = list({n.key: n for n in named if n}.values())
        into = {r.key: r for r in routes}
        quoted: dict[str, list[str]] = defaultdict(list)
        for claim, route in zip(claims, named, strict=True):
            words = quoted_words(claim) if route else None
            if route and words:
                quoted[route.key].append(words)
        notes = []
        for one, other in ((a, b) for i, a in enumerate(routes) for b in routes[i + 1 :]):
            if into[one.key].key == into[other.key].key:
                continue
            note = self._find_tie(one, other, routes) or _find_shared(one, other, quoted)
            if note is None:
                continue
            keep, drop = sorted((into[one.key], into[other.key]), key=_rank)
            into = {key: keep if route.key == drop.key else route for key, route in into.items()}
            notes.append(note)
        return into, notes

    def _find_tie(self, one: Route, other: Route, routes: Sequence[Route]) -> str | None:
        """A sentence on why two sources are one; None where nothing says so."""
        if "group" in {one.kind, other.kind}:
            return None
        if is_same_body(one, other):
            short, long = sorted((one, other), key=lambda r: len(r.name))
            others = [r for r in routes if r is not short and is_same_body(short, r)]
            # "the ministry" beside two ministries is neither for certain.
            if len({r.key for r in others}) == 1 or not is_bare_role(short):
                return f"“{short.name}” is {long.name}"
        bodies = [r for r in routes if r.body]
        for person, body in ((one, other), (other, one)):
            if is_firm(person) and bodies == [body]:
                return f"“{person.name}” is {body.name}"
            words = self._find_speaker(person, body, bodies == [body])
            if words:
                return f"{person.name} and {body.name} are one source (“{words}”)"
        return None

    def _find_speaker(self, person: Route, body: Route, sole: bool) -> str | None:
        """The words that make ``person`` speak for ``body``, which ``sole``: is the only body named here."""
        if not person.person or body.person or body.kind not in {"official", "document"}:
            return None
        names = self._routes.list_names(person)
        words = self._spokesmen.find_tie(person, names, body, self._routes.list_names(body))
        if words or not body.key.startswith("words:"):
            return words or (self._spokesmen.find_office(person, names) if sole else None)
        role = " ".join(list_words(body.name))
        return role if role and self._spokesmen.find_role(person, names, [role]) else None

    def count_sources(self, sourced: Mapping[str, Route]) -> tuple[list[Route], list[str]]:
        """The sources that count: beside one that can be a member of it, a group does not."""
        counted: list[Route] = []
        notes: list[str] = []
        single = [r for r in sourced.values() if r.kind != "group" and not is_open(r)]
        alone: dict[str, Route] = {}
        for route in sourced.values():
            group = classify_group(route.name) if route.kind == "group" else None
            if group:
                member = next((r for r in single if self._is_member(group, r)), None)
            elif is_open(route):
                # Whose "the report" is, the text does not say: it shows no way of its own.
                group, member = "science", next(iter(single), None)
            else:
                counted.append(route)
                continue
            member = member or alone.get(group)
            if member is None:
                alone[group] = route
                counted.append(route)
            else:
                notes.append(f"“{route.name}” is counted with {member.name}")
        return counted, notes

    def _is_member(self, group: GroupClass, route: Route) -> bool:
        if is_member(group, route):
            return True
        words = MEMBERS.get(group, ())
        return bool(words) and route.person and self._spokesmen.find_role(route, self._routes.list_names(route), words)

    def is_document(self, route: Route) -> bool:
        """Whether a source is a document or speaks for one, as its authors do."""
        if route.key not in self._documents:
            self._documents[route.key] = (
                route.kind == "document"
                or classify_group(route.name) == "science"
                or (route.person and self._spokesmen.find_role(route, self._routes.list_names(route), AUTHORS))
            )
        return self._documents[route.key]


def _find_shared(one: Route, other: Route, quoted: Mapping[str, Sequence[str]]) -> str | None:
    """Two sources of the same words inside quotation marks are one, unless they are people of different names."""
    if one.person and other.person and SequenceMatcher(None, one.name, other.name, autojunk=False).ratio() < _ALIKE:
        return None
    pairs = ((a, b) for a in quoted.get(one.key, ()) for b in quoted.get(other.key, ()))
    if any(is_same_quotation(a, b) or _is_version(a, b) for a, b in pairs):
        return f"{one.name} and {other.name} are quoted with the same words"
    return None


def _is_version(one: str, other: str) -> bool:
    """Whether two quotations share half of their words, as two translations or cuts of one statement do."""
    a, b = sorted((set(one.casefold().split()), set(other.casefold().split())), key=len)
    return len(a) >= _LEAST_WORDS and 2 * len(a & b) >= len(a)


def _rank(route: Route) -> tuple[bool, bool, int, str]:
    """The route that stands for a merged one first: a name before words, a body before its person, the longer."""
    return (route.key.startswith("words:"), route.person, -len(route.name), route.key)
