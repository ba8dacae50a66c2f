"""The dossier as one self-contained HTML page: no request, readable without script, all page text escaped."""

from typing import Any

from stemma.model.dossier import Dossier
from stemma.tell.chronology import view_timeline
from stemma.tell.columns import list_copied, make_columns
from stemma.tell.making import tell_making
from stemma.tell.map import view_map
from stemma.tell.matrix import STATE_WORDS, make_matrix
from stemma.tell.minute import tell_minute
from stemma.tell.page_files import hash_source, load_script, load_style
from stemma.tell.page_index import index_page
from stemma.tell.people import tell_people
from stemma.tell.stemma_graph import view_stemma
from stemma.tell.templating import load_template
from stemma.tell.wording import MISSING_WORDS, WORKING, replace_surrogates


def render_html(dossier: Dossier) -> str:
    """``dossier`` as one HTML file that needs nothing else: the text of the file, encodable as UTF-8."""
    from markupsafe import Markup

    style, script = load_style(len(dossier.articles)), load_script()
    # Style and script are our own files; nothing else in the page is put in unescaped.
    html = load_template("dossier.html.j2").render(
        style=Markup(style),
        script=Markup(script),
        style_hash=hash_source(style),
        script_hash=hash_source(script),
        **_prepare_views(dossier),
    )
    return replace_surrogates(html)


def _prepare_views(dossier: Dossier) -> dict[str, Any]:
    """The template's names: plain data for each view."""
    index = index_page(dossier)
    matrix = make_matrix(index)
    return {
        "dossier": dossier,
        "page": index,
        "told": index.told,
        "matrix": matrix,
        "minute": tell_minute(index, matrix),
        "columns": make_columns(index),
        "copies": list_copied(index),
        "people": tell_people(index, matrix),
        "making": tell_making(index),
        "stemma_view": view_stemma(dossier),
        "timeline_view": view_timeline(dossier),
        "map_view": view_map(dossier),
        "state_words": STATE_WORDS,
        "missing_words": MISSING_WORDS,
        "working": WORKING,
    }
