"""Whether two words may be spellings of one name: romanisations, accents, initials, pet names.

Whole-string similarity cannot do this: "Kim Jong Un" is as like "Kim Yo Jong" as "Yun Suk Yeol" is
like "Yoon Suk-yeol". So names are compared word by word, each word by a small set of romanisation
equivalences (Russian yo/e, Korean oo/u and eo/o, Arabic vowels, doubled letters).
"""

import re
import unicodedata
from functools import lru_cache

_LONGEST = 60
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

# Applied in order; each maps romanisations of one sound to one spelling.
_EQUIVALENT = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[^aeiouy])(?:yo|io)(?=[a-z])", "e"),  # Russian ё inside a word: Artyom, Artem; Semyon, Semen
        (r"y?eo", "o"),  # Korean ㅓ, ㅕ: Jeong, Jong; Yeol, Ol
        (r"oo|ou", "u"),  # Yoon, Yun; Abdoul, Abdul
        (r"ee|ie(?!$)", "i"),
        (r"(?:iy|yy|ii|ij|yi|ey)$|(?<=[^aeiou])y$", "i"),  # Zelenskiy, Zelenskyy, Zelensky
        (r"tsch|tch", "ch"),
        (r"shch|sch|sh", "s"),
        (r"dzh|dj(?=[aeiou])", "j"),
        (r"zh", "j"),
        (r"ts|tz|cz", "c"),
        (r"ph", "f"),
        (r"gh|kh|q|ck|x(?=h)", "k"),
        (r"ks", "x"),
        (r"c(?=[aou])", "k"),
        (r"dh", "d"),
        (r"w", "v"),
        (r"th", "t"),
        (r"(?<=[aeiou])h(?![aeiou])", ""),
        (r"(?<!^)y(?=[aeiou])", ""),
        (r"(?<!^)y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiou]+")

# Pairs that the rules would join and that are two names.
_APART = frozenset(
    frozenset(pair)
    for pair in (
        ("francis", "frances"),
        ("daniel", "danielle"),
        ("gabriel", "gabrielle"),
        ("jean", "joan"),
        ("erik", "erika"),
        ("michel", "michelle"),
        ("marin", "maren"),
        ("austria", "australia"),
        ("karen", "karin"),
        ("iran", "iraq"),
        ("niger", "nigeria"),
    )
)

_PET_NAMES = (
    ("william", "bill", "will", "billy", "willie"),
    ("robert", "bob", "rob", "bobby", "robbie"),
    ("richard", "dick", "rick", "rich", "ricky"),
    ("james", "jim", "jimmy", "jamie"),
    ("joseph", "joe", "joey"),
    ("michael", "mike", "mick", "mickey"),
    ("charles", "chuck", "charlie"),
    ("edward", "ed", "eddie", "ted", "teddy"),
    ("thomas", "tom", "tommy"),
    ("anthony", "tony"),
    ("andrew", "andy", "drew"),
    ("daniel", "dan", "danny"),
    ("david", "dave"),
    ("donald", "don", "donnie"),
    ("kenneth", "ken", "kenny"),
    ("ronald", "ron", "ronnie"),
    ("steven", "stephen", "steve"),
    ("christopher", "chris"),
    ("matthew", "matt"),
    ("nicholas", "nick", "nikolas"),
    ("gregory", "greg"),
    ("jeffrey", "jeff", "geoffrey", "geoff"),
    ("lawrence", "larry"),
    ("peter", "pete"),
    ("patrick", "pat"),
    ("samuel", "sam"),
    ("benjamin", "ben", "bibi"),
    ("timothy", "tim"),
    ("alexander", "alex", "aleksandr", "alexandr", "sasha"),
    ("elizabeth", "liz", "beth", "betty", "eliza"),
    ("katherine", "catherine", "kate", "kathy", "cathy"),
    ("margaret", "maggie", "peggy"),
    ("jennifer", "jen", "jenny"),
    ("rebecca", "becky"),
    ("susan", "sue"),
    ("deborah", "debbie", "deb"),
    ("barbara", "barb"),
    ("victoria", "vicky"),
    ("abigail", "abby"),
    ("gerald", "gerry", "jerry"),
    ("mitchell", "mitch"),
    ("bernard", "bernie"),
    ("vladimir", "volodymyr"),
    ("sergei", "sergey", "serhiy"),
    ("dmitry", "dmitri", "dmitrii", "dmytro"),
    ("alexei", "aleksei", "alexey", "oleksiy"),
    ("nikolai", "nikolay", "mykola"),
    ("mohammed", "muhammad", "mohamed", "mohammad", "muhammed"),
    ("yusuf", "youssef", "yousef"),
    ("michael", "michalis", "mihalis", "mikhail", "mihail", "mihai", "michel", "mykhailo", "mikheil"),
    ("george", "georgios", "giorgos", "yiorgos", "giorgi", "georgi", "gheorghe"),
    ("john", "ioannis", "yannis", "giannis", "yiannis"),
    ("nicholas", "nikolaos", "nikos"),
    ("peter", "petros", "petr", "petar"),
    ("paul", "pavlos", "pavel", "pavlo"),
    ("philippa", "pip", "pippa"),
    ("joshua", "josh"),
    ("jacob", "jake"),
    ("zachary", "zach", "zack"),
    ("nathaniel", "nate"),
    ("frederick", "fred", "freddie"),
    ("leonard", "len", "lenny"),
    ("raymond", "ray"),
    ("russell", "russ"),
    ("philip", "phillip", "phil"),
    ("vincent", "vince"),
    ("walter", "walt"),
    ("victor", "vic"),
    ("dominic", "dom"),
    ("douglas", "doug"),
    ("eugene", "gene"),
    ("oliver", "ollie"),
    ("sebastian", "seb"),
    ("stanley", "stan"),
    ("terence", "terry"),
    ("theresa", "teresa", "tess", "tessa"),
    ("valerie", "val"),
    ("winifred", "winnie"),
    ("isabella", "isabel", "bella"),
    ("natalia", "natalya", "natasha"),
    ("ekaterina", "yekaterina", "katya"),
    ("ignacio", "nacho"),
    ("enrique", "quique"),
    ("guillermo", "memo"),
    ("roberto", "beto"),
    ("luis", "lucho"),
    ("jose", "pepe"),
    ("francisco", "paco", "pancho"),
    ("guadalupe", "lupe"),
    ("jesus", "chucho"),
    ("giuseppe", "peppe", "beppe"),
)
_PET_GROUP = {name: group[0] for group in _PET_NAMES for name in group}


