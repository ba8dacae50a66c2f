"""People and words: who is named under which names, who is quoted where, what is worded in other words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model.annotation import Entity
from stemma.tell.matrix import Matrix, Row
from stemma.tell.page_index import PageIndex
from stemma.tell.quotation_words import ComparedQuotation, compare_quotations
from stemma.tell.wording import clean_line, count_words, shorten

_SPEAKERS = 40
_NAMES = 24
_NAME = 120
_VARIANTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, an organisation or a place, as it is listed."""

    name: str
    note: str
    also: str
    """Its other names, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted or credited, and how often in each article."""

    name: str
    counts: tuple[tuple[int, str, int, str], ...]
    """For each article: its number, its name, how many claims it has from there, and the HTML id of the first."""
    articles: int
    claims: int

    @property
    def only(self) -> tuple[int, str, int, str]:
        """The first article that credits it."""
        return next(count for count in self.counts if count[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSources:
    """Whom one article alone credits."""

    number: int
    name: str
    sources: tuple[tuple[str, int, str], ...]
    """Name, how many claims, and the HTML id of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The view of people and words."""

    names: tuple[Named, ...]
    more_names: int
    speakers: tuple[Speaker, ...]
    """Those whom two articles or more credit."""
    more_speakers: int
    own_sources: tuple[OwnSources, ...]
    quotations: tuple[ComparedQuotation, ...]
    wordings: tuple[Row, ...]
    """Findings in which one thing goes by different words."""


def tell_people(index: PageIndex, matrix: Matrix) -> People:
    """The view of people and words of the dossier that ``index`` speaks of."""
    dossier = index.dossier
    entities = sorted(dossier.entities, key=lambda entity: -entity.mentions)
    named = [_list_entity(entity) for entity in entities if entity.kind != "place"]
    everybody = _list_speakers(index)
    speakers = [speaker for speaker in everybody if speaker.articles > 1]
    return People(
        names=tuple(named[:_NAMES]),
        more_names=max(0, len(named) - _NAMES),
        speakers=tuple(speakers[:_SPEAKERS]),
        more_speakers=max(0, len(speakers) - _SPEAKERS),
        own_sources=_list_own_sources([speaker for speaker in everybody if speaker.articles == 1]),
        quotations=compare_quotations(index),
        wordings=tuple(
            row for group in matrix.groups for row in group.rows if row.kind == "wording" and row.contrasted
        ),
    )


def _list_entity(entity: Entity) -> Named:
    return Named(
        name=shorten(clean_line(entity.name), _NAME),
        note=f"{entity.kind}, {count_words(entity.mentions, 'time')}",
        also=_say_variants(entity.name, entity.variants),
    )


def _say_variants(name: str, variants: Sequence[str]) -> str:
    return shorten(", ".join(clean_line(variant) for variant in variants if variant != name), _VARIANTS)


def _list_speakers(index: PageIndex) -> list[Speaker]:
    """Who stands nearest to a claim in its chain, those whom most articles quote first."""
    spelled: dict[str, str] = {}
    counts: dict[str, Counter[int]] = {}
    first: dict[tuple[str, int], str] = {}
    for finding in index.order:
        for shown in index.claims[finding.id]:
            for name in shown.claim.said_by:
                words = clean_line(name)
                if not words:
                    continue
                key, number = words.casefold(), index.number(shown.claim.article)
                spelled.setdefault(key, shorten(words, _NAME))
                counts.setdefault(key, Counter())[number] += 1
                first.setdefault((key, number), shown.anchor)
    articles = [(index.number(article.id), index.name(article.id)) for article in index.dossier.articles]
    speakers = [
        Speaker(
            name=spelled[key],
            counts=tuple((n, name, counted[n], first.get((key, n), "")) for n, name in articles),
            articles=len(counted),
            claims=counted.total(),
        )
        for key, counted in counts.items()
        if counted.total() > counted[0]
    ]
    return sorted(speakers, key=lambda speaker: (-speaker.articles, -speaker.claims, speaker.name))


def _list_own_sources(speakers: Sequence[Speaker]) -> tuple[OwnSources, ...]:
    """By article, in the articles' order."""
    held: dict[tuple[int, str], list[tuple[str, int, str]]] = {}
    for speaker in speakers:
        number, article, count, anchor = speaker.only
        held.setdefault((number, article), []).append((speaker.name, count, anchor))
    return tuple(
        OwnSources(number=number, name=name, sources=tuple(sources)) for (number, name), sources in sorted(held.items())
    )
