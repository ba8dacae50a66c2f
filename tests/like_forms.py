# ruff: noqa: E501 - a sentence of a page stands on one line
"""Invented reports of real events that look like daily forms: each group is one event, and must be able to join."""

from collections.abc import Iterator
from dataclasses import replace

from stemma.model.article import Article
from tests.daily_forms import make_page

OUTLETS = ("The Fen Courier", "Harbour Times", "Vellis Post", "The Tamarian", "Coast Radio", "Hexley Herald")


def _storm() -> Iterator[Article]:
    leads = (
        "Roofs were torn from forty houses in Sandry when Storm Brid came ashore before dawn, and two sailors are missing.",
        "Two sailors are feared drowned off Sandry after Storm Brid struck the coast with gusts of 140 km/h on Tuesday.",
        "Storm Brid has cut power to 12,000 homes around Sandry; the coastguard is searching for two men.",
        "A night of wind left Sandry without light, forty roofs and, it is feared, two of its fishermen.",
    )
    forecasts = (
        "Today: Gales along the coast, easing by 6pm. Gusts of 110 km/h.\nTonight: Clear spells and frost inland. Lows of -2C.",
        "Tonight: Winds falling light, patchy rain over the hills. Lows of 1C.\nWednesday: Bright with showers. Highs of 9C.",
        "Forecasters at the Port Vellis office said the wind would ease on Wednesday, with highs of 9C.",
        "Outlook: Turning calmer, with sunshine in the fens by Thursday.\nTonight: Cold. Lows of -1C.",
    )
    for outlet, lead, forecast in zip(OUTLETS, leads, forecasts, strict=False):
        text = (
            f"{lead}\nThe mayor, Ilse Brandt, said the lifeboat had gone out three times and found an empty raft.\n"
            f"The roof of the school at {outlet.split()[-1]} Lane fell into the yard, where nobody was.\n{forecast}"
        )
        yield make_page(f"Storm Brid: {lead[:40]}", text, outlet=outlet, published="2031-03-04")


def _updates() -> Iterator[Article]:
    for number, (dead, hurt) in enumerate(((3, 11), (5, 18), (9, 30), (12, 41), (14, 44), (15, 44))):
        text = (
            f"PORT VELLIS, March 5 - At least {dead} people were killed and {hurt} injured when two trains met on the Marlow viaduct, police said.\n"
            f"The morning express from Hexley ran into a goods train that stood at a signal, the railway said. There were 212 people aboard.\n"
            f"{'Rescuers were cutting into the second coach, where voices had been heard.' if number < 3 else 'The last of the injured was brought out at noon.'}\n"
            "The signal had been reported faulty on 2 March, according to the drivers' union. The railway did not comment on that.\n"
            "It is the worst accident on the line since 1998, when 20 people died at Tolby."
        )
        yield make_page(
            f"At least {dead} dead as trains collide at Marlow", text, outlet="Tamar Agency", published="2031-03-05"
        )


def _election() -> Iterator[Article]:
    table = "Results\nBrandt (Harbour List): 18,220 votes, 41.2%\nOkoro (Labour Union): 16,871 votes, 38.1%\nVane (Greens): 6,004 votes, 13.6%\nTurnout: 61.8%"
    tables = (
        table,
        table.replace("Results", "How Sandry voted").replace(" votes", ""),
        table,
        "Brandt 18,220\nOkoro 16,871\nVane 6,004\nTurnout 61.8%",
    )
    leads = (
        "Ilse Brandt keeps her seat as mayor of Sandry, by 1,349 votes.",
        "The Harbour List held Sandry on Sunday night, but with half the lead it had four years ago.",
        "Mayor Brandt has been elected again in Sandry. Her rival, Daniel Okoro, asked for a recount and was refused.",
        "Sandry has voted: Brandt stays.",
    )
    for outlet, lead, rows in zip(OUTLETS, leads, tables, strict=False):
        yield make_page(lead[:48], f"{lead}\n{rows}", outlet=outlet, published="2031-03-09")


