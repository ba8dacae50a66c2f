"""Times of day as pages print them beside a date, with the zone where one is named."""

import re
from datetime import date, timedelta

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "мск": 180, "eat": 180, "sast": 120, "wat": 60, "gst": 240, "pkt": 300,
    "ist": 330, "wib": 420, "ict": 420, "sgt": 480, "hkt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540,
    "acst": 570, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "brt": -180, "art": -180,
}  # fmt: skip
_NORTH_AMERICA = {"et": -300, "ct": -360, "mt": -420, "pt": -480, "eastern": -300, "central": -360, "pacific": -480}
_AFTER_NOON = ("p", "午後", "下午", "晚上", "오후", "م", "μ")
_BEFORE_NOON = r"午前|上午|오전|午後|下午|晚上|오후"
_CLOCK = re.compile(
    rf"(?<![\d./-])(?:(?P<early>{_BEFORE_NOON})\s*)?(?P<hour>2[0-3]|[01]?\d)(?!\d)"
    r"(?:(?:[:.]|\s?[hHч]\s?|\s?[時时点點시]\s?)(?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?:\s?[分분])?(?![\d/-]|\.\d))?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?|[مص](?!\w)|[πμ]\.?μ\.?)?"
    r"\s*(?:Uhr\b|hrs?\b|uur\b)?\s*\(?(?P<zone>[A-ZА-Я]{2,5}\b|Eastern|Central|Pacific|Z\b)?"
    r"(?P<offset>\s?[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_FURTHEST = 14
"""Hours that the clocks of a place are away from UTC, at most; what stands there else is no zone."""
_BESIDE = 24
"""Characters between a date and the time of day that belongs to it, at most."""


def find_clock(line: str, start: int, end: int, day: date) -> str | None:
    """The time of day nearest to the date at ``line[start:end]``, as a full ISO stamp; None where none is beside it."""
    best: tuple[int, str] | None = None
    # what stands far away is not read: a line may hold many figures
    for match in _CLOCK.finditer(line, max(0, start - _BESIDE - 20), end + _BESIDE + 30):
        near = match.start() - end if match.start() >= end else start - match.end()
        half = match["half"] or match["early"]
        if near < 0 or near > _BESIDE or (match["minute"] is None and match["half"] is None):
            continue
        hour = int(match["hour"])
        if half:
            if match["half"] and not match["early"] and not 1 <= hour <= 12 and match["minute"] is None:
                continue
            if hour <= 12:
                hour = hour % 12 + (12 if half.lower().startswith(_AFTER_NOON) else 0)
        if best is None or near < best[0]:
            best = near, f"{day.isoformat()}T{hour:02}:{int(match['minute'] or 0):02}:00{_read_zone(match, day)}"
    return best[1] if best else None


def _read_zone(match: re.Match[str], day: date) -> str:
    if match["offset"]:
        offset = match["offset"].strip().replace(":", "")
        hours, minutes = int(offset[1:3]), int(offset[3:])
        return f"{offset[:3]}:{offset[3:]}" if hours <= _FURTHEST and minutes < 60 else ""
    zone = (match["zone"] or "").lower()
    if zone in _NORTH_AMERICA:
        minutes = _NORTH_AMERICA[zone] + (60 if _is_summer(day) else 0)
    elif zone in _ZONES:
        minutes = _ZONES[zone]
    else:
        return ""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _is_summer(day: date) -> bool:
    """Daylight time in the United States since 2007: second Sunday of March to first Sunday of November."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    first = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    last = november + timedelta(days=(6 - november.weekday()) % 7)
    return first <= day < last
