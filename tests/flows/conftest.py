"""Decides what tests of a catalogue in PostgreSQL share: one server, and a database for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.lake.catalogs import PASSWORD, take_password
from tests.flows.postgres_server import Server, run_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server on loopback."""
    with run_server() as running:
        yield running


@pytest.fixture
def address(server: Server) -> str:
    """The address of an empty database, with the password."""
    return server.new_database()


@pytest.fixture
def catalog(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same without the password, which this process holds until the test ends."""
    monkeypatch.setenv(PASSWORD, "")
    return take_password(address)
