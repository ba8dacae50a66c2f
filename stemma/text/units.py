"""Units as news names them, their normal form, and their base unit.

A table of our own: pint knows more units, but costs a second at import and reads "a farewell" as a sum of units.
Factors are the exact legal ones (international yard and pound, US liquid gallon, 42-gallon barrel).
"""

import re

_TABLE: dict[str, tuple[str, float, str]] = {
    # normal form: (base unit, factor, names by which it goes, "|" between them)
    "mm": ("m", 0.001, "mm|millimet(?:er|re)s?"),
    "cm": ("m", 0.01, "cm|centimet(?:er|re)s?"),
    "m": ("m", 1.0, "m|met(?:er|re)s?"),
    "km": ("m", 1000.0, "km|kms|kilomet(?:er|re)s?"),
    "inch": ("m", 0.0254, "inch|inches"),
    "foot": ("m", 0.3048, "foot|feet|ft"),
    "yard": ("m", 0.9144, "yards?|yds?"),
    "mile": ("m", 1609.344, "miles?"),
    "nautical mile": ("m", 1852.0, "nautical miles?"),
    "light-year": ("m", 9.4607304725808e15, "light[- ]years?"),
    "m2": ("m2", 1.0, "m2|m²|sq\\.? m|square met(?:er|re)s?"),
    "km2": ("m2", 1e6, "km2|km²|sq\\.? km|square kilomet(?:er|re)s?"),
    "square foot": ("m2", 0.09290304, "sq\\.? ft|square (?:feet|foot)"),
    "square mile": ("m2", 2589988.110336, "sq\\.? mi|square miles?"),
    "hectare": ("m2", 1e4, "hectares?"),
    "acre": ("m2", 4046.8564224, "acres?"),
    "litre": ("m3", 0.001, "lit(?:er|re)s?"),
    "gallon": ("m3", 0.003785411784, "gallons?"),
    "barrel": ("m3", 0.158987294928, "barrels?"),
    "m3": ("m3", 1.0, "m3|m³|cubic met(?:er|re)s?"),
    "cubic foot": ("m3", 0.028316846592, "cubic (?:feet|foot)"),
    "mg": ("kg", 1e-6, "mg|milligram(?:me)?s?"),
    "g": ("kg", 0.001, "g|gram(?:me)?s?"),
    "kg": ("kg", 1.0, "kg|kgs|kilos?|kilogram(?:me)?s?"),
    "tonne": ("kg", 1000.0, "tonnes?|metric tons?"),
    "ton": ("kg", 907.18474, "tons?"),
    "kiloton": ("kg", 1e6, "kilotons?"),
    "ounce": ("kg", 0.028349523125, "ounces?|oz"),
    "pound": ("kg", 0.45359237, "pounds?|lbs?"),
    "stone": ("kg", 6.35029318, "stone"),
    "km/h": ("m/s", 1 / 3.6, "km/h|kmh|kph|kilomet(?:er|re)s? (?:per|an) hour"),
    "mph": ("m/s", 0.44704, "mph|miles? (?:per|an) hour"),
    "m/s": ("m/s", 1.0, "m/s|met(?:er|re)s? (?:per|a) second"),
    "knot": ("m/s", 1852 / 3600, "knots?"),
    "celsius": ("kelvin", 1.0, "° ?C|degrees? (?:Celsius|C|centigrade)|C|Celsius"),
    "fahrenheit": ("kelvin", 5 / 9, "° ?F|degrees? (?:Fahrenheit|F)|F|Fahrenheit"),
    "degree": ("degree", 1.0, "°|degrees?"),
    "W": ("W", 1.0, "watts?|W"),
    "kW": ("W", 1e3, "kilowatts?|kW"),
    "MW": ("W", 1e6, "megawatts?|MW"),
    "GW": ("W", 1e9, "gigawatts?|GW"),
    "kWh": ("J", 3.6e6, "kilowatt[- ]hours?|kWh"),
    "MWh": ("J", 3.6e9, "megawatt[- ]hours?|MWh"),
    "GWh": ("J", 3.6e12, "gigawatt[- ]hours?|GWh"),
    "TWh": ("J", 3.6e15, "terawatt[- ]hours?|TWh"),
    "calorie": ("J", 4184.0, "k?cal|(?:kilo)?calories?"),
    "volt": ("volt", 1.0, "volts?"),
    "horsepower": ("W", 745.69987158227, "horsepower|hp"),
    "hertz": ("hertz", 1.0, "Hz|hertz"),
    "kB": ("byte", 1e3, "kB|KB|kilobytes?"),
    "MB": ("byte", 1e6, "MB|megabytes?"),
    "GB": ("byte", 1e9, "GB|gigabytes?"),
    "TB": ("byte", 1e12, "TB|terabytes?"),
    "decibel": ("decibel", 1.0, "dB|decibels?"),
    "second": ("second", 1.0, "seconds?|secs?"),
    "minute": ("second", 60.0, "minutes?|mins?"),
    "hour": ("second", 3600.0, "hours?|hrs?"),
    "day": ("second", 86400.0, "days?"),
    "night": ("second", 86400.0, "nights?"),
    "week": ("second", 604800.0, "weeks?"),
    "month": ("second", 2629746.0, "months?"),
    "year": ("second", 31556952.0, "years?|yrs?"),
    "decade": ("second", 315569520.0, "decades?"),
    "century": ("second", 3155695200.0, "century|centuries"),
    "percent": ("percent", 1.0, "%|percent|per cent|pct"),
    "percentage point": ("percentage point", 1.0, "percentage points?|pp"),
    "basis point": ("percentage point", 0.01, "basis points?"),
    "magnitude": ("magnitude", 1.0, "magnitude"),
    "USD": ("USD", 1.0, "(?:U\\.?S\\.? )?dollars?|USD|bucks"),
    "cent": ("USD", 0.01, "cents?"),
    "AUD": ("AUD", 1.0, "Australian dollars?|AUD"),
    "CAD": ("CAD", 1.0, "Canadian dollars?|CAD"),
    "HKD": ("HKD", 1.0, "Hong Kong dollars?|HKD"),
    "SGD": ("SGD", 1.0, "Singapore dollars?|SGD"),
    "NZD": ("NZD", 1.0, "New Zealand dollars?|NZD"),
    "TWD": ("TWD", 1.0, "Taiwan dollars?|TWD"),
    "EUR": ("EUR", 1.0, "euros?|EUR"),
    "GBP": ("GBP", 1.0, "pounds? sterling|British pounds?|GBP|quid"),
    "JPY": ("JPY", 1.0, "yen|JPY"),
    "CNY": ("CNY", 1.0, "yuan|renminbi|CNY|RMB"),
    "RUB": ("RUB", 1.0, "ro?ubles?|RUB"),
    "INR": ("INR", 1.0, "(?:Indian )?rupees?|INR"),
    "KRW": ("KRW", 1.0, "(?:South Korean )?won|KRW"),
    "CHF": ("CHF", 1.0, "Swiss francs?|CHF"),
    "MXN": ("MXN", 1.0, "Mexican pesos?|pesos?|MXN"),
    "BRL": ("BRL", 1.0, "reais|BRL"),
    "SEK": ("SEK", 1.0, "Swedish krona|kronor|SEK"),
    "ZAR": ("ZAR", 1.0, "rand|ZAR"),
    "TRY": ("TRY", 1.0, "(?:Turkish )?lira|TRY"),
    "UAH": ("UAH", 1.0, "hryvnias?|UAH"),
    "ILS": ("ILS", 1.0, "shekels?|ILS"),
    "NGN": ("NGN", 1.0, "naira|NGN"),
}
_SHORT = re.compile(r"^(?:[A-Za-z]{1,3}[²³2-9]?|km/h|kmh|kph|mph|m/s|[kMGT]Wh|° ?[CF])$")
MONEY = frozenset(name for name in _TABLE if len(name) == 3 and name.isupper()) | {"cent"}
"""The units that are currencies, by ISO 4217 code, and the cent."""
DURATIONS = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
"""The units of time."""
SYMBOLS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "S$": "SGD",
    "NZ$": "NZD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₴": "UAH", "₪": "ILS", "₺": "TRY", "₦": "NGN", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "Rs": "INR",
}  # fmt: skip
"""Signs and codes that stand before a sum."""


