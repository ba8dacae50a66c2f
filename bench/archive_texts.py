"""What invented articles say: prose of real ones, told anew of an event of its own. See `bench/archive_make.py`."""

import random
import re
from bisect import bisect
from collections import Counter, OrderedDict
from dataclasses import dataclass, replace
from itertools import accumulate

from archive_plan import NO_COPY, Plan, Slot
from heap import Writer
from heap_texts import Base

NEIGHBOURS = 400
KEPT = 4096
EVENT_WORDS = 0.24
"""Of the telling words of a report, how many are its event's."""
LEAD_WORDS = 0.75
"""The same of its first two sentences."""
LEAD_NAMES = 0.9
LEAD_RANK = 2.2
"""The higher, the oftener the first of the event's words and names are taken."""
NEAR = (0.4, 1.8)
"""How many times as many in one report, at least and at most: some keep to the event, others say much besides."""
EVENT_NAMES = 0.6
OTHER_WORDS = 0.75
"""Of the other telling words, how many become another of the language: two reports that took from one real article
would share sentences else, and pass for copies."""
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zA-Z]{2,}")
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_ENDINGS = ("ing", "ed", "ly", "ion", "er", "s")
COMMON = 100
"""So many of the commonest words are of grammar and of saying, and stay."""


class Pool:
    """Words to choose from by ending, oftener the more frequent they are."""

    def __init__(self, counted: Counter[str]) -> None:
        ordered: dict[str, list[tuple[str, int]]] = {}
        for word, times in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            ordered.setdefault(find_ending(word), []).append((word, times))
        self.words = {ending: [word for word, _ in held] for ending, held in ordered.items()}
        self.sums = {ending: list(accumulate(times for _, times in held)) for ending, held in ordered.items()}

    def choose(self, ending: str, chance: random.Random) -> str:
        """One with this ending, as often as it is used."""
        sums = self.sums[ending]
        return self.words[ending][bisect(sums, chance.random() * sums[-1])]

    def choose_rare(self, ending: str, chance: random.Random) -> str:
        """One with this ending, each as often as any other."""
        words = self.words[ending]
        return words[int(chance.random() * len(words))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the articles of a story share: what it is about, not how it is said."""

    main: int
    title: str
    words: dict[str, tuple[str, ...]]
    """Telling words by ending, the most telling first."""
    names: tuple[str, ...]
    figures: tuple[str, ...]
    quotes: tuple[str, ...]
    """Each between quotation marks, with who says it."""
    near: tuple[int, ...]
    """How far from ``main`` the real articles stand that its reports take sentences from, in the order of taking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article's words."""

    title: str
    sentences: tuple[str, ...]


class Teller:
    """Tells the articles of a plan from real ones; the same article is always told alike."""

    def __init__(self, bases: list[Base], plan: Plan) -> None:
        self.bases = bases
        self.plan = plan
        names: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for base in bases:
            for sentence in base.sentences:
                names.update(_NAME.findall(sentence))
                words.update(word for word in sentence.split() if word.isalpha() and word.islower())
        self.common = frozenset(
            word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:COMMON]
        )
        for word in self.common:
            del words[word]
        self.vocabulary = frozenset(words)
        self.words = Pool(words)
        counted = sorted(names.items(), key=lambda item: (-item[1], item[0]))
        self.names = [name for name, _ in counted if name not in _CALENDAR]
        self.name_sums = list(accumulate(times for name, times in counted if name not in _CALENDAR))
        self.events: OrderedDict[int, Event] = OrderedDict()

    def tell(self, slot: Slot) -> Report:
        """The article of one slot."""
        if slot.copies == NO_COPY:
            return self._tell_own(slot.story, slot.turn)
        report = self._tell_own(slot.story, slot.copies)
        chance = self._draw(slot.story, slot.turn, "copy")
        if slot.kind == "within":
            return self._print_within(slot, report, chance)
        return self._copy(slot.kind, report, chance)

    def tell_title(self, story: int) -> str:
        """A headline for a story, as others' pages link to it."""
        return self.find_event(story).title

    def find_event(self, story: int) -> Event:
        """What a story is about; those last asked for are kept."""
        if story in self.events:
            self.events.move_to_end(story)
            return self.events[story]
        event = self._make_event(story, 0)
        self.events[story] = event
        if len(self.events) > KEPT:
            self.events.popitem(last=False)
        return event

    def _draw(self, story: int, turn: int, purpose: str) -> random.Random:
        return random.Random(f"{self.plan.seed}/{story}/{turn}/{purpose}")

    def _make_event(self, story: int, depth: int) -> Event:
        chance = self._draw(story, 0, "event")
        before = int(self.plan.follows[story])
        earlier = None if before < 0 or depth > 5 else self.events.get(before) or self._make_event(before, depth + 1)
        main = chance.randrange(len(self.bases))
        if earlier is not None:
            main = (earlier.main + chance.randrange(-20, 20)) % len(self.bases)
        base = self.bases[main]
        text = " ".join(base.sentences)
        told = Counter(word for word in _TOKEN.findall(text) if word in self.vocabulary)
        words: dict[str, list[str]] = {}
        for word, _ in sorted(told.items(), key=lambda item: (-item[1], item[0]))[:50]:
            ending = find_ending(word)
            words.setdefault(ending, []).append(
                word if chance.random() < 0.6 else self.words.choose_rare(ending, chance)
            )
        seen = list(dict.fromkeys(name for name in _NAME.findall(text) if name not in _CALENDAR))[:12]
        names = [self._rename(name, chance) for name in (seen or ["X", "Y", "Z"])]
        figures = [str(chance.randrange(10 ** (n - 1), 10**n)) for n in (1, 2, 2, 3, 4)]
        if earlier is not None:
            # The next step of an affair: the same people and places, half the same matter, other figures.
            names = [*earlier.names[: max(2, len(earlier.names) * 2 // 3)], *names[:4]]
            for ending, held in earlier.words.items():
                words[ending] = [*held[: (len(held) + 1) // 2], *words.get(ending, [])]
        event = Event(
            main=main,
            title="",
            words={ending: tuple(held) for ending, held in words.items()},
            names=tuple(names),
            figures=tuple(figures),
            quotes=(),
            near=tuple(chance.sample(range(-NEIGHBOURS, NEIGHBOURS), 2 * NEIGHBOURS)),
        )
        quotes = tuple(self._make_quote(event, chance) for _ in range(chance.choice((0, 1, 1, 2, 3))))
        title = self._retell(base.title, event, {}, set(_NAME.findall(base.title)), LEAD_WORDS, chance, lead=True)
        return replace(event, title=title, quotes=quotes)

    def _make_quote(self, event: Event, chance: random.Random) -> str:
        base = self.bases[(event.main + chance.randrange(-NEIGHBOURS, NEIGHBOURS)) % len(self.bases)]
        sentence = base.sentences[chance.randrange(len(base.sentences))].strip("\"'“”‘’.` ").replace('"', "")
        words = " ".join(sentence.split()[:26]).rstrip(",;:")
        said = self._retell(words, event, {}, set(_NAME.findall(words)), 0.5, chance)
        return f"“{said},” {event.names[0]} said."

    def _tell_own(self, story: int, turn: int) -> Report:
        """An article that copies nobody: sentences of real articles near its event's, told of the event."""
        event = self.find_event(story)
        chance = self._draw(story, turn, "tell")
        wanted = min(6 + int(chance.expovariate(1 / 9)), 45)
        sentences: list[str] = []
        at = 3 * turn
        while len(sentences) < wanted:
            # Each report of a story has real articles of its own, as far as they go.
            base = self.bases[(event.main + event.near[at % len(event.near)]) % len(self.bases)]
            sentences.extend(base.sentences[: wanted - len(sentences)])
            at += 1
        near = chance.uniform(NEAR[0], NEAR[1])
        given: dict[str, str] = {}
        known = set(_NAME.findall(" ".join(sentences))) - _CALENDAR
        told = [
            self._retell(sentence, event, given, known, LEAD_WORDS, chance, lead=True)
            if place < 2
            else self._retell(sentence, event, given, known, EVENT_WORDS * near, chance)
            for place, sentence in enumerate(sentences)
        ]
        for quote in event.quotes:
            if chance.random() < 0.35:
                told.insert(chance.randrange(2, len(told)), quote)
        return Report(title=self._head(event, told, chance), sentences=tuple(told))

    def _head(self, event: Event, told: list[str], chance: random.Random) -> str:
        if chance.random() < 0.3:
            return " ".join(told[0].rstrip(".").split()[: chance.randint(6, 11)])
        heading = self._retell(event.title, event, {}, set(), 0.3, chance, lead=True).split()
        while len(heading) > 4 and chance.random() < 0.5:
            heading.pop(chance.randrange(len(heading)))
        return " ".join(heading)

    def _retell(
        self,
        text: str,
        event: Event,
        given: dict[str, str],
        known: set[str],
        near: float,
        chance: random.Random,
        lead: bool = False,
    ) -> str:
        """``text`` told of ``event``: ``near`` of its telling words become the event's. ``given``, which grows, holds
        the article's names."""
        vocabulary, draw = self.vocabulary, chance.random
        # A lead says who and what before all else.
        ours, rank = (EVENT_NAMES, 1.5) if not lead else (LEAD_NAMES, LEAD_RANK)

        def choose(found: re.Match[str]) -> str:
            word = found[0]
            if word in vocabulary:
                lot = draw()
                if lot < near:
                    held = event.words.get(find_ending(word))
                    return held[int(len(held) * draw() ** rank)] if held else word
                return self.words.choose(find_ending(word), chance) if draw() < OTHER_WORDS else word
            if word.isdigit():
                if draw() < ours:
                    return event.figures[int(len(event.figures) * draw())]
                return str(chance.randrange(10 ** (len(word) - 1), 10 ** len(word)))
            if word not in known:
                return word
            if word not in given:
                taken = draw() < ours
                given[word] = (
                    event.names[int(len(event.names) * draw() ** rank)] if taken else self._rename(word, chance)
                )
            return given[word]

        return _TOKEN.sub(choose, text)

    def _rename(self, name: str, chance: random.Random) -> str:
        """Three names in ten stay, four become another real one, the rest one that may never have been before."""
        lot = chance.random()
        if lot < 0.3:
            return name
        if lot < 0.7:
            return self.names[bisect(self.name_sums, chance.random() * self.name_sums[-1])]
        front, back = (self.names[chance.randrange(len(self.names))] for _ in range(2))
        return front[: (len(front) + 1) // 2] + back[len(back) // 2 :].lower()

    def _copy(self, kind: str, report: Report, chance: random.Random) -> Report:
        sentences = list(report.sentences)
        if kind == "exact":
            return report
        if kind == "cut":
            return Report(title=report.title, sentences=tuple(sentences[: max(3, len(sentences) * 2 // 3)]))
        sentences.pop(chance.randrange(len(sentences)))
        edited = [self._edit(sentence, chance) for sentence in sentences]
        return Report(title=" ".join(report.title.split()[:6]), sentences=tuple(edited))

    def _edit(self, sentence: str, chance: random.Random) -> str:
        """One telling word in twenty becomes another."""
        return _TOKEN.sub(
            lambda found: (
                self.words.choose(find_ending(found[0]), chance)
                if found[0] in self.vocabulary and chance.random() < 0.05
                else found[0]
            ),
            sentence,
        )

    def _print_within(self, slot: Slot, report: Report, chance: random.Random) -> Report:
        """Half of the text or more, within an article of the outlet's own."""
        own = self._tell_own(slot.story, slot.turn)
        taken = report.sentences[: max(4, len(report.sentences) * 2 // 3)]
        at = chance.randint(2, max(2, min(len(own.sentences), 6)))
        return Report(title=own.title, sentences=(*own.sentences[:at], *taken, *own.sentences[at : at + 6]))


def find_ending(word: str) -> str:
    """The ending that words share which can stand in each other's place, near enough."""
    for ending in _ENDINGS:
        if word.endswith(ending):
            return ending
    return ""


class HeapTeller(Teller):
    """Tells them as `bench/heap.py` does: reports of a story share its sentences, a word in twelve changed."""

    def __init__(self, bases: list[Base], plan: Plan) -> None:
        super().__init__(bases, plan)
        self.writer = Writer(bases, plan.seed)

    def tell_title(self, story: int) -> str:
        """As ``Teller``."""
        return self.writer.found(story)[0]

    def _tell_own(self, story: int, turn: int) -> Report:
        title, sentences = self.writer.tell(story, turn)
        return Report(title=title, sentences=tuple(sentences))
