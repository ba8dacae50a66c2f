"""Language tags of containers (BCP 47, and what is written in their place) as ISO 639-1."""

import re

_LONG = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "rus": "ru",
    "ukr": "uk", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko", "ara": "ar", "nld": "nl", "dut": "nl", "pol": "pl",
    "tur": "tr", "swe": "sv", "fas": "fa", "per": "fa", "heb": "he", "hin": "hi", "ind": "id",
}  # fmt: skip
_OLD = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\Z")


def read_language(tag: object) -> str | None:
    """The language of ``en-GB``, ``pt_BR``, ``zh-Hant``, ``eng``; None where it names none that has two letters."""
    found = _TAG.match(tag.strip()) if isinstance(tag, str) else None
    if found is None:
        return None
    code = found.group(1).lower()
    return _OLD.get(code, code) if len(code) == 2 else _LONG.get(code)
