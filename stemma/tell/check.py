"""Proving a dossier: every span stands in its article, every summary sentence in its findings.

Works on the JSON as it was read, so that a file that is malformed, or was written by other hands,
gives a list of sentences about what is wrong and never an exception.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from stemma.model.dossier import SCHEMA, Dossier
from stemma.tell.attribution_proof import find_unproven_attributions
from stemma.tell.evidence import gather_evidence
from stemma.tell.proof import find_unproven

_LISTS = (
    "articles", "findings", "origins", "copies", "entities", "places", "timeline", "quotations", "summary", "rejected",
)  # fmt: skip
_SHOWN = 60


def check_dossier(dossier: Dossier | Mapping[str, Any]) -> tuple[str, ...]:
    """What does not hold, a sentence each, in the order of the dossier; empty where all is proven.

    Proven are: ``text[start:end] == quote`` of every claim and quotation; that a claim's context holds it;
    that body, captions, furniture and copies lie inside their articles; that every id that is referred to
    exists, and exists once; that each summary sentence has findings whose spans hold its names and figures,
    and whose spans or resolved dates hold its dates; that those it says a thing according to are sources or articles
    of claims that it cites, and as many as it says.
    """
    if isinstance(dossier, Dossier):
        from stemma.tell.dossier_json import plain_dossier

        dossier = plain_dossier(dossier)
    if not isinstance(dossier, Mapping):
        return ("This is not a dossier: it is not a JSON object.",)
    if "schema" not in dossier:
        return (f'This is not a dossier: it has no "schema", where one says "{SCHEMA}".',)
    if dossier["schema"] != SCHEMA:
        return (f'This is not a dossier: its "schema" is {_show(dossier["schema"])}, not "{SCHEMA}".',)
    checker = _Checker(dossier)
    for step in (
        checker.check_lists,
        checker.check_articles,
        checker.check_findings,
        checker.check_settles,
        checker.check_overrides,
        checker.check_origins,
        checker.check_copies,
        checker.check_timeline,
        checker.check_quotations,
        checker.check_summary,
    ):
        step()
    return tuple(checker.failures)


def _show(value: Any) -> str:
    """``value`` for a message: short, on one line."""
    shown = ascii(value) if not isinstance(value, str) else f'"{" ".join(value.split())}"'
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class _Checker:
    """One pass over one dossier; gathers failures."""

    def __init__(self, dossier: Mapping[str, Any]) -> None:
        self.dossier = dossier
        self.failures: list[str] = []
        self.articles: dict[str, Mapping[str, Any]] = {}
        self.texts: dict[str, str] = {}
        self.findings: dict[str, Mapping[str, Any]] = {}
        self.origins: set[str] = set()

    def fail(self, sentence: str) -> None:
        self.failures.append(sentence)

    def check_lists(self) -> None:
        for name in _LISTS:
            if not isinstance(self.dossier.get(name), list):
                self.fail(f'"{name}" is not a list.')
        if not isinstance(self.dossier.get("story"), Mapping):
            self.fail('"story" is not an object.')
        self.articles = self._index("articles", "Article")
        for key, article in self.articles.items():
            if isinstance(article.get("text"), str):
                self.texts[key] = article["text"]
            else:
                self.fail(f"Article {_show(key)} has no text.")
        self.findings = self._index("findings", "Finding")
        self.origins = set(self._index("origins", "Origin"))

    def _objects(self, container: Mapping[str, Any], name: str, what: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects in ``container[name]`` with a name for each; anything else is a failure."""
        items = container.get(name)
        if not isinstance(items, list):
            if container is not self.dossier:
                self.fail(f'{what}: "{name}" is not a list.')
            return
        for number, item in enumerate(items, start=1):
            label = f"{what} {number}"
            if isinstance(item, Mapping):
                key = item.get("id")
                yield (f"{what} {_show(key)}" if isinstance(key, str) else label), item
            else:
                self.fail(f"{label} is not an object.")

    def _index(self, name: str, what: str) -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for label, item in self._objects(self.dossier, name, what):
            key = item.get("id")
            if not isinstance(key, str) or not key:
                self.fail(f"{label} has no id.")
            elif key in found:
                self.fail(f"{label} occurs more than once.")
            else:
                found[key] = item
        return found

    def _check_known(self, label: str, keys: Any, known: Mapping[str, Any], what: str) -> None:
        if not isinstance(keys, list):
            self.fail(f"{label}: its {what}s are not a list.")
            return
        for key in keys:
            if not isinstance(key, str) or key not in known:
                self.fail(f"{label} refers to {what} {_show(key)}, which is not in the dossier.")

    def _find_text(self, label: str, key: Any) -> str | None:
        if not isinstance(key, str) or key not in self.articles:
            self.fail(f"{label} refers to article {_show(key)}, which is not in the dossier.")
            return None
        return self.texts.get(key)

    def _check_range(self, label: str, start: Any, end: Any, text: str | None) -> bool:
        if not _is_offset(start) or not _is_offset(end):
            self.fail(f"{label}: its start and end are not whole numbers.")
            return False
        if text is None:
            return False
        if not 0 <= start < end <= len(text):
            self.fail(f"{label}: {start}–{end} is no stretch of its article, which has {len(text)} characters.")
            return False
        return True

    def _check_quote(self, label: str, cited: Mapping[str, Any]) -> None:
        text = self._find_text(label, cited.get("article"))
        start, end, quote = cited.get("start"), cited.get("end"), cited.get("quote")
        if not self._check_range(label, start, end, text):
            return
        assert text is not None
        stands = text[start:end]
        self._check_context(label, cited, text)
        if stands != quote:
            self.fail(f"{label} cites {_show(quote)}, but at {start}–{end} its article says {_show(stands)}.")

    def _check_context(self, label: str, cited: Mapping[str, Any], text: str) -> None:
        """The sentence around a claim, where it is given, lies in the article and holds the claim."""
        context = cited.get("context")
        if context is None:
            return
        name = f"{label}: its context"
        if not isinstance(context, list) or len(context) != 2:
            self.fail(f"{name} is not a span.")
        elif self._check_range(name, context[0], context[1], text) and not (
            context[0] <= cited["start"] < cited["end"] <= context[1]
        ):
            self.fail(f"{name}, {context[0]}–{context[1]}, does not hold its words.")

    def check_articles(self) -> None:
        for key, article in self.articles.items():
            text = self.texts.get(key)
            for name, size in (("body", 2), ("captions", 2), ("furniture", 3)):
                spans = article.get(name)
                if not isinstance(spans, list):
                    self.fail(f'Article {_show(key)}: "{name}" is not a list.')
                    continue
                for number, span in enumerate(spans, start=1):
                    label = f"Article {_show(key)}: {name} {number}"
                    if isinstance(span, list) and len(span) == size:
                        self._check_range(label, span[0], span[1], text)
                    else:
                        self.fail(f"{label} is not a span.")

    def check_findings(self) -> None:
        seen: set[str] = set()
        for label, finding in self._objects(self.dossier, "findings", "Finding"):
            claims = 0
            for name, claim in self._objects(finding, "claims", f"{label}, claim"):
                claims += 1
                key = claim.get("id")
                if not isinstance(key, str) or not key:
                    self.fail(f"{name} has no id.")
                elif key in seen:
                    self.fail(f"{name} occurs more than once.")
                else:
                    seen.add(key)
                self._check_quote(name, claim)
                origin = claim.get("origin")
                if not isinstance(origin, str) or origin not in self.origins:
                    self.fail(f"{name} refers to origin {_show(origin)}, which is not in the dossier.")
            if not claims:
                self.fail(f"{label} has no claims.")
            for name, missing in self._objects(finding, "missing", f"{label}, missing"):
                self._find_text(name, missing.get("article"))

    def check_settles(self) -> None:
        """What bears on a difference has a sentence, and rests on claims that the dossier has."""
        claims: dict[str, Any] = {}
        for _, finding in self._objects(self.dossier, "findings", "Finding"):
            for claim in given if isinstance(given := finding.get("claims"), list) else ():
                if isinstance(claim, Mapping) and isinstance(claim.get("id"), str):
                    claims[claim["id"]] = claim
        for label, finding in self._objects(self.dossier, "findings", "Finding"):
            if "settles" not in finding:
                continue
            for name, item in self._objects(finding, "settles", f"{label}, working"):
                sentence = item.get("sentence")
                if not isinstance(sentence, str) or not sentence.strip():
                    self.fail(f"{name} is empty.")
                if item.get("claims") == []:
                    self.fail(f"{name} ({_show(sentence)}) rests on no claim.")
                self._check_known(name, item.get("claims"), claims, "claim")

    def check_overrides(self) -> None:
        if not isinstance(self.dossier.get("overrides", []), list):
            self.fail('"overrides" is not a list.')
        for label, item in self._objects(self.dossier, "overrides", "Correction"):
            if item.get("status") not in ("applied", "unused"):
                self.fail(f"{label} is neither applied nor unused.")

    def check_origins(self) -> None:
        for label, origin in self._objects(self.dossier, "origins", "Origin"):
            self._check_known(label, origin.get("articles"), self.articles, "article")
            self._check_known(label, origin.get("findings"), self.findings, "finding")

    def check_copies(self) -> None:
        for label, copy in self._objects(self.dossier, "copies", "Copy"):
            for side in ("from", "to"):
                end = copy.get(side)
                name = f'{label}, "{side}"'
                if isinstance(end, Mapping):
                    self._check_range(name, end.get("start"), end.get("end"), self._find_text(name, end.get("article")))
                else:
                    self.fail(f"{name} is not an object.")

    def check_timeline(self) -> None:
        for label, moment in self._objects(self.dossier, "timeline", "Date"):
            self._check_known(label, moment.get("findings"), self.findings, "finding")

    def check_quotations(self) -> None:
        for label, quotation in self._objects(self.dossier, "quotations", "Quotation"):
            for name, variant in self._objects(quotation, "variants", f"{label}, variant"):
                self._check_quote(name, variant)

    def check_summary(self) -> None:
        for label, item in self._objects(self.dossier, "summary", "Summary sentence"):
            sentence, keys = item.get("sentence"), item.get("findings")
            if not isinstance(sentence, str) or not sentence.strip():
                self.fail(f"{label} is empty.")
                continue
            if not isinstance(keys, list) or not keys:
                self.fail(f"{label} ({_show(sentence)}) cites no finding.")
                continue
            self._check_known(label, keys, self.findings, "finding")
            cited = [self.findings[key] for key in keys if self._is_finding(key)]
            entities = given if isinstance(given := self.dossier.get("entities"), list) else []
            evidence = gather_evidence(cited, self.articles, entities)
            unproven = find_unproven(sentence, evidence)
            for what in unproven:
                self.fail(f"{label} ({_show(sentence)}): no cited words hold {what}.")
            # A source that is no name here is told once, as a name.
            for what in () if unproven else find_unproven_attributions(sentence, evidence):
                self.fail(f"{label} ({_show(sentence)}): no cited claim bears out {what}.")

    def _is_finding(self, key: Any) -> bool:
        return isinstance(key, str) and key in self.findings
