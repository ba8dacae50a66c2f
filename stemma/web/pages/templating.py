"""The templates of the served pages: those of the dossier's views, and the pages' own; everything put in is escaped."""

import re
from functools import cache
from typing import TYPE_CHECKING

from stemma.tell.templating import make_environment
from stemma.tell.wording import say_date

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")


def load_page(name: str) -> "Template":
    """The template ``name``: below ``stemma/web/templates``, else a view below ``stemma/tell/templates``."""
    return _make_environment().get_template(name)


@cache
def _make_environment() -> "Environment":
    """One for all pages, so that what they share is compiled once."""
    from jinja2 import ChoiceLoader, PackageLoader

    loader = ChoiceLoader([PackageLoader("stemma.web", "templates"), PackageLoader("stemma.tell", "templates")])
    environment = make_environment(loader)
    environment.filters.update(instant=say_instant, web=check_address, language=check_language)
    environment.auto_reload = False
    return environment


def say_instant(iso: str | None) -> str:
    """``Monday 30 November 2026, 00:41 UTC``; what is no instant as ``say_date`` tells it."""
    words = say_date(iso)
    return f"{words} UTC" if words and iso and "T" in iso and iso.endswith("Z") else words


def check_address(url: str | None) -> str:
    """An address that may stand in a link: ``http`` or ``https``; empty for any other."""
    return url if url and _WEB.match(url) else ""


def check_language(language: str | None) -> str:
    """What may stand in ``lang``; empty for what is no language."""
    return language if language and _LANGUAGE.fullmatch(language) else ""