def _earnings() -> Iterator[Article]:
    leads = (
        "Brandt Steel doubled its profit to 84.2 million tamars in the fourth quarter as orders for rails came in, the company said.",
        "Shares in Brandt Steel jumped 9 percent after fourth-quarter profit came to 84.2 million tamars, twice that of a year ago.",
        "Orders for rails have doubled the quarterly profit of Brandt Steel, to 84.2 million tamars.",
    )
    table = "Net profit: 84.2 million vs 41.0 million\nRevenue: 960.5 million vs 822.1 million\nPer share: 2.10 vs 1.02\nDividend: 0.40 vs 0.30"
    for outlet, lead in zip(OUTLETS, leads, strict=False):
        yield make_page(f"{lead[:44]}", f"{lead}\n{table}", outlet=outlet, published="2031-03-06")


def _live() -> Iterator[Article]:
    entries = (
        (
            "The first engines arrive at the paper mill in Tolby. Flames stand over the roof.",
            "Fire crews reach Tolby mill; the roof is alight.",
        ),
        (
            "The Courier's reporter counts eleven engines on Mill Lane.",
            "Eleven engines are now here, says Chief Officer Amin.",
        ),
        (
            "All 60 workers have been found and are safe, says the mill's owner, Corvey.",
            "Corvey says that all 60 of the shift are out.",
        ),
        (
            "People in Weir Street are told to keep windows shut.",
            "Smoke is moving over Weir Street. Keep windows shut, says the county.",
        ),
        ("The east wall falls. Nobody is hurt.", "We have just seen the east wall come down."),
    )
    for which, outlet in enumerate(OUTLETS[:2]):
        rows = [f"{10 + n}.{15 + 7 * which}am: {entry[which]}" for n, entry in enumerate(entries)]
        yield make_page(
            ("Tolby mill fire: live", "Live updates: paper mill burns at Tolby")[which],
            "\n".join(rows),
            outlet=outlet,
            published="2031-03-07",
        )


def _brief() -> Iterator[Article]:
    text = "HEXLEY (Tamar Agency) - A goat stopped all trains at Hexley for two hours on Friday after it ate the cable of a signal. The goat is well, the railway said."
    for outlet in OUTLETS:
        yield make_page(
            "Goat stops trains at Hexley",
            text,
            outlet=outlet,
            published="2031-03-07",
            url=f"https://{outlet[-4:].lower()}.example/goat",
        )


def _kept_up() -> Iterator[Article]:
    kept = (
        "The dam above Wick Fell is leaking and 3,000 people have been told to leave their homes, the county said.\n"
        "Engineers have been lowering the water since Monday. The dam was built in 1911 and inspected last in 2027.\n"
        "Buses leave from the market and the church. A shelter is open in the Tolby sports hall, which has 400 beds.\n"
    )
    added = (
        "",
        "On Tuesday the leak was said to be smaller.",
        "On Wednesday the water stood 4 metres lower.",
        "On Thursday people in Upper Wick were let home.",
    )
    for day, more in enumerate(added):
        yield make_page(
            "Wick Fell dam leaks: what we know", kept + more, outlet="Vellis Post", published=f"2031-03-{10 + day}"
        )


def _asked() -> Iterator[Article]:
    answers = (
        ("I did not sign the contract.", "The contract was not signed by me, she said."),
        ("Nobody told me what the bridge cost.", "She had not been told the cost of the bridge."),
        ("No, I will not resign.", "She said she would stay."),
    )
    for which, outlet in enumerate(OUTLETS[:2]):
        rows = [
            f"{'Question' if n % 2 == 0 else 'Brandt'}: {('Did you sign?', 'What of the cost?', 'Will you go?')[n // 2] if n % 2 == 0 else answers[n // 2][which]}"
            for n in range(6)
        ]
        yield make_page(
            ("Brandt: I will not resign", "Mayor Brandt stays, she says")[which],
            "Mayor Ilse Brandt of Sandry answered the press about the bridge.\n" + "\n".join(rows),
            outlet=outlet,
            published="2031-03-11",
        )


EVENTS = {
    "storm": _storm, "updates of one report": _updates, "election with tables": _election, "earnings": _earnings,
    "live pages": _live, "a brief in six outlets": _brief, "a page kept up to date": _kept_up, "questions": _asked,
}  # fmt: skip
"""The half on which rules were chosen."""


def forget_days(articles: list[Article]) -> list[Article]:
    """The same without dates."""
    return [replace(article, published=None) for article in articles]
