# ruff: noqa: E501 - a sentence of a page stands on one line
"""A third set of forms and like events, written last: first measured, then used to set how much must be filled anew."""

import random
from collections.abc import Iterator
from datetime import date

from stemma.model.article import Article
from stemma.text.days import WEEKDAYS
from tests.daily_forms import Form, make_page, say_day

_NAMES = [
    "Anna Pell",
    "Otto Brace",
    "Lena Fisk",
    "Karl Moor",
    "Ida Stone",
    "Per Lund",
    "Rosa Quill",
    "Jan Teal",
    "Mia Hart",
    "Ivo Crane",
]
_TOWNS = ["Aldermouth", "Hexley", "Sandry", "Tolby", "Wick Fell", "Marlow Cross", "Dunmore"]


def _crossword(chance: random.Random, day: date) -> tuple[str, str]:
    words = [
        "otter",
        "lantern",
        "grain",
        "pulley",
        "saint",
        "ember",
        "quarry",
        "marsh",
        "violin",
        "thimble",
        "anchor",
        "sparrow",
    ]
    across, down = chance.sample(words, 5), chance.sample(words, 5)
    text = "Across\n" + "\n".join(
        f"{n} {w}" for n, w in zip(sorted(chance.sample(range(1, 25), 5)), across, strict=True)
    )
    return "Crossword: the solution", text + "\nDown\n" + "\n".join(
        f"{n} {w}" for n, w in zip(sorted(chance.sample(range(1, 25), 5)), down, strict=True)
    )


def _deaths(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"{name}, {chance.randint(50, 101)}, of {chance.choice(_TOWNS)}. Service at {chance.randint(9, 15)}.30 in St {chance.choice(['Bride', 'Olaf', 'Agnes'])}'s church."
        for name in chance.sample(_NAMES, 4)
    ]
    return f"Deaths announced {say_day(day)}", "\n".join(rows)


def _fish(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"{fish}: {chance.randint(3, 30)} tamars a kilo ({chance.choice(['up', 'down', 'unchanged'])})"
        for fish in ("Cod", "Haddock", "Plaice", "Herring", "Crab")
    ]
    return (
        "At the quay",
        f"{chance.randint(3, 20)} boats landed {chance.randint(20, 200)} tonnes at Aldermouth.\n" + "\n".join(rows),
    )


def _radio_italian(chance: random.Random, day: date) -> tuple[str, str]:
    shows = [
        "Mattina in porto",
        "Giornale radio",
        "Il concerto",
        "Voci dal mercato",
        "La notte lunga",
        "Sport alla radio",
    ]
    return f"I programmi radio di {chance.choice(['lunedì', 'martedì', 'venerdì'])} {day.day}", "\n".join(
        f"{6 + 2 * n}.{chance.choice(['00', '30'])} {chance.choice(shows)}" for n in range(8)
    )


def _snow(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"{place}: {chance.randint(10, 190)} cm at the top, {chance.randint(0, 90)} cm below, {chance.randint(2, 30)} of 30 lifts open"
        for place in ("Wick Fell", "Orme Pass", "St Olaf", "Greyhorn")
    ]
    return (
        f"Snow report: {chance.choice(['fresh powder', 'icy pistes', 'spring snow', 'lifts shut by wind'])}",
        "\n".join(rows),
    )


def _cases(chance: random.Random, day: date) -> tuple[str, str]:
    text = (
        f"The county reported {chance.randint(10, 900)} new cases of marsh fever on {WEEKDAYS[day.weekday()]}, {chance.choice(['up', 'down'])} from {chance.randint(10, 900)} the day before.\n"
        f"{chance.randint(1, 40)} people died, which brings the toll to {chance.randint(400, 900)}.\n"
        f"{chance.randint(20, 200)} patients are in hospital, {chance.randint(1, 30)} of them in intensive care.\n"
        f"{chance.choice(_TOWNS)} has the most cases, followed by {chance.choice(_TOWNS)}."
    )
    return f"Marsh fever: {chance.randint(10, 900)} new cases", text


def _plain_weather(chance: random.Random, day: date) -> tuple[str, str]:
    a = [
        "A chilly start gives way to a bright afternoon",
        "Rain will linger in the hills for most of the day",
        "A band of cloud crosses from the west",
        "It stays dry in the fens, though not warm",
        "Winds pick up along the coast towards dusk",
        "Patchy fog may be slow to lift",
        "Showers turn wintry on high ground",
        "Long sunny hours are in store",
        "Expect a damp and grey morning",
    ]
    return "Weather forecast", ". ".join(chance.sample(a, 4)) + "."


def _standings(chance: random.Random, day: date) -> tuple[str, str]:
    clubs = ["Aldermouth", "Hexley Town", "Sandry", "Tolby Rovers", "Wick Fell", "Dunmore"]
    chance.shuffle(clubs)
    return "County League table", "\n".join(
        f"{n + 1}. {c} {chance.randint(10, 30)} {chance.randint(0, 20)} {chance.randint(5, 60)}"
        for n, c in enumerate(clubs)
    )


