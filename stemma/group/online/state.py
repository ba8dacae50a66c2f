"""Profiles as plain data and back, whatever fields they have."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from stemma.errors import UsageError
from stemma.group.profile import Profile

STATE = "stemma/stories/1"
"""What the state of an index calls itself."""


def name_state(state: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The name that a state bears; given a state, only where that bears it too.

    Raises:
        UsageError: the state is of another kind or version.
    """
    if state is not None and (not isinstance(state, Mapping) or state.get("state") != STATE):
        raise UsageError(f"this is no state of an index of stories as this version keeps it ({STATE}); group anew")
    return {"state": STATE}


def dump_profile(profile: Profile) -> dict[str, Any]:
    """Field to value; fields that are empty are left out."""
    values = {field.name: getattr(profile, field.name) for field in fields(profile)}
    return {name: _dump(value) for name, value in values.items() if value or isinstance(value, bool | int)}


def load_profile(entry: Mapping[str, Any]) -> Profile:
    """The profile that ``dump_profile`` wrote."""
    values = {name: _load(value) for name, value in entry.items()}
    values.setdefault("published", None)
    values.setdefault("words", {})
    return Profile(**values)


def _dump(value: Any) -> Any:
    """Plain data; what JSON has no form for is an object whose one key names its kind."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": {key: _dump(value[key]) for key in sorted(value)}}
    if isinstance(value, frozenset):
        return {"set": [_dump(one) for one in sorted(value)]}
    if isinstance(value, tuple):
        return [_dump(one) for one in value]
    raise TypeError(f"a profile holds a {type(value).__name__}, which the state of an index has no form for")


def _load(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_load(one) for one in value)
    if not isinstance(value, Mapping):
        return value
    ((kind, held),) = value.items()
    if kind == "day":
        return date.fromisoformat(held)
    if kind == "set":
        return frozenset(_load(one) for one in held)
    if kind == "map":
        return {key: _load(one) for key, one in held.items()}
    raise ValueError(f"{kind}: no kind of value")
