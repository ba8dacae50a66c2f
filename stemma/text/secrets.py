"""Names, passwords and keys that addresses carry: hidden where an address is shown, left out where it is a link."""

import re

HIDDEN = "***"
_USER = re.compile(r"(?<=://)[^/\s?#\"'<>]+@")
_NAMED = re.compile(
    r"([?&;#][\w.\-\[\]%]{0,80}(?:token|key|secret|sig|pass|pwd|auth|session|credential|code|jwt)[\w.\-\[\]%]{0,80}=)"
    r"[^&;#\s\"'<>]*[^&;#\s\"'<>:,.]",
    re.IGNORECASE,
)
_OPAQUE = re.compile(r"([?&;#][\w.\-\[\]%]+=)(?=[^&;#\s\"'<>]*\d)[A-Za-z0-9_\-+/=%.]{24,}")
"""A long value with digits in it: by all looks a key, whatever its name."""
_PARAMETER = re.compile(r"[&;](?P<name>[\w.\-\[\]%]+)=[^&;/]*")
"""A field that stands in the path of an address: ``/page;sid=...``."""
_WORD = re.compile(r"[a-z]+")
_SECRET_WORDS = frozenset(
    "accesskey accesstoken apikey apitoken auth authkey authorization authtoken credential credentials idtoken "
    "jsessionid jwt key pass passwd password phpsessid pwd refreshtoken secret session sessionid sessiontoken sid sig "
    "signature signed token".split()
)
"""What a part of a field's name says that its value opens something."""


def hide_secrets(text: str) -> str:
    """``text`` with what addresses in it carry of names, passwords and keys replaced by ``***``.

    A field counts that is called like a key, and one whose value looks like one: rather one too many.
    """
    text = _USER.sub(f"{HIDDEN}@", text)
    text = _NAMED.sub(rf"\1{HIDDEN}", text)
    return _OPAQUE.sub(rf"\1{HIDDEN}", text)


def strip_secrets(url: str) -> str:
    """An address that still leads somewhere, without name and password, and without the fields that are called as keys.

    Fields of other names stay as they are, long ones too: they may be the page's number.
    """
    rest, hash_mark, fragment = _USER.sub("", url).partition("#")
    path, mark, query = rest.partition("?")
    path = _PARAMETER.sub(lambda field: "" if _is_secret(field["name"]) else field[0], path)
    return path + _drop_fields(mark, query) + _drop_fields(hash_mark, fragment)


def _drop_fields(mark: str, fields: str) -> str:
    """``mark`` and the ``fields`` after it without those called as keys; nothing where none is left."""
    every = re.split(r"(?=[&;])", fields)
    kept = [field for field in every if not _opens(field)]
    left = fields if len(kept) == len(every) else "".join(kept).lstrip("&;")
    return mark + left if left or not fields else ""


def _opens(field: str) -> bool:
    name, equals, _ = field.lstrip("&;").partition("=")
    return bool(equals) and _is_secret(name)


def _is_secret(name: str) -> bool:
    words = _WORD.findall(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())
    return any(word in _SECRET_WORDS for word in words)
