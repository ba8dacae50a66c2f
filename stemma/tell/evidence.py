"""What the findings that a summary sentence cites have to say for it: words, names, sources, dates.

Works on the JSON of a dossier, whoever wrote it: what has not the right shape proves nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stemma.tell.proof import Evidence, Witness
from stemma.tell.wording import clean_line, find_stem
from stemma.text.words import fold_text


def gather_evidence(
    findings: Iterable[Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
    entities: Iterable[Any] = (),
) -> Evidence:
    """What the claims of ``findings`` cite, who they say it from, in which articles, and when it happened.

    ``articles`` are all of the dossier, by id. A name in full counts beside the short name that a claim has, where the
    dossier holds both for one person and an article has it so.
    """
    witnesses: dict[str, _Gathered] = {}
    dates: list[str] = []
    for finding in findings:
        dates += _keep_strings([finding.get("date")])
        claims = finding.get("claims")
        for claim in claims if isinstance(claims, list) else []:
            if not isinstance(claim, Mapping):
                continue
            value = claim.get("value")
            dates += _keep_strings([value.get("date")]) if isinstance(value, Mapping) else []
            key = claim.get("article")
            if isinstance(key, str) and isinstance(article := articles.get(key), Mapping):
                witnesses.setdefault(key, _Gathered(article)).add(claim, articles)
    made = tuple(gathered.witness() for gathered in witnesses.values())
    return Evidence(
        quotes=[quote for witness in made for quote in witness.quotes],
        names=[
            *(name for witness in made for name in (*witness.names, *witness.sources)),
            *_name_in_full(entities, [q for w in made for q in w.quotes], articles),
        ],
        dates=dates,
        articles=len(made),
        all_articles=len(articles),
        witnesses=made,
    )


class _Gathered:
    """What one article's cited claims hold."""

    def __init__(self, article: Mapping[str, Any]) -> None:
        self.text = text if isinstance(text := article.get("text"), str) else ""
        outlet, source = (clean_line(v) if isinstance(v := article.get(k), str) else "" for k in ("outlet", "source"))
        stem = clean_line(find_stem(source)) if source else ""
        self.names = [n for n in (outlet, stem, f"{outlet} ({stem})" if outlet and stem else "") if n]
        self.quotes: list[str] = []
        self.sources: list[str] = []
        self.contexts: list[str] = []

    def add(self, claim: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]]) -> None:
        self.quotes += _keep_strings([claim.get("quote")])
        chain = claim.get("said_by")
        said_by = _keep_strings(chain) if isinstance(chain, list) else []
        self.sources += [name for name in said_by if is_named(name, self.text, articles)]
        context = claim.get("context")
        if isinstance(context, list) and len(context) == 2 and all(isinstance(x, int) for x in context):
            self.contexts.append(self.text[max(0, context[0]) : max(0, context[1])])

    def witness(self) -> Witness:
        return Witness(
            names=tuple(self.names),
            quotes=tuple(self.quotes),
            sources=tuple(dict.fromkeys(self.sources)),
            contexts=tuple(dict.fromkeys(self.contexts)),
        )


def is_named(name: str, text: str, articles: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether an article with ``text`` names ``name``: so, or by its last word where another article has it in full."""
    if name and name in text:
        return True
    last = name.split()[-1:] or [""]
    if not last[0] or re.search(rf"(?<!\w){re.escape(last[0])}(?!\w)", text) is None:
        return False
    return any(isinstance(other.get("text"), str) and name in other["text"] for other in articles.values())


def _name_in_full(
    entities: Iterable[Any], quotes: Sequence[str], articles: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """The full names of those persons of whom a quote has a variant, as far as an article has the full name."""
    lines = [f" {fold_text(quote)} " for quote in quotes]
    found = []
    for entity in entities:
        if not isinstance(entity, Mapping) or entity.get("kind") != "person":
            continue
        name, variants = entity.get("name"), entity.get("variants")
        if not isinstance(name, str) or not isinstance(variants, list):
            continue
        folded = [fold_text(variant) for variant in _keep_strings(variants)]
        if not any(f" {variant} " in line for variant in folded if variant for line in lines):
            continue
        if any(isinstance(article.get("text"), str) and name in article["text"] for article in articles.values()):
            found.append(name)
    return found


def _keep_strings(values: list[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]
