"""The country of an outlet, as its page says it; None where only a guess could."""

import re
from collections.abc import Iterator

from stemma.read.addresses import host_of
from stemma.read.structured_data import PageData
from stemma.text.agencies import find_country

_OPEN = frozenset(
    "ac ag ai am as bz cc cd cf co cx dj eu fm ga gd gg gl gq gs io je la ly me ml ms mu nu pn pw re "
    "sc sh st su tk to tv vc vg vu ws".split()
)
"""Codes of countries that outlets of any country register under."""
_DEFAULTS = frozenset("en-us en-gb de-de fr-fr es-es pt-pt ar-ar nl-nl zh-cn en-en sr-rs".split())
"""What publishing systems write unless told otherwise: it says the language, not the country."""
_NAMES = {
    "united states": "US", "united states of america": "US", "usa": "US", "united kingdom": "GB", "great britain": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "uk": "GB", "germany": "DE", "deutschland": "DE", "france": "FR",
    "spain": "ES", "españa": "ES", "italy": "IT", "italia": "IT", "portugal": "PT", "brazil": "BR", "brasil": "BR",
    "russia": "RU", "россия": "RU", "ukraine": "UA", "україна": "UA", "japan": "JP", "日本": "JP", "china": "CN",
    "中国": "CN", "taiwan": "TW", "south korea": "KR", "korea": "KR", "대한민국": "KR", "india": "IN", "canada": "CA",
    "australia": "AU", "new zealand": "NZ", "ireland": "IE", "netherlands": "NL", "nederland": "NL", "belgium": "BE",
    "switzerland": "CH", "schweiz": "CH", "austria": "AT", "österreich": "AT", "sweden": "SE", "norway": "NO",
    "denmark": "DK", "finland": "FI", "poland": "PL", "polska": "PL", "turkey": "TR", "türkiye": "TR", "greece": "GR",
    "mexico": "MX", "méxico": "MX", "argentina": "AR", "chile": "CL", "colombia": "CO", "peru": "PE", "egypt": "EG",
    "مصر": "EG", "saudi arabia": "SA", "qatar": "QA", "قطر": "QA", "united arab emirates": "AE", "lebanon": "LB",
    "south africa": "ZA", "nigeria": "NG", "kenya": "KE", "singapore": "SG", "malaysia": "MY", "indonesia": "ID",
    "philippines": "PH", "thailand": "TH", "vietnam": "VN", "pakistan": "PK", "bangladesh": "BD", "israel": "IL",
    "iran": "IR", "hong kong": "HK", "czech republic": "CZ", "czechia": "CZ", "hungary": "HU", "romania": "RO",
}  # fmt: skip


def find_outlet_country(data: PageData, url: str | None, outlet: str | None) -> str | None:
    """ISO 3166-1 alpha-2 by the publisher's address, the country code of the page's host, the region of its language
    (unless it is what publishing systems write by themselves), or the table of agencies."""
    told = next(_addressed(data), None) or _country_of_host(url) or (find_country(outlet) if outlet else None)
    if told:
        return told
    for written in (data.language, data.first_meta("og:locale")):
        match = re.fullmatch(
            r"([a-z]{2,3})[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2})", (written or "").strip(), re.IGNORECASE
        )
        if match and f"{match[1]}-{match[2]}".lower() not in _DEFAULTS and match[1].lower() != match[2].lower():
            return _code(match[2])
    return None


def _addressed(data: PageData) -> Iterator[str]:
    owners = [data.article.get("publisher"), *data.objects]
    for owner in owners:
        if not isinstance(owner, dict) or not isinstance(owner.get("address"), dict | list):
            continue
        if owner is not owners[0] and not data.is_outlet(owner):
            continue
        address = owner["address"]
        country = (address[0] if isinstance(address, list) and address else address) or {}
        country = country.get("addressCountry") if isinstance(country, dict) else None
        country = country.get("name") if isinstance(country, dict) else country
        if isinstance(country, str) and (code := _code(country)):
            yield code


def _code(written: str) -> str | None:
    plain = written.strip()
    if re.fullmatch(r"[A-Za-z]{2}", plain):
        return {"UK": "GB", "EN": None}.get(plain.upper(), plain.upper())
    return _NAMES.get(plain.lower())


def _country_of_host(url: str | None) -> str | None:
    last = host_of(url or "").rpartition(".")[2]
    if last in ("gov", "mil"):
        return "US"
    return _code(last) if len(last) == 2 and last not in _OPEN else None
