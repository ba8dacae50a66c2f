"""Imported by the fork server of ``watch_kills``: what a watch loads is loaded once for all."""

from tests.watch_kills import warm_up

warm_up()
