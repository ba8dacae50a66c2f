# ruff: noqa: E501 - a sentence of a page stands on one line
"""Invented daily forms, by kind and wording: the half of the kinds that rules were chosen on."""

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from stemma.model.article import Article
from stemma.model.span import Span
from stemma.text.days import MONTHS, WEEKDAYS

Form = Callable[[random.Random, date], tuple[str, str]]
"""Makes headline and text of one issue."""

FIRST_DAY = date(2031, 3, 3)


def make_page(
    title: str | None, text: str, *, outlet: str | None = "The Fen Courier", published: str | None = None, url: str = ""
) -> Article:
    """An article whose every line is a paragraph, with a headline."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    mark = hashlib.sha256(f"{outlet}|{title}|{text}|{published}|{url}".encode("utf-8", "replace")).hexdigest()[:16]
    return Article(
        id=mark, source=f"{mark}.html", text=text, title=title, outlet=outlet, published=published,
        url=url or None, body=tuple(spans), confidence=1.0,
    )  # fmt: skip


def list_issues(form: Form, name: str, *, issues: int, outlet: str | None = "The Fen Courier") -> Iterator[Article]:
    """One article a day, filled by chance that is the same on every run."""
    for number in range(issues):
        day = FIRST_DAY + timedelta(days=number)
        chance = random.Random(f"{name} {number}")
        title, text = form(chance, day)
        yield make_page(title, text, outlet=outlet, published=day.isoformat())


def say_day(day: date) -> str:
    """``Monday 3 March``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _weather_prose(chance: random.Random, day: date) -> tuple[str, str]:
    sky = ["Sunny spells", "Cloud and drizzle", "Heavy showers", "Fog patches", "Sleet", "Bright intervals"]
    part = ["the coast", "the hills", "the fens", "the north", "the estuary", "inland areas"]
    word = chance.choice(["wet", "mild", "raw", "breezy", "settled", "frosty"])
    text = (
        f"Today: {chance.choice(sky)} over {chance.choice(part)}, reaching {chance.choice(part)} by {chance.randint(1, 11)}pm. "
        f"Feeling {chance.choice(['fresh', 'cold', 'muggy'])} in a {chance.choice(['light', 'brisk', 'strong'])} breeze.\n"
        f"Tonight: {chance.choice(sky)} at first, then {chance.choice(['clear', 'cloudy', 'misty'])} for most. Lows of {chance.randint(-4, 9)}C.\n"
        f"{WEEKDAYS[(day.weekday() + 1) % 7]}: {chance.choice(sky)} in {chance.choice(part)}. Highs of {chance.randint(8, 21)}C.\n"
        f"Outlook: {chance.choice(['Staying', 'Turning', 'Remaining'])} {chance.choice(['unsettled', 'dry', 'changeable'])} "
        f"with {chance.choice(['gusts', 'showers', 'sunshine'])} in {chance.choice(part)}."
    )
    return f"Weather: a {word} {chance.choice(['day', 'start', 'end to the week', 'spell'])} for the county", text


def _weather_table(chance: random.Random, day: date) -> tuple[str, str]:
    towns = ["Aldermouth", "Port Vellis", "Marlow Cross", "Hexley", "Sandry", "Great Orme End", "Tolby", "Wick Fell"]
    sky = ["sunny", "cloudy", "rain", "showers", "fog", "snow", "fair"]
    rows = [f"{t}: {chance.randint(-3, 24)}C, {chance.choice(sky)}, wind {chance.randint(3, 60)} km/h" for t in towns]
    return f"Forecast for {say_day(day)}", "\n".join(rows)


_SIGNS = "Aries Taurus Gemini Cancer Leo Virgo Libra Scorpio Sagittarius Capricorn Aquarius Pisces".split()
_ADVICE = (
    "A letter from somebody you had forgotten changes the mood of the morning.", "Keep your purse closed until evening.",
    "An old quarrel can be mended if you speak first.", "Do not sign anything before you have slept on it.",
    "The moon favours those who travel light.", "Your patience with a colleague is about to be rewarded.",
    "Venus brings a meeting that you did not plan.", "Take the longer road home and look up.",
    "Somebody younger has the answer that you need.", "Let others talk; you will learn more than they meant to say.",
    "Money owed to you comes back by a crooked way.", "Rest is not idleness, whatever your family thinks.",
    "A small repair today saves a large one in autumn.", "Say no once and mean it.", "Good news arrives late in the day.",
)  # fmt: skip


