"""The tables of a dossier: what csv, tsv and parquet hold. Columns and their order are documented and stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from stemma.errors import UsageError
from stemma.model.article import Article
from stemma.model.dossier import Dossier
from stemma.tell.arrangement import list_articles
from stemma.tell.wording import name_articles, say_value
from stemma.text.words import split_words

_OPERATORS = {
    "=": "exactly", "~": "about", ">": "over", ">=": "at least", "<": "under", "<=": "up to", "<~": "nearly",
}  # fmt: skip
Type = Literal["text", "whole", "number", "yes", "list"]
DEFAULT_TABLE = "claims"
"""The table that is written where only one can be and none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns, and its rows in the order of the dossiers. An empty cell is None."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def _columns(*lines: str) -> tuple[Column, ...]:
    split = (line.split(" ", 2) for line in lines)
    return tuple(Column(name=name, type=kind, says=says) for name, kind, says in split)  # type: ignore[arg-type]


COLUMNS: dict[str, tuple[Column, ...]] = {
    "articles": _columns(
        "story text the story's id, as in all tables",
        "story_title text its headline",
        "article text the article's id",
        "name text what it is shown as: its outlet, else its file",
        "source text the file",
        "outlet text who published it, where the page says so",
        "agency text the agency credited for the whole",
        "title text headline",
        "deck text what stands below the headline",
        "byline text who wrote it",
        "dateline text place and date before the first sentence",
        "published text ISO 8601, as precise as the page gives it",
        "modified text the same of the last change",
        "language text ISO 639-1",
        "url text its address",
        "words whole words of its body",
        "truncated yes the page ends before the article does",
        "confidence number 0 to 1, how sure its body is",
    ),
    "claims": _columns(
        "story text the story's id",
        "finding text the finding that it belongs to",
        "claim text the claim's id",
        "article text the article's id",
        "name text what the article is shown as",
        "start whole first character in the article's text",
        "end whole the character after the last",
        "quote text the exact words",
        "part text headline, deck, body or caption",
        "said_by list the source chain, nearest first",
        "quoted text direct, indirect, mixed or none",
        "value text the value as the article words it",
        "value_op text exactly, about, over, at least, under, up to or nearly",
        "value_quantity number the amount",
        "value_unit text its unit, or what is counted",
        "value_date text a date's value, ISO 8601",
        "origin text the id of its origin",
    ),
    "findings": _columns(
        "story text the story's id",
        "finding text the finding's id",
        "statement text what it is about",
        "relation text single, agree, compatible, update or differ",
        "withheld yes too unsure that its claims belong together: the relation is not to be told",
        "kind text event, quantity, time, place, people, wording or quotation",
        "date text ISO 8601",
        "date_precision text day, month, year and so on",
        "articles whole how many articles have it",
        "origins whole how many independent origins",
        "confidence number 0 to 1, how sure its claims belong together",
        "why text the reasons in one sentence",
        "settles list what bears on the difference: Stemma's own working",
        "missing list the ids of the articles that lack it",
    ),
    "origins": _columns(
        "story text the story's id",
        "origin text the origin's id",
        "name text who",
        "kind text agency, official, outlet, group or document",
        "articles list the ids of the articles that have something from it",
        "findings list the ids of the findings that it stands behind",
    ),
    "copies": _columns(
        "story text the story's id",
        "from_article text the id of the one article",
        "from_start whole first character there",
        "from_end whole the character after the last",
        "from_quote text the words there",
        "to_article text the id of the other",
        "to_start whole first character there",
        "to_end whole the character after the last",
        "to_quote text the words there",
        "words whole words that both have",
        "kind text verbatim, rewritten or quotation",
        "direction text credit or time, what tells who has it from whom; empty: nothing does",
    ),
}
"""Table name → its columns, in order. Columns may be added at the end; none goes or is renamed."""


def check_table(name: str | None) -> str:
    """``name`` where there is such a table; the default one for None.

    Raises:
        UsageError: there is none; the message names them.
    """
    if name is None:
        return DEFAULT_TABLE
    if name not in COLUMNS:
        raise UsageError(f"there is no table {name!r}; there are {', '.join(COLUMNS)}")
    return name


def make_table(name: str | None, dossiers: Sequence[Dossier]) -> Table:
    """The table called ``name`` (the default one for None) of all ``dossiers``.

    Raises:
        UsageError: there is no such table.
    """
    name = check_table(name)
    rows = _ROWS[name]
    return Table(name=name, columns=COLUMNS[name], rows=tuple(row for dossier in dossiers for row in rows(dossier)))


def _list_articles(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    names = name_articles(dossier.articles)
    for one in dossier.articles:
        about = (one.source, one.outlet, one.agency, one.title, one.deck, one.byline, one.dateline)
        when = (one.published, one.modified, one.language, one.url)
        sure = (count_body(one), one.truncated, one.confidence)
        yield (dossier.story.id, dossier.story.title, one.id, names[one.id], *about, *when, *sure)


def count_body(article: Article) -> int:
    """How many words the article has, without its furniture."""
    return sum(len(split_words(article.text[start:end])) for start, end in article.body)


def _list_claims(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    names = name_articles(dossier.articles)
    for finding in dossier.findings:
        for one in finding.claims:
            where = (one.id, one.article, names.get(one.article, one.article), one.start, one.end, one.quote, one.part)
            amount = one.value.get("quantity")
            value = (
                say_value(one.value) or None,
                _OPERATORS.get(str(one.value.get("op"))),
                float(amount) if isinstance(amount, int | float) and not isinstance(amount, bool) else None,
                _take_text(one.value, "unit") or _take_text(one.value, "of"),
                _take_text(one.value, "date"),
            )
            yield (dossier.story.id, finding.id, *where, one.said_by, one.quoted, *value, one.origin)


def _take_text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) and found else None


def _list_findings(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    for one in dossier.findings:
        kind = (one.statement, one.relation, one.withheld, one.kind, one.date, one.date_precision)
        weight = (len(list_articles(one)), one.origins, one.confidence, one.why)
        beside = (tuple(item.sentence for item in one.settles), tuple(item.article for item in one.missing))
        yield (dossier.story.id, one.id, *kind, *weight, *beside)


def _list_origins(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    for one in dossier.origins:
        yield dossier.story.id, one.id, one.name, one.kind, one.articles, one.findings


def _list_copies(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    texts = {article.id: article.text for article in dossier.articles}
    for one in dossier.copies:
        ends = [
            (end.article, end.start, end.end, texts.get(end.article, "")[end.start : end.end])
            for end in (one.from_, one.to)
        ]
        yield dossier.story.id, *ends[0], *ends[1], one.words, one.kind, one.direction


_ROWS = {
    "articles": _list_articles,
    "claims": _list_claims,
    "findings": _list_findings,
    "origins": _list_origins,
    "copies": _list_copies,
}
