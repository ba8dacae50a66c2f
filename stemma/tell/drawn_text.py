"""How much room words take in a drawing, where nobody can measure them."""

import unicodedata


def measure_text(text: str, letter: float) -> float:
    """About how wide ``text`` is drawn, where a letter is ``letter`` wide; wide scripts count double."""
    return letter * sum(1.75 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)
