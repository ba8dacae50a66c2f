"""The language of a text."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of ``text`` by py3langid, None where there are too few letters to tell."""
    sample = text[:6000]
    if sum(c.isalpha() for c in sample) < 20:
        return None
    import py3langid

    return str(py3langid.classify(sample)[0])
