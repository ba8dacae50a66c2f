"""Handmade dossiers for the tests of ``stemma.tell``: a small one about an invented bridge, and a large one."""

import dataclasses

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
from stemma.model.overrides import Override
from stemma.model.span import Furniture, Span

ECHO = """\
Home | News | Sport

Bridge over the Alder closes after crack is found

The Alder bridge in Wexcombe was closed on Friday after divers found a crack in a pier, the transport ministry said.

Repairs will take six weeks, the Corran News Agency reported, citing the ministry.

“Nobody was in danger,” the mayor, Ada Fenn, said.

Most read
Five soups for a cold Sunday
"""
POST = """\
Wexcombe bridge shut

The bridge over the Alder was shut on Friday. Engineers said the repairs would last at least two months.

“No one was ever in danger,” Mayor Ada Fenn said.

Buses will run until midnight.
"""
STUB = """\
Residents complained about the detour on Saturday. The Alder bridge has been closed since Friday.
"""


def find_span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def make_claim(key: str, article: Article, quote: str, **slots: object) -> ReportedClaim:
    start, end = find_span(article.text, quote)
    given = {"part": "body", "said_by": (), "quoted": "none", "value": {}, "origin": "o-ministry"} | slots
    return ReportedClaim(id=key, article=article.id, start=start, end=end, quote=quote, **given)  # type: ignore[arg-type]


def make_articles() -> tuple[Article, Article, Article]:
    echo = Article(
        id="a-echo",
        source="pages/01-echo.html",
        text=ECHO,
        outlet="The Alder Echo",
        agency=None,
        title="Bridge over the Alder closes after crack is found",
        title_span=find_span(ECHO, "Bridge over the Alder closes after crack is found"),
        byline="Tom Pell",
        published="2024-10-12T08:30:00+01:00",
        language="en",
        url="https://echo.example/bridge",
        body=(
            find_span(ECHO, ECHO.split("\n\n")[2]),
            find_span(ECHO, ECHO.split("\n\n")[3]),
            find_span(ECHO, ECHO.split("\n\n")[4]),
        ),
        furniture=(
            Furniture(0, 19, "menu"),
            Furniture(*find_span(ECHO, "Most read\nFive soups for a cold Sunday"), "most read"),
        ),
        confidence=0.98,
    )
    post = Article(
        id="a-post",
        source="pages/02-post.txt",
        text=POST,
        outlet="Northgate Post",
        title="Wexcombe bridge shut",
        title_span=Span(0, 20),
        published="2024-10-12",
        language="en",
        body=tuple(find_span(POST, block) for block in POST.strip().split("\n\n")[1:]),
        confidence=0.9,
    )
    stub = Article(
        id="a-stub",
        source="pages/03-detour.txt.gz",
        text=STUB,
        body=(Span(0, len(STUB) - 1),),
        language="en",
        truncated=True,
        confidence=0.6,
    )
    return echo, post, stub


