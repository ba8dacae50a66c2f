"""A rule as it is written in a rule file."""

import re
from zoneinfo import ZoneInfo

from stemma.collection.notices.rules import TRIGGER_WORDS, Conditions, Quiet, Rule, Trigger
from stemma.collection.notices.tables import Table
from stemma.store.searching import parse_search

RULE_KEYS = ("name", "when", "tell", "all", "any", "none", "pause", "quiet", "timezone")
CONDITION_KEYS = ("names", "places", "words", "outlets", "agencies")
_COUNTED = re.compile(r"(origins|outlets)\s*(?:>=|≥)\s*([0-9]{1,6})", re.ASCII)
_TRIGGERS = {words: kind for kind, words in TRIGGER_WORDS.items()}
_PAUSE = re.compile(r"([0-9]{1,4})\s*(s|m|h|d)", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_QUIET = re.compile(r"([0-9]{2}):([0-9]{2})\s*[-–]\s*([0-9]{2}):([0-9]{2})", re.ASCII)
LONGEST_PAUSE = 31 * 86400


def read_rule(table: Table) -> Rule:
    """The rule that ``table`` gives. Raises RulesRefused."""
    if "/" in table.text("name", "a name"):
        raise table.fail("name", "leave out the slash: the rule's feed is served under its name")
    conditions = {key: _read_conditions(table.part(key)) for key in ("all", "any", "none")}
    for key in ("all", "any", "none"):
        if key in table.given and conditions[key].empty:
            raise table.fail(key, f"asks nothing; give one of {', '.join(CONDITION_KEYS)}, or leave it out")
    return Rule(
        name=table.text("name", "a name"),
        when=_read_triggers(table),
        tell=table.texts("tell", example='["desk"]', least=1),
        pause=_read_pause(table),
        quiet=_read_quiet(table),
        **conditions,
    )


def _read_conditions(table: Table) -> Conditions:
    table.only(CONDITION_KEYS)
    words = table.texts("words", example='["bridge", "\\"crack in the pier\\""]')
    for one in words:
        if not parse_search(one):
            raise table.fail("words", f"{one!r} holds no word; give letters or digits")
    return Conditions(
        names=table.texts("names", example='["Ada Fenn"]'),
        places=table.texts("places", example='["Wexcombe"]'),
        words=words,
        outlets=table.texts("outlets", example='["Rill Post"]'),
        agencies=table.texts("agencies", example='["Corran News Agency"]'),
    )


def _read_triggers(table: Table) -> tuple[Trigger, ...]:
    found = []
    for text in table.texts("when", example='["new story", "origins >= 3"]', least=1):
        plain = " ".join(text.casefold().split())
        counted = _COUNTED.fullmatch(plain)
        if counted and int(counted[2]) >= 1:
            found.append(Trigger(kind="origins" if counted[1] == "origins" else "outlets", least=int(counted[2])))
        elif plain in _TRIGGERS:
            found.append(Trigger(kind=_TRIGGERS[plain]))
        else:
            known = ", ".join([*TRIGGER_WORDS.values(), "origins >= 3", "outlets >= 5"])
            raise table.fail("when", f"{text!r} is not known; there are: {known}")
    return tuple(dict.fromkeys(found))


def _read_pause(table: Table) -> int:
    given = table.maybe_text("pause")
    if given is None:
        return 0
    match = _PAUSE.fullmatch(given.casefold())
    if match is None or not 0 < int(match[1]) * _SECONDS[match[2]] <= LONGEST_PAUSE:
        raise table.fail("pause", 'give a time of 31 days at most, as "30m", "1h" or "1d"')
    return int(match[1]) * _SECONDS[match[2]]


def _read_quiet(table: Table) -> Quiet | None:
    given, zone = table.maybe_text("quiet"), table.maybe_text("timezone")
    if given is None:
        if zone is not None:
            raise table.fail("timezone", "is that of quiet hours, which are not given; give quiet too, or neither")
        return None
    match = _QUIET.fullmatch(given)
    hours = tuple(map(int, match.groups())) if match else ()
    if not hours or max(hours[0], hours[2]) > 23 or max(hours[1], hours[3]) > 59 or hours[:2] == hours[2:]:
        raise table.fail("quiet", 'give two hours of the day, as "22:00-07:00"')
    try:
        ZoneInfo(zone or "UTC")
    except (OSError, ValueError):  # not known, a folder, a path
        raise table.fail("timezone", f'{zone!r} is not known; give one as "Europe/London"') from None
    return Quiet(start=hours[0] * 60 + hours[1], end=hours[2] * 60 + hours[3], timezone=zone or "UTC")
