"""A small archive of two months of invented news, of which ``docs/archive_questions.md`` asks its ten questions."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from tests.archives import make_http, make_record

OUTLETS = {
    "Harbour Times": ("harbour-times.example", "en-IE"),
    "Fen Courier": ("fen-courier.example", "en-NZ"),
    "Daily Sluice": ("daily-sluice.example", "en-IE"),
    "Alder Echo": ("alder-echo.example", "en-NZ"),
    "Diario del Puerto": ("diario-puerto.example", "es-CL"),
}
NORVANE, TESSALY = "Norvane News Agency", "Tessaly Press Agency"

FERRY = (
    "A ferry carrying 214 passengers caught fire off Port Vellis early on Sunday, the coastguard of Tamaria said.",
    "Crews evacuated the burning ferry Amra Dawn within two hours and towed it to the harbour of Port Vellis.",
    "The fire began in the engine room, coastguard commander Ilse Brandt told reporters on the quay.",
    "Nine people were treated for smoke inhalation at the hospital of Port Vellis, the coastguard said.",
    "The owner of the Amra Dawn, Vellis Lines, said that it would help the coastguard to find the cause of the fire.",
)
FERRY_OWN = (
    "Passengers fled into lifeboats when fire broke out on the ferry Amra Dawn near Port Vellis on Sunday.",
    "The coastguard of Tamaria said that 231 passengers were aboard and that all of them were safe.",
    "The fire began in the engine room, commander Ilse Brandt said.",
    "“We saw smoke before anybody rang an alarm,” said Tomas Verrill, who was on his way to a wedding.",
)
FERRY_LATER = (
    "The fire on the ferry Amra Dawn began in its engine room, commander Ilse Brandt said on Tuesday.",
    "All 214 passengers were brought to Port Vellis, where nine people were treated for smoke inhalation.",
    "Vellis Lines said that its two other ferries would stay in the harbour until their engines had been looked at.",
)
BANK = (
    "The central bank of Tamaria raised its main interest rate by half a point to 4.5 percent on Monday.",
    "Governor Petra Oduya said that inflation of 6.1 percent was too high and that further rises might follow.",
    "Economists had expected the bank to wait until May, a survey of 20 analysts had shown last week.",
    "Shares of Tamarian banks rose after the decision, while the crown gained one percent against the dollar.",
)
BANK_OWN = (
    "Tamaria's central bank surprised markets on Monday with a rise of its interest rate to 4.5 percent.",
    "Inflation of 6.1 percent is too high, governor Petra Oduya told reporters in Velling.",
    "Two members of the board, she said, had voted for a rise of a quarter of a point.",
    "Homeowners in Velling will pay about 40 crowns a month more on a common mortgage, lenders said.",
)
BANK_SPANISH = (
    "El banco central de Tamaria subió el lunes su tipo de interés principal medio punto, hasta el 4,5 por ciento.",
    "La gobernadora Petra Oduya dijo que la inflación del 6,1 por ciento era demasiado alta.",
    "Los economistas esperaban que el banco central de Tamaria aguardara hasta mayo.",
    "Las acciones de los bancos de Tamaria subieron tras la decisión de Petra Oduya.",
)
BRIDGE = (
    "The old stone bridge of Oxmere fell into the river Sarn on Thursday night after three days of rain.",
    "Nobody was on the bridge when its middle pillar gave way, mayor Maud Penrose said.",
    "The town had closed the bridge, built in 1784, to carts and cars on Wednesday.",
    "Builders of the province will put up a bridge of steel beside it by the end of April, the mayor said.",
)
COMET = (
    (
        "A green comet with two tails was seen over Lake Orm at dawn on Saturday, the observatory of Thorpe said.",
        "The comet will be seen again in 2,400 years, astronomer Ravi Soter said.",
        "Hundreds of people came to the shore of Lake Orm with blankets and glasses to see the comet.",
    ),
    (
        "Astronomers of the observatory of Thorpe photographed a green comet over Lake Orm on Saturday morning.",
        "It will come back in 4,200 years, said Ravi Soter, who leads the observatory.",
        "The two tails of the comet were as long as six full moons beside each other, the observatory said.",
    ),
)
MILL = (
    "The paper mill of Carrow will close at the end of June and 380 people will lose their work, its owner said.",
    "The price of power has doubled in a year, Jonas Lindqvist, who leads the mill, told workers on Friday.",
    "The union of paper makers called on the government of Tamaria to keep the mill of Carrow open.",
    "The mill was founded in 1911 and made the paper of most newspapers of Tamaria.",
)
MILL_OWN = (
    "Workers of the paper mill in Carrow were told on Friday that it will close at the end of June.",
    "About 380 people work at the mill, which was founded in 1911.",
    "Jonas Lindqvist, who leads the mill, spoke of the price of power, which has doubled in a year.",
    "The mayor of Carrow said that the town would lose a third of its taxes.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """A page of the archive."""

    outlet: str
    published: str
    title: str
    paragraphs: tuple[str, ...]
    agency: str = ""


PAGES = (
    AskedPage(
        outlet="Harbour Times", published="2031-03-02T08:10:00Z", title="Ferry catches fire off Port Vellis",
        paragraphs=FERRY, agency=NORVANE,
    ),
    AskedPage(
        outlet="Fen Courier", published="2031-03-02T09:30:00Z", title="Ferry on fire off Port Vellis, all safe",
        paragraphs=FERRY, agency=NORVANE,
    ),
    AskedPage(
        outlet="Daily Sluice", published="2031-03-02T18:45:00Z", title="214 saved from burning ferry Amra Dawn",
        paragraphs=FERRY[:4], agency=NORVANE,
    ),
    AskedPage(
        outlet="Alder Echo", published="2031-03-02T12:00:00Z", title="Passengers flee burning ferry near Port Vellis",
        paragraphs=FERRY_OWN,
    ),
    AskedPage(
        outlet="Harbour Times", published="2031-03-04T10:00:00Z", title="Ferry fire began in engine room of Amra Dawn",
        paragraphs=FERRY_LATER,
    ),
    AskedPage(
        outlet="Harbour Times", published="2031-03-10T11:00:00Z", title="Tamaria raises interest rate to 4.5 percent",
        paragraphs=BANK, agency=NORVANE,
    ),
    AskedPage(
        outlet="Daily Sluice", published="2031-03-10T11:20:00Z", title="Central bank of Tamaria raises interest rate",
        paragraphs=BANK, agency=NORVANE,
    ),
    AskedPage(
        outlet="Alder Echo", published="2031-03-10T15:00:00Z", title="Central bank surprises with half-point rise",
        paragraphs=BANK_OWN,
    ),
    AskedPage(
        outlet="Diario del Puerto", published="2031-03-10T16:30:00Z",
        title="El banco central de Tamaria sube el tipo de interés al 4,5 por ciento", paragraphs=BANK_SPANISH,
    ),
    AskedPage(
        outlet="Fen Courier", published="2031-03-21T06:00:00Z", title="Old bridge of Oxmere falls into the Sarn",
        paragraphs=BRIDGE, agency=TESSALY,
    ),
    AskedPage(
        outlet="Daily Sluice", published="2031-03-22T07:00:00Z", title="Stone bridge of Oxmere gives way after rain",
        paragraphs=BRIDGE, agency=TESSALY,
    ),
    AskedPage(
        outlet="Harbour Times", published="2031-03-24T07:00:00Z", title="Oxmere loses its old stone bridge",
        paragraphs=BRIDGE[:3], agency=TESSALY,
    ),
    AskedPage(
        outlet="Alder Echo", published="2031-04-05T09:00:00Z", title="Green comet seen over Lake Orm",
        paragraphs=COMET[0],
    ),
    AskedPage(
        outlet="Harbour Times", published="2031-04-05T13:00:00Z", title="Two tails: green comet over Lake Orm at dawn",
        paragraphs=COMET[1],
    ),
    AskedPage(
        outlet="Fen Courier", published="2031-04-11T14:00:00Z", title="Paper mill of Carrow to close in June",
        paragraphs=MILL, agency=NORVANE,
    ),
    AskedPage(
        outlet="Daily Sluice", published="2031-04-11T14:30:00Z", title="Carrow paper mill closes, 380 lose work",
        paragraphs=MILL, agency=NORVANE,
    ),
    AskedPage(
        outlet="Alder Echo", published="2031-04-11T19:00:00Z", title="Carrow loses its paper mill",
        paragraphs=MILL_OWN,
    ),
)  # fmt: skip
BROKEN = (b"", b"<html><head><title>Harbour Times</title></head><body></body></html>", b"\x00\x01\x02" * 400)


def print_asked(page: AskedPage, address: str) -> bytes:
    """The page as HTML."""
    _, locale = OUTLETS[page.outlet]
    author = f'<meta name="author" content="{page.agency}">' if page.agency else ""
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in page.paragraphs)
    return (
        f'<!doctype html><html lang="{locale[:2]}"><head><title>{page.title}</title>{author}'
        f'<meta property="og:locale" content="{locale.replace("-", "_")}">'
        f'<link rel="canonical" href="{address}"><meta property="og:site_name" content="{page.outlet}">'
        f'<meta property="article:published_time" content="{page.published}"></head>'
        f"<body><main><article><h1>{page.title}</h1>{prose}</article></main></body></html>"
    ).encode()


def write_asked(folder: Path) -> tuple[str, ...]:
    """The archive as one WARC file of ``folder``; its name."""
    folder.mkdir(parents=True, exist_ok=True)
    records = []
    for number, page in enumerate(PAGES):
        address = f"https://{OUTLETS[page.outlet][0]}/{number}"
        records.append(make_record(make_http(print_asked(page, address)), url=address, number=number))
    for number, content in enumerate(BROKEN, len(PAGES)):
        address = f"https://{OUTLETS['Harbour Times'][0]}/{number}"
        records.append(make_record(make_http(content), url=address, number=number))
    path = folder / "news.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record, mtime=0) for record in records))
    return (str(path),)