def _letters(chance: random.Random, day: date) -> tuple[str, str]:
    lines = [
        "The new buses are too tall for the lanes they were bought for.",
        "Why must the church clock strike at night?",
        "I was moved by your piece on the herring girls.",
        "Whoever found my hat on the pier has my thanks.",
        "The council plants trees and forgets to water them.",
        "Your crossword on Friday was unworthy of the paper.",
        "Cyclists are not the enemy.",
        "The price of bread is a scandal.",
    ]
    return "Letters", "\n".join(
        f"{line} {name}, {chance.choice(_TOWNS)}"
        for line, name in zip(chance.sample(lines, 4), chance.sample(_NAMES, 4), strict=True)
    )


def _rates_russian(chance: random.Random, day: date) -> tuple[str, str]:
    return f"Курсы валют на {day:%d.%m.%Y}", "\n".join(
        f"{coin}: {chance.uniform(1, 99):.4f} ({chance.choice('+-')}{chance.uniform(0, 1):.4f})"
        for coin in ("Доллар США", "Евро", "Фунт", "Иена", "Юань")
    )


FORMS: dict[str, Form] = {
    "crossword": _crossword, "death notices": _deaths, "fish prices": _fish, "radio in Italian": _radio_italian, "snow": _snow,
    "case counts": _cases, "weather without labels": _plain_weather, "standings": _standings, "letters": _letters, "rates in Russian": _rates_russian,
}  # fmt: skip


def _hospital() -> Iterator[Article]:
    numbers = "Numbers for relatives\nSt Bride's: 0555 1010\nCounty police: 0555 2020\nRed Lamp: 0555 3030"
    for outlet, lead in (
        ("A", "Nine patients died when fire broke out on the third floor of St Bride's hospital in Hexley on Sunday."),
        ("B", "A fire at St Bride's has killed nine people. It began in a linen store, the fire chief said."),
        ("C", "Hexley mourns: nine dead in hospital fire."),
    ):
        yield make_page(
            lead[:36],
            f"{lead}\nThe wards below were emptied within minutes, and 140 patients spent the night in a school.\n{numbers}",
            outlet=outlet,
            published="2031-09-01",
        )


def _concert() -> Iterator[Article]:
    songs = "1. Salt Road\n2. Nine Bells\n3. Low Water\n4. Ember\n5. The Long Pier"
    for outlet, lead in (
        ("A", "Rosa Quill came home to Aldermouth on Saturday and sang as if the rain were not there."),
        ("B", "Twelve thousand people, one umbrella: Rosa Quill at the harbour."),
        ("C", "Review: Rosa Quill, Aldermouth harbour. Four stars."),
    ):
        yield make_page(
            lead[:36],
            f"{lead}\nHer voice has darkened since the last record.\nWhat she sang\n{songs}",
            outlet=outlet,
            published="2031-09-02",
        )


def _quake() -> Iterator[Article]:
    for n, (size, dead) in enumerate((("5.9", "2"), ("6.1", "7"), ("6.1", "16"), ("6.2", "31"))):
        text = f"An earthquake of magnitude {size} struck the island of Orme on Wednesday, killing at least {dead} people, officials said.\nHouses collapsed in Old Town, where the streets are narrow. A ferry with doctors left Port Vellis at {9 + n}.00.\nThe island has 21,000 people. Its last great quake was in 1908.\nThe airport's runway is cracked and closed."
        yield make_page(
            f"Quake on Orme kills {dead}",
            text,
            outlet=("Tamar Agency", "The Fen Courier")[n % 2],
            published=f"2031-09-{3 + n // 2:02d}",
        )


def _strike() -> Iterator[Article]:
    for which, outlet in enumerate("ABC"):
        rows = (
            "Hexley to Sandry: 6.10, 9.40, 17.05",
            "Tolby to Marlow: 7.15, 18.20",
            "Harbour line: no trains",
            "Night trains: none",
        )
        lead = (
            "Drivers walk out on Thursday, and only one train in six will run.",
            "Thursday's strike: these are the trains that are left.",
            "The drivers' union has called its members out for Thursday.",
        )[which]
        yield make_page(
            lead[:30],
            lead + "\n" + "\n".join(rows if which != 1 else [r.replace(" to ", "-") for r in rows]),
            outlet=outlet,
            published="2031-09-05",
        )


def _trial() -> Iterator[Article]:
    days = (
        "Karl Adder told the court on Monday that he had been at home on the night of the mill fire.",
        "A neighbour told the court on Tuesday that she had seen Karl Adder with a can of petrol.",
        "The court heard on Wednesday that Karl Adder owed the mill's owner 40,000 tamars.",
    )
    for n, lead in enumerate(days):
        yield make_page(
            f"Mill fire trial: {('Adder was at home', 'neighbour saw can', 'debts of accused')[n]}",
            f"{lead}\nAdder, 41, of Tolby, denies setting fire to the paper mill in March. The trial goes on.",
            outlet="A",
            published=f"2031-09-{8 + n:02d}",
        )


EVENTS = {
    "hospital fire": _hospital,
    "concert": _concert,
    "quake": _quake,
    "strike timetable": _strike,
    "trial by days": _trial,
}
