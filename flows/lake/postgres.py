"""Decides what is asked of a catalogue's PostgreSQL server directly, beside what DuckLake asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256

import psycopg
from psycopg import sql
from psycopg.errors import LockNotAvailable

from flows.lake.catalogs import read_address
from pipelines.errors import LakeBusy, LakeError

# A server that no longer hears from a lock's holder lets the lock go after two minutes.
SESSION = (
    "SET idle_session_timeout = 0",
    "SET tcp_keepalives_idle = 60",
    "SET tcp_keepalives_interval = 15",
    "SET tcp_keepalives_count = 4",
)
ADVICE = "check the address, the user's password and rights, and that the server runs"


@contextmanager
def open_session(address: str) -> Iterator[psycopg.Connection]:
    """A session of the server, each statement a transaction; LakeError when it fails."""
    try:
        with closing(psycopg.connect(read_address(address).keywords, autocommit=True)) as session:
            for statement in SESSION:
                session.execute(statement)
            yield session
    except psycopg.Error as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise LakeError(f"the catalogue {address} cannot be used: {reason}; {ADVICE}") from error


def find_lake(session: psycopg.Connection, schema: str) -> str | None:
    """The identity of the lake whose tables lie in a schema; None when there is no lake."""
    if not _table_exists(session, schema, "ducklake_schema"):
        return None
    query = sql.SQL("SELECT schema_uuid::text FROM {} ORDER BY schema_id LIMIT 1")
    row = session.execute(query.format(sql.Identifier(schema, "ducklake_schema"))).fetchone()
    return row[0] if row else None


def has_files(session: psycopg.Connection, schema: str) -> bool:
    """Whether the lake in a schema has any data file."""
    query = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    row = session.execute(query.format(sql.Identifier(schema, "ducklake_data_file"))).fetchone()
    return bool(row and row[0])


def newest_snapshot(session: psycopg.Connection, schema: str) -> int:
    """The number of the newest snapshot of the lake in a schema; 0 when there is no lake."""
    if not _table_exists(session, schema, "ducklake_snapshot"):
        return 0
    query = sql.SQL("SELECT max(snapshot_id) FROM {}")
    row = session.execute(query.format(sql.Identifier(schema, "ducklake_snapshot"))).fetchone()
    return int(row[0]) if row else 0


def try_lock(session: psycopg.Connection, schema: str) -> bool:
    """Take the lock of the lake in a schema for this session, if it is free."""
    row = session.execute("SELECT pg_try_advisory_lock(%s)", [_lock_key(schema)]).fetchone()
    return bool(row and row[0])


def await_lock(session: psycopg.Connection, schema: str, seconds: int) -> None:
    """Take the lock when those who asked before have let it go; LakeBusy after so many seconds."""
    session.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
    try:
        session.execute("SELECT pg_advisory_lock(%s)", [_lock_key(schema)])
    except LockNotAvailable as error:
        raise LakeBusy(
            f"another build has been writing to this lake for {seconds:,} seconds: "
            "wait for it to end, then run again"
        ) from error


def _table_exists(session: psycopg.Connection, schema: str, table: str) -> bool:
    row = session.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.{table}"]).fetchone()
    return bool(row and row[0])


def _lock_key(schema: str) -> int:
    """The number of a lake's lock: PostgreSQL's are counted by database."""
    digest = sha256(f"onrecord lake {schema}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
