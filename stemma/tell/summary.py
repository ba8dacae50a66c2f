"""The summary: what most articles say, in their own words; where they differ, that they do.

A sentence is told for the findings that have a claim in it: the more articles and origins stand behind findings that no
sentence before has told, the better it is (Gillick and Favre 2009, with findings for concepts).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from stemma.model.annotation import Entity
from stemma.model.article import Article
from stemma.model.dossier import Finding, SummarySentence
from stemma.tell.attribution_proof import find_unproven_attributions
from stemma.tell.dossier_json import plain_value
from stemma.tell.evidence import gather_evidence
from stemma.tell.proof import find_unproven
from stemma.tell.summary_choice import Choice, order_tellings
from stemma.tell.summary_differences import Difference, state_differences
from stemma.tell.summary_sentences import Telling, list_tellings
from stemma.tell.summary_sources import has_attribution, say_according
from stemma.tell.summary_touches import date_weekday, name_in_full
from stemma.tell.wording import name_articles

_MOST = 7
_MOST_AGREED = 6
_MOST_DIFFERENCES = 2
_FEWEST = 3
"""With fewer sentences of what several articles say, what one says is told too, as what one says."""
_LONGEST = 170
_SHORTEST = 60
_SHARE = 0.4
"""How many words, at most and for very short articles; for others a share of an article's length."""


def summarise(
    findings: Sequence[Finding], articles: Sequence[Article], entities: Sequence[Entity] = ()
) -> tuple[SummarySentence, ...]:
    """At most seven sentences, each of which ``stemma check`` proves by the findings it cites.

    What most articles say of the event opens; then follows what happened in order of time, then what they differ on,
    each version with its articles, and last what lies further back. What one article alone says is told, and as
    such, only where little else is there. A finding that is withheld counts for no more than its articles one by one.
    """
    articles = sorted(articles, key=lambda a: a.id)
    prover = _Prover(findings, articles, entities)
    differences = [d for d in state_differences(findings, articles) if prover.proves(d.text, d.findings)]
    differences = differences[:_MOST_DIFFERENCES]
    names = name_articles(articles) if len(articles) > 1 else {}
    choice = Choice(list_tellings(findings, articles), findings, articles)
    choice.leave_out({key for d in differences for key in d.findings})
    chosen: list[Telling] = []
    room = _measure_budget(articles)
    while len(chosen) < min(_MOST_AGREED, _MOST - len(differences)):
        # What the story is about may be told by one article alone, or by none alike.
        best = choice.pick(chosen, shared=True if chosen else None, room=room)
        if best is None and chosen and len(chosen) < _FEWEST:
            best = choice.pick(chosen, shared=False, room=room)
        if best is None:
            break
        choice.reject(best)
        told = _own_up(best, names)
        if prover.proves(told.text, told.findings):
            choice.drop(told)
            chosen.append(told)
            room -= len(told.text.split())
    fronts = [d for d in differences if not chosen or choice.rate_titles(d.text) > choice.rate_titles(chosen[0].text)][
        :1
    ]
    recent, past = order_tellings(chosen, max((a.published for a in articles if a.published), default=""))
    return tuple(prover.finish([*fronts, *recent, *(d for d in differences if d not in fronts), *past]))


def _own_up(telling: Telling, names: Mapping[str, str]) -> Telling:
    """``telling`` as what one article says, where it is that; ``names`` is empty where there is but one."""
    if telling.is_shared or telling.article not in names:
        return telling
    name = names[telling.article]
    if has_attribution(telling.text):
        return replace(telling, text=f"{telling.text.rstrip(' .')}, {name} reports.")
    return replace(telling, text=say_according(telling.text, name) + ".")


def _measure_budget(articles: Sequence[Article]) -> int:
    """How many words a summary may have: a share of what the articles have, within bounds."""
    words = sum(len(a.text[s.start : s.end].split()) for a in articles for s in a.body)
    return min(_LONGEST, max(_SHORTEST, round(_SHARE * words / max(1, len(articles)))))


class _Prover:
    """Proves sentences as ``stemma check`` does, and gives them their last touches as far as these are proven."""

    def __init__(self, findings: Sequence[Finding], articles: Sequence[Article], entities: Sequence[Entity]) -> None:
        self._findings = {f.id: f for f in findings}
        self._plain: dict[str, Mapping[str, Any]] = {}
        self._articles = {a.id: {"text": a.text, "outlet": a.outlet, "source": a.source} for a in articles}
        self._published = {a.id: a.published for a in articles}
        self._people = sorted((e for e in entities if e.kind == "person"), key=lambda e: (-e.mentions, e.id))
        self._entities = [plain_value(e) for e in self._people]

    def proves(self, text: str, findings: Sequence[str]) -> bool:
        """Whether the findings bear out what ``text`` names, counts, dates and ascribes."""
        for key in findings:
            if key not in self._plain:
                self._plain[key] = plain_value(self._findings[key])
        evidence = gather_evidence([self._plain[key] for key in findings], self._articles, self._entities)
        return not find_unproven(text, evidence) and not find_unproven_attributions(text, evidence)

    def finish(self, told: Sequence[Telling | Difference]) -> Iterator[SummarySentence]:
        """The sentences in their order, people in full at first mention, weekdays dated."""
        dated: set[str] = set()
        introduced: set[str] = set()
        for one in told:
            text = one.text
            named = name_in_full(text, self._people, introduced)
            text = named if self.proves(named, one.findings) else text
            if isinstance(one, Telling):
                findings = [self._findings[key] for key in one.findings]
                day = date_weekday(text, findings, self._published[one.article], dated)
                text = day if self.proves(day, one.findings) else text
            yield SummarySentence(sentence=text, findings=one.findings)
