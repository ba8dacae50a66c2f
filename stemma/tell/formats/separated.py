"""Tables as CSV (RFC 4180, with line feeds) and TSV, in UTF-8; no cell of a page is a formula to a spreadsheet."""

import csv
import math
import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from stemma.model.dossier import Dossier
from stemma.tell.formats.tables import make_table
from stemma.tell.wording import replace_surrogates

LIST_SEPARATOR = " | "
"""What stands between the items of a cell that holds several."""
_FORMULA = re.compile(r"[\s'\x00-\x1f\ufeff]*[=+\-@＝＋－＠]|[\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render_csv(dossiers: Sequence[Dossier], table: str | None = None) -> str:
    """The table of all ``dossiers`` as CSV, a header first; line ends inside a cell stay, the cell is quoted."""
    return _write(dossiers, table, ",")


def render_tsv(dossiers: Sequence[Dossier], table: str | None = None) -> str:
    """The table of all ``dossiers`` between tabs, a header first; a row is one line, always."""
    return _write(dossiers, table, "\t")


def neutralise_formula(cell: str) -> str:
    """``cell`` such that no spreadsheet computes it: an apostrophe before what begins like a formula.

    After the advice of OWASP on CSV injection, with the full-width signs that some programs fold.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _write(dossiers: Sequence[Dossier], name: str | None, delimiter: str) -> str:
    table = make_table(name, dossiers)
    sheet = StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_fill(value, one_line=delimiter == "\t") for value in row])
    return sheet.getvalue()


def _fill(value: Any, *, one_line: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else ""
    if isinstance(value, int):
        return str(value)
    text = LIST_SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else str(value)
    text = replace_surrogates(text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("\ufffd", text)
    return neutralise_formula(" ".join(text.split()) if one_line else text)
