"""The dossier in the terminal, for 40 to 200 columns; plain text where colour is not wanted."""

import unicodedata
from typing import TYPE_CHECKING

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
from stemma.tell.surroundings import cut_surroundings
from stemma.tell.wording import (
    CORRECTION_WORDS,
    MISSING_WORDS,
    NO_VALUE,
    WORKING,
    clean_line,
    count_words,
    quote_words,
    say_date,
    say_period,
    say_source,
    shorten,
)
from stemma.text.secrets import hide_secrets

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {
    "differ": "bold red",
    "compatible": "bold yellow",
    "update": "bold cyan",
    "agree": "bold green",
    "single": "dim",
}
_AROUND = 70
"""At most so many characters of its sentence are shown before and after a claim."""
_SINGLE_SHOWN = 6
_OMITTED_SHOWN = 3


def render_terminal(dossier: Dossier, console: "Console") -> None:
    """Print ``dossier`` to ``console``; what comes from a page is shown as text, never as markup or escapes."""
    _Sheet(dossier, console).print()


def make_text(words: str, style: str = "", *, isolates: bool) -> "Text":
    """Words that may come from a page as one line, never read as markup; ``isolates`` where stdout is a terminal."""
    from rich.text import Text

    line = clean_line(words)
    # A terminal that knows both directions must not let a right-to-left name reorder what stands beside it.
    return Text(f"\u2068{line}\u2069" if isolates and _runs_left(line) else line, style=style)


