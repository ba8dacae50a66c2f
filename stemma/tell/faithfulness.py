"""What a reworded sentence must keep beside names, figures and dates: its shape, its days, what it denies or doubts.

No proof that it means the same: who did what to whom is not compared. It is strict, because the sentence that was
there before is always good enough.
"""

import re
from collections.abc import Sequence

from stemma.tell.proof import read_figures
from stemma.text.statements import list_words

_MOST_LONGER = 1.5
_ROOM = 30
"""Characters by which a sentence may grow beyond its share."""
_LEAST_KNOWN = 0.7
"""The share of a sentence's words of content that stand, in some form, in the words it rests on."""
_STEM = 5
_LINK = re.compile(r"://|\bwww\.|[\w-]\.[a-z]{2,}\b|@", re.I)
_MARKUP = re.compile(r"[<>{}\[\]`|\\^~_#*=]|&\w+;")
_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"”’')]*\s+[\"“‘'(]*(?=[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Prof|Rev|No|vs|Inc|Ltd|Co))\.\s+$"
)

_GUARDS = tuple(
    frozenset(words.split())
    for words in (
        # Denial, and each word that takes something away.
        "not no never none nobody nothing neither nor cannot without n't",
        "deny denies denied denying denial refute refuted refutes dismiss dismissed rejected reject rejects",
        "unless except only until",
        # Doubt and possibility.
        "may might could possible possibly perhaps likely probably unlikely apparently appears appear seems seem",
        "alleged allegedly reportedly suspected accused purported supposed claimed claims claim unconfirmed",
        "if whether",
        # Not done yet.
        "will would shall going plan plans planned planning expected expects expect intends scheduled due",
        "fear feared fears warned warns warn threatened",
        # Who says it.
        "said says say saying told according reported reports announced confirmed stated added wrote citing quoted",
        # Amounts without a figure, and order.
        "dozens hundreds thousands scores several many few",
        "first",
        "last",
        "former",
    )
)
_HEDGES = tuple(
    frozenset(words.split())
    for words in (
        "about around roughly approximately some nearly almost",
        "over more above exceeding least",
        "under less fewer below most up",
    )
)
"""What a figure claims, by the two words before it."""
_OPPOSITES = tuple(
    tuple(frozenset(pole.split()) for pole in poles.split("|"))
    for poles in (
        "open opens opened reopened opening | close closes closed shut closing",
        "rise rises rose risen rising increase increased grew gained | fall falls fell fallen falling drop dropped",
        "higher more larger bigger | lower less fewer smaller",
        "before prior | after following",
        "alive survived survivors survive living | dead died killed die kills deaths",
        "arrive arrived arrives reached | leave left leaves departed",
        "win wins won | lose loses lost",
        "accept accepted accepts approved agreed | reject rejected rejects refused",
        "begin began begun starts started start | end ended ends stopped finished",
        "allowed permitted allows | banned forbidden barred bans",
        "found | missing",
        "guilty convicted | innocent acquitted cleared",
        "buy bought buys | sell sold sells",
        "support supports supported backed | oppose opposes opposed",
        "old older oldest | new newer newest young",
        "north northern northeast northwest | south southern southeast southwest",
        "east eastern | west western",
        "inside within | outside",
        "men man male | women woman female",
    )
)
"""Words that turn a sentence round where they are put for each other."""
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow
    morning afternoon evening night noon midnight""".split()
)
_FUNCTION = frozenset(
    """a an the and or but as at by for from in into of off on onto out over to up with is are was were be been being am
    has have had having do does did done it its he him his she her they them their this that these those there here who
    whom whose which what when where while during after before since because so than then also too very just still
    both each all any other another same such own one ones i we you our your my us me s t""".split()
)


def shape_answer(answer: str, original: str) -> str | None:
    """``answer`` as it could stand in place of ``original``; None where it is no plain sentence of fit length.

    A full stop stands at its end if, and only if, one stood there before.
    """
    line = answer.strip()
    if not line or "\n" in line or not line.isprintable():
        return None
    if len(line) > len(original) * _MOST_LONGER + _ROOM or _LINK.search(line) or _MARKUP.search(line):
        return None
    begun = line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘"
    if not begun or _has_several(line) or not re.search(r"\w", line):
        return None
    if not original.endswith("."):
        return line.removesuffix(".")
    return line if line[-1] in ".!?…”\"’'" else line + "."


def _has_several(line: str) -> bool:
    return any(not _ABBREVIATED.search(line[: found.end()]) for found in _SENTENCE_ENDS.finditer(line))


def is_faithful(sentence: str, original: str, grounds: Sequence[str]) -> bool:
    """Whether ``sentence`` keeps what ``original`` must not lose, and is made mostly of words of ``grounds``."""
    if _list_figures(sentence) != _list_figures(original):
        return False
    own, before = _list_parts(sentence), _list_parts(original)
    if own & _CALENDAR != before & _CALENDAR:
        return False
    if any(bool(own & guard) != bool(before & guard) for guard in _GUARDS):
        return False
    if any(_swaps(own, before, *poles) or _swaps(own, before, *poles[::-1]) for poles in _OPPOSITES):
        return False
    if "?" in sentence and "?" not in original:
        return False
    return _is_grounded(_list_content(sentence), _list_content(original), grounds)


def _swaps(own: set[str], before: set[str], one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(own & one) and not before & one and bool(before & other)


def _is_grounded(own: Sequence[str], before: Sequence[str], grounds: Sequence[str]) -> bool:
    """Whether most words are known, and no more are new than others made room for: a word may be put for another."""
    known = {word[:_STEM] for ground in grounds for word in _list_parts(ground)}
    new = [word for word in own if word not in known]
    return bool(own) and len(new) <= min(len(set(before) - set(own)), (1 - _LEAST_KNOWN) * len(own))


def _list_content(text: str) -> list[str]:
    """The beginnings of the words of content, figures aside."""
    words = (word.removesuffix("'s") for word in list_words(text))
    return [word[:_STEM] for word in words if word not in _FUNCTION and not word.isdigit()]


def _list_figures(text: str) -> set[tuple[float, tuple[bool, ...]]]:
    """The figures of ``text``, each with how it is hedged."""
    return {
        (value, tuple(not hedge.isdisjoint(list_words(text[:start])[-2:]) for hedge in _HEDGES))
        for start, _, value in read_figures(text)
    }


def _list_parts(text: str) -> set[str]:
    """The words of ``text`` folded, possessives off, a contracted "not" apart."""
    parts: set[str] = set()
    for word in list_words(text):
        plain = word.removesuffix("'s")
        if plain.endswith("n't"):
            parts |= {plain.removesuffix("n't"), "n't"}
        else:
            parts.add(plain)
    return parts
