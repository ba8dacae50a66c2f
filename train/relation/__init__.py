"""A learned judgement of relation, tried and not shipped: ``docs/relation.md`` tells why, ``measure.py`` shows it."""
