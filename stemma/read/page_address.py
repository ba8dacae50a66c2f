"""Addresses of pages brought to one form, so that two spellings of one page's address are the same text."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

_PORTS = frozenset({80, 443})
_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
"""What stands before the name of a site for a form of it; not where only one label is left ("m.com")."""
_GOOGLE = re.compile(r"^/amp/(?:s/)?([^/]+\..+)$")
_CACHE = re.compile(r"^/[vci]/(?:s/)?([^/]+\..+)$")
_CACHE_HOST = ".cdn.ampproject.org"
_FORM = re.compile(
    r"(?:/(?:amp|print|printable|print-friendly|index\.(?:html?|php|aspx?)|default\.aspx?)|\.amp(?=\.html?$)|\.amp)"
    r"(?=$|\.html?$)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^/(?:amp|print)(?=/.)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_|wt[._]|hsa_|pk_|piwik_|guce|guccounter|soc_|__|_ga|_gl|_hs).*"
    r"|fbclid|gclid|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mibextid|mkt_tok|vero_id|s_cid|s_kwcid"
    r"|cmp|cmpid|cid|icid|ncid|ocid|intcid|intcmp|ito|ref|ref_?src|ref_?url|referr?er|source|src|smid|smtyp|sref|spm|xtor"
    r"|partner|partnerid|feed|feedname|feedtype|rss|traffic_source|campaign|campaign_id|trk|via|share|sharetype|shared"
    r"|sr_share|taid|xid|syndication|output_?type|amp|print|printable|view|mode|nocache|_amp",
    re.IGNORECASE,
)
"""Parameters that say who sent a reader, or in which form the page is wanted; never which page."""
_VIEWS = frozenset({"view", "mode"})
_FORMS = frozenset({"print", "amp", "printable", "desktop", "mobile", "full"})
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_LONGEST = 4000
_ROUNDS = 4


def normalise_address(address: str) -> str:
    """``address`` in one form; what is no web address comes back as it is, white space at its ends left out.

    One are http and https; the site with and without ``www.``, ``m.`` and ``amp.``; AMP caches and the page; the
    print form and the page; a slash or ``index.html`` at the end; parameters that track, in any order; fragments
    (but ``#!``, which names a page). Normalising twice is normalising once.
    """
    address = address.strip()
    if len(address) > _LONGEST or any("\ud800" <= c <= "\udfff" for c in address):
        return address
    parts = _split(address)
    if parts is None:
        return address
    for _ in range(_ROUNDS):
        host, path = _unwrap_cache(_read_host(parts) or "", parts.path)
        path = _tidy_path(path)
        query = _tidy_query(parts.query)
        fragment = parts.fragment if parts.fragment.startswith("!") else ""
        told = f"https://{host}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
        again = _split(told)
        if again is None or again == parts:
            return told
        parts = again
    return told


def identify_address(address: str | None) -> str | None:
    """``normalise_address``, where the address is one page's; None for a site's front page and for no address."""
    if not address:
        return None
    told = normalise_address(address)
    if not told.startswith("https://"):
        return None
    rest = told.removeprefix("https://").partition("/")[2]
    return told if rest or "?" in told or "#" in told else None


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.scheme.lower() in ("http", "https") and _read_host(parts) else None
    except ValueError:
        return None


def _read_host(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").strip(".")
    if not host or any(c.isspace() for c in host):
        return None
    if ":" in host:
        host = f"[{host}]"
    while _SITE.match(host):
        host = _SITE.sub("", host)
    port = parts.port
    return host if port is None or port in _PORTS else f"{host}:{port}"


def _unwrap_cache(host: str, path: str) -> tuple[str, str]:
    """The page behind Google's AMP addresses."""
    inner = _GOOGLE.match(path) if re.fullmatch(r"google\.[a-z.]{2,6}", host) else None
    if host.endswith(_CACHE_HOST):
        inner = _CACHE.match(path)
    if not inner:
        return host, path
    parts = _split(f"https://{inner[1]}")
    found = _read_host(parts) if parts else None
    return (found, parts.path) if parts and found else (host, path)


def _tidy_path(path: str) -> str:
    path = _ESCAPE.sub(_unescape, quote(path, safe="/%:@!$&'()*+,;=~"))
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in (".", ""):
            steps.append(step)
    path = "/" + "/".join(steps) if steps else ""
    before = None
    while path != before:
        before = path
        path = _FIRST.sub("", _FORM.sub("", path)).rstrip("/")
    return path


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _tidy_query(query: str) -> str:
    kept = []
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=None):
        if _TRACKING.fullmatch(name) and (name.lower() not in _VIEWS or value.lower() in _FORMS):
            continue
        kept.append((name, value))
    return urlencode(sorted(kept))
