"""An HTML page to an article: the best path."""

from stemma.model.article import Article
from stemma.read.block_choice import choose_blocks
from stemma.read.block_kinds import list_blocks
from stemma.read.html_body import locate_body
from stemma.read.page_article import NO_ARTICLE, compose_article
from stemma.read.page_text import MAX_DEPTH, MAX_ELEMENTS, measure_depth, parse_page, prune_hidden
from stemma.read.structured_data import read_page_data


def read_page(page: str, *, source: str, identity: str, received: str | None = None) -> Article | str:
    """The article on ``page``, or a sentence that says why there is none.

    ``received``: the address that the page came from, where that is known.
    """
    depth = measure_depth(page)
    if depth > MAX_DEPTH:
        return f"Its tags are nested {depth:,} deep, which no page needs; {MAX_DEPTH:,} is the limit."
    tree = parse_page(page)
    if tree is None:
        return "It holds no HTML that can be read."
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return f"It has more than {MAX_ELEMENTS:,} elements, which no article has."
    data = read_page_data(tree)
    prune_hidden(tree)
    text, covers, found = locate_body(tree)
    if not text.lines:
        return NO_ARTICLE
    choice = choose_blocks(text, data, covers=covers, found=found)
    return compose_article(
        tree,
        text,
        list(choice.chosen),
        data,
        sure=choice.sure,
        list_kinds=list_blocks,
        source=source,
        identity=identity,
        received=received,
    )
