"""The findings as a matrix: a finding a row, an article a column, and in each cell what the article says to it."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.model.dossier import Finding
from stemma.tell.arrangement import Version, label_relation, list_articles, split_versions
from stemma.tell.facets import Facet, list_people, list_places, list_sources
from stemma.tell.page_index import PageIndex, ShownClaim
from stemma.tell.passages import Passage, cut_passages
from stemma.tell.sureness import Sureness, say_sureness
from stemma.tell.wording import NO_VALUE, RELATION_MEANINGS, RELATION_WORDS, clean_line, count_words, say_date, shorten

State = Literal["says", "otherwise", "perhaps", "silent", "earlier", "truncated"]
GroupName = Literal["differ", "agree", "unsure", "single"]

STATE_WORDS = {
    "says": "says so",
    "otherwise": "says otherwise",
    "perhaps": "may say so",
    "silent": "silent",
    "earlier": "not yet known",
    "truncated": "cut off",
}
_LEGEND = (
    ("says", "says so"),
    ("otherwise", "says otherwise, with its value"),
    ("bare", "speaks of it, without a value of its own"),
    ("perhaps", "may say so: nothing is concluded"),
    ("silent", "silent"),
    ("earlier", "not yet known when it was published"),
    ("truncated", "page cut off before its end"),
)
"""What stands above the matrix, of the shapes that occur in it."""
KIND_WORDS = {
    "event": "what happened",
    "quantity": "figures",
    "time": "when",
    "place": "where",
    "people": "who",
    "wording": "wording",
    "quotation": "quotations",
}
"""The kinds of finding in the words of the filter."""
_GROUPS: dict[GroupName, tuple[str, str]] = {
    "differ": (
        "Where they part",
        "First what differs or seems to, then what differs and can all be true, then what a later report brings up to "
        "date.",
    ),
    "agree": ("What they agree on", "What most articles say comes first, then what most origins carry."),
    "unsure": (
        "What may be one and the same",
        "It is not sure that these claims answer one question: they stand side by side, and nothing is concluded.",
    ),
    "single": ("What only one says", "Not therefore wrong: only not found in any of the others."),
}
_NO_FACET = Facet(options=(), chosen={})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TONES = 4
_LONG_VALUE = 28
_CELL_VALUE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one article says to one finding."""

    state: State
    said: str
    """In words, for who does not see the shape."""
    tone: str = ""
    letter: str = ""
    """The version it gives, where versions are told apart."""
    value: str = ""
    anchor: str = ""
    """Where its words are; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """The claims of a finding that give one value."""

    tone: str
    letter: str
    value: str
    size: Literal["none", "short", "long"]
    by: str
    """``2 articles, 1 origin``."""
    passages: tuple[Passage, ...]
    names: tuple[tuple[int, str], ...]
    """The articles that give it, each with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """What bears on a difference, with the claims it rests on: anchor, article's number and name."""

    sentence: str
    claims: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding, ready to show."""

    anchor: str
    number: int
    statement: str
    relation: str
    """The relation as it may be told: ``unsure`` where it is withheld."""
    label: str
    meaning: str
    kind: str
    date: str | None
    when: str
    spread: int
    spread_said: str
    origins: int
    origins_said: str
    why: str
    sureness: Sureness
    contrasted: bool
    versions: tuple[ShownVersion, ...]
    workings: tuple[Working, ...]
    cells: tuple[Cell, ...]
    facets: tuple[tuple[str, str], ...]
    """What the filters read: attribute and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows that are told together."""

    name: GroupName
    title: str
    lead: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The findings, and what they can be filtered by."""

    groups: tuple[Group, ...]
    total: int
    size: Literal["s", "m", "l", "xl", "list"]
    """How wide its columns may be: up to 6, 12, 24, 40 articles; ``list``: too many for columns."""
    relations: tuple[tuple[str, str, int], ...]
    """Relation, label and how many findings; those that occur."""
    kinds: tuple[tuple[str, str, int], ...]
    sources: Facet
    people: Facet
    places: Facet
    legend: tuple[tuple[str, str], ...]
    """The shapes that occur, each with its words."""


