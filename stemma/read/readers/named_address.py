"""An address as an input names it: maybe relative to the input's own, maybe none that is on the web."""

from urllib.parse import urljoin


def resolve_address(given: str | None, base: str | None = None) -> str | None:
    """``given``, resolved against ``base``; None where it is no http or https address.

    Whether it can be fetched is told when it is (``stemma.read.web.addresses``).
    """
    given = (given or "").strip()
    if not given:
        return None
    try:
        address = urljoin(base, given) if base else given
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None
