"""The stemma for other programs: as Graphviz DOT text, and as an SVG file that stands alone."""

from stemma.model.dossier import Dossier
from stemma.tell.edges import Edge, Party, find_edges
from stemma.tell.stemma_graph import view_stemma
from stemma.tell.templating import load_template
from stemma.tell.wording import clean_line, count_words, replace_surrogates, shorten

_NAME = 120
_QUOTE = 300
_STYLES = {"credited": "solid", "quoted": "solid", "copied": "dashed"}
_COLOURS = {"credited": "#17568f", "quoted": "#8a857c", "copied": "#b8391f"}
_VERBS = {"credited": "credited by", "quoted": "quoted by", "copied": "copied by"}
_WIDEST = 7.0


def render_dot(dossier: Dossier) -> str:
    """The stemma of ``dossier`` as a directed graph in the DOT language, ending in a line end.

    Every party is a node, every edge an edge with its kind, count of claims and, as tooltip, the words that prove it.
    Copied text of which nothing tells who had it first has no arrowhead.
    """
    descent = find_edges(dossier)
    names = {party.id: f"n{number}" for number, party in enumerate(descent.parties, start=1)}
    most = max((edge.claims for edge in descent.edges), default=1)
    lines = [
        "digraph stemma {",
        f'  graph [rankdir=LR, ranksep=1.6, nodesep=0.18, charset="UTF-8", label={_quote(dossier.story.title, 200)}];',
        '  node [fontname="sans-serif", fontsize=11, shape=ellipse, style=filled, fillcolor=white, color="#17568f"];',
        '  edge [fontname="sans-serif", fontsize=9, arrowsize=0.6];',
    ]
    lines += [f"  {names[party.id]} {_describe_party(party)};" for party in descent.parties]
    articles = [names[party.id] for party in descent.parties if party.article]
    if articles:
        lines.append(f"  {{ rank=sink; {'; '.join(articles)}; }}")
    lines += [f"  {names[edge.source]} -> {names[edge.target]} {_describe_edge(edge, most)};" for edge in descent.edges]
    return replace_surrogates("\n".join([*lines, "}", ""]))


def _describe_party(party: Party) -> str:
    kind = "report" if party.article else party.kind
    fill = ', fillcolor="#cfe0ef"' if party.witness else ""
    shape = ", shape=box" if party.article else ""
    tip = f"{kind}, an independent origin" if party.witness else kind
    return (
        f"[label={_quote(party.name, _NAME)}, tooltip={_quote(tip, _NAME)}, class={_quote(kind, _NAME)}{shape}{fill}]"
    )


def _describe_edge(edge: Edge, most: int) -> str:
    noun = (
        count_words(edge.claims, "stretch", "stretches") if edge.kind == "copied" else count_words(edge.claims, "claim")
    )
    width = 1 + (_WIDEST - 1) * (edge.claims / most) ** 0.5 if edge.kind != "copied" else 1.5
    blind = ", dir=none" if edge.kind == "copied" and not edge.direction else ""
    return (
        f"[class={_quote(edge.kind, 20)}, label={_quote(f'{_VERBS[edge.kind]}, {noun}', 60)}, "
        f"tooltip={_quote(edge.proofs[0].quote, _QUOTE)}, style={_STYLES[edge.kind]}, "
        f'color="{_COLOURS[edge.kind]}", penwidth={width:.2f}{blind}]'
    )


def _quote(text: str, length: int) -> str:
    """A DOT string: quotation marks and backslashes escaped, on one line."""
    return '"' + shorten(clean_line(text), length).replace("\\", "\\\\").replace('"', '\\"') + '"'


def render_stemma_svg(dossier: Dossier) -> str:
    """The stemma of ``dossier`` as an SVG file of its own, light or dark as the viewer is, ending in a line end.

    Where no article has anything from anybody, the drawing says so.
    """
    view = view_stemma(dossier)
    numbers = {article.id: number for number, article in enumerate(dossier.articles, start=1)}
    title = shorten(clean_line(dossier.story.title) or "A story without a headline", _NAME)
    return replace_surrogates(
        load_template("views/stemma.svg.j2", keep_line_end=True).render(view=view, numbers=numbers, title=title)
    )
