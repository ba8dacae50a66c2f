"""A heap of invented articles: two events, a wire text with its prints, and what was written beside."""

from collections.abc import Mapping
from pathlib import Path

from stemma.model.article import Article
from stemma.model.span import Span

FERRY = (
    (
        "Ferry catches fire off Port Vellis",
        "A ferry carrying 214 passengers caught fire off Port Vellis, the coastguard of Tamaria said on Monday. "
        "Crews evacuated the burning ferry Amra Dawn and towed it to the harbour of Port Vellis.",
    ),
    (
        "Passengers flee burning ferry near Port Vellis",
        "Passengers climbed into lifeboats when fire broke out on a ferry near Port Vellis. "
        "The coastguard said the engine room of the Amra Dawn was burning and all 214 passengers were safe.",
    ),
    (
        "Coastguard: ferry fire began in engine room",
        "The fire aboard the Port Vellis ferry Amra Dawn began in its engine room, the coastguard said. "
        "All 214 passengers were evacuated to the harbour.",
    ),
)
BANK = (
    (
        "Bank of Tamaria raises rates to 4.5 percent",
        "The central bank raised its interest rate by half a point as inflation stayed high. "
        "Economists expected the governor, Ilse Brandt, to wait.",
    ),
    (
        "Central bank surprises with half-point rate rise",
        "Interest rates rose half a point after the central bank said inflation was too high. "
        "The governor, Ilse Brandt, spoke of further rises.",
    ),
)
COMET = (
    "Green comet seen over Lake Orm",
    "Astronomers at the observatory photographed a comet with two tails above the lake at dawn.",
)
OUTLETS = ("Harbour Times", "Fen Courier", "Daily Sluice", "Alder Echo", "Northgate Post", "Star Gazette")


def make_heap() -> list[Article]:
    """Six articles: three of a ferry, two of a bank, one of a comet; ids ``ferry0`` … ``comet``."""
    named = [(f"ferry{n}", *one) for n, one in enumerate(FERRY)]
    named += [(f"bank{n}", *one) for n, one in enumerate(BANK)]
    named.append(("comet", *COMET))
    return [
        make_item(key, title, text, outlet=OUTLETS[n], published=f"2031-05-0{n + 1}T08:00:00Z")
        for n, (key, title, text) in enumerate(named)
    ]


def make_item(key: str, title: str | None, text: str, **fields: str | None) -> Article:
    """An article whose body is ``text``, in a file ``KEY.html``."""
    given: Mapping[str, str | None] = {"outlet": None, "published": None, "agency": None, "url": None, **fields}
    return Article(
        id=key,
        source=f"heap/{key}.html",
        text=text,
        title=title,
        body=(Span(0, len(text)),) if text else (),
        language="en",
        **given,  # type: ignore[arg-type]
    )


def write_heap(folder: Path) -> Path:
    """The heap as pages in ``folder``; returns it."""
    folder.mkdir(exist_ok=True)
    for article in make_heap():
        paragraphs = "".join(f"<p>{sentence.strip()}.</p>" for sentence in article.text.split(". ") if sentence)
        page = (
            f'<!doctype html><html lang="en"><head><title>{article.title}</title>'
            f'<meta property="og:site_name" content="{article.outlet}">'
            f'<meta property="article:published_time" content="{article.published}"></head>'
            f"<body><article><h1>{article.title}</h1>{paragraphs}</article></body></html>"
        )
        (folder / f"{article.id}.html").write_text(page, encoding="utf-8")
    return folder
