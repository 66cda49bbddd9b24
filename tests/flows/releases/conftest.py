"""Decides what tests of releases share: the sample pages, built and released once."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.releasing.release import Wish, make_release
from flows.settings import Warehouse
from tests.flows.local_build import build_files

RAW = Path(__file__).parents[3] / "raw"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse with a version made of raw/ and its release v1.0.0; tests only read it."""
    warehouse = Warehouse(tmp_path_factory.mktemp("sample") / "warehouse")
    build_files([RAW], warehouse.folder)
    make_release(warehouse, Wish("v1.0.0"))
    return warehouse


@pytest.fixture(scope="session")
def release(sample: Warehouse) -> Path:
    """The folder of that release."""
    return sample.releases / "v1.0.0"
