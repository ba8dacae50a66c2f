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
_FIELD = re.compile(r"(?P<mark>[?&;#])(?P<name>[\w.\-\[\]%]+)=(?P<value>[^&;#\s]*)")
_WORD = re.compile(r"[a-z]+")
_SECRET_WORDS = frozenset(
    "accesskey accesstoken apikey apitoken auth authkey authorization authtoken credential credentials idtoken jwt key "
    "pass passwd password pwd refreshtoken secret session sessionid sessiontoken sid sig signature signed token".split()
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
    bare = _USER.sub("", url)
    if not any(_is_secret(field["name"]) for field in _FIELD.finditer(bare)):
        return bare
    begin, mark, rest = re.split(r"([?#])", bare, maxsplit=1)
    query, hash_mark, fragment = rest.partition("#") if mark == "?" else ("", "#", rest)
    query, fragment = _drop_fields(query), _drop_fields(fragment)
    return f"{begin}{'?' if query else ''}{query}{hash_mark if fragment else ''}{fragment}"


def _drop_fields(fields: str) -> str:
    kept: list[str] = []
    for field in re.split(r"(?=[&;])", fields):
        name, equals, _ = field.lstrip("&;").partition("=")
        if not (equals and _is_secret(name)):
            kept.append(field)
    return "".join(kept).lstrip("&;")


def _is_secret(name: str) -> bool:
    words = _WORD.findall(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())
    return any(word in _SECRET_WORDS for word in words)