def _build() -> tuple["re.Pattern[str]", dict[str, str]]:
    groups: dict[str, str] = {}
    parts: list[tuple[int, str]] = []
    for number, (name, (_, _, names)) in enumerate(_TABLE.items()):
        for index, alternative in enumerate(re.split(r"\|(?![^(]*\))", names)):
            group = f"u{number}_{index}"
            groups[group] = name
            case = alternative if _SHORT.match(alternative) else f"(?i:{alternative})"
            end = "" if alternative in ("%", "°") else r"(?!\w)"
            parts.append((-len(alternative), f"(?P<{group}>{case}{end})"))
    parts.sort(key=lambda part: part[0])
    return re.compile("|".join(part for _, part in parts)), groups


_PATTERN, _GROUPS = _build()


def match_unit(text: str, position: int) -> tuple[str, int] | None:
    """The normal form of the unit that begins at ``position``, and where its words end; None if there is none."""
    match = _PATTERN.match(text, position, min(len(text), position + 40))
    if match is None or match.lastgroup is None or match.end() == position:
        return None
    return _GROUPS[match.lastgroup], match.end()


def convert(quantity: float, unit: str) -> tuple[float, str]:
    """``quantity`` in the base unit of its kind: (402336.0, "m") for 250 miles; an unknown unit stays as it is."""
    known = _TABLE.get(unit)
    if known is None:
        return quantity, unit
    base, factor, _ = known
    if unit == "celsius":
        return quantity + 273.15, base
    if unit == "fahrenheit":
        return (quantity + 459.67) * factor, base
    return quantity * factor, base


def same_dimension(first: str, second: str) -> bool:
    """Whether two units measure the same; any two currencies do."""
    if first in MONEY and second in MONEY:
        return True
    return convert(0.0, first)[1] == convert(0.0, second)[1]
