"""The people that a credit names, in many languages and scripts: no outlet, agency or desk, no title, no address."""

import re
from collections.abc import Iterable

from stemma.read.dates import find_dates
from stemma.text.agencies import find_agency
from stemma.text.words import fold_text

_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|words|text|story|analysis|opinion|exclusive|report|reporting|interview"
    r"|autor(?:en|in|a|es|as)?|auteurs?|author|authors|autore|autori|redakteur(?:in)?|tekst|texto|testo|texte|tekst"
    r"|автор[ыи]?|текст|кореспондент|корреспондент)\s*:?\s+)?"
    r"(?:by|von|vom|par|por|di|da|de|door|av|af|przez|od|от|від|podle)\b:?\s+"
    r"|^(?:autor(?:en|in|a|es|as)?|auteurs?|authors?|autore|autori|text|texte|texto|testo|tekst|автор[ыи]?|текст"
    r"|кореспондент|корреспондент|бесед\w+ вел\w*)\s*:\s*"
    r"|^(?:文[／/：:]|撰文[：:]|记者[：:\s]|記者[：:\s]|作者[：:]|著者[：:]|執筆[：:]|取材[・：:]|글[\s=:]|취재[\s=:]|기자[\s=:]"
    r"|بقلم\s*[:：]?\s*|كتبت?\s*[:：]\s*|تقرير\s*[:：]\s*|الكاتب\s*[:：]\s*)",
    re.IGNORECASE,
)
_CJK_BY = re.compile(
    r"^(?:[(（【\[]?[^\s()（）]{2,8}\s?[=＝]\s?[^\s()（）]{2,8}[)）\]】]\s*)?(?P<name>[가-힣]{2,4}|[\u4e00-\u9fff]{2,4}"
    r"(?:\s?[\u4e00-\u9fff]{1,3})?)\s?(?:특파원|선임기자|기자|논설위원|記者|记者|報導|报道)"
)
_AWAY = re.compile(
    r"[\w.+-]+@[\w.-]+\w|@\w+|https?://\S+|\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|\bfollow\b.*$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\||•|·(?=\s)|\s[–—-]\s|\bpublished\b|\bupdated\b|\bposted\b|\d{1,2}[:.]\d\d|\d{4}).*$", re.IGNORECASE
)
_JOIN = re.compile(
    r"\s*(?:,|;|/|&|、|，|；|،|\+)\s*|\s+(?:and|with|und|mit|et|avec|con|com|en|och|og|ja|oraz|а также|и|та|و|e|y|i|і"
    r"|ve)\s+|\s+و(?=\S)|\s*・\s*(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:di|da|de|af|av|od|von(?= \S+$))\s", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|with|und|mit|et|avec|con|com|og|och|и|та|oraz|by)\s+", re.IGNORECASE)
_PLACED = re.compile(r"(?<=\w )(?:in|aus|à|en|em|из|в|у)\s+[^\W\d_a-zа-я][\w.’' -]*$")
_ONE_LETTER = re.compile(r"^(?:e|y|i|і)$", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:(?:dr|prof|professor|sir|dame|lord|mr|mrs|ms|mx|rev|herr|frau|m|mme|mlle|sr|sra|dott|dott\.ssa|ing|dipl|mag)\."
    r"\s*|(?:sir|dame|lord|professor|prof|dr|herr|frau|monsieur|madame|señor|señora|дмн|проф)\s+)+",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:ph\.?d|m\.?d|m\.?a|b\.?a|m\.?s|ms|b\.?s|msc|bsc|mba|jd|j\.d|esq|rd|rn|ldn|fand|cpa|jr|sr|ii|iii|d\.?o|dds|mph"
    r"|lcsw|cfp|c?pt|e-ryt \d+|llm|mfa|edd|psyd|pharmd|facc|faap)\.?$",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:about|all|find|follow|learn|more|select|tweet|view|zur|staff|desk|team|editors?|editorial|newsroom|bureau|news|agency|agencies|press|media|magazine|times|post|herald"
    r"|gazette|tribune|reuters|wire|service|services|correspondents?|reporters?|writers?|contributors?|columnists?"
    r"|journalists?|producers?|administrator|admin|webmaster|board|department|redaktion\w*|red|redacción|redacci[oó]|redação"
    r"|redazione|rédaction|redactie|redakcja|redaktionen|toimitus|agentur\w*|agence|agencia|agência|agenzia|nachrichten"
    r"|zeitung|editor|guest|anonymous|unknown|online|university|institute|council|company|inc|ltd|llc|gmbh|foundation"
    r"|association|the|our|your|from|para|для|редакц\w+|агентств\w+|новости|editora|team|office|blog|podcast|radio|tv"
    r"|network|group|center|centre|international|society|committee|ministry|community|support|marketing|communications"
    r"|published|updated|read|minutes?|comments?|share|photos?|image|video|senior|chief|special|freelance|photographer"
    r"|chefredakteur\w*|korrespondent\w*|reporter\w*|autor\w*|korespondent\w*|journaliste|correspondante?|envoyée?"
    r"|periodista|corresponsal|enviad[oa]|jornalista|repórter|giornalista|inviat[oa]|corrispondente)\b"
    r"|編集部|編集|取材班|通信|新聞|新闻|日报|日報|新华社|记者站|网|편집|뉴스|연합|日本|报社|본부|特派員|الجزيرة|وكالة|وكالات|تحرير|فريق|صحيفة|قناة",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w.’'`´-]*"
_NAME = re.compile(rf"^{_WORD}(?: {_WORD}){{1,4}}$")
_CJK_NAME = re.compile(r"^[\u4e00-\u9fff々]{2,4}(?: ?[\u4e00-\u9fff々]{1,3})?$|^[가-힣]{2,4}$|^[ァ-ヶー]+・[ァ-ヶー]+$")
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")
_PARTICLES = frozenset(
    "de van von der den ter la le du da dos das do di del della al el bin ben ibn zu zur af av y e ten af d' st".split()
)
_BEFORE_DAY = re.compile(r"[\s,|·•/]+(?:on|am|vom|le|el|il|em|den|den|at|in|,)?\s*$|^[\s,|·•/]+", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:[^\W\d_]+ ){0,2}(?:by|von|par|por|door|av|af)\s+(?=[^\W\d_])|(?:contributors?|autor(?:en|in|es|a)?)[: ]\s*",
    re.IGNORECASE,
)
_SIGNED_LATER = re.compile(r"(?<![^\W_])(?:by|von|par|por|di|door|av|af|от|від)\s+(?=[^\W\d_])", re.IGNORECASE)
_LONGEST_LINE = 110
_LONGEST = 200


