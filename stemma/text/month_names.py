"""Names of the months in the languages of ``data/months.txt``."""

from functools import cache

from stemma.text.tables import load_rows


@cache
def load_months() -> dict[str, int]:
    """Each name, in small letters, to the month's number."""
    return {
        name.replace("_", " ").lower(): number
        for row in load_rows("months.txt")
        for number, names in enumerate(row.split()[1:], start=1)
        for name in names.split("/")
    }


def find_month(name: str) -> int | None:
    """The number of the month that ``name`` is, in any of the languages; None where it is no month."""
    # Python lowers the Turkish capital İ to an i and a dot above
    return load_months().get(" ".join(name.lower().replace("i\u0307", "i").split()))
