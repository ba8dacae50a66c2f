"""News agencies of the world by the names that texts give them."""

import re
from functools import lru_cache
from importlib.resources import files

_TRAILING = re.compile(r"\s+(?:news\s+agency|news|agency|state\s+media|wire)$", re.IGNORECASE)


def find_agency(name: str) -> str | None:
    """The agency's own name, or None where ``name`` names no agency that we know."""
    plain = re.sub(r"^the\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    table = agency_names()
    return table.get(plain.casefold()) or table.get(_TRAILING.sub("", plain).casefold())


@lru_cache(maxsize=1)
def agency_names() -> dict[str, str]:
    """Each known name of an agency, case-folded → the agency's own name."""
    table: dict[str, str] = {}
    for line in files("stemma.read").joinpath("data/agencies.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            own, *others = (part.strip() for part in line.split("|"))
            for name in (own, *others):
                table.setdefault(name.casefold(), own)
    return table
