"""The dossier as one self-contained HTML page: no script, no request, everything from a page escaped."""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.arrangement import (
    Arrangement,
    arrange_dossier,
    find_altered,
    label_relation,
    list_articles,
    split_versions,
)
from stemma.tell.chronology import view_timeline
from stemma.tell.map import view_map
from stemma.tell.marks import Mark, cut_article
from stemma.tell.stemma_graph import view_stemma
from stemma.tell.surroundings import cut_surroundings
from stemma.tell.wording import (
    CORRECTION_WORDS,
    LIMITS,
    MISSING_WORDS,
    RELATION_MEANINGS,
    WORKING,
    clean_line,
    count_words,
    quote_words,
    replace_surrogates,
    say_date,
    say_period,
    say_source,
    shorten,
    spell_count,
)

if TYPE_CHECKING:
    from jinja2 import Template

_MAIN_DIFFERENCES = 3
_TONES = 4
_LONG_VALUE = 28
_LONG_HEADLINE = 110
_AROUND = 200
_COPY_SHOWN = 320


def render_html(dossier: Dossier) -> str:
    """``dossier`` as one HTML file that needs nothing else: the text of the file, encodable as UTF-8."""
    page = _Page(dossier)
    style = _load_style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    from markupsafe import Markup

    # The style is our own file; it is the only thing in the page that is not escaped.
    html = _load_template().render(page=page, style=Markup(style), style_hash=f"sha256-{digest}", **page.parts())
    return replace_surrogates(html)


def _load_style() -> str:
    folder = files("stemma.tell") / "templates"
    text = "".join((folder / name).read_text("utf-8") for name in ("dossier.css", "pictures.css"))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()


@cache
def _load_template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("stemma.tell", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=clean_line, say_date=say_date, quoted=quote_words, shorten=shorten, spell=spell_count, count=count_words
    )
    return environment.get_template("dossier.html.j2")