def make_matrix(index: PageIndex, only: Container[str] | None = None) -> Matrix:
    """The matrix of the dossier that ``index`` speaks of.

    ``only``: rows of the findings with these ids alone, without filters, for a view that shows no others; ``total``
    counts all.
    """
    dossier, told = index.dossier, index.told
    facets = (_NO_FACET,) * 3
    if only is None:
        facets = (list_sources(dossier), list_people(dossier), list_places(dossier))
    orders = _rank_by_story(index)
    parts: dict[GroupName, Sequence[Finding]] = {
        "differ": told.contrasts,
        "agree": told.agreed,
        "unsure": told.unsure,
        "single": [finding for _, findings in told.single for finding in findings],
    }
    groups = tuple(
        Group(
            name=name,
            title=_GROUPS[name][0],
            lead=_GROUPS[name][1],
            rows=tuple(
                _make_row(index, finding, facets, orders[finding.id])
                for finding in findings
                if only is None or finding.id in only
            ),
        )
        for name, findings in parts.items()
        if findings
    )
    rows = [row for group in groups for row in group.rows]
    # A filter holds what is sure and what only seems so: it goes by the plain label.
    labels = {row.relation: RELATION_WORDS.get(row.relation, row.label) for row in rows}
    relations = Counter(row.relation for row in rows)
    kinds = Counter(row.kind for row in rows)
    return Matrix(
        groups=groups,
        total=len(index.order),
        size=_choose_size(len(dossier.articles)),
        relations=tuple((key, labels[key], count) for key, count in relations.items()),
        kinds=tuple((key, KIND_WORDS.get(key, key), kinds[key]) for key in sorted(kinds, key=lambda k: (-kinds[k], k))),
        sources=facets[0],
        people=facets[1],
        places=facets[2],
        legend=_list_shapes(rows, silence=_choose_size(len(dossier.articles)) != "list"),
    )


def _list_shapes(rows: Sequence[Row], *, silence: bool) -> tuple[tuple[str, str], ...]:
    """The shapes that occur; without ``silence``, of the articles that have words to it alone."""
    shapes = {
        "bare" if cell.state == "says" and cell.tone == "bare" else cell.state
        for row in rows
        for cell in row.cells
        if silence or cell.anchor
    }
    return tuple((shape, words) for shape, words in _LEGEND if shape in shapes)


def _choose_size(articles: int) -> Literal["s", "m", "l", "xl", "list"]:
    if articles <= 12:
        return "s" if articles <= 6 else "m"
    return "l" if articles <= 24 else "xl" if articles <= 40 else "list"


def _rank_by_story(index: PageIndex) -> dict[str, int]:
    """Finding id → its place in the order in which the articles tell the story: how far down the text it stands."""
    depths: dict[str, tuple[float, int]] = {}
    for finding in index.order:
        shares = [
            claim.start / max(1, len(index.texts.get(claim.article, "")))
            for claim in finding.claims
            if claim.part != "headline"
        ]
        depths[finding.id] = (sum(shares) / len(shares) if shares else 0.0, index.finding_numbers[finding.id])
    return {key: place for place, key in enumerate(sorted(depths, key=lambda key: depths[key]))}