def _horoscope_lines(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [f"{sign}\n{' '.join(chance.sample(_ADVICE, 3))}" for sign in _SIGNS]
    return chance.choice(["What the stars say", "Your stars today", "Your stars with Madame Oriel"]), "\n".join(rows)


def _horoscope_german(chance: random.Random, day: date) -> tuple[str, str]:
    signs = "Widder Stier Zwillinge Krebs Löwe Jungfrau Waage Skorpion Schütze Steinbock Wassermann Fische".split()
    advice = (
        "Heute sollten Sie nichts überstürzen.", "Ein alter Freund meldet sich.", "Achten Sie auf Ihr Geld.",
        "In der Liebe zahlt sich Geduld aus.", "Der Chef ist gut gelaunt, nutzen Sie das.", "Gönnen Sie sich Ruhe.",
        "Eine Reise bringt neue Gedanken.", "Streit lohnt sich nicht.", "Am Abend wartet eine Überraschung.",
    )  # fmt: skip
    rows = [f"{sign}: {' '.join(chance.sample(advice, 2))}" for sign in signs]
    return f"Tageshoroskop für {day.day}.{day.month}.{day.year}", "\n".join(rows)


def _stock_table(chance: random.Random, day: date) -> tuple[str, str]:
    firms = ["Aldine Water", "Brandt Steel", "Corvey Foods", "Dunmore Rail", "Estuary Gas", "Fenway Mills", "Garrick"]
    rows = [f"{f} {chance.uniform(1, 90):.2f} {chance.choice('+-')}{chance.uniform(0, 4):.2f}%" for f in firms]
    lead = f"Closing prices at the Vellis exchange. The VX 40 ended {chance.choice(['up', 'down'])} {chance.randint(1, 90)} points at {chance.randint(5000, 6000)}."
    return f"Share prices, {say_day(day)}", lead + "\n" + "\n".join(rows)


def _stock_prose(chance: random.Random, day: date) -> tuple[str, str]:
    way = chance.choice(["gained", "lost"])
    firms = chance.sample(["Aldine Water", "Brandt Steel", "Corvey Foods", "Dunmore Rail", "Estuary Gas"], 4)
    text = (
        f"Tamarian shares {way} {chance.uniform(0, 3):.1f} percent on {WEEKDAYS[day.weekday()]}, the benchmark VX 40 closing at {chance.uniform(5000, 6000):.2f}.\n"
        f"{firms[0]} rose {chance.uniform(1, 9):.1f} percent and {firms[1]} added {chance.uniform(1, 9):.1f} percent.\n"
        f"{firms[2]} fell {chance.uniform(1, 9):.1f} percent, while {firms[3]} lost {chance.uniform(1, 9):.1f} percent.\n"
        f"The tamar was at {chance.uniform(1, 2):.4f} to the dollar against {chance.uniform(1, 2):.4f} on the day before.\n"
        f"Volume was {chance.randint(200, 900)} million shares."
    )
    return (
        f"Vellis shares {chance.choice(['end higher', 'slip', 'edge up', 'close lower', 'little changed'])} on {chance.choice(['rate hopes', 'oil', 'bank results', 'export fears'])}",
        text,
    )


def _lottery(chance: random.Random, day: date) -> tuple[str, str]:
    balls = sorted(chance.sample(range(1, 50), 6))
    text = (
        f"The winning numbers in {say_day(day)}'s draw were {', '.join(map(str, balls[:-1]))} and {balls[-1]}. The bonus ball was {chance.randint(1, 49)}.\n"
        f"The jackpot stood at {chance.uniform(2, 30):.1f} million tamars. {chance.choice(['No ticket', 'One ticket', 'Two tickets'])} matched all six numbers.\n"
        "Winners have 180 days from the draw to claim their prize. Prizes above 5,000 tamars must be claimed in person at the office of the "
        "National Draw in Port Vellis, where tickets are checked against the register before payment is made. The National Draw gives a "
        "quarter of its takings to sports clubs, museums and the lifeboats."
    )
    return f"Lottery results: winning numbers for {say_day(day)}", text


def _lottery_spanish(chance: random.Random, day: date) -> tuple[str, str]:
    rows = [
        f"{name}: {chance.randint(0, 99999):05d}, serie {chance.randint(1, 60)}"
        for name in ("Cupón diario", "Sorteo doble", "Extra", "Reintegro")
    ]
    return (
        "Comprobar los números premiados",
        f"Resultados de los sorteos del {day.day}/{day.month}/{day.year}.\n" + "\n".join(rows),
    )


def _television(chance: random.Random, day: date) -> tuple[str, str]:
    shows = [
        "The Lamplighters",
        "News and Weather",
        "Harbour Vets",
        "Question of Salt",
        "Bake Well",
        "Night Mail",
        "Silver Street",
        "The Long Pier",
        "Quiz Hour",
        "Film: Low Water",
        "Gardens of the Fen",
        "Inspector Bray",
    ]
    lines = []
    for channel in ("Vellis One", "Channel Fen", "TV Tamaria"):
        lines.append(channel)
        lines += [f"{hour}.{chance.choice(['00', '15', '30'])} {chance.choice(shows)}" for hour in range(6, 12)]
    return chance.choice(["What's on tonight", "TV tonight", f"Television: {WEEKDAYS[day.weekday()]}"]), "\n".join(
        lines
    )


def _television_prose(chance: random.Random, day: date) -> tuple[str, str]:
    shows = chance.sample(
        [
            "The Lamplighters",
            "Harbour Vets",
            "Bake Well",
            "Silver Street",
            "The Long Pier",
            "Night Mail",
            "Gardens of the Fen",
        ],
        4,
    )
    praise = [
        "Warm and sly.",
        "Better than last week.",
        "Bring tissues.",
        "The twist is seen from far off, and it does not matter.",
        "A slow burn that repays the wait.",
        "The chef weeps; so will you.",
        "Fine acting, thin plot.",
    ]
    rows = [
        f"{s}, {chance.choice(['Vellis One', 'Channel Fen'])}, {chance.randint(6, 11)}pm\n{' '.join(chance.sample(praise, 2))}"
        for s in shows
    ]
    return f"{WEEKDAYS[day.weekday()]}'s best television: {shows[0]}", "\n".join(rows)


def _results(chance: random.Random, day: date) -> tuple[str, str]:
    clubs = ["Aldermouth", "Port Vellis", "Hexley Town", "Sandry", "Tolby Rovers", "Wick Fell", "Marlow", "Dunmore"]
    chance.shuffle(clubs)
    rows = [
        f"{a} {chance.randint(0, 4)} {b} {chance.randint(0, 4)}" for a, b in zip(clubs[::2], clubs[1::2], strict=True)
    ]
    return "Football results", "County League\n" + "\n".join(rows) + f"\nAttendance: {chance.randint(900, 9000)}"


def _fixtures(chance: random.Random, day: date) -> tuple[str, str]:
    clubs = ["Aldermouth", "Port Vellis", "Hexley Town", "Sandry", "Tolby Rovers", "Wick Fell", "Marlow", "Dunmore"]
    chance.shuffle(clubs)
    rows = [
        f"{a} v {b} ({chance.randint(1, 8)}.{chance.choice(['00', '30', '45'])})"
        for a, b in zip(clubs[::2], clubs[1::2], strict=True)
    ]
    return f"Fixtures for {say_day(day)}", "Kick-off times in brackets.\n" + "\n".join(rows)


FORMS: dict[str, Form] = {
    "weather in prose": _weather_prose,
    "weather as a table": _weather_table,
    "horoscope by lines": _horoscope_lines,
    "horoscope in German": _horoscope_german,
    "stock table": _stock_table,
    "stock report": _stock_prose,
    "lottery": _lottery,
    "lottery in Spanish": _lottery_spanish,
    "television listing": _television,
    "television tips": _television_prose,
    "results": _results,
    "fixtures": _fixtures,
}
