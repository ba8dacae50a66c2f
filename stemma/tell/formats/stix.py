"""A story as a STIX 2.1 bundle, for analysts' platforms. The only module that loads stix2.

A report refers to a grouping for each finding; a grouping to a note for each claim, which holds the words; a
note to the identities of its outlet and of whom it has it from. Ids are UUIDs made from the data (version 5, in
a namespace of our own), times are the articles' own. STIX's ``confidence`` speaks of truth and is left unset.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from stemma.model.article import Article
from stemma.model.dossier import Dossier, Finding, ReportedClaim
from stemma.tell.arrangement import label_relation
from stemma.tell.formats.exchange import EPOCH, date_story, find_address, keep_language, make_uuid, read_time
from stemma.tell.formats.schema_org import find_kinds
from stemma.tell.wording import clean_line, name_articles, replace_surrogates, say_source, spell_count

_CLASSES = {"Person": "individual", "Organization": "organization"}
LIMIT = "It measures reporting, not truth."
"""What report and groupings say of themselves."""


def render_stix(dossiers: Sequence[Dossier]) -> str:
    """One bundle with a report for each of ``dossiers``."""
    from stix2 import Bundle

    objects = [item for dossier in dossiers for item in _Story(dossier).list_objects()]
    key = make_uuid("bundle", *(dossier.story.id for dossier in dossiers))
    bundle = Bundle(objects=objects, id=f"bundle--{key}", allow_custom=False)
    return f"{bundle.serialize(indent=1, ensure_ascii=False)}\n"


class _Story:
    """The objects of one story."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.names = name_articles(dossier.articles)
        self.articles = {article.id: article for article in dossier.articles}
        self.kinds = find_kinds(dossier)
        # STIX has no years before 1970 in common use: what is older, or undated, stands there.
        self.time = max(date_story(dossier), EPOCH)
        self.identities: dict[str, Any] = {}

    def list_objects(self) -> list[Any]:
        from stix2 import Report

        rest: list[Any] = []
        for finding in self.dossier.findings:
            if finding.claims:
                notes = [self.make_note(claim, finding) for claim in finding.claims]
                rest += [self.make_grouping(finding, notes), *notes]
        for article in self.dossier.articles:
            self.identify(self.names[article.id], "organization")
        story = self.dossier.story
        objects = [*self.identities.values(), *rest]
        if not objects:
            self.identify("Stemma", "system")
            objects = list(self.identities.values())
        summary = " ".join(clean_line(one.sentence) for one in self.dossier.summary)
        report = Report(
            id=self.key("report"),
            created=self.time,
            modified=self.time,
            name=clean_line(story.title) or "(no headline)",
            description=f"{summary} {LIMIT}".strip(),
            published=self.time,
            object_refs=[item.id for item in objects],
            external_references=self.cite_articles() or None,
        )
        return [report, *objects]

    def key(self, kind: str, *parts: object) -> str:
        return f"{kind}--{make_uuid(kind, self.dossier.story.id, *parts)}"

    def identify(self, name: str, kind: str | None = None) -> str:
        """The id of the identity called ``name``, which is made the first time it is asked for."""
        from stix2 import Identity

        shown = clean_line(name) or "(not named)"
        key = self.key("identity", shown)
        if key not in self.identities:
            self.identities[key] = Identity(
                id=key,
                created=self.time,
                modified=self.time,
                name=shown,
                identity_class=kind or _CLASSES.get(self.kinds.get(name, ""), "unknown"),
            )
        return key

    def make_grouping(self, finding: Finding, notes: Sequence[Any]) -> Any:
        from stix2 import Grouping

        refs = [note.id for note in notes]
        origins = spell_count(finding.origins, "independent origin")
        return Grouping(
            id=self.key("grouping", finding.id),
            created=self.time,
            modified=self.time,
            name=clean_line(finding.statement) or "(no words)",
            description=f"{label_relation(finding)}; {origins}. {clean_line(finding.why)} {LIMIT}",
            context="unspecified",
            labels=["withheld" if finding.withheld else finding.relation, finding.kind],
            object_refs=list(dict.fromkeys([*refs, *(ref for note in notes for ref in note.object_refs)])),
        )

    def make_note(self, claim: ReportedClaim, finding: Finding) -> Any:
        """The words of one claim, with its article, characters and source chain."""
        from stix2 import Note

        article = self.articles.get(claim.article)
        name = self.names.get(claim.article, claim.article)
        sources = [self.identify(source) for source in claim.said_by]
        said = say_source(claim)
        moment = self.date_article(article)
        return Note(
            id=self.key("note", claim.id, finding.id),
            created=moment,
            modified=moment,
            abstract=clean_line(f"{name}{', ' + said if said else ''}"),
            content=replace_surrogates(claim.quote) or "(no words)",
            authors=[name],
            object_refs=list(dict.fromkeys([self.identify(name, "organization"), *sources])),
            external_references=[self.cite(claim.article, f"characters {claim.start}-{claim.end}")],
            lang=keep_language(article.language) if article else None,
        )

    def date_article(self, article: Article | None) -> datetime:
        found = read_time(article.published) if article else None
        return max(found, EPOCH) if found else self.time

    def cite(self, key: str, where: str = "") -> dict[str, str]:
        article = self.articles.get(key)
        title = clean_line(article.title or "") if article else ""
        told = {
            "source_name": self.names.get(key, key),
            "url": (find_address(article) if article else None) or "",
            "description": "; ".join(part for part in (title, where) if part),
            "external_id": key,
        }
        return {field: value for field, value in told.items() if value}

    def cite_articles(self) -> list[dict[str, str]]:
        return [self.cite(article.id) for article in self.dossier.articles]
