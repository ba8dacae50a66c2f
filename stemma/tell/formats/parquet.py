"""Tables as Parquet: the columns of ``tables.py`` with their types. The only module that loads pyarrow."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from stemma.model.dossier import Dossier
from stemma.tell.formats.tables import make_table
from stemma.tell.wording import replace_surrogates


def render_parquet(dossiers: Sequence[Dossier], table: str | None = None) -> bytes:
    """The table of all ``dossiers``; a column is string, int64, double, bool or list of string."""
    import pyarrow
    from pyarrow import parquet

    made = make_table(table, dossiers)
    kinds = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "yes": pyarrow.bool_(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema(
        [
            pyarrow.field(column.name, kinds[column.type], metadata={"description": column.says})
            for column in made.columns
        ],
        metadata={"stemma_table": made.name},
    )
    columns = [
        pyarrow.array([_settle(row[place]) for row in made.rows], type=field.type) for place, field in enumerate(schema)
    ]
    sheet = BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, schema=schema), sheet, compression="zstd")
    return sheet.getvalue()


def _settle(value: Any) -> Any:
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, tuple):
        return [replace_surrogates(str(item)) for item in value]
    return value