def _make_row(index: PageIndex, finding: Finding, facets: tuple[Facet, Facet, Facet], order: int) -> Row:
    versions = split_versions(finding)
    contrasted = len(versions) > 1
    shown = _show_versions(index, finding, versions)
    holders = list_articles(finding)
    relation = "unsure" if finding.withheld and finding.relation != "single" else finding.relation
    chosen = [(name, facet.chosen.get(finding.id, ())) for name, facet in zip("swp", facets, strict=True)]
    return Row(
        anchor=index.anchors[finding.id],
        number=index.finding_numbers[finding.id],
        statement=clean_line(finding.statement),
        relation=relation,
        label=label_relation(finding),
        meaning=RELATION_MEANINGS.get(relation, "Nothing is concluded."),
        kind=finding.kind,
        date=finding.date,
        when=say_date(finding.date),
        spread=len(holders),
        spread_said=f"{len(holders)} of {count_words(len(index.dossier.articles), 'article')}",
        origins=finding.origins,
        origins_said=count_words(finding.origins, "origin"),
        why=clean_line(finding.why),
        sureness=say_sureness(finding),
        contrasted=contrasted,
        versions=shown,
        workings=tuple(
            Working(
                sentence=clean_line(one.sentence),
                claims=tuple(
                    (cited.anchor, index.number(cited.claim.article), index.name(cited.claim.article))
                    for cited in map(index.by_claim.get, one.claims)
                    if cited
                ),
            )
            for one in finding.settles
        ),
        cells=_make_cells(index, finding, shown, relation),
        facets=(
            ("r", relation),
            ("k", finding.kind),
            ("d", _cut_date(finding.date)),
            ("o", str(finding.origins)),
            ("n", str(len(holders))),
            ("t", str(order)),
            ("a", " ".join(sorted({str(index.number(key)) for key in holders}, key=int))),
            *((name, " ".join(map(str, places))) for name, places in chosen if places),
        ),
    )


def _cut_date(iso: str | None) -> str:
    """What the page sorts by: the date as it is known, empty without."""
    return (iso or "")[:16]


def _show_versions(index: PageIndex, finding: Finding, versions: Sequence[Version]) -> tuple[ShownVersion, ...]:
    contrasted = len(versions) > 1
    held: dict[int, ShownClaim] = {id(one.claim): one for one in index.claims[finding.id]}
    shown: list[ShownVersion] = []
    for place, version in enumerate(versions):
        articles = dict.fromkeys(claim.article for claim in version.claims)
        size: Literal["none", "short", "long"] = (
            "none" if not version.value else "long" if len(version.value) > _LONG_VALUE else "short"
        )
        shown.append(
            ShownVersion(
                tone="bare" if contrasted and not version.value else f"v{min(place, _TONES)}",
                letter=_LETTERS[place] if contrasted and version.value and place < len(_LETTERS) else "",
                value=version.value or (NO_VALUE if contrasted else ""),
                size=size,
                by=_say_carriers(finding, version, len(articles)),
                passages=cut_passages(index, [held[id(claim)] for claim in version.claims]),
                names=tuple(sorted((index.number(key), index.name(key)) for key in articles)),
            )
        )
    return tuple(shown)


def _say_carriers(finding: Finding, version: Version, articles: int) -> str:
    """``2 articles, 1 origin``: an origin counts where the finding counts it."""
    origins = {claim.origin for claim in version.claims}
    counted = origins & set(finding.counted) if finding.counted else origins
    carried = count_words(len(counted), "origin") if counted else "no source of its own"
    return f"{count_words(articles, 'article')}, {carried}"


def _make_cells(
    index: PageIndex, finding: Finding, versions: Sequence[ShownVersion], relation: str
) -> tuple[Cell, ...]:
    held: dict[int, tuple[ShownVersion, Passage]] = {}
    for version in versions:
        for passage in version.passages:
            # The version that most give is the one an article is shown under, should it give two.
            held.setdefault(passage.number, (version, passage))
    why = {missing.article: missing.why for missing in finding.missing}
    cells: list[Cell] = []
    for article in index.dossier.articles:
        found = held.get(index.number(article.id))
        if found is None:
            state: State = why.get(article.id, "silent")
            cells.append(Cell(state=state, said=STATE_WORDS.get(state, state)))
            continue
        version, passage = found
        state = "perhaps" if relation == "unsure" else "otherwise" if version.letter not in {"", "A"} else "says"
        value = shorten(version.value, _CELL_VALUE) if version.letter else ""
        cells.append(
            Cell(
                state=state,
                said=STATE_WORDS[state] + (":" if value else ""),
                tone=version.tone if relation not in {"single", "unsure"} else relation,
                letter=version.letter,
                value=value,
                anchor=passage.anchor,
            )
        )
    return tuple(cells)
