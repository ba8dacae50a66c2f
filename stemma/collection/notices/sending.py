"""One attempt by a channel of any kind."""

from collections.abc import Callable

from stemma.collection.notices.delivering import Outcome
from stemma.collection.notices.feeds import write_feeds
from stemma.collection.notices.instants import read_instant
from stemma.collection.notices.outbox import Parcel
from stemma.collection.notices.rules import Channel, FeedChannel, WatchRules, WebhookChannel
from stemma.store import Store


class Sender:
    """Sends parcels; a feed's file is written once for all parcels of one delivery."""

    def __init__(self, store: Store, rules: WatchRules, *, now: Callable[[], str]) -> None:
        self._store = store
        self._rules = rules
        self._now = now
        self._written: dict[str, Outcome] = {}

    def __call__(self, channel: Channel, parcel: Parcel) -> Outcome:
        """One attempt; never an exception of what lies behind the channel."""
        if isinstance(channel, FeedChannel):
            if channel.name not in self._written:
                self._written[channel.name] = write_feeds(self._store, self._rules, channel)
            return self._written[channel.name]
        if isinstance(channel, WebhookChannel):
            from stemma.collection.notices.webhooks import post_parcel

            return post_parcel(channel, parcel, today=read_instant(self._now()))
        from stemma.collection.notices.mailing import mail_parcel

        return mail_parcel(channel, parcel)
