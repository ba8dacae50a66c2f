"""An invented story of any size, as a dossier made directly: for tests of what must stay fast and readable.

A river floods its valley; many outlets report it. Nothing is random: the same numbers give the same dossier.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stemma.model.annotation import Entity
from stemma.model.article import Article, Rejected
from stemma.model.dossier import (
    SCHEMA,
    Copy,
    CopyEnd,
    Dossier,
    Finding,
    Missing,
    Moment,
    Origin,
    Place,
    Quotation,
    QuotationVariant,
    ReportedClaim,
    Settling,
    Story,
    SummarySentence,
)
from stemma.model.span import Furniture, Span

_FIRST = (
    "Alder", "Birch", "Cinder", "Dover", "Ember", "Fallow", "Granite", "Harrow", "Ivory", "Juniper", "Kestrel",
    "Linden", "Marsh", "Nettle", "Orchard", "Pebble", "Quarry", "Russet", "Sorrel", "Thistle",
)  # fmt: skip
_KIND = ("Courier", "Post", "Herald", "Observer")
_SPEAKERS = (
    "the water board", "Mayor Ines Calloway", "the fire service", "engineer Tomas Verrill", "the interior ministry",
    "residents", "the Sarn News Agency", "hydrologist Petra Oduya", "the police", "the power company",
)  # fmt: skip
_TOWNS = ("Sarnmouth", "Upper Sarn", "Velling", "Oxmere", "Dunholt", "Carrow Bridge", "Thorpe Lock", "Middle Fen")
_WHO = (
    "Firefighters", "Volunteers", "Engineers", "Soldiers", "Rangers", "Divers", "Police officers", "Farmers", "Nurses",
    "Council workers",
)  # fmt: skip
_DID = (
    "closed the road past", "pumped water from", "brought sandbags to", "found cracks in", "led families out of",
    "cut the power to", "searched the cellars of", "set up beds in", "took samples at", "put a barrier around",
    "carried food to", "cleared mud from",
)  # fmt: skip
_WHERE = (
    "the old mill", "the primary school", "the sewage works", "the market hall", "the railway tunnel", "the lower lock",
    "the timber yard", "the hospital annex", "the chapel", "the bus depot", "the allotments", "the ferry landing",
)  # fmt: skip
_COUNTED = ("households", "people", "sheep", "vehicles", "homes", "volunteers")
_ARABIC = "قال السكان إن الماء بلغ عتبة الباب."
"""Read from right to left; one article holds it, so that the page must keep it in its place."""
_START = date(2024, 3, 4)


@dataclass(slots=True)
class _Draft:
    """An article while its text grows."""

    key: str
    outlet: str
    text: str
    body: list[Span]
    furniture: list[Furniture]

    def add(self, words: str) -> Span:
        """Puts ``words`` and a blank after them at the end."""
        start = len(self.text)
        self.text += words + " "
        return Span(start, start + len(words))


def make_large_story(articles: int = 40, findings: int = 600) -> Dossier:
    """``articles`` articles and ``findings`` findings, a third of them shared; sound by ``check_dossier``."""
    drafts = [_begin_article(number) for number in range(articles)]
    made: list[dict[str, Any]] = []
    per_article: dict[int, list[int]] = {number: [] for number in range(articles)}
    for fact in range(findings):
        holders = _choose_holders(fact, articles)
        made.append({"holders": holders, "claims": {}})
        for holder in holders:
            per_article[holder].append(fact)
    for number, draft in enumerate(drafts):
        _write_body(draft, number, per_article[number], made)
    finished = tuple(_end_article(draft, number) for number, draft in enumerate(drafts))
    told = tuple(_make_finding(fact, made[fact], finished) for fact in range(findings))
    dates = sorted({finding.date for finding in told if finding.date})
    made_of = max((f for f in told if f.relation == "agree"), key=lambda f: len(f.claims), default=told[0])
    return Dossier(
        schema=SCHEMA,
        story=Story(
            id="large",
            title="River Sarn bursts its banks and floods eight towns",
            start=_START.isoformat(),
            end=(_START + timedelta(days=9)).isoformat(),
            places=_TOWNS[:3],
        ),
        articles=finished,
        findings=told,
        origins=_list_origins(told, finished),
        copies=_copy_words(finished),
        entities=_name_entities(told),
        places=tuple(
            Place(name=town, lat=50 + n / 7, lon=-3 + n / 5, geonames=None, variants=(town,), level="town")
            for n, town in enumerate(_TOWNS)
        ),
        timeline=tuple(
            Moment(date=day, precision="day", findings=tuple(f.id for f in told if f.date == day)) for day in dates
        ),
        quotations=_compare_quotation(finished),
        summary=(SummarySentence(sentence=f"{made_of.claims[0].quote}.", findings=(made_of.id,)),),
        rejected=(Rejected(item="pages/99.bin", stage="read", reason="It is not text."),),
        stemma_version="0.0.0",
        settings={"one_story": True, "vectors": False},
    )


def _begin_article(number: int) -> _Draft:
    outlet = f"The {_FIRST[number % len(_FIRST)]} {_KIND[number // len(_FIRST) % len(_KIND)]}"
    draft = _Draft(key=f"a-{number:02}", outlet=outlet, text="", body=[], furniture=[])
    menu = draft.add("Home | News | Weather | Sport")
    draft.furniture.append(Furniture(menu.start, menu.end, "menu"))
    draft.text += "\n\n"
    return draft


def _choose_holders(fact: int, articles: int) -> list[int]:
    """One article for two facts of three; for the others from two to all."""
    if fact % 3 or articles < 2:
        return [(fact * 7) % articles]
    count = min(articles, 2 + (fact // 3 * 5) % 9 + (articles // 2 if fact % 30 == 0 else 0))
    return sorted({(fact + step * 3) % articles for step in range(count)} | {fact % articles, (fact + 1) % articles})


def _write_body(draft: _Draft, number: int, facts: list[int], made: list[dict[str, Any]]) -> None:
    title = draft.add(f"Floods in the Sarn valley: what is known in {_TOWNS[number % len(_TOWNS)]}")
    draft.text += "\n\n"
    start = len(draft.text)
    draft.add(_say_quotation(number))
    if number == 3:
        draft.add(_ARABIC)
    for place, fact in enumerate(facts):
        if place % 3 == 2:
            draft.body.append(Span(start, len(draft.text) - 1))
            draft.text += "\n\n"
            start = len(draft.text)
        claim, rest = _word_fact(fact, number)
        sentence = draft.add(claim + rest)
        made[fact]["claims"][number] = (Span(sentence.start, sentence.start + len(claim)), sentence)
    if len(draft.text) - 1 > start:
        draft.body.append(Span(start, len(draft.text) - 1))
    draft.body.insert(0, title)
    draft.text += "\n\n"
    plea = draft.add("Support our reporting for the price of a coffee.")
    draft.furniture.append(Furniture(plea.start, plea.end, "plea for money"))


def _say_quotation(number: int) -> str:
    change = ("slowly", "at last", "very slowly")[number % 3]
    return f"“The water is going down {change}, but nobody should go home yet,” Mayor Ines Calloway said."


def _word_fact(fact: int, number: int) -> tuple[str, str]:
    """The claim, and what ends its sentence: who said it, or a full stop."""
    who, did = _WHO[fact % len(_WHO)], _DID[fact // 2 % len(_DID)]
    where, town = _WHERE[fact // 5 % len(_WHERE)], _TOWNS[fact // 3 % len(_TOWNS)]
    opening = ("", "Earlier, ", "In the evening, ")[number % 3] if fact % 4 else ""
    first = who if not opening else who[0].lower() + who[1:]
    claim = f"{opening}{first} {did} {where} in {town}"
    if fact % 3 == 0 and fact % 2 == 0:
        claim += f" and counted {_count(fact, number)} {_COUNTED[fact % len(_COUNTED)]}"
    speaker = _SPEAKERS[(fact + number % 2) % len(_SPEAKERS)]
    return claim, f", {speaker} said." if fact % 2 else "."


def _count(fact: int, number: int) -> int:
    """What an article counts: most say one figure, some another, a few a third."""
    return 20 + fact + (0 if number % 4 < 2 else 3 if number % 4 == 2 else 11)


def _end_article(draft: _Draft, number: int) -> Article:
    title, *body = draft.body
    day = _START + timedelta(days=number % 9)
    return Article(
        id=draft.key,
        source=f"pages/{number:02}.html",
        text=draft.text,
        outlet=draft.outlet,
        agency="Sarn News Agency" if number % 5 == 0 else None,
        title=draft.text[title.start : title.end],
        title_span=title,
        byline="By a staff reporter",
        published=f"{day.isoformat()}T{6 + number % 12:02}:30:00+00:00" if number % 7 else None,
        language="en",
        url=f"https://outlet-{number}.example/floods",
        body=tuple(body),
        furniture=tuple(draft.furniture),
        truncated=number % 11 == 4,
        confidence=0.9,
    )


def _make_finding(fact: int, made: dict[str, Any], articles: tuple[Article, ...]) -> Finding:
    holders: list[int] = made["holders"]
    counted = fact % 3 == 0 and fact % 2 == 0
    values = {_count(fact, number) for number in holders} if counted else set()
    relation = "single" if len(holders) == 1 else "agree"
    if len(values) > 1 and relation != "single":
        relation = ("differ", "compatible", "update")[fact // 6 % 3]
    claims = tuple(_make_claim(fact, number, *made["claims"][number], articles, counted) for number in holders)
    origins = tuple(dict.fromkeys(claim.origin for claim in claims))
    settles = (
        (Settling(sentence=f"The figures lie {max(values) - min(values)} apart.", claims=(claims[0].id,)),)
        if relation == "differ"
        else ()
    )
    return Finding(
        id=f"fact{fact}",
        statement=claims[0].quote,
        relation=relation,  # type: ignore[arg-type]
        kind="quantity" if counted else "event",
        date=(_START + timedelta(days=fact % 10)).isoformat() if fact % 4 else None,
        date_precision="day" if fact % 4 else None,
        origins=len(origins),
        why=f"{len(claims)} articles say this in like words; {len(origins)} origins.",
        confidence=(0.3, 0.5, 0.7, 0.9)[fact % 4],
        claims=claims,
        missing=tuple(
            Missing(article=article.id, why="truncated" if article.truncated else ("silent", "earlier")[place % 6 == 5])
            for place, article in enumerate(articles)
            if place not in holders
        ),
        counted=origins,
        withheld=fact % 12 == 0 and len(holders) > 1,
        settles=settles,
    )


def _make_claim(
    fact: int, number: int, span: Span, sentence: Span, articles: tuple[Article, ...], counted: bool
) -> ReportedClaim:
    speaker = _SPEAKERS[(fact + number % 2) % len(_SPEAKERS)]
    value: dict[str, Any] = {}
    if counted:
        amount = _count(fact, number)
        what = _COUNTED[fact % len(_COUNTED)]
        value = {"op": "=", "quantity": amount, "unit": None, "of": what, "text": f"{amount} {what}"}
    return ReportedClaim(
        id=f"claim{fact}-{number}",
        article=articles[number].id,
        start=span.start,
        end=span.end,
        quote=articles[number].text[span.start : span.end],
        part="body",
        said_by=(speaker,) if fact % 2 else (),
        quoted="indirect" if fact % 2 else "none",
        complete=fact % 2 == 0,
        context=sentence,
        value=value,
        origin=f"o-s{_SPEAKERS.index(speaker)}" if fact % 2 else f"o-a{number}",
    )


def _list_origins(findings: tuple[Finding, ...], articles: tuple[Article, ...]) -> tuple[Origin, ...]:
    names = {f"o-s{n}": name for n, name in enumerate(_SPEAKERS)}
    names |= {f"o-a{n}": article.outlet or article.id for n, article in enumerate(articles)}
    held: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for finding in findings:
        for claim in finding.claims:
            its_articles, its_findings = held.setdefault(claim.origin, ({}, {}))
            its_articles[claim.article] = its_findings[finding.id] = None
    return tuple(
        Origin(
            id=key,
            name=names[key],
            kind="outlet" if key.startswith("o-a") else "official",
            articles=tuple(its_articles),
            findings=tuple(its_findings),
        )
        for key, (its_articles, its_findings) in sorted(held.items())
    )


def _copy_words(articles: tuple[Article, ...]) -> tuple[Copy, ...]:
    """Every third article prints the mayor's sentence as the first does."""
    ends = []
    for number, article in enumerate(articles):
        words = _say_quotation(number)
        start = article.text.index(words)
        ends.append(CopyEnd(article=article.id, start=start, end=start + len(words)))
    return tuple(
        Copy(from_=ends[0], to=ends[number], words=16, kind="quotation", direction="time")
        for number in range(3, len(articles), 3)
    )


def _name_entities(findings: tuple[Finding, ...]) -> tuple[Entity, ...]:
    named = [("Ines Calloway", "person"), ("Tomas Verrill", "person"), ("Petra Oduya", "person")]
    named += [("Sarn News Agency", "organisation"), *((town, "place") for town in _TOWNS)]
    quotes = [claim.quote for finding in findings for claim in finding.claims]
    return tuple(
        Entity(
            id=f"e{number}",
            name=name,
            kind=kind,  # type: ignore[arg-type]
            variants=(name, name.split()[-1]) if kind == "person" else (name,),
            mentions=max(1, sum(name in quote for quote in quotes)),
        )
        for number, (name, kind) in enumerate(named)
    )


def _compare_quotation(articles: tuple[Article, ...]) -> tuple[Quotation, ...]:
    variants = []
    for number, article in enumerate(articles):
        words = _say_quotation(number).split("”")[0].lstrip("“")
        start = article.text.index(words)
        variants.append(
            QuotationVariant(
                article=article.id, start=start, end=start + len(words), quote=words, altered=number % 3 != 0
            )
        )
    return (Quotation(id="q1", speaker="Ines Calloway", variants=tuple(variants)),) if len(variants) > 1 else ()
