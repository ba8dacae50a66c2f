"""``stemma schema``: the JSON Schema of a dossier, or of a story."""

import json
from typing import Annotated

import typer


def schema(
    story: Annotated[bool, typer.Option("--story", help="Of a line of 'stemma group --json'.")] = False,
) -> None:
    """Print the JSON Schema of a dossier, as 'stemma tell --format json' prints one.

    \b
    Examples:
      stemma schema > dossier.schema.json
      stemma schema --story > story.schema.json
    """
    if story:
        from stemma.tell.story_lines import story_schema

        made = story_schema()
    else:
        from stemma.tell.dossier_json import dossier_schema

        made = dossier_schema()
    print(json.dumps(made, indent=2, ensure_ascii=False))
