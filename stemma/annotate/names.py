"""Names in an article: what the recogniser finds, mended by rules that hold for English news in general."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.annotate.gazetteer import open_gazetteer
from stemma.annotate.names_lexicon import (
    CALENDAR,
    CONNECTORS,
    FACILITY_WORDS,
    FUNCTION,
    ORGANISATION_WORDS,
    PERSON_PARTICLES,
    PLACE_ALIASES,
    PLACE_WORDS,
    POSTS,
    STATE_CODES,
    SUFFIXES,
    TITLE_MODIFIERS,
    TITLES,
)
from stemma.annotate.names_titles import count_demonym_words, is_title_like, strip_titles
from stemma.annotate.names_words import Word, is_given, split_words
from stemma.annotate.passage import ParsedPassage
from stemma.annotate.places_lexicon import SURE_PLACE_ENDS
from stemma.model.annotation import EntityKind, Mention, Part

_SURE_PLACES = frozenset(STATE_CODES.values()) | frozenset(PLACE_ALIASES)
_PLACE_ENDS = FACILITY_WORDS | PLACE_WORDS
_LONGEST_NAME = 12
_DATELINE = re.compile(
    r"([^\W\d_][^\n—–(),:.!?;\"]{2,40}?)(?:, [^\W\d_][\w. ]{1,30})?(?: \([\w .&-]{2,40}\))? (?:[—–]|--?) "
)
_Run = tuple[int, int, EntityKind]


@dataclass(slots=True)
class _Page:
    """One passage: its words, whether its capitals say nothing, and the names found in it."""

    passage: ParsedPassage
    words: list[Word]
    capitals_mute: bool
    runs: list[_Run]


def find_mentions(passages: Sequence[ParsedPassage]) -> tuple[Mention, ...]:
    """The named mentions of one article, in order of place, disjoint.

    A mention is the bare name: no title, article or possessive ending ("Mr Kim's" gives "Kim").
    Where capitals say nothing (headlines in title case), only names of the rest of the article count.
    """
    pages = []
    for passage in passages:
        words = split_words(passage.doc)
        pages.append(_Page(passage, words, _mute_capitals(words, passage.part), []))
    small = {w.low for page in pages for w in page.words if w.text.islower()}
    plain = " ".join(w.text for page in pages for w in page.words)
    for page in pages:
        if not page.capitals_mute:
            runs = _mark_dateline(page, _find_runs(page.words))
            runs = [run for run in runs if not _common_word(page.words, run, small)]
            page.runs = [run for run in runs if not _common_phrase(page.words, run, plain)]
    known = _collect_known(pages)
    names = _index_known(known)
    mentions: dict[tuple[int, int], Mention] = {}
    for page in pages:
        if page.capitals_mute:
            page.runs = _sure_runs(page.words, known)
        whole = page.passage.doc.text  # joins all tokens at each call: once is enough
        for start, end, kind in _recall_known(page, known, names):
            first, last = page.words[start], page.words[end - 1]
            place = (page.passage.start + first.start, page.passage.start + last.end)
            text = whole[first.start : last.end]
            mentions[place] = Mention(start=place[0], end=place[1], text=text, kind=kind)
    ordered, last_end = [], -1
    for place in sorted(mentions):
        if place[0] >= last_end:
            ordered.append(mentions[place])
            last_end = place[1]
    return tuple(ordered)


def _mark_dateline(page: _Page, runs: list[_Run]) -> list[_Run]:
    """The runs, with the place in capitals that opens the passage ("PORT LOUIS (AP) —") as a place."""
    found = _DATELINE.match(page.passage.doc.text)
    if not found or not found.group(1).isupper():
        return runs
    size = sum(w.end <= found.end(1) for w in page.words[:8])
    if not size or any(w.nameless for w in page.words[:size] if size == 1):
        return runs
    return [(0, size, "place"), *(run for run in runs if run[0] >= size)]


def _common_word(words: list[Word], run: _Run, small: set[str]) -> bool:
    """Whether a single word is taken for a name though the article also writes it small ("Court", "court")."""
    start, end, kind = run
    return (
        end - start == 1
        and kind in ("other", "organisation")
        and words[start].low in small
        and not words[start].text.isupper()
    )


def _common_phrase(words: list[Word], run: _Run, plain: str) -> bool:
    """Whether several words are taken for a person though the article also writes them small ("swimmer's ear")."""
    start, end, kind = run
    return end - start > 1 and kind == "person" and f" {' '.join(w.low for w in words[start:end])} " in f" {plain} "


def _mute_capitals(words: list[Word], part: Part) -> bool:
    """Whether a passage is in title case or all capitals, so that a capital tells no name.

    In the body a sentence may be full of names: there a single content word written small speaks.
    """
    plain = [w for w in words if w.text.isalpha() and len(w.text) > 3 and w.low not in CALENDAR]
    if len(plain) < 3:
        return False
    if sum(w.text.isupper() for w in plain) >= 0.6 * len(plain):
        return True
    small = [w for w in plain if w.text[0].islower()]
    if part in ("headline", "deck"):
        return len(small) <= 0.25 * len(plain)
    return not any(w.low not in FUNCTION | {"amid", "upon", "onto", "near"} for w in small) and len(small) <= 0.4 * len(
        plain
    )


def _find_runs(words: list[Word]) -> list[_Run]:
    """Names of one passage: stretches of capitalised words, cut and joined by what the recogniser says."""
    runs: list[_Run] = []
    place = 0
    while place < len(words):
        end = _end_of_run(words, place)
        if end > place:
            runs.extend(_cut_run(words, place, end))
        place = max(end, place + 1)
    return runs


def _end_of_run(words: list[Word], start: int) -> int:
    """The end of the stretch of words at ``start`` that could be one name (``start`` where none is)."""
    if not _can_name(words[start]):
        return start
    end = start + 1
    while end < len(words) and end - start < _LONGEST_NAME * 3 and not words[end].breaks_before:
        if _can_name(words[end]) or _numbers_name(words, end):
            end += 1
            continue
        ahead = end
        while (
            ahead < len(words)
            and ahead - end < 3
            and words[ahead].low in CONNECTORS | {"the"}
            and not words[ahead].breaks_before
        ):
            ahead += 1
        one_name = ahead < len(words) and words[end - 1].entity >= 0 and words[ahead].entity == words[end - 1].entity
        particle = all(w.low in PERSON_PARTICLES - {"and", "e", "y"} for w in words[end:ahead])
        if ahead == end or ahead >= len(words) or words[ahead].breaks_before or not _can_name(words[ahead]):
            break
        if not (one_name or particle):
            break
        end = ahead + 1
    return end


def _numbers_name(words: list[Word], place: int) -> bool:
    """Whether a number belongs to the name before it ("Soyuz 5"), as the recogniser has it."""
    word = words[place]
    return len(word.text) < 5 and word.text[0].isdigit() and 0 <= word.entity == words[place - 1].entity


def _can_name(word: Word) -> bool:
    """Whether a word can be part of a name: capitalised, and no function word, day or number."""
    if not word.capital or (
        word.ordinary and not (word.entity >= 0 and word.proper and not word.starts_sentence and word.low == "the")
    ):
        return word.entity >= 0 and word.text[:1].isdigit() and word.proper
    return word.low != "the" and (word.proper or word.entity >= 0 or (not word.starts_sentence and len(word.low) > 1))


def _cut_run(words: list[Word], start: int, end: int) -> Iterator[_Run]:
    """The names inside one stretch: titles off, demonyms off, parts that the recogniser holds for two names parted."""
    for a, b in _split_kinds(words, start, end):
        before = a
        a, b, titled = strip_titles(words, a, b)
        yield from _names_before(words, before, a)
        while a < b and (cut := count_demonym_words(words, a, b)):
            a, b, more = strip_titles(words, a + cut, b)
            titled = titled or more
        while b > a and words[b - 1].low in CONNECTORS:
            b -= 1
        if a >= b or b - a > _LONGEST_NAME:
            continue
        if b - a == 1 and (words[a].nameless or not (titled or _tells_name(words[a]))):
            continue
        kind = _tell_kind(words[a:b], titled)
        while kind == "person" and b - a > 2 and words[a].low in TITLE_MODIFIERS | {"affairs"}:
            a += 1
        yield a, b, "person" if kind == "other" and 1 < b - a < 5 and _acts_like_person(words, a, b) else kind


def _tells_name(word: Word) -> bool:
    """Whether the capital of a single word tells a name: inside a sentence, or a known place's at its head."""
    if not word.starts_sentence or word.kind is not None:
        return True
    return word.proper and len(word.low) > 3 and any(not p.alternate for p in open_gazetteer().find(word.low))


