"""Decides where withdrawals are kept, so that no build brings a withdrawn page back."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa

from flows.lake.duck import CATALOG, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import Warehouse
from flows.staging import PROCESSED, Staging, unhashed
from pipelines.errors import LakeError

LAKE_DOCUMENTS = f"SELECT doc_id FROM {CATALOG}.main.documents SEMI JOIN withdrawn USING (uri)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A uri whose pages were taken back, with the documents that were there."""

    uri: str
    doc_ids: tuple[str, ...]
    reason: str
    withdrawn_by: str | None
    withdrawn_at: datetime


def read_withdrawals(warehouse: Warehouse) -> list[Withdrawal]:
    """All withdrawals, in order. LakeError names the line that is malformed."""
    try:
        lines = warehouse.withdrawals.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [_parse(warehouse, number, line) for number, line in enumerate(lines, start=1)]


def _parse(warehouse: Warehouse, number: int, line: bytes) -> Withdrawal:
    try:
        told: dict[str, Any] = orjson.loads(line)
        moment = datetime.fromisoformat(told.pop("withdrawn_at"))
        return Withdrawal(**told | {"doc_ids": tuple(told["doc_ids"])}, withdrawn_at=moment)
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise LakeError(
            f"{warehouse.withdrawals}, line {number}: {error}: restore the line, withdrawn pages "
            "would come back without it"
        ) from error


def add_withdrawal(warehouse: Warehouse, withdrawal: Withdrawal) -> None:
    """Add a line to the file, on disk before this returns; a crash leaves the file before or after."""
    known = [*read_withdrawals(warehouse), withdrawal]
    path = warehouse.withdrawals
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as stream:
        for one in known:
            stream.write(orjson.dumps(asdict(one), option=orjson.OPT_APPEND_NEWLINE))
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def stage_withdrawals(warehouse: Warehouse, staging: Staging) -> None:
    """Stage the table `withdrawn`, and that the lake's documents at withdrawn uris go."""
    withdrawals = read_withdrawals(warehouse)
    rows = {
        doc_id: {
            "doc_id": doc_id,
            "uri": one.uri,
            "reason": one.reason,
            "withdrawn_by": one.withdrawn_by,
            "withdrawn_at": one.withdrawn_at,
        }
        for one in reversed(withdrawals)
        for doc_id in one.doc_ids
    }
    table = pa.Table.from_pylist(list(rows.values()), schema=unhashed("withdrawn"))
    staging.write_table("withdrawn", "all", table)
    if not withdrawals:
        return
    with open_duckdb(scratch=staging.folder) as connection:
        if "documents" in attach_if_present(connection, warehouse):
            connection.register("withdrawn", pa.table({"uri": [one.uri for one in withdrawals]}))
            going = connection.execute(LAKE_DOCUMENTS).to_arrow_table()
            staging.write_table("processed", "withdrawn", going.cast(PROCESSED))
