"""Decides how the address of a catalogue in PostgreSQL is read, and where its password goes.

The password is put into the environment of this process and taken out of the address at once:
what is shown, logged, stored by Prefect or handed to DuckDB never holds one.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pipelines.errors import UsageError

SCHEMES = ("postgres", "postgresql")
DEFAULT_SCHEMA = "onrecord"
CONNECT_SECONDS = "10"
PASSWORD = "PGPASSWORD"  # noqa: S105 - the name of libpq's variable, not a password
# libpq's parameters that an address may hold, and ours: the schema of the lake's tables.
PARAMETERS = (
    "host",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "channel_binding",
    "connect_timeout",
    "passfile",
)
SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
MALFORMED = re.compile(r"%(?![0-9A-Fa-f]{2})|%00|#|\s")
# Nothing of a malformed address is shown: any part of it may be a part of the password.
FORM = (
    "the catalogue's address is not understood: write postgres://USER:PASSWORD@HOST:PORT/DATABASE, "
    "with %XX for special characters of a name or password (%40 for @, %2F for /), and behind ? "
    f"any of {', '.join(('schema', *PARAMETERS))}"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A catalogue in PostgreSQL: libpq's keywords, and the schema that holds the lake's tables."""

    keywords: str
    schema: str


def take_password(address: str) -> str:
    """The address without its password, which goes to libpq by the environment of this process.

    UsageError when the address is malformed or asks for what is not supported.
    """
    bare, password = _split(address)
    read_address(bare)
    if password is not None:
        os.environ[PASSWORD] = password
    return bare


def read_address(address: str) -> Address:
    """The meaning of an address without a password; UsageError when it is malformed or has one."""
    from psycopg import ProgrammingError, conninfo

    bare, password = _split(address)
    if password is not None:
        raise UsageError(
            "the address of a catalogue must not hold the password here: give that by the "
            f"environment variable {PASSWORD} or a password file of PostgreSQL's"
        )
    front, _, query = bare.partition("?")
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    schema = parameters.pop("schema", DEFAULT_SCHEMA)
    if not SCHEMA.fullmatch(schema):
        raise UsageError("the schema of a catalogue is named in a-z, 0-9 and _, not after pg_")
    parameters.setdefault("connect_timeout", CONNECT_SECONDS)
    try:
        found = conninfo.conninfo_to_dict(f"{front}?{urlencode(parameters)}")
    except ProgrammingError:
        raise UsageError(FORM) from None
    if not found.get("dbname") or not re.fullmatch(r"\d{0,5}", str(found.get("port", ""))):
        raise UsageError(FORM)
    return Address(conninfo.make_conninfo("", **found), schema)


def _split(address: str) -> tuple[str, str | None]:
    """An address without its password, and that; UsageError when it is malformed."""
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        owner, at, place = parts.netloc.rpartition("@")
        user, colon, password = owner.partition(":")
        secret = unquote(password, errors="strict") if colon else None
    except ValueError:
        raise UsageError(FORM) from None
    given = dict(pairs)
    if (
        parts.scheme not in SCHEMES
        or MALFORMED.search(address)
        or not address.isprintable()
        or re.search("[/@]", parts.path[1:])
        or not given.keys() <= {"schema", "password", *PARAMETERS}
        or len(given) < len(pairs)
    ):
        raise UsageError(FORM)
    secret = given.pop("password", secret)
    query = f"?{urlencode(given)}" if given else ""
    return f"{parts.scheme}://{user}{at}{place}{parts.path}{query}", secret
