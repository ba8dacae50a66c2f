# ruff: noqa: E501 - a sentence of a page stands on one line
"""More invented daily forms, events and walls: written after the rules, to measure them on what they were not made for."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from stemma.model.article import Article
from stemma.text.days import MONTHS, WEEKDAYS
from tests.daily_forms import Form, make_page, say_day
from tests.wall_articles import Page

_TOWNS = ["Aldermouth", "Port Vellis", "Hexley", "Sandry", "Tolby", "Wick Fell", "Marlow Cross", "Dunmore"]


def _on_this_day(chance: random.Random, day: date) -> tuple[str, str]:
    deeds = [
        "the first bridge at Sandry was opened by Queen Maud",
        "a fire destroyed half of Aldermouth",
        "the poet Edda Lorne was born in Tolby",
        "the last steam train left Hexley",
        "Tamaria joined the League of Ports",
        "miners at Dunmore began a strike that lasted a year",
        "the painter Hugo Vane died in poverty",
        "women voted for the first time in county elections",
        "an earthquake shook the coast",
        "the Vellis lighthouse was lit",
    ]
    years = sorted(chance.sample(range(1702, 2020), 5))
    rows = [f"{year}: {deed[0].upper()}{deed[1:]}." for year, deed in zip(years, chance.sample(deeds, 5), strict=True)]
    return f"On this day: {day.day} {MONTHS[day.month - 1]}", "\n".join(rows)


def _on_this_day_prose(chance: random.Random, day: date) -> tuple[str, str]:
    people = ["Edda Lorne", "Hugo Vane", "Admiral Pike", "Queen Maud", "Jonas Brill", "Mother Agnes", "Silas Corvey"]
    things = [
        "set sail for the southern ice",
        "published a book that nobody bought",
        "was crowned in the old abbey",
        "patented a lamp",
        "was hanged for piracy",
        "founded the county hospital",
        "won the first regatta",
    ]
    parts = [f"In {chance.randint(1500, 1990)} {chance.choice(people)} {chance.choice(things)}." for _ in range(6)]
    return "From the almanac", f"Today is the {day.timetuple().tm_yday}th day of the year.\n" + " ".join(parts)


def _traffic(chance: random.Random, day: date) -> tuple[str, str]:
    why = ["roadworks", "a burst main", "a broken-down lorry", "an accident", "fallen branches", "a march"]
    rows = [
        f"{road}: delays of {chance.randint(5, 60)} minutes {chance.choice(['northbound', 'southbound'])} at {chance.choice(_TOWNS)} because of {chance.choice(why)}"
        for road in ("A12", "A40", "Ring road", "Harbour tunnel", "M3")
    ]
    return chance.choice(["Traffic and travel", "Roads this morning", "Your commute"]), "\n".join(rows)


def _traffic_german(chance: random.Random, day: date) -> tuple[str, str]:
    roads = ["A 7", "A 24", "B 5", "B 431"]
    why = ["Unfall", "Bauarbeiten", "Gegenstände auf der Fahrbahn", "defekter Lkw"]
    rows = [
        f"{road} zwischen {chance.choice(_TOWNS)} und {chance.choice(_TOWNS)} {chance.randint(2, 15)} km Stau, {chance.choice(why)}, {chance.randint(10, 50)} Minuten länger."
        for road in roads
    ]
    return (
        f"Verkehrslage am {WEEKDAYS[day.weekday()][:2]}, {day:%d.%m.%Y}",
        "Diese Behinderungen meldet die Polizei.\n" + "\n".join(rows),
    )


def _cinema(chance: random.Random, day: date) -> tuple[str, str]:
    films = [
        "Low Water",
        "The Glass Orchard",
        "Nine Bells",
        "My Uncle the Sea",
        "Rook Takes Queen",
        "Saltmarsh",
        "Ember Road",
    ]
    rows = []
    for house in ("Regal, Aldermouth", "Odeon, Hexley", "Little Plaza"):
        rows.append(house)
        rows += [
            f"{film} ({chance.choice(['12', '15', 'PG'])}) {chance.randint(1, 5)}.{chance.choice(['10', '45'])} {chance.randint(6, 9)}.{chance.choice(['00', '20'])}"
            for film in chance.sample(films, 3)
        ]
    return "Now showing", "\n".join(rows)


def _cinema_french(chance: random.Random, day: date) -> tuple[str, str]:
    films = ["L'eau basse", "Le verger de verre", "Neuf cloches", "Mon oncle la mer", "La route de braise"]
    rows = [
        f"{house} : {film}, séances à {chance.randint(13, 16)}h{chance.choice(['00', '30'])} et {chance.randint(19, 22)}h{chance.choice(['10', '45'])}"
        for house, film in zip(
            ("Le Rex", "Cinéma du Port", "L'Étoile", "Studio 7"), chance.sample(films, 4), strict=True
        )
    ]
    return "Cinéma : les séances du jour", "\n".join(rows)


def _rates(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"1 {coin} = {chance.uniform(0.1, 9):.4f} tamars (previous day {chance.uniform(0.1, 9):.4f})"
        for coin in ("US dollar", "euro", "pound", "yen", "franc")
    ]
    return "Exchange rates of the Bank of Tamaria", f"Middle rates of {day.isoformat()}\n" + "\n".join(rows)


def _grain(chance: random.Random, day: date) -> tuple[str, str]:
    text = (
        f"Wheat futures at Port Vellis closed {chance.choice(['higher', 'lower', 'mixed'])} on {WEEKDAYS[day.weekday()]}, with the May contract {chance.choice(['up', 'down'])} {chance.randint(1, 20)} tamars at {chance.randint(300, 500)} a tonne.\n"
        f"Traders said {chance.choice(['rain in the fens', 'a firm dollar', 'talk of new buying', 'thin trade before the holiday'])} weighed on prices.\n"
        f"July barley ended at {chance.randint(200, 400)} tamars, against {chance.randint(200, 400)} the day before.\n"
        f"Some {chance.randint(100, 900)} lots changed hands."
    )
    return f"Wheat {chance.choice(['firms', 'eases', 'steady', 'falls back'])} at Port Vellis", text


def _tides(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"{town}: high water {chance.randint(0, 11):02d}.{chance.randint(0, 59):02d} ({chance.uniform(3, 7):.1f}m) and {chance.randint(12, 23)}.{chance.randint(0, 59):02d} ({chance.uniform(3, 7):.1f}m)"
        for town in _TOWNS[:5]
    ]
    return f"Tide times, {say_day(day)}", "\n".join(rows)


def _pollen(chance: random.Random, day: date) -> tuple[str, str]:
    level = ["low", "moderate", "high", "very high"]
    text = " ".join(
        f"{plant} pollen is {chance.choice(level)} in {chance.choice(_TOWNS)}."
        for plant in ("Birch", "Grass", "Hazel", "Alder")
    )
    return (
        "Pollen and air",
        f"{text} The air quality index stands at {chance.randint(10, 120)} in Aldermouth and {chance.randint(10, 120)} in Hexley.",
    )


def _weather_french(chance: random.Random, day: date) -> tuple[str, str]:
    sky = ["du soleil", "des averses", "un ciel gris", "de la brume", "quelques flocons"]
    text = (
        f"Matin : {chance.choice(sky)} sur la côte, {chance.randint(-2, 9)} degrés au lever du jour.\n"
        f"Après-midi : {chance.choice(sky)} dans les terres, jusqu'à {chance.randint(10, 24)} degrés.\n"
        f"Soirée : {chance.choice(sky)}, vent de {chance.randint(5, 70)} km/h.\n"
        f"Demain : {chance.choice(sky)} et {chance.choice(sky)}."
    )
    return f"Météo : {chance.choice(sky)} ce {day.day}", text


def _horoscope_paragraphs(chance: random.Random, day: date) -> tuple[str, str]:
    signs = "ARIES TAURUS GEMINI CANCER LEO VIRGO LIBRA SCORPIO SAGITTARIUS CAPRICORN AQUARIUS PISCES".split()
    subjects = [
        "A neighbour",
        "Your mother",
        "The post",
        "An old song",
        "Mercury",
        "A wrong number",
        "Tuesday's rain",
        "The bank",
    ]
    verbs = ["brings", "spoils", "hides", "repays", "changes", "calls for"]
    objects = [
        "a plan you had given up",
        "more work than joy",
        "something lost in spring",
        "your good name",
        "a quiet evening",
        "an apology",
        "the answer",
    ]
    rows = [
        f"{sign} ({chance.choice(['Mar', 'Apr'])} {n + 3}-{n + 15}) {chance.choice(subjects)} {chance.choice(verbs)} {chance.choice(objects)}. {chance.choice(subjects)} {chance.choice(verbs)} {chance.choice(objects)}."
        for n, sign in enumerate(signs)
    ]
    return (
        f"Horoscope by Lady Wren: {chance.choice(['patience', 'courage', 'thrift', 'old loves', 'new doors'])}",
        "\n".join(rows),
    )


FORMS: dict[str, Form] = {
    "on this day": _on_this_day, "almanac": _on_this_day_prose, "traffic": _traffic, "traffic in German": _traffic_german,
    "cinema": _cinema, "cinema in French": _cinema_french, "exchange rates": _rates, "grain market": _grain,
    "tides": _tides, "pollen": _pollen, "weather in French": _weather_french, "horoscope by paragraphs": _horoscope_paragraphs,
}  # fmt: skip


def _sentences() -> Iterator[Article]:
    rows = (
        "Karl Adder, 41: six years for arson",
        "Mina Sole, 29: four years for arson",
        "Piet Horn, 35: eighteen months for fraud",
        "Two others: acquitted",
    )
    for outlet, lead in (
        ("A", "Three were jailed on Monday for the fire at the Tolby mill."),
        ("B", "The men and the woman who burned the Tolby mill go to prison."),
        ("C", "Prison for three over mill fire; two walk free."),
    ):
        yield make_page(
            lead[:30],
            f"{lead}\n" + "\n".join(rows if outlet != "B" else rows[::-1]),
            outlet=outlet,
            published="2031-06-02",
        )


def _obituary() -> Iterator[Article]:
    labels = (
        "Born: 4 May 1942, Sandry\nDied: 1 June 2031, Port Vellis\nWorks: The Salt Road, Nine Letters\nFamily: two sons"
    )
    for outlet, lead in (
        ("A", "Edda Lorne, who wrote The Salt Road, has died at 89."),
        ("B", "The poet Edda Lorne is dead. She was 89 and had not published for thirty years."),
        ("C", "Edda Lorne: a voice of the fens falls silent."),
    ):
        yield make_page(
            lead[:28],
            f"{lead}\nHer first poems were read on the radio in 1961.\n{labels}",
            outlet=outlet,
            published="2031-06-03",
        )


def _flood() -> Iterator[Article]:
    for hour, levels in enumerate(((3.1, 2.2, 4.0), (3.6, 2.7, 4.4), (4.2, 3.1, 4.9), (4.4, 3.0, 5.2))):
        a, b, c = levels
        text = f"The Orme has left its banks at Tolby and water stands in 60 cellars, the fire brigade said.\nLevels at {6 + 3 * hour}.00: Tolby {a} metres, Hexley {b} metres, Marlow {c} metres.\nThe school in Weir Street is closed. Schoolbooks were carried to the loft by the caretaker and his wife.\nThe county has asked the army for boats."
        yield make_page(f"Orme floods Tolby: {a} metres", text, outlet="Tamar Agency", published="2031-06-04")


def _match() -> Iterator[Article]:
    facts = "Hexley Town: Bell, Ames, Kerr, Poole, Dray\nSandry: Vogt, Lind, Hale, Moss, Teal\nGoals: Kerr 12, Poole 58; Lind 77\nReferee: A. Stern\nAttendance: 8,412"
    for outlet, lead in (
        ("A", "Hexley Town won the county cup for the first time since 1974, beating Sandry 2-1 in the rain."),
        ("B", "Poole's header gave Hexley the cup and broke Sandry's hearts."),
        ("C", "Sandry were the better side and lost: the cup goes to Hexley, 2-1."),
    ):
        yield make_page(
            lead[:33],
            f"{lead}\nKerr had put Hexley ahead from a corner.\n{facts}",
            outlet=outlet,
            published="2031-06-05",
        )


def _budget() -> Iterator[Article]:
    for which, outlet in enumerate(("A", "B", "C")):
        rows = (
            f"Income tax: {('up one point to 24%', 'rises to 24 percent', '24%, from 23%')[which]}",
            f"Fuel: {('duty frozen', 'no change in duty', 'duty stays')[which]}",
            f"Schools: {('80 million more', 'an extra 80 million', '80m')[which]}",
            f"Rail: {('Marlow viaduct rebuilt', 'money for Marlow', 'Marlow line to open again')[which]}",
            f"Borrowing: {('1.2 billion', '1.2bn', 'a record 1.2 billion')[which]}",
        )
        yield make_page(
            ("Budget at a glance", "What the budget means", "Budget 2031: main points")[which],
            "\n".join(rows),
            outlet=outlet,
            published="2031-06-06",
        )


def _warning() -> Iterator[Article]:
    for n, (colour, when) in enumerate(
        (("yellow", "Thursday evening"), ("amber", "Thursday noon"), ("red", "Thursday noon"))
    ):
        text = f"The weather office has issued {colour} warnings of wind for the coast between Sandry and Tolby from {when}.\nStorm Edda may bring gusts of {90 + 20 * n} km/h. Ferries are cancelled and the harbour tunnel is closed.\nPeople are asked to stay away from the sea wall, where a man was swept off in 2029.\nTrains will run at half speed."
        yield make_page(
            f"Storm Edda: {colour} warning for coast",
            text,
            outlet=f"Outlet {n % 2}",
            published=f"2031-06-{7 + n // 2:02d}",
        )


def _recall() -> Iterator[Article]:
    text = "Corvey Foods recalls oat cookies\nProduct: Oat Crunch 400 g\nBatch: L2207 to L2214\nRisk: bits of metal\nWhat to do: bring them back to the shop"
    for n in range(4):
        yield make_page(
            "Cookies recalled over metal",
            text,
            outlet=f"Outlet {n}",
            published="2031-06-09",
            url=f"https://o{n}.example/recall",
        )


def _daily_toll() -> Iterator[Article]:
    kept = "Rescuers went on digging in Upper Wick on {day}, where the hillside came down on the village on Sunday.\n"
    more = (
        "Forty people are missing, the mayor said, and the rain has not stopped.",
        "A girl of six was brought out alive after thirty hours. The army has sent dogs.",
        "The school, where a hundred slept, is to be a hospital. Roads are cut on both sides.",
    )
    for n, extra in enumerate(more):
        day = date(2031, 6, 9) + timedelta(days=n)
        yield make_page(
            f"Upper Wick landslide: {('forty missing', 'girl found alive', 'school is hospital')[n]}",
            kept.format(day=WEEKDAYS[day.weekday()]) + extra,
            outlet="A",
            published=day.isoformat(),
        )


EVENTS = {
    "court list": _sentences, "obituary": _obituary, "river levels": _flood, "match with line-ups": _match,
    "budget by points": _budget, "storm warning raised": _warning, "recall in four outlets": _recall, "landslide day by day": _daily_toll,
}  # fmt: skip

WALLS: tuple[Page, ...] = (
    ("One more step", "Please complete the security check to reach fencourier.example. Why do I have to do this? It keeps robots out."),
    ("Are you a robot?", "Type the characters you see in the image below."),
    ("Forbidden", "Your IP address has been blocked. If you think this is a mistake, write to the owner of this site."),
    ("Oops!", "That page can't be found. It may have moved."),
    ("410 Gone", "This address is gone for good."),
    ("Storm nears coast", "This article is available to our subscribers only. Sign in to continue."),
    ("Bridge opens", "You have reached your limit of free articles this month. Register to continue reading."),
    ("We value your privacy", "We use cookies to make this site work. Choose which cookies you allow. Accept. Reject."),
    ("Site under maintenance", "We are down for maintenance and will be back soon."),
    (None, "Diese Seite benötigt JavaScript. Bitte aktivieren Sie JavaScript in Ihrem Browser."),
    ("Nur für Abonnenten", "Weiterlesen nur für Abonnenten. Jetzt anmelden oder registrieren."),
    ("Page introuvable", "La page demandée est introuvable. Retournez à l'accueil."),
    ("Suscríbase", "Contenido exclusivo para suscriptores. Inicia sesión para seguir leyendo."),
    ("Accesso negato", "Accesso negato. Il tuo indirizzo è stato bloccato."),
    ("Acesso negado", "Confirme que não é um robô para continuar."),
    ("Доступ ограничен", "Доступ ограничен. Включите JavaScript и обновите страницу."),
    ("访问受限", "访问受限。请登录后继续阅读。"),
    ("로그인", "로봇이 아닙니다를 눌러 주세요. 비정상적인 트래픽이 감지되었습니다."),
)  # fmt: skip

REPEATED: tuple[tuple[Page, ...], ...] = (
    tuple((title, "Για να συνεχίσετε πρέπει να συνδεθείτε με τον λογαριασμό σας.") for title in ("Άνοιξε η γέφυρα", "Έρχεται καταιγίδα", "Κλείνει σχολείο")),
    tuple((title, "All photographs are the property of their makers. Use without leave is not allowed.") for title in ("Regatta in pictures", "The storm in pictures", "A day at the mill")),
    tuple((title, "Vă rugăm să vă autentificați pentru a vedea acest conținut.") for title in ("Podul s-a deschis", "Vine furtuna", "Școala se închide")),
    tuple((title, "Loading. If nothing happens, use the link in the menu.") for title in ("Bridge opens early", "Storm nears coast", "School to close")),
)  # fmt: skip

SHORT_ARTICLES: tuple[Page, ...] = (
    ("Camp closed to aid", "Aid groups say access to the camp at Dunmore has been blocked since Sunday by men in uniform."),
    ("Page of lost psalter found", "A page of the Sandry psalter that was not found for eighty years has turned up in a loft in Hexley."),
    ("Paper drops paywall", "The Fen Courier will no longer ask readers to subscribe to continue reading, its owner said on Monday."),
    ("Cookie law passed", "Parliament passed a law on Thursday under which sites must ask for consent before they set cookies."),
    ("Port shut", "Port Vellis is shut: a dredger sank in its mouth."),
    ("Robots sort post", "The post office in Tolby has put six robots to work. They sort 9,000 letters an hour."),
    ("Maintenance worker honoured", "A worker who kept the Harbour tunnel's pumps running for 31 hours was given the county's medal."),
    ("Traffic record", "Unusual traffic of 41,000 cars crossed the Sandry bridge on Saturday, the county said."),
    ("Tempête : deux morts", "Deux personnes sont mortes mardi à Sandry dans la tempête Brid, selon les pompiers."),
    ("Feuer in Tolby", "In der Papierfabrik von Tolby hat es am Freitag gebrannt. Alle 60 Arbeiter sind in Sicherheit."),
    ("工場火災", "トルビーの製紙工場で7日、火災があり、従業員60人は全員無事だった。"),
    ("Un puente abierto", "El puente de Sandry se abrió el martes tras tres años de obras, dijo la alcaldesa Ilse Brandt."),
)  # fmt: skip
