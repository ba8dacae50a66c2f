"""Where a PostgreSQL store lies: its address, and the same address with nothing secret in it."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from stemma.errors import StoreUnknown

DEFAULT_SCHEMA = "stemma"
_SECRET = ("password", "sslpassword", "oauth_client_secret", "passfile")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What to connect to."""

    url: str
    """For people: without a password."""
    schema: str
    """The schema that holds the tables: ``?schema=name``, else ``stemma``."""
    place: str
    """Host and database, for messages."""
    words: dict[str, Any] = field(repr=False)
    """What libpq is given; it may hold a password."""


def read_address(url: str) -> Address:
    """The address that ``url`` names, in the form of libpq's URLs; what it leaves out comes from libpq's environment.

    Raises:
        StoreUnknown: it is no such address. Its text does not repeat the address, which may hold a password.
    """
    bare, _, query = url.partition("?")
    given = parse_qsl(query, keep_blank_values=True)
    schema = next((value for name, value in given if name == "schema"), DEFAULT_SCHEMA)
    if not _SCHEMA.fullmatch(schema) or schema.startswith("pg_"):
        raise StoreUnknown(
            "the schema of a PostgreSQL store is lower-case letters, digits and _, and no pg_ before them"
        )
    rest = urlencode([(name, value) for name, value in given if name != "schema"], quote_via=quote)
    try:
        words = conninfo_to_dict(f"{bare}?{rest}" if rest else bare)
    except ProgrammingError:
        words = None
    if words is None:
        raise StoreUnknown("this is no address of a PostgreSQL server: give postgresql://USER@HOST:PORT/DATABASE")
    return Address(url=_write_url(words, schema), schema=schema, place=_name_place(words), words=words)


def _write_url(words: dict[str, Any], schema: str) -> str:
    shown = {name: str(value) for name, value in words.items() if name not in _SECRET}
    hosts, ports = shown.pop("host", "").split(","), shown.pop("port", "").split(",")
    in_folder = any(host.startswith("/") for host in hosts)
    pairs = [f"{quote(host, safe=':[]')}{':' + port if port else ''}" for host, port in zip(hosts, ports, strict=False)]
    more = {"host": ",".join(hosts), "port": ",".join(ports)} if in_folder else {}
    user, database = quote(shown.pop("user", ""), safe=""), quote(shown.pop("dbname", ""), safe="")
    more = {name: value for name, value in {**more, **shown}.items() if value}
    more |= {"schema": schema} if schema != DEFAULT_SCHEMA else {}
    at = f"{user}@" if user else ""
    asked = f"?{urlencode(more, quote_via=quote, safe='/,')}" if more else ""
    return f"postgresql://{at}{'' if in_folder else ','.join(pairs)}/{database}{asked}"


def _name_place(words: dict[str, Any]) -> str:
    host = str(words.get("host") or words.get("hostaddr") or "the local server")
    port = f" port {words['port']}" if words.get("port") else ""
    return f"{host}{port}" + (f", database {words['dbname']}" if words.get("dbname") else "")
