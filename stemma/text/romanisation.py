"""Names in other scripts written in Latin letters, roughly, and the skeleton by which they meet.

No standard is followed letter by letter: a newspaper's "Ertunç" and "Эртунч" need to come near each other, no more.
Arabic writes few vowels and Japanese syllables put in too many, so names are met by their consonants first.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџ",
        "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh  y  e yu ya i i e g u y l n ch j j".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t i f h ps o".split(), strict=True)
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگک",
        "a b t th j h h d d r z s sh s d t z a g f k k l m n h u i p ch zh g k".split(),
        strict=True,
    )
)
_KANA_ROWS = (
    "アイウエオ:a i u e o", "カキクケコ:ka ki ku ke ko", "ガギグゲゴ:ga gi gu ge go", "サシスセソ:sa shi su se so",
    "ザジズゼゾ:za ji zu ze zo", "タチツテト:ta chi tsu te to", "ダヂヅデド:da ji zu de do",
    "ナニヌネノ:na ni nu ne no", "ハヒフヘホ:ha hi fu he ho", "バビブベボ:ba bi bu be bo", "パピプペポ:pa pi pu pe po",
    "マミムメモ:ma mi mu me mo",
    "ラリルレロ:ra ri ru re ro", "ヤユヨ:ya yu yo", "ワヲン:wa o n", "ァィゥェォ:a i u e o", "ャュョ:ya yu yo", "ヴ:v",
)  # fmt: skip
_KANA = {
    kana: sound for row in _KANA_ROWS for kana, sound in zip(row.split(":")[0], row.split(":")[1].split(), strict=True)
} | {"ー": "", "ッ": "", "・": " "}
_LATIN = {
    "ç": "ch", "ş": "sh", "ğ": "", "ı": "i", "š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ś": "sh", "ń": "n", "ł": "l",
    "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ż": "zh", "ź": "zh",
}  # fmt: skip
_TABLE = {
    ord(letter): sound for table in (_CYRILLIC, _GREEK, _ARABIC, _KANA, _LATIN) for letter, sound in table.items()
}

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|tsch|tch|cz|ch|tj", "C"),
        (r"sch|sh|sz|sj", "S"),
        (r"zh|rz|dj|dzh|gi(?=[aou])|ge(?=[aou])|j", "J"),
        (r"ts|tz", "s"),
        (r"ph|pf|f|v|w|b|p", "p"),  # Arabic has no p, Greek says b for v, Spanish v for b
        (r"kh|gh|ck|qu|q|x|c(?=[aou])|c$|c(?=[^eiy])", "k"),
        (r"g", "k"),
        (r"c|z|s", "s"),
        (r"th|d", "t"),
        (r"l", "r"),  # Japanese has one letter for both
        (r"h", ""),
        (r"m(?=p)", "n"),
        (r"[aeiouy]", ""),
        (r"[^a-zCSJ]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def romanise(word: str) -> str:
    """``word`` in small Latin letters without accents; letters of scripts that are not known are left out."""
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word[:60]).lower().replace("i\u0307", "i"))
    katakana = "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in lower)
    plain = unicodedata.normalize("NFKD", katakana.translate(_TABLE))
    # Accents come off after the letters that have a sound of their own; ё and the like were in the table.
    return "".join(c for c in plain.translate(_TABLE) if c.isascii() and c.isalpha())


@lru_cache(maxsize=65536)
def skeleton_of(roman: str) -> str:
    """The consonants of a romanised word in classes: equal for most ways of writing one name."""
    for pattern, sound in _SOUNDS:
        roman = pattern.sub(sound, roman)
    return roman


def measure_spelling(one: str, other: str) -> float:
    """How near two romanised words are, 0..1: one less the edits for each letter of the longer.

    An ending that only one of them has counts half: many languages decline names ("Borowika", "Халлингера").
    """
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    longest = len(long)
    if not short:
        return 0.0
    whole = 1 - Levenshtein.distance(one, other) / longest
    cut = 1 - Levenshtein.distance(short, long[: len(short)]) / longest - (len(long) - len(short)) / (2 * longest)
    return max(whole, cut if len(long) - len(short) <= 3 else 0.0)
