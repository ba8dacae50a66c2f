"""The dossier as Markdown (CommonMark with footnotes); every claim is a footnote that cites its words."""

import re
from collections.abc import Iterator

from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.arrangement import (
    Arrangement,
    arrange_dossier,
    find_altered,
    group_moments,
    label_relation,
    list_articles,
    list_distinct,
    split_versions,
)
from stemma.tell.formats.exchange import find_address
from stemma.tell.surroundings import cut_surroundings
from stemma.tell.wording import (
    CORRECTION_WORDS,
    LIMITS,
    MISSING_WORDS,
    NO_VALUE,
    WORKING,
    clean_line,
    count_words,
    quote_words,
    say_date,
    say_period,
    say_source,
)
from stemma.text.secrets import hide_secrets

_AROUND = 200
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-!|~=$^])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def escape_markdown(text: str) -> str:
    """``text`` on one line, such that Markdown and HTML show it as it is: no markup, no link, no autolink."""
    line = _PUNCTUATION.sub(r"\\\1", clean_line(text))
    line = "".join(_ENTITIES.get(char, char) for char in line)
    line = re.sub(r":(?=//)", "&#58;", line)
    line = re.sub(r"\b(www)\.", r"\1&#46;", line, flags=re.I)
    return re.sub(r"^(\d+)\.", r"\1\\.", line)


def render_markdown(dossier: Dossier, label: str = "") -> str:
    """``dossier`` as Markdown; what comes from a page is escaped. ``label`` begins the names of its footnotes."""
    lines = list(_Page(dossier, label).lines())
    return "\n".join(lines).rstrip("\n") + "\n"


