"""``stemma schema``: the JSON Schema of a dossier."""

import json


def schema() -> None:
    """Print the JSON Schema of a dossier, as 'stemma tell --format json' prints one.

    \b
    Example:
      stemma schema > dossier.schema.json
    """
    from stemma.tell.dossier_json import dossier_schema

    print(json.dumps(dossier_schema(), indent=2, ensure_ascii=False))
