"""How words cut out of an article read when they stand alone."""

import re

_HANGING = frozenset(
    """after although as because before how if once since than that though unless until what when where whereas whether
    which while who whom whose why""".split()
)
"""Words that open a clause which hangs on another."""
_POINTING = frozenset(
    """he her here hers him his i it it's its me mine my our ours she so such that that's their theirs them then there
    these they this those us we you your yours he's she's they're i'm i've we're we've you're they've
    don't hey let's please""".split()
)
"""Words that mean something only beside the sentence before, or beside who speaks."""
_SPEAKING = frozenset("i i'm i've i'd i'll me mine my myself we we're we've we'd we'll us our ours ourselves".split())
_PERSONS = frozenset("he her him his it its she so that their them they this".split())
_STARTING = frozenset("a an another any each every no the this these those his her its their our my some".split())
_SUBJECTS = frozenset("he i it she there they we you".split())
_JOINING = re.compile(r"(?:and|but|nor|or|yet)\s+(?=\w)", re.I)
_LABEL = re.compile(r"\w+(?: \w+)?\s*:\s")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPENS_SINGLE = re.compile(r"(?:(?<=\s)|^)[‘'](?=\w{2})")
_CLOSES_SINGLE = re.compile(r"(?<=\S)[’'](?!\w)")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_FORMAT = re.compile("[\u00ad\u200b\u2060\ufeff]")
DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]*,? ){0,4}?[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{2,}(?:[ ,][^—–\-\n]{0,40}?)?(?: ?\([^)\n]{2,40}\))? ?"
    r"(?:—|–|--?)\s+"
    r"|^[A-Z][\w.’' -]{2,30}(?:, [A-Z][\w.’' -]{2,30})?(?: \([^)\n]{2,40}\))? ?(?:—|–|--) (?=[A-Z])"
    r"|^\([^)\n]{2,30}\) ?(?:—|–|--?)?\s*(?=[A-Z])"
)
"""The place and agency before an article's first sentence: "PORT LOUIS (AP) — "."""
_LEAST_WORDS = 6
_OPENING_WORDS = 4
"""A pronoun among so many first words, with no name before it, points back."""
_ELLIPSIS = "… "


def drop_dateline(words: str) -> str:
    """``words`` without the place and agency before an article's first sentence."""
    return DATELINE.sub("", words, count=1)


def list_words(text: str) -> list[str]:
    """The words of ``text``, folded, straight apostrophes inside."""
    return [match[0].casefold().replace("’", "'") for match in _WORD.finditer(text)]


def is_hanging(words: str) -> bool:
    """Has no words, or opens as a subordinate clause does, without a comma behind which the main clause could stand."""
    own = list_words(words)
    return not own or (own[0] in _HANGING and "," not in words)


def stands_alone(words: str) -> bool:
    """Reads as a whole sentence to somebody who has seen no other: no label, no pointing back, nobody speaking.

    To be asked of words that are a clause and open their sentence.
    """
    outside = _QUOTED.sub(" ", words)
    # Of a sentence that opens with a quotation, it is the rest that must name who speaks.
    told = outside if words.startswith(("“", '"')) else words
    own = list_words(told)
    if len(list_words(words)) < _LEAST_WORDS or "?" in words or _LABEL.match(words):
        return False
    if is_hanging(told) or own[0] in _POINTING or _points_back(told):
        return False
    return not _SPEAKING.intersection(list_words(outside))


def _points_back(words: str) -> bool:
    opening = [match[0] for match in _WORD.finditer(words)][:_OPENING_WORDS]
    pronoun = next((i for i, word in enumerate(opening) if word.casefold() in _PERSONS), None)
    return pronoun is not None and not any(word[0].isupper() for word in opening[1:pronoun])


def shape_statement(words: str, *, opens: bool) -> str:
    """``words`` as a statement: on one line, its marks in pairs; an ellipsis first where its sentence began before.

    ``opens``: they open their sentence. What begins with an article or a pronoun as subject reads well without.
    """
    text = " ".join(_FORMAT.sub("", words).split()).strip(" ,;:–—-")
    text = balance_marks(_JOINING.sub("", text, count=1) if _JOINING.match(text) else text)
    own = list_words(text)
    begun = opens or not text[:1].islower() or (bool(own) and own[0] in _STARTING | _SUBJECTS)
    if "://" in text.partition(" ")[0]:
        return text
    return text[:1].upper() + text[1:] if begun else _ELLIPSIS + text


def balance_marks(words: str) -> str:
    """``words`` with each quotation mark and bracket in a pair: one at an outer end goes, else its partner is put."""
    words = _balance_pair(words, "“", "”")
    words = _balance_pair(words, "(", ")")
    words = _balance_pair(words, "[", "]")
    # An apostrophe closes nothing: only an opening mark that stands alone is told for certain.
    if len(opened := _OPENS_SINGLE.findall(words)) == 1 and not _CLOSES_SINGLE.search(words):
        words += "’" if opened[0] == "‘" else "'"
    if words.count('"') % 2:
        if words.startswith('"') or words.endswith('"'):
            return words.removeprefix('"') if words.startswith('"') else words.removesuffix('"')
        at = words.rindex('"')
        return words + '"' if words[at - 1].isspace() or words[at - 1] in "(—–" else '"' + words
    return words


def _balance_pair(words: str, left: str, right: str) -> str:
    """The first close without its open, and the last open without its close, mended."""
    depth = lowest = 0
    for char in words:
        depth += (char == left) - (char == right)
        lowest = min(lowest, depth)
    if lowest < 0:
        words = words.removesuffix(right) if words.endswith(right) and lowest == -1 else left * -lowest + words
    open_left = words.count(left) - words.count(right)
    if open_left > 0:
        words = words[1:] if words.startswith(left) and open_left == 1 else words + right * open_left
    return words
