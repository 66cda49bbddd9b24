"""Decides which checks an audit makes, and on which batches of rows."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b

from expectations.check import CHANGED, Batch, Check, identifier
from expectations.contract import contract_checks
from expectations.domain import domain_checks
from expectations.structure import CATALOGUE, catalogue_query, structure_checks
from schemas.tables import TABLES

DIGEST_BYTES = 16


def row_checks(build_day: datetime.date, phrases: Sequence[str]) -> tuple[Check, ...]:
    """Every check of rows: those of the contract, then those of the domain."""
    contract = (check for table in TABLES.values() for check in contract_checks(table))
    return (*contract, *domain_checks(build_day, phrases))


def local_rules() -> str:
    """A digest of all local checks: other ones have to look at every row again."""
    local = (check for check in row_checks(datetime.date.min, ()) if check.is_local)
    told = "\n".join(f"{check!r}" for check in local)
    return blake2b(told.encode(), digest_size=DIGEST_BYTES).hexdigest()


def structure_batch(catalog: str) -> Batch:
    """All columns of the lake, with a check for each declared table."""
    checks = structure_checks(TABLES.values())
    return Batch(CATALOGUE, catalogue_query(catalog), checks, f"{identifier(catalog)}.main")


def row_batches(
    lake: str,
    checks: Sequence[Check],
    sound: Collection[str],
    changed: Mapping[str, str] | None = None,
) -> Iterator[Batch]:
    """A batch of all rows of each sound table, with its checks that read sound tables only.

    Where `changed` has a table, its local checks look at a batch of their own: the rows of that
    query, beside those of the tables in `CHANGED`. A statement about a column that is missing, or
    of another type, would end the transaction.
    """
    for name in TABLES:
        if name not in sound:
            continue
        own = [c for c in checks if c.table == name and all(read in sound for read in c.reads)]
        if changed and name in changed:
            local = tuple(check for check in own if check.is_local)
            yield Batch(f"{name}_changed", changed[name], local, CHANGED)
            own = [check for check in own if not check.is_local]
        query = f"SELECT * FROM {lake}.{identifier(name)}"  # noqa: S608
        yield Batch(name, query, tuple(own), lake)