def read_people(credit: str, *, alone: bool = False, certain: bool = False, outlet: str | None = None) -> list[str]:
    """The people that ``credit`` names ("By Ann Lee and Dr. Jo Hill, with Sam Poe (The Wire)"), each once, in order.

    ``alone``: the credit is all name, given as such by the page's data, so that one word ("Surfguard") counts too.
    ``certain``: the data say that it is a person, so that it may be the outlet's name as well: a person's own site.
    """
    text = " ".join(credit[:_LONGEST].split())
    text = re.sub(r"^By(?=[A-Z][\w.]+ [A-Z])", "", text)
    # a name that is given as such may itself begin with a preposition ("De Luca", "Von Miller")
    text = text if alone and _PREPOSITION.match(text) else _BY.sub("", text, count=1)
    written = _CJK_BY.match(text)
    if written:
        text = written["name"]
    text = _BEFORE_DAY.sub("", text[: next((seen.start for seen in find_dates(text)), len(text))])
    text = _CUT.sub("", _AWAY.sub(" ", text)).strip()
    names: list[str] = []
    parts = _split_names(text)
    # beside others one word is where they work ("Ann Lee, Futurism")
    alone = alone and len(parts) == 1
    for part in parts:
        name = _TITLES.sub("", _PLACED.sub("", _LEADING.sub("", part.strip(" .:;,\"“”'*-–—")))).strip()
        if (
            name
            and not _DEGREE.match(name)
            and _is_person(name, alone=alone)
            and (certain or not _is_outlet(name, outlet))
        ):
            names.append(_recase(name))
    return list(dict.fromkeys(names))


def read_signature(line: str, outlet: str | None = None) -> list[str]:
    """The people of a line that tells who wrote it among other things: "Posted on May 4, 2021 by Ann Lee", "Text by
    Ann Lee"; none where it does not."""
    if len(line) > _LONGEST_LINE:
        return []
    match = _SIGNED.match(line)
    if match is None and find_dates(line, "day first"):
        match = _SIGNED_LATER.search(line)
    return read_people(line[match.end() :], outlet=outlet) if match else []


def _split_names(text: str) -> list[str]:
    """``text`` at its commas and its words for "and"; one letter joins only whole names ("Ortega y Gasset" is one)."""
    parts: list[str] = []
    at = 0
    for match in _JOIN.finditer(text):
        before, after = text[at : match.start()], text[match.end() :]
        if _ONE_LETTER.match(match[0].strip()) and (
            " " not in before.strip() or " " not in after.split(",")[0].strip()
        ):
            continue
        parts.append(before)
        at = match.end()
    parts.append(text[at:])
    return parts


def _is_person(name: str, *, alone: bool) -> bool:
    if _NO_PERSON.search(name) or find_agency(name):
        return False
    if _CJK_NAME.match(name):
        return True
    words = name.split()
    if alone and len(words) == 1:
        # a login or an abbreviation is nobody's name
        return 2 < len(name) <= 25 and name.replace("-", "").isalpha() and not name.isupper() and not name.islower()
    if not _NAME.match(name) or len(words) > 5:
        return False
    if not _CASED.search(name):
        return all(len(word) > 1 for word in words)
    small = [word for word in words if word[0].islower() and word.lower() not in _PARTICLES]
    return not small or (alone and len(words) == 2 and len(small) == 2)


def _is_outlet(name: str, outlet: str | None) -> bool:
    own, given = fold_text(outlet or "").replace(" ", ""), fold_text(name).replace(" ", "")
    return bool(own) and (own == given or (len(given) > 3 and own == f"the{given}"))


def _recase(name: str) -> str:
    """A name in capitals or in small letters as names are written."""
    if (name.isupper() or name.islower()) and len(name) > 4 and " " in name:
        return " ".join(
            word if word.lower() in _PARTICLES and word.islower() else _raise(word) for word in name.split()
        )
    return name


def _raise(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def choose_authors(
    told: Iterable[str], shown: Iterable[str], *, certain: bool = False, outlet: str | None = None
) -> tuple[str, ...]:
    """The people who wrote an article.

    ``told``: the names that its data give; ``shown``: the bylines that a reader sees, which count where they name
    these and more.
    """
    names: list[str] = []
    for credit in told:
        people = read_people(credit, alone=True, certain=certain, outlet=outlet)
        names += [name for name in people if name not in names]
    for line in shown:
        seen = read_people(line, outlet=outlet)
        if len(seen) > len(names) and {fold_text(name) for name in names} <= {fold_text(name) for name in seen}:
            return tuple(seen)
    return tuple(names)