def make_dossier() -> Dossier:
    """Three articles; one finding of each relation but ``compatible``; one altered quotation, one copy."""
    echo, post, stub = make_articles()
    closed = make_finding(
        "f-closed",
        "The Alder bridge was closed on Friday",
        "agree",
        "event",
        (
            make_claim(
                "c1",
                echo,
                "The Alder bridge in Wexcombe was closed on Friday",
                said_by=("the transport ministry",),
                quoted="indirect",
            ),
            make_claim("c2", post, "The bridge over the Alder was shut on Friday", origin="o-post"),
            make_claim("c3", stub, "The Alder bridge has been closed since Friday", origin="o-stub"),
        ),
        date="2024-10-11",
        date_precision="day",
        origins=3,
    )
    repairs = make_finding(
        "f-repairs",
        "How long the repairs will take",
        "differ",
        "time",
        (
            make_claim(
                "c4",
                echo,
                "Repairs will take six weeks",
                said_by=("Corran News Agency", "the ministry"),
                quoted="indirect",
                value={"op": "=", "quantity": 6, "unit": "week", "text": "six weeks"},
            ),
            make_claim(
                "c5",
                post,
                "the repairs would last at least two months",
                said_by=("engineers",),
                quoted="indirect",
                origin="o-engineers",
                value={"op": ">=", "quantity": 2, "unit": "month", "text": "at least two months"},
            ),
        ),
        origins=2,
        missing=(Missing(article="a-stub", why="truncated"),),
        settles=(Settling(sentence="2 months is about 8.7 weeks.", claims=("c4", "c5")),),
    )
    crack = make_finding(
        "f-crack",
        "Divers found a crack in a pier",
        "single",
        "event",
        (
            make_claim(
                "c6", echo, "divers found a crack in a pier", said_by=("the transport ministry",), quoted="indirect"
            ),
        ),
        missing=(Missing(article="a-post", why="silent"), Missing(article="a-stub", why="silent")),
    )
    buses = make_finding(
        "f-buses",
        "Buses will run until midnight",
        "single",
        "event",
        (make_claim("c7", post, "Buses will run until midnight", origin="o-post"),),
        missing=(Missing(article="a-echo", why="silent"), Missing(article="a-stub", why="truncated")),
    )
    danger = ("Nobody was in danger,", "No one was ever in danger,")
    return Dossier(
        schema=SCHEMA,
        story=Story(
            id="s1",
            title="Bridge over the Alder closes after crack is found",
            start="2024-10-11",
            end="2024-10-12",
            places=("Wexcombe",),
        ),
        articles=(echo, post, stub),
        findings=(crack, repairs, closed, buses),
        origins=(
            Origin(
                id="o-ministry",
                name="the transport ministry",
                kind="official",
                articles=("a-echo",),
                findings=("f-closed", "f-crack", "f-repairs"),
            ),
            Origin(id="o-engineers", name="engineers", kind="group", articles=("a-post",), findings=("f-repairs",)),
            Origin(
                id="o-post",
                name="Northgate Post",
                kind="outlet",
                articles=("a-post",),
                findings=("f-closed", "f-buses"),
            ),
            Origin(id="o-stub", name="03-detour", kind="outlet", articles=("a-stub",), findings=("f-closed",)),
        ),
        copies=(
            Copy(
                from_=CopyEnd(article="a-echo", **find_span(ECHO, "danger,” ")._asdict()),
                to=CopyEnd(article="a-post", **find_span(POST, "danger,” ")._asdict()),
                words=1,
                kind="quotation",
            ),
        ),
        entities=(
            Entity(id="e1", name="Ada Fenn", kind="person", variants=("Ada Fenn", "Mayor Ada Fenn"), mentions=2),
        ),
        places=(Place(name="Wexcombe", lat=None, lon=None, geonames=None, variants=("Wexcombe",)),),
        timeline=(Moment(date="2024-10-11", precision="day", findings=("f-closed",)),),
        quotations=(
            Quotation(
                id="q1",
                speaker="Ada Fenn",
                variants=(
                    QuotationVariant(
                        article="a-echo", quote=danger[0], altered=False, **find_span(ECHO, danger[0])._asdict()
                    ),
                    QuotationVariant(
                        article="a-post", quote=danger[1], altered=True, **find_span(POST, danger[1])._asdict()
                    ),
                ),
            ),
        ),
        summary=(
            SummarySentence(
                sentence="The Alder bridge in Wexcombe was closed on Friday 11 October 2024.", findings=("f-closed",)
            ),
            SummarySentence(
                sentence="Repairs will take six weeks according to one, at least two months according to one.",
                findings=("f-repairs",),
            ),
        ),
        rejected=(Rejected(item="pages/04.bin", stage="read", reason="It is not text."),),
        overrides=(
            Override(
                kind="set_date",
                what="02-post was published 2024-10-12",
                status="applied",
                reason="it was undated",
                note="from the print edition",
            ),
            Override(
                kind="join_entities", what="“Fenn”, “Penn” are one", status="unused", reason="no text names “Penn”"
            ),
        ),
        stemma_version="0.1.0",
        settings={"one_story": True, "vectors": False},
    )


def make_finding(
    key: str, statement: str, relation: str, kind: str, claims: tuple[ReportedClaim, ...], **more: object
) -> Finding:
    given = {
        "date": None,
        "date_precision": None,
        "origins": 1,
        "why": "Their words are alike.",
        "confidence": 0.8,
        "missing": (),
    } | more
    return Finding(id=key, statement=statement, relation=relation, kind=kind, claims=claims, **given)  # type: ignore[arg-type]