class _Page:
    """One dossier as lines of Markdown."""

    def __init__(self, dossier: Dossier, label: str) -> None:
        self.dossier = dossier
        self.label = label
        self.told: Arrangement = arrange_dossier(dossier)
        self.notes: list[str] = []
        self.texts = {article.id: article.text for article in dossier.articles}

    def lines(self) -> Iterator[str]:
        yield from self.list_head()
        yield from self.list_findings("Where they differ", self.told.contrasts)
        yield from self.list_findings("What they agree on", self.told.agreed)
        if self.told.unsure:
            yield from self.list_findings("What may be one and the same", self.told.unsure)
        yield from self.list_single()
        yield from self.list_timeline()
        yield from self.list_quotations()
        yield from self.list_origins()
        yield from self.list_omissions()
        yield from self.list_making()
        yield ""
        yield from self.notes

    def name(self, article: str) -> str:
        return escape_markdown(self.told.names.get(article, article))

    def list_head(self) -> Iterator[str]:
        story = self.dossier.story
        yield f"# {escape_markdown(story.title) or 'No headline'}"
        yield ""
        places = ", ".join(story.places)
        yield escape_markdown(" · ".join(part for part in (say_period(story.start, story.end), places) if part))
        yield ""
        yield " · ".join(
            (
                f"**{count_words(len(self.dossier.articles), 'article')}**",
                f"**{count_words(self.told.origins, 'independent origin')}**",
                count_words(len(self.dossier.findings), "finding"),
                f"{len(self.told.differing)} on which they differ",
            )
        )
        yield ""
        for article in self.dossier.articles:
            date = say_date(article.published) or "undated"
            title = f": {escape_markdown(article.title)}" if article.title else ""
            address = find_address(article)
            link = f" [page](<{address}>)" if address else ""
            yield f"- **{self.name(article.id)}**{title} ({escape_markdown(date)}){link}"
        if self.dossier.summary:
            yield ""
            yield " ".join(escape_markdown(item.sentence) for item in self.dossier.summary)
        for note in self.dossier.notes:
            yield ""
            yield f"*{escape_markdown(note)}*"

    def cite(self, finding: Finding) -> Iterator[tuple[str, str, str]]:
        """A value, who gives it, and the footnote marks of their claims; the footnotes are kept for the end."""
        for version in split_versions(finding):
            marks = []
            for claim in list_distinct(version.claims):
                number = f"{self.label}{len(self.notes) + 1}"
                marks.append(f"[^{number}]")
                source = say_source(claim)
                said = f"{escape_markdown(source)}; " if source else ""
                self.notes.append(
                    f"[^{number}]: {self.name(claim.article)}: {self.quote(claim)} "
                    f"({said}characters {claim.start}–{claim.end})"
                )
            names = dict.fromkeys(self.name(claim.article) for claim in version.claims)
            yield escape_markdown(version.value), ", ".join(names), "".join(marks)

    def quote(self, claim: ReportedClaim) -> str:
        """A claim's words; where they are part of a sentence, in bold amid the rest of it."""
        before, after = cut_surroundings(claim, self.texts.get(claim.article, ""), _AROUND)
        words = escape_markdown(quote_words(claim.quote, before))
        if not before and not after:
            return words
        gap = " " if after.startswith(" ") else ""
        return f"{escape_markdown(before)} **{words}**{gap}{escape_markdown(after)}".lstrip()

    def list_findings(self, title: str, findings: tuple[Finding, ...]) -> Iterator[str]:
        yield ""
        yield f"## {title} ({len(findings)})"
        if not findings:
            yield ""
            yield "Nothing."
        for finding in findings:
            yield ""
            yield f"### {escape_markdown(finding.statement)}"
            yield ""
            facts = [
                f"**{label_relation(finding)}**",
                count_words(len(list_articles(finding)), "article"),
                count_words(finding.origins, "origin"),
                escape_markdown(say_date(finding.date)),
            ]
            yield " · ".join(fact for fact in facts if fact) + f". {escape_markdown(finding.why)}"
            yield ""
            versions = list(self.cite(finding))
            for value, names, marks in versions:
                yield f"- *{value or NO_VALUE}*: {names} {marks}" if len(versions) > 1 else f"- {names} {marks}"
            for one in finding.settles:
                yield f"- {WORKING}: {escape_markdown(one.sentence)}"

    def list_single(self) -> Iterator[str]:
        yield ""
        yield f"## What only one says ({sum(len(findings) for _, findings in self.told.single)})"
        for article, findings in self.told.single:
            yield ""
            yield f"### {self.name(article)}"
            yield ""
            for finding in findings:
                marks = "".join(marks for _, _, marks in self.cite(finding))
                yield f"- {escape_markdown(finding.statement)} {marks}"

    def list_timeline(self) -> Iterator[str]:
        yield ""
        yield "## Timeline"
        yield ""
        if not self.dossier.timeline:
            yield "No finding is dated."
        statements = {finding.id: finding.statement for finding in self.dossier.findings}
        for _, words, findings in group_moments(self.dossier):
            yield f"- **{escape_markdown(words)}**"
            for key in findings:
                yield f"  - {escape_markdown(statements.get(key, key))}"

    def list_quotations(self) -> Iterator[str]:
        altered = find_altered(self.dossier)
        if not altered:
            return
        yield ""
        yield "## Quotations that are not the same everywhere"
        for index in altered:
            quotation = self.dossier.quotations[index]
            yield ""
            yield f"**{escape_markdown(quotation.speaker or 'Speaker not named')}**"
            yield ""
            for variant in quotation.variants:
                note = " (other words)" if variant.altered else ""
                yield f"- {self.name(variant.article)}: {escape_markdown(quote_words(variant.quote))}{note}"

    def list_origins(self) -> Iterator[str]:
        yield ""
        yield "## Origins"
        yield ""
        for origin in self.dossier.origins:
            names = ", ".join(self.name(article) for article in origin.articles)
            yield f"- **{escape_markdown(origin.name)}** ({origin.kind}): {names}"

    def list_omissions(self) -> Iterator[str]:
        yield ""
        yield "## What each article leaves out"
        yield ""
        for omission in self.told.omissions:
            lacks = f"{len(omission.findings)} of {omission.shared} findings that at least two others report"
            yield f"- **{self.name(omission.article)}** lacks {lacks}"
            for finding, why in omission.findings:
                note = "" if why == "silent" else f" (it {MISSING_WORDS.get(why, why)})"
                yield f"  - {escape_markdown(finding.statement)}{note}"

    def list_making(self) -> Iterator[str]:
        yield ""
        yield "## How this was made"
        yield ""
        settings = ", ".join(f"{key}: {value}" for key, value in self.dossier.settings.items())
        yield escape_markdown(f"Stemma {self.dossier.stemma_version}. {settings}")
        yield ""
        for limit in LIMITS:
            yield f"- {limit}"
        for one in self.dossier.overrides:
            note = f" ({escape_markdown(one.note)})" if one.note else ""
            yield (
                f"- Correction by hand, {CORRECTION_WORDS.get(one.status, one.status)}: "
                f"{escape_markdown(one.what)}: {escape_markdown(one.reason)}{note}"
            )
        for item in self.dossier.rejected:
            what, why = escape_markdown(hide_secrets(item.item)), escape_markdown(hide_secrets(item.reason))
            yield f"- Could not be used: {what} ({item.stage}): {why}"