def _acts_like_person(words: list[Word], start: int, end: int) -> bool:
    """Whether an office stands before the name ("the minister, ...") or a verb of saying after it."""
    before = start > 0 and words[start - 1].low in TITLES
    return before or (end < len(words) and words[end].low in {"said", "says", "told", "added", "who", "whose"})


def _names_before(words: list[Word], start: int, end: int) -> Iterator[_Run]:
    """The state, country or employer in front of a title ("Ohio Senator ...", "Acme Foods CEO ...")."""
    for size in (2, 1):
        if start + size < end and " ".join(w.low for w in words[start : start + size]) in _SURE_PLACES:
            yield start, start + size, "place"
            return
    stop = end
    while stop > start and is_title_like(words[stop - 1]):
        stop -= 1
    if start < stop < end and words[stop].low in POSTS and not words[start].nameless:
        kind = _tell_kind(words[start:stop], False)
        yield start, stop, "organisation" if kind in ("person", "other") else kind


def _split_kinds(words: list[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a stretch where one recognised person or place ends and another name begins."""
    cut = start
    for place in range(start + 1, end):
        left, right = words[place - 1], words[place]
        if left.entity == right.entity or place == cut or (left.low == "washington" and right.low == "dc"):
            continue
        if left.low in TITLES or right.low in SUFFIXES or left.kind is None or right.kind is None:
            apart = (
                right.kind == "person"
                and left.kind is None
                and left.low not in TITLES
                and place - cut > 1
                and is_given(right.low)
            )
        else:
            apart = "person" in (left.kind, right.kind) or right.kind == "place" or left.kind == "place"
            apart = apart and not (left.low in PERSON_PARTICLES or right.low in FACILITY_WORDS | PLACE_WORDS)
        if apart:
            yield cut, place
            cut = place
    yield cut, end


def _tell_kind(words: list[Word], titled: bool) -> EntityKind:
    """The kind of one name from its words, its title and what the recogniser says of most of its words."""
    last, several = words[-1].low, len(words) > 1
    if titled:
        return "person"
    if several and last in ORGANISATION_WORDS:
        return "organisation"
    if several and (last in SURE_PLACE_ENDS or (last in _PLACE_ENDS and not is_given(words[0].low))):
        return "place"
    votes = Counter(w.kind for w in words if w.kind)
    if several and is_given(words[0].low) and len(words) <= 4 and votes.get("organisation", 0) < len(words):
        return "person"
    if votes:
        return max(votes, key=lambda k: (votes[k], k))
    return "organisation" if not several and words[0].text.isupper() and 1 < len(last) < 7 else "other"


_Known = dict[tuple[str, ...], Counter[EntityKind]]


def _collect_known(pages: list[_Page]) -> _Known:
    """Names of the article by their words in lower case, with the votes on their kind; a person's parts count too."""
    known: _Known = {}
    for page in pages:
        for start, end, kind in page.runs:
            key = tuple(w.low for w in page.words[start:end])
            known.setdefault(key, Counter())[kind] += 2
            if kind == "person" and 2 <= len(key) <= 5:
                last = key[-2] if key[-1] in SUFFIXES and len(key) > 2 else key[-1]
                for part in {last, key[0]}:
                    if len(part) > 1 and part not in TITLES and part not in CONNECTORS:
                        known.setdefault((part,), Counter())["person"] += 1
    return known


def _sure_runs(words: list[Word], known: _Known) -> list[_Run]:
    """Names that the recogniser sees where capitals say nothing, and that look like a person's or are known."""
    runs: list[_Run] = []
    place = 0
    while place < len(words):
        end = place + 1
        number = words[place].entity
        while number >= 0 and end < len(words) and words[end].entity == number and not words[end].breaks_before:
            end += 1
        a, b, titled = strip_titles(words, place, end) if number >= 0 else (end, end, False)
        if a < b and not (b - a == 1 and words[a].nameless):
            person = 2 <= b - a <= 4 and words[a].kind == "person" and is_given(words[a].low)
            if person or (words[a].kind == "place" and b - a <= 3) or tuple(w.low for w in words[a:b]) in known:
                runs.append((a, b, _tell_kind(words[a:b], titled)))
        place = end
    return runs


def _index_known(known: _Known) -> dict[str, list[tuple[str, ...]]]:
    """The known names by their first word, the longest first."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for key in sorted(known, key=lambda k: (-len(k), k)):
        names.setdefault(key[0], []).append(key)
    return names


def _recall_known(page: _Page, known: _Known, names: dict[str, list[tuple[str, ...]]]) -> list[_Run]:
    """The passage's runs, and every further place where a name known from the article stands, longest first."""
    words = page.words
    taken = {}
    for start, end, kind in page.runs:
        taken[start] = (end, kind)
    out: list[_Run] = []
    place = 0
    while place < len(words):
        if place in taken:
            end, kind = taken[place]
            out.append((place, end, kind))
            place = end
            continue
        found = 0
        if words[place].capital:
            for key in names.get(words[place].low, ()):
                size = len(key)
                here = words[place : place + size]
                if len(here) < size or tuple(w.low for w in here) != key or any(w.breaks_before for w in here[1:]):
                    continue
                free = not any(place + k in taken for k in range(1, size))
                if free and not (size == 1 and words[place].nameless):
                    votes = known[key]
                    out.append((place, place + size, max(votes, key=lambda k: (votes[k], k))))
                    found = size
                    break
        place += max(found, 1)
    return out
