"""Watches on stories: rules that say what is told of which stories, and the channels by which it is told."""

from dataclasses import dataclass, field
from typing import Literal

from stemma.collection.notices.credentials import Secret

TriggerKind = Literal["story", "difference", "origins", "outlets", "silent", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What must happen to a story for a rule to tell of it."""

    kind: TriggerKind
    least: int = 0
    """Of ``origins`` and ``outlets``: as many at least."""

    @property
    def text(self) -> str:
        """As it is written in a rule file."""
        if self.kind in ("origins", "outlets"):
            return f"{self.kind} >= {self.least}"
        return TRIGGER_WORDS[self.kind]

    @property
    def lasting(self) -> bool:
        """Whether it tells of a state, once a story, and not of something that can happen again."""
        return self.kind in ("story", "origins", "outlets")


TRIGGER_WORDS: dict[TriggerKind, str] = {
    "story": "new story",
    "difference": "new difference",
    "silent": "an article was edited silently",
    "change": "any change",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a story is asked: each value is one question, answered by yes or no."""

    names: tuple[str, ...] = ()
    """A name, or a variant, of an entity of the newest edition, case folded."""
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """As ``stemma.store.searching.parse_search`` reads them."""
    outlets: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    """Credited for an article."""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.names or self.places or self.words or self.outlets or self.agencies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours of the day in which nothing is told; what happens then is told together at their end."""

    start: int
    """Minutes since midnight; ``end`` may be before ``start``: the hours go over midnight."""
    end: int
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One watch: of which stories (``all``, ``any``, ``none``), what (``when``), by which channels (``tell``)."""

    name: str
    when: tuple[Trigger, ...]
    tell: tuple[str, ...]
    """Names of channels."""
    all: Conditions = field(default_factory=Conditions)
    any: Conditions = field(default_factory=Conditions)
    none: Conditions = field(default_factory=Conditions)
    pause: int = 0
    """Seconds between two notices of one story; what happens within is told together at their end."""
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Where notices are posted to, each as signed JSON (Standard Webhooks)."""

    name: str
    url: Secret
    """An address is often a password too: it is never shown whole."""
    secret: Secret
    allow_private: bool = False
    timeout: float = 20.0
    """Seconds for one request, from look-up to the answer's head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChannel:
    """Whom notices are mailed to, several in one mail where several wait."""

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: Secret | None = None
    ca_file: str | None = None
    """Certificates of authorities to trust instead of the system's."""
    timeout: float = 30.0
    """Seconds of silence that are borne; a mail takes four times as long at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChannel:
    """A file that holds the newest notices as an Atom feed, and one as a JSON Feed."""

    name: str
    file: str | None = None
    json_file: str | None = None


Channel = WebhookChannel | EmailChannel | FeedChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRules:
    """All that a rule file holds."""

    rules: tuple[Rule, ...] = ()
    channels: tuple[Channel, ...] = ()
    base_url: str | None = None
    """Where ``stemma serve`` is reached, without a slash at the end; None: notices carry no links to it."""

    def channel(self, name: str) -> Channel | None:
        """The channel of this name."""
        return next((one for one in self.channels if one.name == name), None)
