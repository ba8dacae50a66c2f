"""The thing that a figure counts: the head of the noun phrase after it, by simple morphology."""

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
_STOP = frozenset(
    """a an the of in on at to for from by with and or but as is are was were be been being has have had will would can
    could may might shall should do does did not no than that which who whom whose where when while if because since
    until into onto over under after before about against between during through per within without so yet it its he
    she they them his her their our your my we you i this these those there here also already ago later earlier said
    says say told according including among across around near off out up down away back more less each every must
    got went came let lets knows wants seems saw can't won't didn't both either neither only just even still then
    now""".split()
)
_PASS = frozenset(
    {"more", "other", "others", "additional", "new", "different", "separate", "further", "extra", "fewer"}
)
"""Words that may stand between a figure and its noun though they are function words."""
_PLURALS = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "police": "police",
    "personnel": "personnel", "troops": "troop", "staff": "staff", "aircraft": "aircraft", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife",
    "wolves": "wolf", "leaves": "leaf", "halves": "half", "sheep": "sheep", "fish": "fish", "cattle": "cattle",
    "crew": "crew", "species": "species", "series": "series", "media": "medium", "data": "datum", "cases": "case",
    "dead": "person", "injured": "person", "wounded": "person", "missing": "person", "fishermen": "fisherman",
    "policemen": "policeman", "firemen": "fireman", "businessmen": "businessman", "gunmen": "gunman",
    "servicemen": "serviceman", "crises": "crisis", "analyses": "analysis", "houses": "house", "horses": "horse",
    "buses": "bus", "viruses": "virus", "gases": "gas", "movies": "movie", "cookies": "cookie", "zombies": "zombie",
    "selfies": "selfie", "calories": "calorie", "spacecraft": "spacecraft", "salmon": "salmon", "deer": "deer",
    "livestock": "livestock", "headquarters": "headquarters", "offspring": "offspring", "nurses": "nurse",
    "purchases": "purchase", "licenses": "license", "diseases": "disease", "businesses": "business", "shoes": "shoe",
    "bases": "base", "phases": "phase", "phrases": "phrase", "increases": "increase", "releases": "release",
    "databases": "database", "warehouses": "warehouse", "courses": "course", "causes": "cause", "clauses": "clause",
    "toes": "toe", "votes": "vote", "axes": "axe", "shelves": "shelf", "thieves": "thief", "selves": "self",
    "loaves": "loaf", "calves": "calf", "hooves": "hoof", "responses": "response", "expenses": "expense",
    "corpses": "corpse", "collapses": "collapse", "premises": "premises", "refugees": "refugee", "deaths": "death",
}  # fmt: skip
_NOT_PLURAL = frozenset(
    """this his its is was has us as yes thus plus less news always perhaps across towards afterwards besides versus
    says does goes various previous serious famous dangerous numerous enormous religious precious continues remains
    includes shows comes makes takes gets gives keeps lies seems appears follows happens""".split()
)


_ENDINGS = (("children", "child"), ("women", "woman"), ("smen", "sman"), ("rmen", "rman"), ("emen", "eman"))
_GAP = re.compile(r"[ \u00a0-]{1,2}|\s")
_PARTITIVE = re.compile(r"\s+of\s+(?:the|its|his|her|their|our|those|these)\b")
_SHARE = re.compile(r"\s+of(?:\s+(?:the|its|his|her|their|our|those|these|all))?\b")


def lemma_of(noun: str) -> str:
    """The singular of a noun, lower case but for a proper one ("observations" gives "observation")."""
    word = (
        (noun if noun[0].isupper() and not noun.isupper() else noun.lower())
        .rstrip(".")
        .removesuffix("'s")
        .removesuffix("’s")
        .rstrip("'’")
    )
    tail = word.rsplit("-", 1)[-1]
    if tail.lower() in _PLURALS:
        return word[: len(word) - len(tail)] + _PLURALS[tail.lower()]
    for ending, single in _ENDINGS:
        if tail.lower().endswith(ending):
            return word[: -len(ending)] + single
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes") and len(word) > 4:
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Whether a word has the shape of a plural noun."""
    plain = word.lower().rstrip(".")
    if plain.rsplit("-", 1)[-1] in _PLURALS:
        return True
    if plain.endswith(tuple(ending for ending, _ in _ENDINGS)):
        return True
    if plain in _NOT_PLURAL or len(plain) < 3 or any(mark in plain for mark in "'’."):
        return False
    return plain.endswith("s") and not plain.endswith(("ss", "us", "is", "ous"))


def find_counted(text: str, position: int, *, one: bool = False, share: bool = False) -> str | None:
    """The lemma of the noun that a figure ending at ``position`` counts; None where no noun follows it.

    Up to five words are read, to the first plural (``one``: the last word before a function word), and never beyond a
    mark of punctuation. ``share``: an "of" may stand between them ("a third of voters").
    """
    words: list[str] = []
    at = position
    for _ in range(6):
        gap = _GAP.match(text, at)
        if gap is None:
            break
        match = _WORD.match(text, gap.end(), gap.end() + 40)
        if match is None:
            break
        word = match.group(0)
        plain = word.lower().rstrip(".")
        if plain == "of" and not words:
            partitive = (_SHARE if share else _PARTITIVE).match(text, at)
            if partitive is None:
                break
            at = partitive.end()
            continue
        if plain in _STOP and plain not in _PASS:
            break
        if not words and plain in ("others", "dead", "injured", "wounded", "missing"):
            return "person" if plain != "others" else "other"
        words.append(word)
        at = match.end()
        if word.endswith(("'s", "’s")) and one:
            break
        if is_plural(word):
            following = _WORD.match(text, at + 1, at + 40) if text[at : at + 1] == " " else None
            if (
                following
                and is_plural(following.group(0))
                and following.group(0).lower() not in _STOP
                and len(words) < 4
            ) and following.group(0).lower().endswith(("ers", "ors", "people", "men", "women", "ists")):
                return lemma_of(following.group(0))
            return lemma_of(word)
        if word.endswith(".") and "." not in word[:-1] and len(word) > 3:
            break
    while len(words) > 1 and words[-1].endswith(("ed", "ly", "ing")):
        words.pop()
    if one and words:
        return lemma_of(words[-1])
    return None
