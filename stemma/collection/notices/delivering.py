"""What is in the outbox, sent: each parcel once where all goes well, again with the same id where it is not known.

A parcel leaves the outbox only after it was taken. A process that dies in between sends it once more, with the same
id (``webhook-id``, ``Message-ID``), by which the receiver drops the second.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from stemma.collection.notices import outbox
from stemma.collection.notices.instants import add_seconds, is_due
from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import Channel, EmailChannel, WatchRules
from stemma.store import Store
from stemma.tell.wording import count_words

LOCK = "outbox"
MOST_ATTEMPTS = 18
"""With waits that double up to two hours, a day at the most."""
FIRST_WAIT, LONGEST_WAIT = 30.0, 7_200.0
LONGEST_ASKED = 86_400.0
"""Seconds: what a receiver asks for is kept up to this."""
MOST_AT_ONCE = 100
"""Parcels that are sent in one go; the others wait for the next."""
LONGEST_DELIVERY = 60.0
"""Seconds after which no further parcel is begun in one go: slow receivers keep nobody from other work for longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt."""

    result: Literal["sent", "again", "dead"]
    reason: str = ""
    """One plain sentence, without a secret or what a server answered."""
    wait: float | None = None
    """Seconds that the receiver asked for."""
    left: tuple[str, ...] = ()
    """By mail: who has not got it; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What became of the outbox."""

    sent: tuple[Parcel, ...] = ()
    again: tuple[Parcel, ...] = ()
    """Those that failed and are tried again when they are due."""
    dead: tuple[Parcel, ...] = ()
    """Those that are not tried again; they stay to be looked at (``list_parcels``, ``revive_parcels``)."""
    waiting: int = 0
    """How many wait after it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What a log should tell: one line for each that failed."""
        return (
            *(f"{p.channel}: not taken, tried again at {p.due}: {p.error}" for p in self.again),
            *(
                f"{p.channel}: given up after {count_words(p.attempts, 'attempt')}, "
                f"{count_words(len(p.notices), 'notice')} not told: {p.error}"
                for p in self.dead
            ),
        )


Send = Callable[[Channel, Parcel], Outcome]


def deliver(
    store: Store,
    rules: WatchRules,
    *,
    now: Callable[[], str],
    send: Send | None = None,
    draw: Callable[[], float] = random.random,
) -> DeliveryReport:
    """Send what is due. ``send`` makes one attempt (default: by the channel's kind); ``draw`` gives the jitter, 0..1.

    A channel that fails is left alone for the rest of this call, so that one that is down costs one attempt.
    Raises StoreBusy where another process is at it; StoreError. What a channel does is never an exception.
    """
    if send is None:
        from stemma.collection.notices.sending import Sender

        send = Sender(store, rules, now=now)
    with store.lock(LOCK):
        told: dict[str, list[Parcel]] = {"sent": [], "again": [], "dead": []}
        failed: set[str] = set()
        waiting = [parcel for parcel in outbox.list_parcels(store) if parcel.state == "waiting"]
        ready = _choose(rules, waiting, now())
        if not ready:
            return DeliveryReport(waiting=len(waiting))
        chosen = outbox.close_parcels(store, rules, ready)
        end = add_seconds(now(), LONGEST_DELIVERY)
        for parcel in chosen[:MOST_AT_ONCE]:
            if is_due(end, now()):
                break
            if parcel.channel in failed:
                continue
            outcome = _attempt(rules, parcel, send)
            settled = _settle(store, parcel, outcome, now=now(), draw=draw)
            told[settled[0]].append(settled[1])
            if settled[0] == "again":
                failed.add(parcel.channel)
        left = [parcel for parcel in outbox.list_parcels(store) if parcel.state == "waiting"]
        _drop_oldest_dead(store)
    return DeliveryReport(
        sent=tuple(told["sent"]), again=tuple(told["again"]), dead=tuple(told["dead"]), waiting=len(left)
    )


def revive_parcels(store: Store) -> int:
    """Let all that were given up be tried again, from their first attempt on; how many."""
    with store.lock(LOCK):
        dead = [parcel for parcel in outbox.list_parcels(store) if parcel.state == "dead"]
        with store.transaction():
            for parcel in dead:
                outbox.put_parcel(store, replace(parcel, state="waiting", attempts=0, due="", error=""))
    return len(dead)


def choose_wait(attempts: int, asked: float | None, drawn: float) -> float:
    """Seconds until the next attempt after so many: doubled each time, half of it by chance; what the receiver asks
    for is kept, and a little more by chance."""
    if asked is not None:
        return min(LONGEST_ASKED, max(1.0, asked)) * (1.0 + 0.1 * drawn)
    whole = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(max(0, attempts - 1), 32))
    return whole * (0.5 + 0.5 * drawn)


def _choose(rules: WatchRules, waiting: list[Parcel], now: str) -> list[Parcel]:
    """Those that are due. While a mail waits to be tried again, what came after it waits too, and goes as one mail."""
    stuck = {
        parcel.channel
        for parcel in waiting
        if parcel.closed
        and not parcel.to
        and not _comes_now(parcel, now)
        and isinstance(rules.channel(parcel.channel), EmailChannel)
    }
    return [p for p in waiting if _comes_now(p, now) and (p.closed or p.channel not in stuck)]


def _comes_now(parcel: Parcel, now: str) -> bool:
    """Whether it is due; also where that lies further off than any wait is long: the clock was set back."""
    return not parcel.due or is_due(parcel.due, now) or not is_due(parcel.due, add_seconds(now, LONGEST_ASKED * 1.2))


def _attempt(rules: WatchRules, parcel: Parcel, send: Send) -> Outcome:
    channel = rules.channel(parcel.channel)
    if channel is None:
        return Outcome(result="dead", reason=f"the rule file has no channel {parcel.channel!r} any more")
    return send(channel, parcel)


def _settle(
    store: Store, parcel: Parcel, outcome: Outcome, *, now: str, draw: Callable[[], float]
) -> tuple[Literal["sent", "again", "dead"], Parcel]:
    """Keep what became of an attempt."""
    tried = replace(parcel, attempts=parcel.attempts + 1, closed=True, error=outcome.reason)
    if outcome.result == "sent":
        outbox.drop_parcels(store, [parcel.key])
        return "sent", tried
    tried = replace(tried, to=outcome.left or parcel.to)
    if outcome.result == "dead" or tried.attempts >= MOST_ATTEMPTS:
        tried = replace(tried, state="dead", due="")
        outbox.put_parcel(store, tried)
        return "dead", tried
    tried = replace(tried, due=add_seconds(now, choose_wait(tried.attempts, outcome.wait, draw())))
    outbox.put_parcel(store, tried)
    return "again", tried


def _drop_oldest_dead(store: Store) -> None:
    dead = [parcel.key for parcel in outbox.list_parcels(store) if parcel.state == "dead"]
    if len(dead) > outbox.MOST_DEAD:
        outbox.drop_parcels(store, dead[: -outbox.MOST_DEAD])
