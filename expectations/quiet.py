"""Decides how Great Expectations is kept quiet: import this module before it.

Nothing is sent anywhere, and what it has to say reaches the reader through the audit's result
and its Data Docs, not through stderr.
"""

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator

os.environ["GX_ANALYTICS_ENABLED"] = "false"

# Both packages log each failed query with its traceback; the result tells it in words.
NOISY = ("great_expectations", "sqlalchemy")


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Holds back warnings and log lines of the audit's libraries, inside the block only."""
    levels = {name: logging.getLogger(name).level for name in NOISY}
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
