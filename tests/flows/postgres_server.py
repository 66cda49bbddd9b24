"""Decides how tests get a PostgreSQL server of their own, from the binaries that are installed."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

START_SECONDS = 60
# As awkward as a password may be: every character has a meaning somewhere on its way.
PASSWORD = f"{secrets.token_hex(8)} @/:?#%'\"\\$&=é"


@dataclass(frozen=True)
class Server:
    """A running server on loopback; `writer` owns the databases and is no superuser."""

    port: int
    admin_password: str

    def admin(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A session of the superuser."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="postgres",
            password=self.admin_password,
            dbname=database,
            autocommit=True,
        )

    def new_database(self) -> str:
        """The address of a new, empty database, with the password."""
        name = f"lake_{secrets.token_hex(4)}"
        with self.admin() as session:
            session.execute(f"CREATE DATABASE {name} OWNER writer")
        return f"postgres://writer:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{name}"

    def end_holder(self) -> int:
        """End the sessions that hold a lake's lock, as a broken network does; returns how many."""
        with self.admin() as session:
            ended = session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE locktype = 'advisory' AND granted"
            ).fetchall()
        return len(ended)


def find_binaries() -> Path | None:
    """The folder with initdb and postgres; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@contextmanager
def run_server() -> Iterator[Server]:
    """A fresh server; skips where PostgreSQL is not installed, fails where it has to be."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("ONRECORD_TEST_POSTGRES") == "required":
            pytest.fail("PostgreSQL is not installed, and these tests must run here")
        pytest.skip("PostgreSQL is not installed: on Debian, apt-get install postgresql")
    # Not below pytest's folder, which no other user may enter: the server refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
    owner = _unprivileged()
    admin_password = secrets.token_hex(16)
    (folder / "password").write_text(admin_password)
    for path in (folder, folder / "password"):
        shutil.chown(path, owner, pwd.getpwnam(owner).pw_gid)
    as_owner: dict[str, Any] = {"cwd": folder}
    if os.geteuid() == 0:
        as_owner |= {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        command = [binaries / "initdb", "--pgdata=data", "--username=postgres", "--no-sync"]
        more = ["--auth=scram-sha-256", "--pwfile=password", "--encoding=UTF8", "--locale=C"]
        subprocess.run([*command, *more], check=True, stdout=subprocess.DEVNULL, **as_owner)
        command = [binaries / "postgres", "-D", "data", "-F", "-p", str(port), "-k", folder]
        more = ["-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=fatal"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([*command, *more], stderr=log, **as_owner)
        try:
            server = Server(port, admin_password)
            _await_start(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> str:
    """The user that the server runs as."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _await_start(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with server.admin() as session:
                session.execute("SELECT set_config('password.writer', %s, false)", [PASSWORD])
                session.execute(
                    "DO $$ BEGIN EXECUTE format('CREATE ROLE writer LOGIN PASSWORD %L', "
                    "current_setting('password.writer')); END $$"
                )
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
