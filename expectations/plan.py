"""Decides which checks an audit makes, and on which batches of rows."""

import datetime
from collections.abc import Collection, Iterator, Sequence

from expectations.check import Batch, Check, identifier
from expectations.contract import contract_checks
from expectations.domain import domain_checks
from expectations.structure import CATALOGUE, catalogue_query, structure_check
from schemas.tables import TABLES


def row_checks(build_day: datetime.date, phrases: Sequence[str]) -> tuple[Check, ...]:
    """Every check of rows: those of the contract, then those of the domain."""
    contract = (check for table in TABLES.values() for check in contract_checks(table))
    return (*contract, *domain_checks(build_day, phrases))


def structure_batch(catalog: str) -> Batch:
    """All columns of the lake, with a check for each declared table."""
    checks = tuple(structure_check(table) for table in TABLES.values())
    return Batch(CATALOGUE, catalogue_query(catalog), checks)


def row_batches(lake: str, checks: Sequence[Check], sound: Collection[str]) -> Iterator[Batch]:
    """One batch for each sound table, with its checks that read sound tables only.

    A statement about a column that is missing, or of another type, would end the transaction.
    """
    for name in TABLES:
        if name in sound:
            own = (check for check in checks if check.table == name)
            query = f"SELECT * FROM {lake}.{identifier(name)}"  # noqa: S608
            yield Batch(name, query, tuple(c for c in own if all(r in sound for r in c.reads)))
