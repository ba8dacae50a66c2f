"""Other extractors of main text, measured beside Stemma on the same pages in the same run.

All but trafilatura are optional: ``pip install --group rivals``. Each takes a page's decoded markup and gives
plain text, with the settings that the benchmarks' authors use: tables in, comments out.
"""

import logging
from collections.abc import Callable
from contextlib import redirect_stderr
from importlib import import_module
from importlib.util import find_spec
from io import StringIO

Extract = Callable[[str], str]
"""A page's markup to the text of its article; empty where none is found."""


def list_rivals() -> dict[str, Extract]:
    """The rivals that are installed, by name."""
    return {name: shield(make()) for name, (module, make) in _RIVALS.items() if find_spec(module)}


def shield(extract: Extract) -> Extract:
    """``extract`` with nothing where it fails: a miss, as it would be for whoever runs it."""

    def run(markup: str) -> str:
        try:
            with redirect_stderr(StringIO()):
                return extract(markup) or ""
        except Exception:  # whatever a rival raises on a page is its own miss
            return ""

    return run


def _make_trafilatura(fast: bool) -> Extract:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return lambda markup: trafilatura.extract(markup, fast=fast, include_comments=False, include_tables=True) or ""


def _make_readability() -> Extract:
    document = import_module("readability").Document

    from stemma.read.page_text import parse_page, render_page

    logging.getLogger("readability").setLevel(logging.CRITICAL)

    def extract(markup: str) -> str:
        tree = parse_page(document(markup).summary())
        return "" if tree is None else render_page(tree).text

    return extract


def _make_newspaper() -> Extract:
    newspaper = import_module("newspaper")

    logging.getLogger("newspaper").setLevel(logging.CRITICAL)

    def extract(markup: str) -> str:
        article = newspaper.Article("http://localhost/", fetch_images=False)
        article.download(input_html=markup)
        article.parse()
        return str(article.text)

    return extract


def _make_resiliparse() -> Extract:
    extract_plain_text = import_module("resiliparse.extract.html2text").extract_plain_text

    return lambda markup: str(extract_plain_text(markup, main_content=True, alt_texts=False, links=False))


def _make_justext() -> Extract:
    justext = import_module("justext")

    stop_words = justext.get_stoplist("English")

    def extract(markup: str) -> str:
        paragraphs = justext.justext(markup, stop_words, no_headings=False)
        return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)

    return extract


_RIVALS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "trafilatura": ("trafilatura", lambda: _make_trafilatura(False)),
    "trafilatura-fast": ("trafilatura", lambda: _make_trafilatura(True)),
    "readability": ("readability", _make_readability),
    "newspaper4k": ("newspaper", _make_newspaper),
    "resiliparse": ("resiliparse", _make_resiliparse),
    "justext": ("justext", _make_justext),
}
"""Name -> the module that it is in (``stemma.evaluate.rivals`` has the packages), and what makes the extractor."""
