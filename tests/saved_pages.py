"""Invented pages of several outlets on several events, for tests of collections: same numbers, same bytes."""

from dataclasses import dataclass, replace
from pathlib import Path

OUTLETS = ("Alder Echo", "Birch Post", "Cinder Herald", "Dover Observer", "Ember Courier", "Fallow Times")
_TOWNS = ("Sarnmouth", "Velling", "Oxmere", "Dunholt", "Thorpe", "Carrow", "Lindhelm", "Marwick", "Eskdale", "Tarnby")
_WHO = ("Ines Calloway", "Tomas Verrill", "Petra Oduya", "Maud Penrose", "Jonas Lindqvist", "Edda Brook", "Ravi Soter")
_EVENTS = (
    (
        "Flood closes the bridge at {town}",
        "The river {river} rose over its banks at {town} on Monday and the town council closed the old stone bridge.",
        "Firefighters led {count} people out of their homes near the mill, mayor {who} said.",
        "“The water came faster than anybody had feared,” {who} told reporters at the town hall.",
        "Engineers will look at the pillars of the bridge when the river falls, the council said.",
    ),
    (
        "Fire destroys timber yard in {town}",
        "A fire destroyed the timber yard of the {river} sawmill in {town} on Tuesday night, the fire service said.",
        "The flames burned {count} stacks of oak, according to the owner of the sawmill, {who}.",
        "“We heard a bang and then the roof was gone,” {who} said.",
        "Police said that they were looking for the cause and asked witnesses to come forward.",
    ),
    (
        "{town} votes to build a tram",
        "The assembly of {town} voted on Wednesday to build a tram line from the {river} quay to the hospital.",
        "The line will cost {count} million crowns and is to open in four years, its planner {who} said.",
        "“No other town of this size has dared so much,” {who} told the assembly.",
        "Shopkeepers on the quay had asked for a vote of all residents, which was refused.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page, as an outlet printed it."""

    name: str
    outlet: str
    title: str
    published: str
    paragraphs: tuple[str, ...]
    url: str
    modified: str = ""
    menu: str = "Home News Weather"


def make_page(event: int, outlet: int, *, day: int | None = None) -> SavedPage:
    """How one outlet tells of one event; every second outlet gives another figure."""
    headline, *told = _EVENTS[event % len(_EVENTS)]
    given = {
        "town": _TOWNS[event % len(_TOWNS)],
        "river": _TOWNS[(event * 3 + 1) % len(_TOWNS)].lower().title() + "wash",
        "who": _WHO[event % len(_WHO)],
        "count": str(40 + event + 20 * (outlet % 2)),
    }
    name = OUTLETS[outlet % len(OUTLETS)]
    first, second, third, fourth = (sentence.format(**given) for sentence in told)
    own = f"Readers of the {name} in {given['town']} sent pictures of the scene to our newsroom."
    order = ((first, second, third, fourth), (first, third, second, own), (second, first, fourth, own))[outlet % 3]
    host = name.lower().replace(" ", "-")
    date = (day if day is not None else event) % 27 + 1
    return SavedPage(
        name=f"e{event:03d}-{outlet}.html",
        outlet=name,
        title=headline.format(**given),
        published=f"2031-05-{date:02d}T{8 + outlet:02d}:00:00Z",
        paragraphs=order,
        url=f"https://{host}.example/news/{event}",
    )


def edit_page(page: SavedPage, *, add: str = "", swap: tuple[str, str] | None = None, modified: str = "") -> SavedPage:
    """The same page with a paragraph more, or words in place of others."""
    paragraphs = tuple(p.replace(*swap) if swap else p for p in page.paragraphs) + ((add,) if add else ())
    return replace(page, paragraphs=paragraphs, modified=modified)


def print_saved(page: SavedPage) -> bytes:
    """The page as HTML."""
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in page.paragraphs)
    modified = f'<meta property="article:modified_time" content="{page.modified}">' if page.modified else ""
    address = f'<link rel="canonical" href="{page.url}">' if page.url else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{page.title} | {page.outlet}</title>{address}{modified}'
        f'<meta property="og:site_name" content="{page.outlet}">'
        f'<meta property="article:published_time" content="{page.published}"></head><body>'
        f"<nav><ul>{''.join(f'<li><a href=/{w}>{w}</a></li>' for w in page.menu.split())}</ul></nav>"
        f"<main><article><h1>{page.title}</h1>{prose}</article></main><footer>© {page.outlet}</footer></body></html>"
    ).encode()


def write_pages(folder: Path, *pages: SavedPage) -> Path:
    """The pages as files of ``folder``; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (folder / page.name).write_bytes(print_saved(page))
    return folder
