"""What an article shares with those of its story that are in other languages."""

from collections.abc import Sequence

from stemma.group.languages.crossing import Crossing, count_facts, measure_crossing, tell_languages_apart
from stemma.group.languages.facts import gather_facts
from stemma.model.article import Article
from stemma.model.story import Shared

MATES = 8
"""How many articles of other languages it is compared with, the first ones of its story."""


def share_across(article: Article, mates: Sequence[Article]) -> Shared | None:
    """The facts that it shares with those of ``mates`` that are in other languages; None where none is.

    Shared names are in Latin letters, days ISO 8601. Without any fact in common the two were joined by vectors.
    """
    others = [mate for mate in mates if tell_languages_apart(article.language, mate.language)][:MATES]
    if not others:
        return None
    own, facts = gather_facts(article), [gather_facts(mate) for mate in others]
    rarity = count_facts([own, *facts])
    best = max((measure_crossing(own, one, rarity) for one in facts), key=lambda c: (c.strength, c.names), default=None)
    return _name_shared(best or Crossing())


def _name_shared(crossing: Crossing) -> Shared:
    return Shared(
        names=tuple(dict.fromkeys(name.capitalize() for name in crossing.names)),
        days=tuple(day.isoformat() for day in crossing.days),
        figures=crossing.figures,
    )