def _runs_left(line: str) -> bool:
    """Whether a character of ``line`` is of a script that runs from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in line)


class _Sheet:
    """One dossier on one console."""

    def __init__(self, dossier: Dossier, console: "Console") -> None:
        self.dossier = dossier
        self.console = console
        self.isolates = console.is_terminal
        self.told: Arrangement = arrange_dossier(dossier)
        self.numbers: dict[str, int] = {}
        self.texts = {article.id: article.text for article in dossier.articles}

    def print(self) -> None:
        self.print_head()
        self.print_findings("Where they differ", self.told.contrasts)
        self.print_findings("What they agree on", self.told.agreed)
        if self.told.unsure:
            self.print_findings("What may be one and the same", self.told.unsure)
        self.print_single()
        self.print_timeline()
        self.print_quotations()
        self.print_omissions()
        self.print_overrides()
        self.print_rejected()

    def text(self, words: str, style: str = "") -> "Text":
        """Words that may come from a page: never read as markup."""
        return make_text(words, style, isolates=self.isolates)

    def line(self, *parts: "Text", indent: int = 0, marker: str = "") -> None:
        """Print the parts with a space between; what wraps stands under the first word after the marker."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        joined = Text(" ").join([part for part in parts if part.plain])
        if not marker:
            self.console.print(Padding(joined, (0, 0, 0, indent), expand=False))
            return
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_column(no_wrap=True, style="dim")
        row.add_column(overflow="fold")
        row.add_row(marker, joined)
        self.console.print(Padding(row, (0, 0, 0, indent), expand=False))

    def heading(self, words: str) -> None:
        from rich.cells import cell_len
        from rich.rule import Rule

        self.console.print()
        if cell_len(words) > self.console.width - 2:  # a rule would cut it
            self.line(self.text(words, "bold"))
            return
        self.console.print(Rule(self.text(words, "bold"), align="left", characters="─", style="dim"))

    def print_head(self) -> None:
        story = self.dossier.story
        self.line(self.text(story.title or "(no headline)", "bold"))
        when = say_period(story.start, story.end)
        places = ", ".join(clean_line(place) for place in story.places)
        self.line(self.text(" · ".join(part for part in (when, places) if part)))
        articles = count_words(len(self.dossier.articles), "article")
        origins = count_words(self.told.origins, "independent origin")
        found = count_words(len(self.dossier.findings), "finding")
        differ = f"{len(self.told.differing)} on which they differ"
        self.line(self.text(" · ".join((articles, origins, found, differ)), "cyan"))
        for article in self.dossier.articles:
            said = say_date(article.published) or "undated"
            self.line(self.text(self.told.names[article.id], "bold"), self.text("·"), self.text(said, "dim"), indent=2)
        if self.dossier.summary:
            self.console.print()
            self.line(self.text(" ".join(item.sentence for item in self.dossier.summary)))
        for note in self.dossier.notes:
            self.line(self.text(note, "yellow"))

    def print_findings(self, title: str, findings: tuple[Finding, ...]) -> None:
        self.heading(f"{title} ({len(findings)})")
        if not findings:
            self.line(self.text("Nothing.", "dim"))
        for finding in findings:
            self.print_finding(finding)

    def print_finding(self, finding: Finding) -> None:
        number = self.numbers[finding.id] = len(self.numbers) + 1
        label = self.text(f"{label_relation(finding)}:", _STYLES.get(finding.relation, ""))
        self.console.print()
        self.line(label, self.text(finding.statement, "bold"), marker=f"{number}.")
        spread = count_words(len(list_articles(finding)), "article")
        facts = [spread, count_words(finding.origins, "origin"), say_date(finding.date)]
        self.line(self.text(" · ".join(fact for fact in facts if fact), "cyan"), indent=3)
        self.line(self.text(finding.why, "dim italic"), indent=3)
        versions = split_versions(finding)
        for version in versions:
            if len(versions) > 1:
                self.line(self.text(f"▪ {version.value or NO_VALUE}", _STYLES.get(finding.relation, "")), indent=3)
            for claim in list_distinct(version.claims):
                self.print_claim(claim)
        for one in finding.settles:
            self.line(self.text(f"{WORKING}:", "cyan"), self.text(one.sentence), indent=3)

    def print_claim(self, claim: ReportedClaim) -> None:
        name = self.told.names.get(claim.article, claim.article)
        source = say_source(claim)
        before, after = cut_surroundings(claim, self.texts.get(claim.article, ""), _AROUND)
        words = self.text(quote_words(claim.quote, before)).append(after, "dim")
        self.line(
            self.text(f"{shorten(name, 40)}:", "bold"),
            self.text(before, "dim"),
            words,
            self.text(f"({source})" if source else "", "cyan"),
            indent=5,
        )

    def print_single(self) -> None:
        self.heading(f"What only one says ({sum(len(findings) for _, findings in self.told.single)})")
        for article, findings in self.told.single:
            self.line(self.text(self.told.names.get(article, article), "bold"), self.text(f"({len(findings)})", "dim"))
            for finding in findings[:_SINGLE_SHOWN]:
                source = say_source(finding.claims[0])
                self.line(
                    self.text(finding.statement),
                    self.text(f"({source})" if source else "", "cyan"),
                    indent=2,
                    marker="·",
                )
            rest = len(findings) - _SINGLE_SHOWN
            if rest > 0:
                self.line(self.text(f"… and {rest} more; --format html shows all", "dim"), indent=2)

    def print_timeline(self) -> None:
        self.heading("Timeline")
        statements = {finding.id: finding.statement for finding in self.dossier.findings}
        if not self.dossier.timeline:
            self.line(self.text("No finding is dated.", "dim"))
        for _, words, findings in group_moments(self.dossier):
            self.line(self.text(words, "bold"))
            shared = [key for key in findings if key in self.numbers]
            for key in shared:
                self.line(self.text(statements.get(key, key)), indent=2, marker=f"{self.numbers[key]}.")
            if rest := len(findings) - len(shared):
                self.line(self.text(f"{'and ' if shared else ''}{rest} that only one says", "dim"), indent=2)

    def print_quotations(self) -> None:
        altered = find_altered(self.dossier)
        if not altered:
            return
        self.heading(f"Quotations that are not the same everywhere ({len(altered)})")
        for index in altered:
            quotation = self.dossier.quotations[index]
            self.line(self.text(quotation.speaker or "Speaker not named", "bold"))
            for variant in quotation.variants:
                self.line(
                    self.text(f"{self.told.names.get(variant.article, variant.article)}:"),
                    self.text(quote_words(variant.quote)),
                    self.text("(other words)" if variant.altered else "", "red"),
                    indent=2,
                )

    def print_omissions(self) -> None:
        self.heading("What each article leaves out")
        for omission in self.told.omissions:
            name = self.told.names.get(omission.article, omission.article)
            said = f"lacks {len(omission.findings)} of {omission.shared} findings that at least two others report"
            self.line(self.text(name, "bold"), self.text(said))
            for finding, why in omission.findings[:_OMITTED_SHOWN]:
                note = "" if why == "silent" else f"({MISSING_WORDS.get(why, why)})"
                self.line(self.text(finding.statement), self.text(note, "dim"), indent=2, marker="·")

    def print_overrides(self) -> None:
        if not self.dossier.overrides:
            return
        self.heading(f"Corrections by hand ({len(self.dossier.overrides)})")
        for one in self.dossier.overrides:
            style = "yellow" if one.status == "unused" else "dim"
            status = self.text(CORRECTION_WORDS.get(one.status, one.status), style)
            note = self.text(f"({one.note})" if one.note else "", "dim")
            self.line(status, self.text(f"{one.what}: {one.reason}"), note)

    def print_rejected(self) -> None:
        if not self.dossier.rejected:
            return
        self.heading(f"Could not be used ({len(self.dossier.rejected)})")
        for item in self.dossier.rejected:
            what, why = self.text(hide_secrets(item.item), "bold"), self.text(hide_secrets(item.reason))
            self.line(what, self.text(f"({item.stage})", "dim"), why)
