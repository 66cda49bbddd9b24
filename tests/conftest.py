"""Decides what all tests share: the real reference tables, and a warehouse of raw/."""

import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from flows.reference_files import load_references
from pipelines.references import References
from tests.flows.whole_build import RAW, build

# Tests never assert times, nor do the laws.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def references() -> References:
    """The files of schemas/reference/, read once."""
    return load_references()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with one version of raw/, which all processes of pytest read; copy it to change it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    warehouse, is_done = folder / "built" / "warehouse", folder / "built" / "done"
    with FileLock(folder / "built.lock"):
        if not is_done.exists():
            build(RAW, warehouse)
            is_done.touch()
    return warehouse