def fold_word(word: str) -> str:
    """The word in lower case, without accents and everything that is no letter or digit."""
    plain = unicodedata.normalize("NFKD", word[:_LONGEST].casefold().translate(_SPECIAL))
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


def split_name(name: str) -> tuple[str, ...]:
    """The folded words of a name: hyphens, apostrophes inside and full stops as in "W.M." part words."""
    joined = re.sub(r"(?<=\w)['’ʼ`](?=\w)", "", name[:400])
    return tuple(w for w in (fold_word(part) for part in re.split(r"[\W_]+", joined)) if w)


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """The folded word in one spelling for all its usual romanisations."""
    for pattern, sound in _EQUIVALENT:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=8192)
def skeleton_of(word: str) -> str:
    """The consonants of a folded word: equal wherever ``match_spelling`` holds, so fit to sort by."""
    bare = _VOWELS.sub("", sound_of(word)) or "-"
    return _FIRST_LETTERS.get(bare[0], bare[0]) + bare[1:]


# First letters that ``_same_start`` takes for one another.
_FIRST_LETTERS = {"g": "k", "h": "k", "y": "j"}


def _same_start(a: str, b: str) -> tuple[str, str]:
    """The two sounds with first letters made one that romanisations vary: Gaddafi, Qaddafi; Osama, Usama."""
    if min(len(a), len(b)) > 3 and {a[0], b[0]} in ({"g", "k"}, {"o", "u"}):
        return a, a[0] + b[1:]
    # Longer names only: "Josef", "Yosef" but not Korean "Jong", "Yong"; "Khodzha", "Hodja" but not "Hana", "Kana".
    if min(len(a), len(b)) > 4 and {a[0], b[0]} in ({"j", "y"}, {"h", "k"}):
        return a, a[0] + b[1:]
    return a, b


def match_spelling(a: str, b: str) -> bool:
    """Whether two folded words may be romanisations or spellings of the same name.

    Longer words may also differ in two vowels inside ("Mohammed", "Muhammad"), never in the first or last letter,
    where a vowel tells "Mario" from "Maria", and never in the consonants.
    """
    if a == b:
        return True
    if not a or not b or a.isdigit() or b.isdigit() or frozenset((a, b)) in _APART:
        return False
    sa, sb = _same_start(sound_of(a), sound_of(b))
    if sa == sb:
        return len(sa) > 1
    if min(len(sa), len(sb)) < 6 or abs(len(sa) - len(sb)) > 1 or sa[0] != sb[0] or sa[-1] != sb[-1]:
        return False
    return _VOWELS.sub("a", sa) == _VOWELS.sub("a", sb) and sum(x != y for x, y in zip(sa, sb, strict=False)) <= 2


def match_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one person's: spelling, initial, or pet name."""
    if match_spelling(a, b):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    group = _PET_GROUP.get(a)
    return group is not None and group == _PET_GROUP.get(b)
