"""What a figure counts: things that go by several names, numbers without a noun, one figure out of another."""

import re

from stemma.compare.vague_figures import singular
from stemma.model.annotation import Claim, Quantity
from stemma.text.units import MONEY, convert

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: number for number, word in enumerate(_ONES.split(), 1)}
_TEN_VALUES = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_NUMBER = re.compile(
    r"(?<![\w$€£¥.,:/-])(?:(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,6})"
    rf"|(?P<ten>{'|'.join(_TEN_VALUES)})(?:[- ](?P<unit>{'|'.join(_ONES.split()[:9])}))?"
    rf"|(?P<one>{'|'.join(_VALUES)}))(?:[ -](?P<scale>hundred|thousand|million))?(?![\w%:/]|[.,]\d|-\w)",
    re.IGNORECASE,
)
_AMOUNT = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|half|most|all)"
_OUT_OF = re.compile(
    rf"\b{_AMOUNT} (?:out )?of (?:the |all |its |their |some |about )?(?:\w+['’]s? )?{_AMOUNT}\b", re.IGNORECASE
)
_PERSONS = frozenset(
    "person people individual human man woman child boy girl adult resident villager inhabitant local civilian citizen "
    "passenger traveller traveler tourist visitor guest diner holidaymaker spectator fan supporter attendee pilgrim "
    "employee worker staff staffer job post position teacher student pupil undergraduate miner farmer fisherman "
    "doctor nurse "
    "soldier troop serviceman officer policeman fighter militant rebel sailor seaman hand crew crewman "
    "firefighter rescuer "
    "protester demonstrator marcher participant delegate member adherent voter patient victim casualty fatality death "
    "survivor hostage captive prisoner inmate detainee suspect migrant refugee evacuee user customer subscriber "
    "household "
    "player athlete runner volunteer".split()
)
_LEAD = re.compile(
    r"\b(?:number(?:s|ed)?|to|at|were|are|is|was|of|least|than|about|some|only|all|said|says|saw|sees|counts?|"
    r"counted|killed|kills|"
    r"killing|injured|injures|injuring|hurt|hurts|pass(?:es|ed)|put|puts|reached|reaches|remain|remains|now|or|"
    r"and|not)$"
)
_NOUN = re.compile(r" (?:of the |or so )?([A-Za-z]{3,})\b")
_NO_COUNT = re.compile(
    r"(?:past|day|number|no\.|chapter|part|page|aged?|at (?:half|quarter)|[a-z], ?)\||\| ?(?:o['’]clock|a\.?m|p\.?m|,)"
)
_SOME_OF = re.compile(r" of (?:the|them|those|these|whom|which|its|their)\b", re.IGNORECASE)
_AGENT = re.compile(r"(?:[a-z]{2}(?:er|or|ist|ian|ee|ant)|man|woman|men|women)$")
_NO_AGENTS = frozenset(
    "number paper letter meter metre litre liter tower order river quarter computer container chapter tractor "
    "reactor sector "
    "motor power shelter server border trailer carrier freezer door floor colour color error factor sensor "
    "winter summer "
    "matter corner counter theater theatre center centre master poster register folder bladder ladder offer "
    "dinner answer "
    "shower flower feather weather tanker bomber fighter bunker locker printer charger scooter cluster layer "
    "finger shoulder "
    "laser trawler degree tree committee fee plant restaurant grant giant ant elephant variant coach corridor "
    "mirror harbor "
    "vector major minor error indicator generator elevator transformer transistor rotor razor meteor tumor "
    "tumour helicopter".split()
)
_CURRENCIES = frozenset(
    "dirham dong zloty franc peseta shilling meticais metical ringgit kroner krone krona kronor riyal rial "
    "dinar baht taka "
    "forint koruna leu lei lev tenge som sum manat lari dram birr kwacha cedi pula naira rupiah kyat guarani "
    "bolivar sol peso "
    "pesos quetzal lempira colon hryvnia ruble rouble rupee lira mark guilder escudo drachma afghani tugrik won "
    "yen".split()
)
_BARE_SUM = 1e5
_NAMES_OF_ONE = (
    _PERSONS | frozenset("infant baby newborn tot toddler teenager youth pensioner".split()),
    frozenset("plane aircraft jet airliner flight airplane aeroplane helicopter".split()),
    frozenset("ship vessel boat ferry craft".split()),
    frozenset("car vehicle van truck lorry automobile".split()),
    frozenset("house home building dwelling property apartment flat structure".split()),
    frozenset("company firm business enterprise".split()),
    frozenset("crash accident collision incident".split()),
    frozenset("case infection".split()),
    frozenset("specimen plant individual".split()),
    frozenset("work piece composition".split()),
    frozenset("document agreement paper accord folder file".split()),
    frozenset("unit console device phone machine".split()),
    frozenset("missile rocket projectile".split()),
    frozenset("body corpse remains".split()),
    frozenset("shot bullet round".split()),
    frozenset("time occasion".split()),
)


