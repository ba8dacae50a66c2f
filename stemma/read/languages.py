"""The language of a text."""

import re
from itertools import islice

from stemma.read.line_shapes import FUNCTION_WORDS
from stemma.text.words import split_words

_PLAINLY = 0.3
_FEW = 20
_LONG = 200
"""Letters from which on the text itself is surer than what the page declares."""
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
)
"""Scripts that one living language of news is written in."""
_SHARE = 0.3
_KANA_SHARE = 0.05
_LONG_CODES = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "rus": "ru",
    "ukr": "uk", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko", "ara": "ar", "nld": "nl", "dut": "nl", "pol": "pl",
    "tur": "tr", "swe": "sv", "fas": "fa", "per": "fa", "heb": "he", "hin": "hi", "ind": "id",
}  # fmt: skip
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\Z")
_OLD = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv"}
"""Codes of two letters that were given another."""
_NAMES = {**_OLD, "nb": "no", "nn": "no", "jp": "ja", "ua": "uk", "cn": "zh", "kr": "ko", "gr": "el"}
"""Codes that pages write, and the one we give."""


def choose_language(text: str, declared: str | None) -> str | None:
    """ISO 639-1 code: that of the ``text`` where it is long enough to tell, else what the page declares."""
    told = read_code(declared)
    if told and not _has_letters(text[:6000], _LONG):
        return _tell_by_script(text[:6000]) or told
    return detect_language(text) or told


def read_code(declared: str | None) -> str | None:
    """The ISO 639-1 code in ``de-AT``, ``pt_BR`` or ``EN``; None where it holds none."""
    match = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", declared or "")
    return _NAMES.get(match[1].lower(), match[1].lower()) if match else None


def read_language(tag: object) -> str | None:
    """The language of a container's tag (BCP 47, and what is written in its place): ``en-GB``, ``pt_BR``, ``eng``.

    None where it names none that has two letters. Stricter than ``read_code``: it takes nothing but a tag.
    """
    found = _TAG.match(tag.strip()) if isinstance(tag, str) else None
    if found is None:
        return None
    code = found[1].lower()
    return _OLD.get(code, code) if len(code) == 2 else _LONG_CODES.get(code)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of ``text``, by its script, its English words, else py3langid; None where it has few letters."""
    sample = text[:6000]
    if not _has_letters(sample, _FEW):
        return None
    told = _tell_by_script(sample)
    if told:
        return told
    if is_plainly_english(sample):
        return "en"
    import py3langid

    code = str(py3langid.classify(sample)[0])
    return _NAMES.get(code, code)


def _tell_by_script(sample: str) -> str | None:
    """The language that the script alone tells; None for scripts of many."""
    if sample.isascii():
        return None
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    if len(_HANGUL.findall(sample)) > _SHARE * letters:
        return "ko"
    if len(_UNSPACED.findall(sample)) > _SHARE * letters:
        return "ja" if len(_KANA.findall(sample)) > _KANA_SHARE * letters else "zh"
    return next((code for code, script in _SCRIPTS if len(script.findall(sample)) > _SHARE * letters), None)


def _has_letters(text: str, least: int) -> bool:
    """Whether ``text`` has so many letters; looks no further than it must."""
    return next(islice(filter(str.isalpha, text), least - 1, None), None) is not None


def count_words(text: str) -> int:
    """The words of ``text``; of Chinese and Japanese, which set no spaces, two characters count as one."""
    if text.isascii():
        return len(split_words(text))
    unspaced = len(_UNSPACED.findall(text))
    return len(split_words(_UNSPACED.sub(" ", text))) + (unspaced + 1) // 2


def is_plainly_english(text: str) -> bool:
    """Whether so many of the words are English function words that no detector (0.6 s to load) need be asked."""
    words = [word.lower() for word in split_words(text)]
    known = sum(word in FUNCTION_WORDS for word in words)
    return len(words) >= 20 and {"the", "of"} <= set(words) and known >= _PLAINLY * len(words)