def make_hostile_dossier(words: str) -> Dossier:
    """The small dossier with ``words`` wherever a page's own words can stand."""
    dossier = make_dossier()
    replace = dataclasses.replace
    text = f"{words}\n\n{words}\n"
    article = replace(
        dossier.articles[0],
        source=f"pages/{words}.txt",
        text=text,
        outlet=words,
        title=words,
        deck=words,
        byline=words,
        dateline=words,
        agency=words,
        published=words,
        modified=words,
        url=words,
        language=words,
        title_span=None,
        body=(Span(0, len(words)),),
        furniture=(Furniture(len(words) + 2, len(text) - 1, words),),
    )
    claim = replace(
        dossier.findings[1].claims[0],
        article=article.id,
        start=0,
        end=len(words),
        quote=words,
        said_by=(words, words),
        value={"text": words},
    )
    findings = tuple(
        replace(
            finding,
            statement=words,
            why=words,
            date=words,
            claims=(replace(claim, id=f"h{number}"),),
            settles=(Settling(sentence=words, claims=(f"h{number}",)),),
        )
        for number, finding in enumerate(dossier.findings)
    )
    variant = QuotationVariant(article=article.id, start=0, end=len(words), quote=words, altered=True)
    end = CopyEnd(article=article.id, start=0, end=len(words))
    return replace(
        dossier,
        story=replace(dossier.story, title=words, start=words, end=words, places=(words,)),
        articles=(article,),
        findings=findings,
        origins=(replace(dossier.origins[0], name=words, articles=(article.id,)),),
        copies=(Copy(from_=end, to=end, words=1, kind="verbatim"),),
        entities=(replace(dossier.entities[0], name=words, variants=(words, words)),),
        places=(replace(dossier.places[0], name=words, variants=(words,)),),
        timeline=(Moment(date=words, precision="day", findings=("f-closed",)),),
        quotations=(replace(dossier.quotations[0], speaker=words, variants=(variant,)),),
        summary=(SummarySentence(sentence=words, findings=("f-closed",)),),
        rejected=(Rejected(item=words, stage="read", reason=words),),
        overrides=(Override(kind="set_origin", what=words, status="unused", reason=words, note=words),),
        settings={words: words},
    )


def make_large_dossier(articles: int = 40, findings: int = 600) -> Dossier:
    """``articles`` articles and ``findings`` findings; every third is shared by many and overlaps its neighbour."""
    small = make_dossier()
    sentence = "The {n}th beam of the bridge over the Alder was lifted by crane {n} on the {n}th day of the works. "
    text = "".join(sentence.format(n=n) for n in range(findings)) + "\n"
    starts = [text.index(f"The {n}th beam") for n in range(findings)]
    many = tuple(
        Article(
            id=f"a{n}", source=f"{n:02}.txt", text=text, outlet=f"Outlet number {n}", body=(Span(0, len(text) - 1),)
        )
        for n in range(articles)
    )
    relations = ("agree", "single", "single", "differ", "single", "compatible")
    made = []
    for n in range(findings):
        relation = relations[n % len(relations)]
        holders = [many[n % articles]] if relation == "single" else list(many[: 2 + n % 9])
        start, end = starts[n], min(len(text) - 1, starts[n] + 120)
        claims = tuple(
            ReportedClaim(
                id=f"c{n}-{h}",
                article=holder.id,
                start=start,
                end=end,
                quote=text[start:end],
                part="body",
                said_by=(),
                quoted="none",
                value={"text": str(h % 2)},
                origin=f"o{h}",
            )
            for h, holder in enumerate(holders)
        )
        made.append(make_finding(f"f{n}", f"Beam {n} was lifted", relation, "event", claims, origins=len(claims)))
    origins = tuple(
        Origin(id=f"o{n}", name=f"Outlet number {n}", kind="outlet", articles=(f"a{n}",), findings=())
        for n in range(articles)
    )
    return dataclasses.replace(
        small,
        articles=many,
        findings=tuple(made),
        origins=origins,
        copies=(),
        quotations=(),
        summary=(),
        timeline=(Moment(date="2024-10-11", precision="day", findings=("f0", "f1")),),
    )
