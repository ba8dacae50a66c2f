"""The templates of the page and of the drawings: everything put in is escaped, an unknown name is an error."""

from functools import cache
from typing import TYPE_CHECKING

from stemma.tell.wording import clean_line, count_words, quote_words, say_date, shorten, spell_count

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template


@cache
def load_template(name: str, *, keep_line_end: bool = False) -> "Template":
    """The template ``name``, its path below ``templates``; ``keep_line_end``: what it renders ends in a line end."""
    from jinja2 import PackageLoader

    return make_environment(PackageLoader("stemma.tell", "templates"), keep_line_end=keep_line_end).get_template(name)


def make_environment(loader: "BaseLoader", *, keep_line_end: bool = False) -> "Environment":
    """What templates are rendered in: the same rules and filters for files and for served pages."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_line_end,
    )
    environment.filters.update(
        line=clean_line, say_date=say_date, quoted=quote_words, shorten=shorten, spell=spell_count, count=count_words
    )
    return environment