def name_measure(quantity: Quantity) -> str:
    """What is measured: a dimension, or the thing counted; a figure without either is equal to itself alone."""
    if quantity.unit:
        return convert(quantity.quantity, quantity.unit)[1]
    return f"of {quantity.of}" if quantity.of else f"nothing at {quantity.start}"


def share_thing(one: Quantity, other: Quantity) -> bool:
    """Whether two counts can be of one thing under two names, or one of them has no name."""
    if one.unit or other.unit:
        # "€9m", and "a broker told us fourteen million".
        sums = [q for q in (one, other) if q.unit in MONEY]
        bare = [q for q in (one, other) if q.unit is None and q.of is None and q.quantity >= _BARE_SUM]
        return len(sums) == len(bare) == 1
    if one.quantity == 1 or other.quantity == 1:
        return False
    if one.of is None or other.of is None:
        return True
    first, second = one.of.lower(), other.of.lower()
    if names_person(first) and names_person(second):
        return True
    return any(first in names and second in names for names in _NAMES_OF_ONE)


def is_money(quantity: Quantity) -> bool:
    """Whether a figure is a sum, in a currency of the table of units or one that stands as a noun."""
    return quantity.unit in MONEY or (quantity.unit is None and (quantity.of or "").lower() in _CURRENCIES)


def names_person(noun: str) -> bool:
    """Whether a noun, in its base form, names people: "resident", "docker", "child"."""
    return noun in _PERSONS or (_AGENT.search(noun) is not None and noun not in _NO_AGENTS)


def is_part(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure counts some of a number told elsewhere ("four of the injured")."""
    return _SOME_OF.match(claim.quote, quantity.end - claim.start) is not None


def is_one_of_many(words: str) -> bool:
    """Whether a figure is given out of another ("two of the three")."""
    return _OUT_OF.search(words) is not None


def find_bare_numbers(claim: Claim) -> tuple[Quantity, ...]:
    """Numbers of a claim that stand without a noun and outside words of time, as counts of nothing named.

    "The injured now number thirteen". One is left out (it is mostly a pronoun), so are years and what follows a name.
    """
    taken = [(s.start - claim.start, s.end - claim.start) for s in claim.times]
    taken += [(s.start - claim.start, s.end - claim.start) for s in claim.mentions]
    found = []
    for match in _NUMBER.finditer(claim.quote):
        value = _value(match)
        start, end = match.span()
        before = claim.quote[:start].rstrip()
        named = start > 0 and re.search(r"[A-Z][\w.]*$", before) is not None and bool(match["digits"])
        year = bool(match["digits"]) and 1500 <= value <= 2100 and "," not in match[0]
        lead = before[-30:].casefold()
        apart = start == 0 or end == len(claim.quote.rstrip(" .")) or _LEAD.search(lead) is not None
        if (
            value <= 1
            or match[0].startswith("0")
            or year
            or named
            or not (apart or _name_people(claim.quote[end:]))
            or _NO_COUNT.search(lead + "|" + claim.quote[end : end + 10])
            or any(s < end and start < e for s, e in taken)
        ):
            continue
        found.append(
            Quantity(
                start=claim.start + start,
                end=claim.start + end,
                text=match[0],
                op="=",
                quantity=value,
                of=_name_people(claim.quote[end:]),
            )
        )
    return tuple(found)


def _name_people(after: str) -> str | None:
    """The word for people that a number stands before ("Six hundred workers"); None where there is none."""
    match = _NOUN.match(after)
    noun = singular(match[1].lower()) if match else ""
    return noun if noun and names_person(noun) else None


def _value(match: "re.Match[str]") -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    elif match["ten"]:
        value = float(_TEN_VALUES[match["ten"].lower()] + _VALUES.get((match["unit"] or "").lower(), 0))
    else:
        value = float(_VALUES[match["one"].lower()])
    return value * _SCALES.get((match["scale"] or "").lower(), 1)
