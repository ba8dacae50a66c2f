"""The language of a text."""

from stemma.read.line_shapes import FUNCTION_WORDS
from stemma.text.words import split_words

_PLAINLY = 0.3
_HARDLY = 0.15


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of ``text`` by py3langid, None where there are too few letters to tell."""
    sample = text[:6000]
    if sum(c.isalpha() for c in sample) < 20:
        return None
    if is_plainly_english(sample):
        return "en"
    import py3langid

    return str(py3langid.classify(sample)[0])


def is_plainly_english(text: str) -> bool:
    """Whether so many of the words are English function words that no detector (0.6 s to load) need be asked."""
    words = [word.lower() for word in split_words(text)]
    known = sum(word in FUNCTION_WORDS for word in words)
    return len(words) >= 20 and {"the", "of"} <= set(words) and known >= _PLAINLY * len(words)


def is_foreign(text: str) -> bool:
    """Whether ``text`` is in another language than English: few English function words, and the detector agrees."""
    sample = text[:6000]
    words = [word.lower() for word in split_words(sample)]
    known = sum(word in FUNCTION_WORDS for word in words)
    return known < _HARDLY * len(words) and detect_language(sample) not in (None, "en")