class _Page:
    """What the template asks for: every value plain text, every anchor unique in the page."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.told: Arrangement = arrange_dossier(dossier)
        self.names = self.told.names
        self.numbers = {article.id: number for number, article in enumerate(dossier.articles, start=1)}
        singles = [finding for _, findings in self.told.single for finding in findings]
        self.order: list[Finding] = [*self.told.contrasts, *self.told.agreed, *self.told.unsure, *singles]
        self.anchors = _make_anchors(self.order)
        self.finding_numbers = {finding.id: number for number, finding in enumerate(self.order, start=1)}
        self.marks: dict[str, list[Mark]] = {article.id: [] for article in dossier.articles}
        self.claims: dict[int, dict[str, Any]] = {}
        self.by_key: dict[str, dict[str, Any]] = {}
        self._number_claims()

    def _number_claims(self) -> None:
        texts = {article.id: article.text for article in self.dossier.articles}
        number = 0
        for finding in self.order:
            for claim in finding.claims:
                number += 1
                text = texts.get(claim.article, "")
                shown = 0 <= claim.start < claim.end <= len(text) and bool(text[claim.start : claim.end].strip())
                before, after = cut_surroundings(claim, text, _AROUND)
                self.claims[id(claim)] = {
                    "id": f"c{number}",
                    "mark": f"w{number}" if shown else None,
                    "name": self.name(claim.article),
                    "number": self.numbers.get(claim.article, "?"),
                    "quote": quote_words(claim.quote, before),
                    "before": before,
                    "after": after,
                    "source": say_source(claim),
                    "part": claim.part,
                }
                self.by_key.setdefault(claim.id, self.claims[id(claim)])
                if shown:
                    self.marks[claim.article].append(
                        Mark(
                            start=claim.start,
                            end=claim.end,
                            id=f"w{number}",
                            back=f"c{number}",
                            number=self.finding_numbers[finding.id],
                            tone=finding.relation,
                        )
                    )

    def name(self, article: str) -> str:
        """The name under which an article is shown."""
        return self.names.get(article, article)

    def claim(self, claim: ReportedClaim) -> dict[str, Any]:
        """How a claim is shown and where its words are highlighted."""
        return self.claims[id(claim)]

    def place(self, claim: ReportedClaim) -> tuple[int, int]:
        """Where a claim stands in the dossier: its article's number, its start."""
        return self.numbers.get(claim.article, 0), claim.start

    def shape(self, finding: Finding) -> dict[str, Any]:
        """How a finding is shown."""
        versions = split_versions(finding)
        contrasted = len(versions) > 1
        tones = {
            claim.article: f"v{min(index, _TONES)}" if contrasted else "v0"
            for index, version in reversed(list(enumerate(versions)))
            for claim in version.claims
        }
        why = {missing.article: missing.why for missing in finding.missing}
        holders = list_articles(finding)
        return {
            "anchor": self.anchors[finding.id],
            "number": self.finding_numbers[finding.id],
            "label": label_relation(finding),
            "contrasted": contrasted,
            "spread": f"{len(holders)} of {count_words(len(self.dossier.articles), 'article')}",
            "origins": count_words(finding.origins, "independent origin"),
            "versions": [
                {
                    "tone": f"v{min(index, _TONES)}",
                    "value": version.value or "Without a value of their own",
                    "size": "none" if not version.value else "long" if len(version.value) > _LONG_VALUE else "short",
                    "claims": [self.claim(claim) for claim in sorted(version.claims, key=self.place)],
                    "articles": count_words(len({claim.article for claim in version.claims}), "article"),
                }
                for index, version in enumerate(versions)
            ],
            "dots": [
                (self.numbers[article.id], tones.get(article.id) or why.get(article.id, "silent"))
                for article in self.dossier.articles
            ],
            "dots_said": f"{count_words(len(holders), 'article')}: {', '.join(self.name(key) for key in holders)}",
        }

    def cite(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        """The claims with these ids, those that are shown: the id of each on the page, and its article's number."""
        return [self.by_key[key] for key in keys if key in self.by_key]

    def find(self, keys: Iterable[str]) -> list[Finding]:
        """The findings with these ids, those that are shown, in the given order."""
        known = {finding.id: finding for finding in self.order}
        return [known[key] for key in keys if key in known]

    def article(self, article: Article) -> dict[str, Any]:
        """How an article's text is shown."""
        runs = cut_article(article, self.marks[article.id])
        return {
            "anchor": f"a{self.numbers[article.id]}",
            "name": self.name(article.id),
            "language": article.language if re.fullmatch(r"[a-z]{2,3}", article.language or "") else None,
            "url": article.url if re.match(r"https?://[^\s/]", article.url or "", re.I) else None,
            "runs": runs,
            "folded": sum(len(run.blocks) for run in runs if run.folded),
            "sure": f"{article.confidence:.0%}",
        }

    def copies(self) -> list[dict[str, Any]]:
        """The copied stretches, longest first, with their words."""
        texts = {article.id: article.text for article in self.dossier.articles}
        return [
            {
                "words": copy.words,
                "kind": copy.kind,
                "text": shorten(
                    clean_line(texts.get(copy.from_.article, "")[copy.from_.start : copy.from_.end]), _COPY_SHOWN
                ),
                "ends": [(self.numbers.get(end.article, 0), self.name(end.article)) for end in (copy.from_, copy.to)],
            }
            for copy in sorted(self.dossier.copies, key=lambda copy: -copy.words)
        ]

    def parts(self) -> dict[str, Any]:
        """The template's names."""
        story = self.dossier.story
        named = sorted(self.dossier.entities, key=lambda entity: -entity.mentions)
        differing = self.told.differing or self.told.contrasts
        return {
            "dossier": self.dossier,
            "told": self.told,
            "headline": clean_line(story.title) or "A story without a headline",
            "long_headline": len(story.title) > _LONG_HEADLINE,
            "period": say_period(story.start, story.end),
            "places": ", ".join(filter(None, map(clean_line, story.places))),
            "main_differences": differing[:_MAIN_DIFFERENCES],
            "singles": sum(len(findings) for _, findings in self.told.single),
            "altered": [self.dossier.quotations[index] for index in find_altered(self.dossier)],
            "map_view": view_map(self.dossier),
            "timeline_view": view_timeline(self.dossier),
            "stemma_view": view_stemma(self.dossier),
            "people": [entity for entity in named if entity.kind != "place"],
            "named_places": [entity for entity in named if entity.kind == "place"],
            "limits": LIMITS,
            "working": WORKING,
            "correction_words": CORRECTION_WORDS,
            "meanings": RELATION_MEANINGS,
            "missing_words": MISSING_WORDS,
        }


def _make_anchors(findings: Iterable[Finding]) -> dict[str, str]:
    """An HTML id for each finding, made from its own id, so that links to it last."""
    anchors: dict[str, str] = {}
    used: set[str] = set()
    for number, finding in enumerate(findings, start=1):
        anchor = "f-" + re.sub(r"[^A-Za-z0-9_-]", "", finding.id)
        anchors[finding.id] = anchor if anchor not in used and anchor != "f-" else f"f--{number}"
        used.add(anchors[finding.id])
    return anchors
