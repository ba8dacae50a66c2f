"""Text of pages as it is put before a language model."""

_MARK = "…"


def clean_text(text: str, longest: int) -> str:
    """``text`` on one line, without control, format and surrogate characters, cut where it runs longer."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else line[: longest - 1] + _MARK
