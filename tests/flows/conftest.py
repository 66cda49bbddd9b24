"""Decides what tests of flows share: a warehouse to change, and a PostgreSQL server with a database for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the warehouse of raw/, to change or to kill builds in."""
    return Path(shutil.copytree(built, tmp_path / "warehouse"))
