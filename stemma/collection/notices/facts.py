"""What rules ask of a story, read from the store when it is first asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from stemma.collection.notices.rules import Conditions, Rule
from stemma.model.dossier import Dossier, Finding
from stemma.model.stored import StoredArticle, StoredStory
from stemma.store import Store
from stemma.store.deriving import article_words, fold_value, list_facets, name_outlet
from stemma.store.searching import match_search, parse_search, search_words

_EDITIONS = 10
"""Editions before the newest that are looked into."""
_APART = "\0"
"""Between texts: no word that is searched, so that words in order do not go over the end of a text."""


@dataclass
class StoryFacts:
    """A story as it is now."""

    store: Store
    stored: StoredStory
    editions: dict[int, Dossier | None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The story's id now."""
        return self.stored.story.id

    @cached_property
    def articles(self) -> dict[str, StoredArticle]:
        """Its articles, by id, in the story's order."""
        held = self.store.get_articles(self.stored.story.articles)
        return {key: held[key] for key in self.stored.story.articles if key in held}

    @cached_property
    def dossier(self) -> Dossier | None:
        """Its newest edition's."""
        edition = self.store.get_edition(self.id) if self.stored.edition is not None else None
        return None if edition is None else edition.dossier

    @cached_property
    def words(self) -> list[str]:
        """All that ``words`` are looked for in: title, articles, and names, places and statements of the edition."""
        texts = [self.stored.story.title]
        if self.dossier is not None:
            texts += [value for _, value in list_facets(self.dossier)]
            texts += [finding.statement for finding in self.dossier.findings]
        found: list[str] = []
        for words in (*map(search_words, texts), *(article_words(one.article) for one in self.articles.values())):
            found += [*words, _APART]
        return found

    @cached_property
    def facets(self) -> frozenset[tuple[str, str]]:
        """Places and names of the newest edition."""
        found = list_facets(self.dossier) if self.dossier else ()
        return frozenset((kind, fold_value(value)) for kind, value in found)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """As they are compared."""
        return frozenset(fold_value(name_outlet(one.article)) for one in self.articles.values())

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Credited for its articles, as they are compared."""
        return frozenset(fold_value(one.article.agency) for one in self.articles.values() if one.article.agency)

    def find_finding(self, key: str) -> Finding | None:
        """The finding of this id, in the newest edition that has it; ``holder`` gives that edition's dossier."""
        holder = self.holder(key)
        return None if holder is None else next(one for one in holder.findings if one.id == key)

    def holder(self, finding: str) -> Dossier | None:
        """The newest dossier that has this finding; editions before the newest are looked into as far as need be."""
        for dossier in (self.dossier, *self.editions.values()):
            if dossier is not None and any(one.id == finding for one in dossier.findings):
                return dossier
        for number, _, _ in reversed(self.store.list_editions(self.id)[-_EDITIONS - 1 : -1]):
            if number not in self.editions:
                edition = self.store.get_edition(self.id, number)
                self.editions[number] = None if edition is None else edition.dossier
                if edition is not None and any(one.id == finding for one in edition.dossier.findings):
                    return edition.dossier
        return None

    def has_words(self, asked: str) -> bool:
        """Whether it holds what is asked in the syntax of a search."""
        return match_search(parse_search(asked), self.words)

    def has_name(self, kind: str, value: str) -> bool:
        """Whether it has a name or place; one that was not compared yet, whether these words follow each other."""
        if self.dossier is None:
            return self.has_words('"' + " ".join(search_words(value)) + '"') and bool(search_words(value))
        return (kind, fold_value(value)) in self.facets


def meets_conditions(rule: Rule, facts: StoryFacts) -> bool:
    """Whether the story is one of those that the rule is about."""
    return (
        all(_list_answers(rule.all, facts))
        and (rule.any.empty or any(_list_answers(rule.any, facts)))
        and not any(_list_answers(rule.none, facts))
    )


def _list_answers(asked: Conditions, facts: StoryFacts) -> Iterator[bool]:
    """One answer a value, the cheap ones first; what is not looked at is not read from the store."""
    yield from (fold_value(value) in facts.outlets for value in asked.outlets)
    yield from (fold_value(value) in facts.agencies for value in asked.agencies)
    yield from (facts.has_name("place", value) for value in asked.places)
    yield from (facts.has_name("name", value) for value in asked.names)
    yield from (facts.has_words(value) for value in asked.words)
