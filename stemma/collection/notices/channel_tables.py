"""Channels as they are written in a rule file."""

import re

from stemma.collection.notices.credentials import Secret
from stemma.collection.notices.rules import Channel, EmailChannel, FeedChannel, WebhookChannel
from stemma.collection.notices.tables import Table
from stemma.read.web.addresses import is_public_host, read_address, read_host

CHANNEL_KINDS = ("webhook", "email", "feed")
_KEYS = {
    "webhook": (
        "kind", "url", "url_env", "url_file", "secret_env", "secret_file", "secret", "in_clear", "allow_private",
        "timeout",
    ),
    "email": (
        "kind", "host", "port", "security", "username", "password_env", "password_file", "password", "in_clear",
        "from", "to", "ca_file", "timeout",
    ),
    "feed": ("kind", "file", "json_file"),
}  # fmt: skip
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9.-]{1,253})", re.ASCII)
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def read_channel(name: str, table: Table) -> Channel:
    """The channel that ``table`` gives. Raises RulesRefused."""
    kind = table.text("kind", f"one of {', '.join(CHANNEL_KINDS)}")
    if kind not in CHANNEL_KINDS:
        raise table.fail("kind", f"{kind!r} is not known; there are {', '.join(CHANNEL_KINDS)}")
    table.only(_KEYS[kind])
    if kind == "webhook":
        return _read_webhook(name, table)
    return _read_email(name, table) if kind == "email" else _read_feed(name, table)


def _read_webhook(name: str, table: Table) -> WebhookChannel:
    allow_private = table.flag("allow_private")
    url = _read_secret(table, "url", clear=True)
    if url is None:
        raise table.fail("url", 'give where to post to, as "https://hooks.example/stemma", or url_env, or url_file')
    if url.clear is not None:
        problem = check_target(url.clear, allow_private=allow_private)
        if problem is not None:
            raise table.fail("url", problem)
    secret = _read_secret(table, "secret")
    if secret is None:
        raise table.fail("secret_env", "name the environment variable that holds the secret, or give secret_file")
    return WebhookChannel(
        name=name,
        url=url,
        secret=secret,
        allow_private=allow_private,
        timeout=table.number("timeout", 20, least=1, most=120),
    )


def check_target(url: str, *, allow_private: bool) -> str | None:
    """Why nothing is posted to ``url``, in words that do not show it; None where nothing is against it."""
    address = read_address(url)
    if isinstance(address, str):
        return address
    if not allow_private and not is_public_host(address.host):
        return "It leads to a private address; where that is meant, set allow_private = true."
    return None


def _read_email(name: str, table: Table) -> EmailChannel:
    host = read_host(table.text("host", "the mail server's name"))
    if host is None:
        raise table.fail("host", 'give the mail server\'s name, as "mail.example"')
    security = table.maybe_text("security") or "starttls"
    if security not in _PORTS:
        raise table.fail("security", f"{security!r} is not known; there are {', '.join(_PORTS)}")
    username, password = table.maybe_text("username"), _read_secret(table, "password")
    if (username is None) != (password is None):
        raise table.fail("username", "give username and password_env (or password_file), or neither")
    if security == "none" and username is not None:
        raise table.fail("security", 'a password is not sent in clear over the wire; take "starttls" or "tls"')
    sender = table.text("from", "a mail address")
    to = table.texts("to", example='["desk@paper.example"]', least=1)
    for key, address in (("from", sender), *(("to", one) for one in to)):
        match = _MAILBOX.fullmatch(address)
        if match is None or read_host(match[1]) is None:
            raise table.fail(key, f'{address!r} is no mail address; give one as "desk@paper.example"')
    port = table.number("port", _PORTS[security], least=1, most=65535)
    return EmailChannel(
        name=name,
        host=host,
        port=int(port),
        security="tls" if security == "tls" else "none" if security == "none" else "starttls",
        username=username,
        password=password,
        sender=sender,
        to=to,
        ca_file=table.path("ca_file"),
        timeout=table.number("timeout", 30, least=1, most=300),
    )


def _read_feed(name: str, table: Table) -> FeedChannel:
    file, json_file = table.path("file"), table.path("json_file")
    if file is None and json_file is None:
        raise table.fail("file", 'name the file to write, as "notices.atom" (or json_file for a JSON Feed)')
    return FeedChannel(name=name, file=file, json_file=json_file)


def _read_secret(table: Table, key: str, *, clear: bool = False) -> Secret | None:
    """What is given by one of ``key_env``, ``key_file`` and ``key``; the last only where ``clear``, or the user
    insists (``in_clear``)."""
    given = [name for name in (f"{key}_env", f"{key}_file", key) if name in table.given]
    if len(given) > 1:
        raise table.fail(given[1], f"{' and '.join(given)} are given; keep one of them")
    if not given:
        return None
    if given[0] == f"{key}_env":
        variable = table.text(given[0], "the name of an environment variable")
        if not _VARIABLE.fullmatch(variable):
            # what stands there may be the secret itself: it is not repeated
            raise table.fail(given[0], "give the name of an environment variable, not the secret")
        return Secret(env=variable)
    if given[0] == f"{key}_file":
        return Secret(file=table.path(given[0]))
    if not clear and not table.flag("in_clear"):
        raise table.fail(
            key, f"give {key}_env or {key}_file, so that it does not stand here; if it must, add in_clear = true"
        )
    return Secret(clear=table.text(key))
