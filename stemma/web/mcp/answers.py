"""What the tools answer: the output schemas of the MCP server."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from stemma.web.mcp.untrusted import PageText


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


class StoryLine(Answer):
    """A story in a list."""

    id: str
    title: PageText
    start: str | None = Field(description="First and last day of publication, YYYY-MM-DD.")
    end: str | None
    outlets: list[PageText] = Field(description="At most 12 of them.")
    articles: int
    independent: int = Field(
        description="How many of its articles are independent of each other: copies and agency reprints count once. "
        "Whom its claims come from, independent origins, find_sources tells."
    )
    findings: int
    differences: int = Field(description="Findings that cannot all be true.")
    places: list[PageText]
    compared: bool = Field(description="False: there is no dossier yet, so no findings to ask for.")
    changed: str | None = Field(description="When it changed last, and how.")


class StoryList(Answer):
    """Stories that fit a search."""

    stories: list[StoryLine]
    next: str | None = Field(default=None, description="Give as cursor to go on; absent: there is no more.")


class ArticleLine(Answer):
    """An article of a story."""

    id: str
    outlet: PageText
    agency: PageText | None
    title: PageText | None
    published: str | None
    url: PageText | None


class Cited(Answer):
    """What one article says, word for word."""

    article: str
    outlet: PageText
    quote: PageText = Field(description="The article's own words: its text from start to end.")
    start: int = Field(description="Where the quote stands in the article's text, in code points.")
    end: int
    cut: bool = Field(default=False, description="The passage goes on; start and end are of what is quoted here.")
    said_by: list[PageText] = Field(description="Whom the article has it from, nearest first; empty: it names none.")
    quoted: Literal["direct", "indirect", "mixed", "none"]
    origin: PageText = Field(description="The end of the chain: where the information came from.")
    published: str | None


class MissingLine(Answer):
    """An article without a finding. Absent is not false."""

    article: str
    outlet: PageText
    missing: Literal["silent", "earlier", "truncated"] = Field(
        description="silent: it could have it and has not; earlier: published before; truncated: the page is cut."
    )


class FindingLine(Answer):
    """One question that the articles of a story answer, and how they answer it."""

    id: str
    statement: PageText
    relation: Literal["single", "agree", "compatible", "update", "differ"]
    kind: str
    date: str | None
    origins: int
    why: PageText = Field(description="Why these claims belong together, and why this relation.")
    confidence: float
    unsure: bool = Field(description="Too unsure that the claims answer one question: weigh them side by side only.")
    claims: list[Cited]
    claims_left_out: int = Field(description="Claims beyond those shown; find_sources with this finding shows all.")
    missing: list[MissingLine]


class SummaryLine(Answer):
    """A sentence of the summary, with the findings that carry it."""

    sentence: PageText
    findings: list[str]


class StoryAnswer(Answer):
    """A story with its findings, a page at a time."""

    story: StoryLine
    edition: int | None = Field(description="The number of the dossier that this is read from.")
    note: str
    articles: list[ArticleLine] = Field(description="On the first page alone.")
    articles_left_out: int = 0
    summary: list[SummaryLine] = Field(description="On the first page alone.")
    findings: list[FindingLine]
    findings_in_all: int
    next: str | None = Field(default=None, description="Give as cursor to go on; absent: there is no more.")


class OutletSays(Answer):
    """What one outlet has of a finding."""

    outlet: PageText
    says: list[Cited]
    says_more: int = Field(default=0, description="Claims of this outlet beyond those shown.")
    missing: Literal["silent", "earlier", "truncated"] | None = Field(
        description="Why it has none: silent, earlier (published before it), truncated (its page is cut)."
    )


class ComparedFinding(Answer):
    """One question, and what each of the outlets says to it."""

    finding: str
    statement: PageText
    relation: Literal["single", "agree", "compatible", "update", "differ"]
    unsure: bool
    why: PageText
    outlets: list[OutletSays]


class OutletTally(Answer):
    """What an outlet shares with the others asked for, and what it leaves out."""

    outlet: PageText
    tells: int = Field(description="Findings of the story that it has.")
    alone: int = Field(description="Of these, those that none of the other outlets asked for has.")
    leaves_out: int = Field(description="Findings of the other outlets asked for that it could have and has not.")


class CoverageAnswer(Answer):
    """How outlets tell one story: first where they differ, then what some leave out, then what they share."""

    story: str
    title: PageText
    edition: int
    note: str
    tallies: list[OutletTally]
    findings: list[ComparedFinding]
    findings_in_all: int
    next: str | None = Field(default=None, description="Give as cursor to go on; absent: there is no more.")


class OriginLine(Answer):
    """An independent route by which information came."""

    id: str
    name: PageText
    kind: Literal["agency", "official", "outlet", "group", "document"]
    outlets: list[PageText]
    findings: int = Field(description="How many findings of the story rest on it.")
    counted: bool | None = Field(
        default=None, description="Of one finding: whether it counts as an independent origin of it."
    )


class CopyLine(Answer):
    """Text that one article shares with another."""

    from_outlet: PageText
    to_outlet: PageText
    from_article: str
    to_article: str
    words: int
    kind: Literal["verbatim", "rewritten", "quotation"]
    direction: Literal["credit", "time"] | None = Field(
        description="What tells which has it from which; absent: nothing does, the order is arbitrary."
    )


class SourcesAnswer(Answer):
    """Who is behind a story or a finding."""

    story: str
    title: PageText
    edition: int
    note: str
    statement: PageText | None = Field(default=None, description="Of the finding asked for.")
    origins_counted: int | None = Field(default=None, description="Independent origins of the finding asked for.")
    origins: list[OriginLine]
    chains: list[Cited] = Field(description="Of a finding: each claim with whom it is from.")
    copies: list[CopyLine] = Field(description="The longest first.")
    next: str | None = Field(default=None, description="Give as cursor to go on; absent: there is no more.")


class Weighed(Cited):
    """A passage that bears on the sentence asked about."""

    story: str
    why: PageText | None = Field(description="What differs, where something does.")
    likeness: float = Field(description="Chance, 0 to 1, that it answers the same question.")


class PartAnswer(Answer):
    """One assertion of the sentence asked about, and what the collection has on it."""

    part: str
    verdict: Literal["reported", "contradicted", "disputed", "compatible", "not found"]
    says: str = Field(description="The verdict as a sentence. Of reporting, never of truth.")
    origins_for: int = Field(description="Independent origins of those that report it.")
    origins_against: int = Field(description="Independent origins of those that report otherwise.")
    reported_by: list[Weighed]
    contradicted_by: list[Weighed]
    compatible: list[Weighed] = Field(description="Values that are others and can all be true, or later figures.")
    near: list[Weighed] = Field(description="The nearest passages that are too unlike to count. Not evidence.")


class CheckAnswer(Answer):
    """Who in the collection reports a sentence, and who contradicts it."""

    sentence: str
    found: bool
    note: str
    parts: list[PartAnswer]
    stories: list[StoryLine] = Field(description="The stories that were looked at.")
    articles_looked_at: int


class ReadItem(Answer):
    """What became of one address."""

    item: PageText
    outcome: Literal["new", "again", "rejected"]
    reason: PageText | None = None
    article: str | None = None


class ReadAnswer(Answer):
    """What came of reading pages."""

    items: list[ReadItem]
    stories: list[StoryLine] = Field(description="Stories that the new articles are in, compared anew.")
    note: str
