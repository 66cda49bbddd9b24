"""Decides what all tests share: the real reference tables."""

import pytest

from flows.reference_files import load_references
from pipelines.references import References


@pytest.fixture(scope="session")
def references() -> References:
    """The files of schemas/reference/, read once."""
    return load_references()
