"""Watches on stories: rules laid beside what happens in a store, and what they tell, each thing once.

rules = load_rules("stemma.watch.toml")
start_rules(store, rules)                  # before the first news comes in
...                                        # read, group, compare
evaluate(store, rules, now=tell_now)       # notices into the store's outbox
deliver(store, rules, now=tell_now)        # out of it, by webhook, mail and feed
"""

from stemma.collection.notices.delivering import DeliveryReport, Outcome, deliver, revive_parcels
from stemma.collection.notices.evaluating import evaluate, start_rules
from stemma.collection.notices.feeds import make_rule_feed
from stemma.collection.notices.notice import Notice
from stemma.collection.notices.outbox import Parcel, list_notices, list_parcels
from stemma.collection.notices.rule_file import RULES_FILE, load_rules, parse_rules
from stemma.collection.notices.rules import WatchRules
from stemma.collection.notices.trying import Trial, check_channels, try_rules

__all__ = [
    "RULES_FILE",
    "DeliveryReport",
    "Notice",
    "Outcome",
    "Parcel",
    "Trial",
    "WatchRules",
    "check_channels",
    "deliver",
    "evaluate",
    "list_notices",
    "list_parcels",
    "load_rules",
    "make_rule_feed",
    "parse_rules",
    "revive_parcels",
    "start_rules",
    "try_rules",
]
