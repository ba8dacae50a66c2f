"""The address of a page, as it gives it itself."""

from collections.abc import Iterator
from urllib.parse import SplitResult, urljoin, urlsplit

from stemma.read.structured_data import PageData

_LONGEST = 2000
_HOME = ("index", "index.html", "index.htm", "index.php", "default.aspx", "home", "home.html", "default.asp")
_SECOND = ("co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "govt")


def find_url(data: PageData, received: str | None = None) -> str | None:
    """The page's own address: its canonical link, ``og:url``, what its JSON-LD gives, or ``twitter:url``.

    One that points at the home page is refused (many sites give every page the same one), and one on another
    outlet's host where the page says elsewhere that it is on its own: a copy names its original so.
    ``received``: where the page came from, if that is known: relative addresses are completed by it, and it is the
    page's own where the page gives none on its host. None where neither is known.
    """
    given = [address for raw in _list_addresses(data) if (address := _complete(raw, received or data.base))]
    hosts = [host_of(address) for address in given]
    own = host_of(received or "") or host_of(data.first_meta("og:url") or "") or (hosts[0] if hosts else "")
    inside = [address for address in given if not is_home(address)]
    return (
        next((address for address in inside if site_of(host_of(address)) == site_of(own)), None)
        or received
        or next(iter(inside), None)
    )


def _list_addresses(data: PageData) -> Iterator[str]:
    if data.canonical:
        yield data.canonical
    yield from data.metas.get("og:url", ())
    about = data.article.get("mainEntityOfPage")
    for value in (
        data.article.get("url"),
        about.get("@id") if isinstance(about, dict) else about,
        data.page.get("url"),
    ):
        if isinstance(value, str):
            yield value
    yield from data.metas.get("twitter:url", ())


def _complete(address: str, base: str | None) -> str | None:
    address = address.strip()
    if not address or len(address) > _LONGEST:
        return None
    if base and not _split(address).scheme:
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    if address.startswith("//"):
        address = f"https:{address}"
    parts = _split(address)
    return address if parts.scheme in ("http", "https") and "." in parts.netloc else None


def is_home(address: str) -> bool:
    """Whether ``address`` is that of a site as a whole."""
    parts = _split(address)
    steps = [step for step in parts.path.lower().split("/") if step]
    return not parts.query and (not steps or (len(steps) == 1 and (steps[0] in _HOME or len(steps[0]) == 2)))


def host_of(address: str) -> str:
    """The host of ``address`` in small letters, without ``www.``; empty where there is none."""
    return (_split(address).hostname or "").removeprefix("www.")


def site_of(host: str) -> str:
    """The part of ``host`` that its owner registered: ``paper.co.uk`` of ``news.paper.co.uk``."""
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
